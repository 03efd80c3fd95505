// What Swift cannot say for itself about Linux processes: variadic calls (prctl, fcntl), macros
// (WIFEXITED…), and the code between fork and exec, where only async-signal-safe functions may run:
// a promise that Swift's runtime does not make.
#ifndef LATCHKEY_CPROCESS_H
#define LATCHKEY_CPROCESS_H

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <shadow.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// How a child is started.
struct latchkey_child {
  const char *path;
  char *const *arguments;
  char *const *environment;
  /// What becomes the child's standard input, output and error.
  int streams[3];
  /// The signal that the kernel sends the child when the thread that started it ends.
  int death_signal;
  /// Whether the child leads a session of its own, out of reach of the terminal's Ctrl-C.
  int own_session;
};

/// The child's part, after fork: prepares and executes; returns only when that failed.
static inline void latchkey_child_exec(const struct latchkey_child *child, pid_t parent) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  if (child->own_session) setsid();
  if (prctl(PR_SET_PDEATHSIG, child->death_signal) != 0) return;
  // The parent may have died before the request stood: then no signal will come.
  if (getppid() != parent) {
    errno = ESRCH;
    return;
  }
  // First all of them out of the way, since a source may itself be 0, 1 or 2.
  int sources[3];
  for (int i = 0; i < 3; i++) {
    sources[i] = fcntl(child->streams[i], F_DUPFD_CLOEXEC, 10);
    if (sources[i] < 0) return;
  }
  for (int i = 0; i < 3; i++)
    if (dup2(sources[i], i) < 0) return;
  sigset_t none;
  sigemptyset(&none);
  if (sigprocmask(SIG_SETMASK, &none, 0) != 0) return;
  execve(child->path, child->arguments, child->environment);
}

/// Starts a child; its process id, or -1 with errno set, also when it could not be executed.
static inline pid_t latchkey_spawn(const struct latchkey_child *child) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  // No handler of ours may run in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  pid_t process = fork();
  if (process == 0) {
    latchkey_child_exec(child, parent);
    int failure = errno;
    ssize_t ignored = write(report[1], &failure, sizeof failure);
    (void)ignored;
    _exit(127);
  }
  int failure = process < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, 0);
  close(report[1]);
  if (process > 0) {
    ssize_t got;
    int reported;
    // A successful exec closes the pipe, and nothing is read.
    do got = read(report[0], &reported, sizeof reported);
    while (got < 0 && errno == EINTR);
    if (got == (ssize_t)sizeof reported) {
      failure = reported;
      while (waitpid(process, 0, 0) < 0 && errno == EINTR) {}
      process = -1;
    }
  }
  close(report[0]);
  errno = failure;
  return process;
}

/// Asks for a signal at the end of the thread that started this process.
static inline int latchkey_die_with_parent(int number) { return prctl(PR_SET_PDEATHSIG, number); }

/// Makes orphans among this process's descendants its own children, so that none is lost.
static inline int latchkey_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1); }

/// Keeps this process's memory to itself: no core dump holds it, wherever the system sends them, and
/// no process of the same user may look into it. What it executes is not bound by this.
static inline int latchkey_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0); }

/// Changes the name under which ps and killall know this process.
static inline void latchkey_name_process(const char *name) { prctl(PR_SET_NAME, name); }

/// How many cores this process may use (taskset and cgroup sets count), at least 1.
static inline int latchkey_core_count(void) {
  // glibc's function for this is GNU's, and hidden from Swift.
  unsigned long set[16];
  long bytes = syscall(SYS_sched_getaffinity, 0, sizeof set, set);
  // A machine with more cores than the set has room for (1024) says EINVAL.
  if (bytes <= 0) return errno == EINVAL ? 1024 : 1;
  int count = 0;
  for (long i = 0; i < bytes / (long)sizeof *set; i++) count += __builtin_popcountl(set[i]);
  return count;
}

/// Whether a signal is ignored, as nohup has it for SIGHUP.
static inline int latchkey_is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, 0, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// A pipe that no child inherits by accident; pipe2 is GNU's, and hidden from Swift.
static inline int latchkey_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

/// Makes reads and writes return EAGAIN instead of waiting.
static inline int latchkey_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

/// The exit status of an ended child, or -1 when a signal ended it.
static inline int latchkey_exit_status(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The signal that ended a child, or 0.
static inline int latchkey_exit_signal(int status) {
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

#endif

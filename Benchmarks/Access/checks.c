// The least that checks cost with libssh2: one thread, one poll(2), no reasons and no timeline. The
// floor that latchkey is measured against.
//
//   checks HOST PORT USER KEY COUNT CONCURRENCY
//
// KEY is an OpenSSH private key file, beside its .pub. Exits 0 if every check got in.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <libssh2.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum step { CONNECTING, GREETING, AUTHENTICATING };

struct check {
  int socket;
  enum step step;
  LIBSSH2_SESSION *session;
};

static const char *user, *key;
static char public[4096];
static struct sockaddr_in address;

static int begin(struct check *check) {
  int one = 1;
  check->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (check->socket < 0) return -1;
  setsockopt(check->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(check->socket, (struct sockaddr *)&address, sizeof address) != 0 &&
      errno != EINPROGRESS)
    return -1;
  check->step = CONNECTING;
  check->session = libssh2_session_init();
  if (!check->session) return -1;
  libssh2_session_set_blocking(check->session, 0);
  return 0;
}

// 1: over, 0: waits, -1: failed.
static int advance(struct check *check) {
  int status;
  if (check->step == CONNECTING) check->step = GREETING;
  if (check->step == GREETING) {
    status = libssh2_session_handshake(check->session, check->socket);
    if (status == LIBSSH2_ERROR_EAGAIN) return 0;
    if (status != 0) return -1;
    // What latchkey does before it trusts a server, and the floor has to, too.
    if (!libssh2_hostkey_hash(check->session, LIBSSH2_HOSTKEY_HASH_SHA256)) return -1;
    check->step = AUTHENTICATING;
  }
  status = libssh2_userauth_publickey_fromfile(check->session, user, public, key, 0);
  if (status == LIBSSH2_ERROR_EAGAIN) return 0;
  return status == 0 ? 1 : -1;
}

static void end(struct check *check) {
  libssh2_session_disconnect(check->session, "done");
  libssh2_session_free(check->session);
  close(check->socket);
  check->session = NULL;
}

int main(int count, char **words) {
  if (count != 7) return 64;
  address.sin_family = AF_INET;
  address.sin_port = htons((unsigned short)atoi(words[2]));
  if (inet_pton(AF_INET, words[1], &address.sin_addr) != 1) return 64;
  user = words[3];
  key = words[4];
  snprintf(public, sizeof public, "%s.pub", key);
  int left = atoi(words[5]), most = atoi(words[6]), active = 0, failed = 0;
  if (left < 1 || most < 1 || libssh2_init(0) != 0) return 70;
  struct check *checks = calloc((size_t)most, sizeof *checks);
  struct pollfd *entries = calloc((size_t)most, sizeof *entries);
  if (!checks || !entries) return 70;
  for (int i = 0; i < most; i++) entries[i].fd = -1;
  while (left > 0 || active > 0) {
    for (int i = 0; i < most && left > 0; i++) {
      if (checks[i].session) continue;
      if (begin(&checks[i]) != 0) return 71;
      left--;
      active++;
      entries[i] = (struct pollfd){.fd = checks[i].socket, .events = POLLOUT};
    }
    if (poll(entries, (nfds_t)most, 60000) <= 0) return 75;
    for (int i = 0; i < most; i++) {
      if (!checks[i].session || !entries[i].revents) continue;
      int state = advance(&checks[i]);
      if (state == 0) {
        int directions = libssh2_session_block_directions(checks[i].session);
        entries[i].events = (short)((directions & LIBSSH2_SESSION_BLOCK_INBOUND ? POLLIN : 0) |
                                    (directions & LIBSSH2_SESSION_BLOCK_OUTBOUND ? POLLOUT : 0));
        continue;
      }
      if (state < 0) failed++;
      end(&checks[i]);
      entries[i].fd = -1;
      active--;
    }
  }
  return failed ? 1 : 0;
}

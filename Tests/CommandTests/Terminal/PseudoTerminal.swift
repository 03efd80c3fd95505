import Foundation
import TestSupport

/// A program of ours on a terminal of its own, and the person in front of it.
final class PseudoTerminal {
  private let master: Int32
  private let process: pid_t
  private var screen: [UInt8] = []

  /// Starts the program in a new session whose terminal is this one.
  ///
  /// - Parameters:
  ///   - columns: how wide the terminal is; 0 where it does not know.
  ///   - environment: variables added to this process's own. Progress, which comes and goes with the
  ///     clock, is shown where they say when.
  init(
    _ program: String, _ arguments: [String], in folder: TemporaryFolder, columns: UInt16 = 0,
    environment: [String: String] = [:]
  ) throws {
    // What posix_openpt, unlockpt and ptsname do, which the importer does not know: TIOCSPTLCK and
    // TIOCGPTN of <asm/ioctls.h>.
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var lock: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw POSIXError(.ENOTTY) }
    let terminal = "/dev/pts/\(number)"
    self.master = master
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw POSIXError(.ENOTTY) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes its controlling one.
    for descriptor in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_addopen(&actions, descriptor, terminal, O_RDWR, 0)
    }
    posix_spawn_file_actions_addclose(&actions, master)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    SpawnAttributes.prepare(&attributes)

    // The shell changes the folder, and gives way to the program.
    let path = Tool.built(program).path
    let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, path] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    argv.append(nil)
    defer { for pointer in argv { free(pointer) } }
    let variables = ProcessInfo.processInfo.environment
      .merging(["LATCHKEY_PROGRESS_DELAY": "86400", "TERM": "xterm"]) { $1 }
      .merging(environment) { $1 }
    var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") }
    envp.append(nil)
    defer { for pointer in envp { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    process = pid
  }

  deinit {
    kill(-process, SIGKILL)
    close(master)
  }

  /// What the person sees, with plain line ends.
  var text: String { String(decoding: screen, as: UTF8.self).replacing("\r\n", with: "\n") }

  /// What stands on the screen in the end, line by line: a carriage return has gone back to the
  /// beginning of its line, and `ESC [ K` has cleared it from the cursor on.
  var visibleLines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var visible: [Character] = []
      for (number, part) in line.split(separator: "\r", omittingEmptySubsequences: false)
        .enumerated()
      {
        var column = number == 0 ? visible.count : 0
        for piece in part.split(separator: "\u{1B}[K", omittingEmptySubsequences: false)
          .enumerated()
        {
          if piece.offset > 0 { visible.removeLast(max(visible.count - column, 0)) }
          for character in piece.element {
            if column < visible.count {
              visible[column] = character
            } else {
              visible.append(character)
            }
            column += 1
          }
        }
      }
      return String(visible)
    }
  }

  /// Waits until the screen has shown the text.
  func wait(for text: String) -> Bool { poll { self.text.contains(text) } }

  /// Whether the terminal shows what is typed.
  var showsInput: Bool {
    var state = termios()
    return tcgetattr(master, &state) == 0 && state.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits until the screen holds the text and the terminal hides what is typed.
  func waitForQuestion(_ question: String) -> Bool {
    poll { text.hasSuffix(question) && !showsInput }
  }

  /// Types keys; `\u{03}` is Ctrl-C.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Sends a signal from outside.
  func send(_ signal: Int32) { kill(process, signal) }

  /// Waits for the end: the exit status, or 128 + the signal; nil if it does not come.
  func waitForEnd() -> Int32? {
    var status: Int32?
    _ = poll {
      var word: Int32 = 0
      if waitpid(process, &word, WNOHANG) == process {
        status = word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
      }
      return status != nil
    }
    collect()
    return status
  }

  private func poll(until isSo: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      collect()
      if isSo() { return true }
      usleep(2000)
    }
    return false
  }

  private func collect() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      screen += buffer[..<count]
    }
  }
}

import CProcess
import Glibc

/// Runs a door in a process of its own, so that nothing of it outlives a run, however that ends.
///
///     latchkey instance boot          the keeper: what the user sees, and may kill
///      └─ latchkey instance boot      the same command again: makes and watches the door
///          ├─ latchkeyd               the instance's metadata service
///          └─ sshd                    the door
///              └─ sshd: USER …        its sessions
///
/// Each of the two upper processes cleans up, and does so when the other was killed: the lower is
/// told by the kernel (PR_SET_PDEATHSIG) when its keeper has died, the keeper inherits what the
/// lower leaves behind (PR_SET_CHILD_SUBREAPER). One process alone could tie `sshd` to its own
/// life, but not the sessions, which that request does not reach, nor could it remove its folder.
public enum DoorKeeper {
  /// The variable that tells the lower process that it is the lower one: `KEEPER-PID:FOLDER`.
  static let mark = "LATCHKEY_DOOR"

  /// Runs the same command again below this process, and the body there.
  ///
  /// To be called from the main thread, before anything else was started.
  ///
  /// - Parameters:
  ///   - report: told of what could not be cleaned up.
  ///   - body: makes the door; takes the path of a private folder that it may make, and returns
  ///     whether the door was open.
  /// - Returns: the exit status, 0 when the door was open and a signal asked to end. When it was
  ///   not open yet, this process ends by that signal.
  public static func run(
    report: (DoorEvent) -> Void, _ body: (_ folder: String) throws -> Bool
  ) throws -> Int32 {
    if let folder = folderFromKeeper() {
      ProcessTree.adoptOrphans()
      // So that `killall -9 latchkey` finds the keeper alone, and somebody is left to clean up.
      unsafe latchkey_name_process("door")
      defer { cleanUp(folder, report) }
      return try body(folder) ? 0 : interruptedStatus
    }
    return try keep(DoorFolder.newPath(), report)
  }

  /// As a shell names the end by SIGTERM.
  private static let interruptedStatus = 128 + SIGTERM

  /// The keeper's part.
  private static func keep(
    _ folder: String, _ report: (DoorEvent) -> Void
  ) throws(DoorError) -> Int32 {
    let signals = try SignalQueue(SignalQueue.endings + [SIGCHLD])
    ProcessTree.adoptOrphans()
    let null = try NullDevice.open()
    let lower = try ChildProcess.start(
      OwnProgram.path, arguments: CommandLine.arguments,
      environment: Environment.with(mark, "\(getpid()):\(folder)"),
      streams: (null.number, STDOUT_FILENO, STDERR_FILENO), deathSignal: SIGTERM,
      ownSession: true)
    var asked: Int32?
    var ending: ChildProcess.Ending?
    while ending == nil {
      signals.wait(orReadable: nil)
      for signal in signals.received() where signal != SIGCHLD {
        asked = asked ?? signal
        lower.send(SIGTERM)
      }
      ending = lower.ending()
    }
    cleanUp(folder, report)
    switch (ending, asked) {
    case (.exit(interruptedStatus), let signal?), (.signal(SIGTERM), let signal?):
      SignalQueue.raiseDefault(signal)
      return interruptedStatus
    case (.exit(let status), _): return status
    case (.signal(let number), _):
      throw DoorError(.sshdFailed, "the process that held the door was ended by signal \(number)")
    case (nil, _): return 0
    }
  }

  /// The folder that the keeper chose, in the process below it.
  private static func folderFromKeeper() -> String? {
    let parts = Environment.value(mark).split(separator: ":", maxSplits: 1)
    guard parts.count == 2, Int32(parts[0]) == getppid() else { return nil }
    let folder = String(parts[1])
    return DoorFolder.isOurs(folder) ? folder : nil
  }

  private static func cleanUp(_ folder: String, _ report: (DoorEvent) -> Void) {
    let left = ProcessTree.endDescendants()
    if !left.isEmpty { report(.processesLeft(left)) }
    DoorFolder.remove(folder)
    if geteuid() == 0 { PrivilegeSeparationFolder.removeUnused() }
  }
}

import FoundationEssentials
import Glibc

/// The program that is running.
public enum OwnProgram {
  /// Its file, absolute and without symbolic links. `/proc/self/exe` where the file has been
  /// replaced meanwhile, as by an upgrade: this process can execute that, another one cannot.
  public static var path: String {
    let link = "/proc/self/exe"
    let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? link
    return unsafe access(target, X_OK) == 0 ? target : link
  }

  /// Another program of this project: beside this one, where both are installed or built, else on
  /// PATH.
  ///
  /// - Throws: ``DoorError/Code/system``.
  public static func sibling(_ name: String) throws(DoorError) -> String {
    let own = path
    let beside = own[...(own.lastIndex(of: "/") ?? own.startIndex)]
    let folders = ["\(beside)"] + Environment.value("PATH").split(separator: ":").map { "\($0)/" }
    guard let folder = folders.first(where: { unsafe access($0 + name, X_OK) == 0 }) else {
      throw DoorError(.system, "\(name) is neither in \(beside) nor on PATH")
    }
    return folder + name
  }
}

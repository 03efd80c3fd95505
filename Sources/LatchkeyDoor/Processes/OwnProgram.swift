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
}

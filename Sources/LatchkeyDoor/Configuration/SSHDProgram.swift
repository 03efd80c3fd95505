import Glibc

/// The OpenSSH server program of this machine.
enum SSHDProgram {
  /// Where `sshd` lies: on PATH, else in the folders for administrators, which an ordinary user's
  /// PATH leaves out. Always absolute: `sshd` executes itself again and insists on that.
  ///
  /// - Throws: ``DoorError/Code/sshdMissing``.
  static func find(
    path: String, otherwise others: [String] = ["/usr/local/sbin", "/usr/sbin", "/sbin"]
  ) throws(DoorError) -> String {
    let named = path.split(separator: ":").filter { $0.first == "/" }.map(String.init)
    for folder in named + others {
      let file = "\(folder)/sshd"
      if unsafe access(file, X_OK) == 0 { return file }
    }
    throw DoorError(
      .sshdMissing, "no sshd on PATH or in /usr/sbin",
      hint: "install OpenSSH's server (Debian: apt-get install openssh-server)")
  }
}

import CProcess
import Glibc

/// A local account, to log in as.
public struct Account: Hashable, Sendable {
  /// The log-in name.
  public let name: String
  /// The user id.
  public let id: UInt32
  /// The log-in shell; `/bin/sh` where the password database leaves it empty.
  public let shell: String

  /// The account that runs this process.
  ///
  /// - Throws: ``DoorError/Code/accountUnusable`` when its user id is in no password database.
  public static func current() throws(DoorError) -> Account {
    guard let entry = unsafe getpwuid(geteuid()) else {
      throw DoorError(
        .accountUnusable,
        "user id \(geteuid()) has no account on this machine, so sshd cannot log it in")
    }
    return unsafe Account(entry.pointee)
  }

  /// The account of a name, where there is one.
  public static func named(_ name: String) -> Account? {
    guard let entry = unsafe getpwnam(name) else { return nil }
    return unsafe Account(entry.pointee)
  }

  private init(_ entry: passwd) {
    unsafe name = String(cString: entry.pw_name)
    id = unsafe entry.pw_uid
    let program = unsafe entry.pw_shell.map { unsafe String(cString: $0) } ?? ""
    shell = program.isEmpty ? "/bin/sh" : program
  }

  /// Whether the shell only tells that nobody may log in.
  public var hasNoShell: Bool {
    ["nologin", "false"].contains(shell.split(separator: "/").last.map(String.init))
  }

  /// Checks what a `sshd` without PAM checks of an account before it looks at any key, so that a
  /// door at which every key is refused is not opened in the first place.
  ///
  /// - Throws: ``DoorError/Code/accountUnusable``.
  func checkLogIn() throws(DoorError) {
    // Both end up in patterns of AllowUsers, where these have a meaning.
    guard !name.isEmpty, !name.contains(where: { "*?!@,\"\\ ".contains($0) }) else {
      throw DoorError(
        .accountUnusable, "account \(name.debugDescription): a name that sshd cannot be told")
    }
    guard unsafe access(shell, X_OK) == 0 else {
      throw DoorError(
        .accountUnusable, "account \(name): its shell \(shell) is missing or not executable")
    }
    // Asked as sshd asks it, and as little of it seen: an ordinary user reads no `/etc/shadow`, but
    // other sources may answer (systemd's has every `nobody` locked).
    guard let shadow = unsafe getspnam(name) else { return }
    let password = unsafe shadow.pointee.sp_pwdp.map { unsafe String(cString: $0) } ?? ""
    try checkShadow(
      password: password, expiryDay: unsafe shadow.pointee.sp_expire, today: time(nil) / 86_400)
  }

  /// What the shadow entry says against a log-in (shadow(5)).
  ///
  /// - Parameters:
  ///   - password: the password field, which locks the account by a leading `!`.
  ///   - expiryDay: the last day, in days since 1970; negative for none.
  ///   - today: the day that it is.
  func checkShadow(password: String, expiryDay: Int, today: Int) throws(DoorError) {
    if password.hasPrefix("!") {
      throw DoorError(
        .accountUnusable, "account \(name) is locked, and sshd lets nobody into a locked account",
        hint: "keep passwords shut but unlock it: usermod -p '*' \(name)")
    }
    if expiryDay >= 0, today > expiryDay {
      throw DoorError(
        .accountUnusable, "account \(name) has expired", hint: "let it live on: chage -E -1 \(name)"
      )
    }
  }
}

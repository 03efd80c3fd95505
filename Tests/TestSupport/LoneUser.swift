import Foundation

/// A user that exists for one server alone, through nss_wrapper: for programs that read
/// `~/.ssh/authorized_keys` and nothing else. Nobody's real home is touched.
public struct LoneUser: Sendable {
  /// The name to log in with.
  public let name = "tester"
  /// What makes a program see the user.
  public let environment: [String: String]

  private static let wrapper = "libnss_wrapper.so"

  /// Whether nss_wrapper is installed.
  public static var isAvailable: Bool {
    ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
      .contains { FileManager.default.fileExists(atPath: "\($0)/\(wrapper)") }
  }

  /// Makes the user, with this process's ids and a home in a folder.
  ///
  /// - Parameters:
  ///   - password: as passwd(5) has it; empty for none.
  ///   - authorizedKeys: lines of `authorized_keys`.
  public init(
    in folder: TemporaryFolder, password: String = "x", authorizedKeys: [String]
  ) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("home/.ssh"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try folder.write(
      (authorizedKeys.joined(separator: "\n") + "\n").utf8, to: "home/.ssh/authorized_keys")
    let users = try folder.write(
      "\(name):\(password):\(getuid()):\(getgid())::\(folder.path("home")):/bin/sh\n".utf8,
      to: "passwd")
    let groups = try folder.write("\(name):x:\(getgid()):\n".utf8, to: "group")
    environment = [
      "LD_PRELOAD": Self.wrapper, "NSS_WRAPPER_PASSWD": users, "NSS_WRAPPER_GROUP": groups,
    ]
  }
}

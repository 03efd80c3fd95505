import LatchkeyPlan
import TestSupport
import Testing

/// What several tests use.
enum Samples {
  /// A public key that opens nothing.
  static let publicKey =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPl6hTMtUUvcAVLXJ6Ab8xQ/bSyaPSCGXhcCRcgcjnVs"

  /// What `ansible-inventory --list` prints.
  static func ansible(_ path: String) throws -> [UInt8] {
    let python = try #require(Python.tool)
    let folder = try TemporaryFolder()
    let outcome = try python.run(
      [
        "-c", "import sys; from ansible.cli.inventory import main; sys.exit(main())", "-i", path,
        "--list",
      ],
      environment: [
        "ANSIBLE_HOME": folder.path, "ANSIBLE_LOCAL_TEMP": folder.path("tmp"), "LC_ALL": "C.UTF-8",
      ], timeout: 120)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.output
  }

  /// A variable in that output, one that is not to be evaluated among them.
  static func plain(_ value: Any?) -> String? {
    value as? String ?? (value as? [String: Any])?["__ansible_unsafe"] as? String
  }

  /// A plan of so many hosts, of which each third lies on the address of the one before, and keys.
  static func fleet(hosts: Int, keys: Int, users: Int = 1) throws -> ResolvedPlan {
    var text =
      "version: 1\nstrict: true\nusers: [\((0..<users).map { "u\($0)" }.joined(separator: ", "))]\nkeys:\n"
    for key in 0..<keys { text += "  k\(key): {public-key: \"\(publicKey)\"}\n" }
    text += "hosts:\n"
    for host in 0..<hosts {
      let address = host % 3 == 2 ? host - 1 : host
      text += "  h\(host): {address: 10.\(address >> 16).\(address >> 8 & 255).\(address & 255)"
      text += host % 5 == 0 ? ", users: [only]}\n" : "}\n"
    }
    let plan = try Plan(yaml: Array(text.utf8), fileName: "fleet.yml")
    return try PlanResolver(environment: [:]).resolve(plan)
  }
}

import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// The clients that people type on an instance.
@Suite(.enabled(if: EC2Tools.isAvailable)) struct EC2ToolsTests {
  private func run(
    _ name: String, _ arguments: [String] = [], _ served: ServedInstance
  ) throws -> String {
    let authority = served.url.replacing("http://", with: "")
    let outcome = try EC2Tools.run(name, arguments, at: authority)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text
  }

  @Test func `Canonical's ec2metadata shows every key and the facts`() async throws {
    try await ServedInstance.with { served in
      let keys = served.instance.keys.map { "'\($0.line)'" }.joined(separator: ", ")
      #expect(try run(EC2Tools.canonical, ["--public-keys"], served) == "[\(keys)]\n")
      let all = try run(EC2Tools.canonical, [], served)
      for line in [
        "instance-id: \(served.instance.id)", "availability-zone: eu-central-1b",
        "region: eu-central-1", "instance-type: t3.micro", "kernel-id: unavailable",
        "host-id: unavailable", "block-device-mapping: ami", "public-keys: [\(keys)]",
      ] {
        #expect(all.contains(line + "\n"), "\(line)")
      }
      #expect(
        try run(EC2Tools.canonical, ["--user-data"], served) == "#cloud-config\nhostname: x\n")
    }
  }

  @Test func `Amazon's ec2-metadata shows the key, the disks and the tags`() async throws {
    try await ServedInstance.with { served in
      try served.eject("odd = name")  // It takes a name with spaces for several.
      let key = served.instance.keys[0]
      #expect(
        try run(EC2Tools.amazon, ["--public-keys"], served) == """
          public-keys: 
          keyname:alice
          index:0
          format:openssh-key
          key:(begins from next line)
          \(key.line)

          """)
      let all = try run(EC2Tools.amazon, [], served)
      for line in [
        "instance-id: \(served.instance.id)", "placement: eu-central-1b", "\t root: /dev/xvda",
        "\t ebs1: sdf", "\t ephemeral0: sdb", "\t env: test", "\t Name: web",
        "kernel-id: not available", "security-groups: default",
        "reservation-id: \(served.instance.reservation)", key.line,
      ] {
        #expect(all.contains(line + "\n"), "\(line)")
      }
    }
  }
}

import Foundation
import TestSupport
import Testing

/// The example of the README: what would my cloud-init find?
@Suite(.enabled(if: CloudInit.isAvailable)) struct CloudInitExampleTests {
  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Outcome {
    let built = URL(fileURLWithPath: Tool.built("latchkey").path).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try Tool(path: PackageFolder.path("examples/cloud-init.sh")).run(
      arguments,
      environment: [
        "PATH": "\(built):\(path)", "PYTHONPATH": CloudInit.modules, "TMPDIR": folder.path,
        "PYTHONDONTWRITEBYTECODE": "1",
      ])
  }

  @Test func `each cloud's data source finds the key and the user data, and nothing stays`() throws
  {
    let folder = try TemporaryFolder()
    let made = try Tool.built("latchkey").run(["generate", "--quiet", folder.path("web")])
    try #require(made.status == 0, "\(made.errorText)")
    try folder.write("#cloud-config\npackages: [nginx]\n".utf8, to: "user-data.yaml")
    let outcome = try run([folder.path("web.pub"), folder.path("user-data.yaml")], in: folder)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let lines = outcome.text.split(separator: "\n").map(String.init)
    let sources = ["Ec2", "GCE", "OpenStack", "NoCloudNet"]
    let clouds = ["ec2", "gce", "openstack", "nocloud"]
    #expect(lines.count == 12, "\(outcome.text)")
    for (index, (cloud, source)) in zip(clouds, sources).enumerated() where lines.count == 12 {
      #expect(lines[3 * index].hasPrefix("\(cloud): DataSource\(source) finds the instance "))
      #expect(lines[3 * index + 1].hasPrefix("  key        ssh-ed25519 AAAA"))
      #expect(lines[3 * index + 1].hasSuffix("… web"))
      #expect(lines[3 * index + 2] == "  user data  #cloud-config, 32 characters")
    }
    #expect(try folder.names() == ["user-data.yaml", "web", "web.pub"])
  }

  @Test func `without a key it says how it is used`() throws {
    let folder = try TemporaryFolder()
    let outcome = try run([], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errorText.hasPrefix("usage: "))
  }
}

import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import TestSupport
import Testing

@Suite struct InstanceStoreTests {
  private let folder: TemporaryFolder
  private let store: InstanceStore

  init() throws {
    folder = try TemporaryFolder()
    store = InstanceStore(at: folder.path("deep/home"))
  }

  private func documents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path("deep/home/instances")).sorted()
  }

  @Test func `a store that is not there is empty, and looking makes nothing`() throws {
    #expect(try store.contents().instances.isEmpty)
    #expect(throws: MetadataError(.noSuchInstance, "")) { try store.instance("web") }
    #expect(throws: MetadataError(.noSuchInstance, "")) {
      try store.update("i-0123456789abcdef0") { _ in }
    }
    #expect(try folder.names().isEmpty)
  }

  @Test func `what was launched is read again as it was`() throws {
    let template = LaunchTemplate(
      name: "web", keys: [try InjectedKey(SampleKey.ed25519.key, named: "my key = 1")],
      tags: ["env": "test"], userData: [0x00, 0xff], role: "app",
      metadataOptions: MetadataOptions(tokens: .required, tags: .enabled, hopLimit: 2))
    let launched = try store.launch(template)
    #expect(launched.count == 1)
    #expect(try store.instance(launched[0].id.description) == launched[0])
    #expect(try store.instance("web") == launched[0])
    #expect(try store.contents().instances == launched)
  }

  @Test func `a document is readable by people, and by its owner alone`() throws {
    let template = LaunchTemplate(
      name: "web", keys: [try InjectedKey(SampleKey.ed25519.key, named: "alice")],
      userData: Array("#cloud-config\n".utf8))
    let id = try store.launch(template, at: Sample.time)[0].id
    let path = folder.path("deep/home/instances/\(id).json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for line in [
      #"  "launchTime" : "2026-11-23T09:20:07Z","#, #"  "name" : "web","#,
      ##"  "userData" : "#cloud-config\n","##, #"  "version" : 1"#,
      #"      "fingerprint" : "SHA256:HvE7+gmH78VS53+iPuRDh/gKjVo26OzYU/qOnJWAgyk","#,
      #"      "publicKey" : "\#(SampleKey.ed25519.rawValue) alice""#,
    ] {
      #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)")
    }
    #expect(text.hasSuffix("}\n"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `instances of one launch share a reservation and nothing else`() throws {
    let launched = try store.launch(LaunchTemplate(name: "web"), count: 3)
    #expect(launched.map(\.name) == ["web-1", "web-2", "web-3"])
    #expect(launched.map(\.launchIndex) == [0, 1, 2])
    #expect(Set(launched.map(\.reservation)).count == 1)
    #expect(Set(launched.map(\.id)).count == 3)
    #expect(Set(launched.map(\.network.loopbackAddress)).count == 3)
    #expect(Set(launched.map(\.network.mac)).count == 3)
  }

  @Test func `a launch that is refused leaves nothing behind`() throws {
    #expect(throws: MetadataError(.invalidValue, "")) {
      try store.launch(LaunchTemplate(type: "nonsense"), count: 2)
    }
    #expect(try documents().isEmpty)
  }

  @Test func `a change is kept, and one that throws is not`() throws {
    let id = try store.launch(LaunchTemplate())[0].id.description
    let key = try SampleKey.ed25519.key
    try store.update(id) { instance throws(MetadataError) in
      try instance.inject(key, named: "alice")
    }
    #expect(try store.instance(id).keys.map(\.name) == ["alice"])
    #expect(throws: MetadataError(.duplicateKey, "")) {
      try store.update(id) { instance throws(MetadataError) in
        try instance.modify(MetadataOptions(endpoint: .disabled))
        try instance.inject(key, named: "bob")
      }
    }
    #expect(try store.instance(id).metadataOptions.endpoint == .enabled)
  }

  @Test func `a terminated instance is gone`() throws {
    let id = try store.launch(LaunchTemplate())[0].id
    #expect(try store.terminate(id.description).state == .terminated)
    #expect(try documents().isEmpty)
    #expect(throws: MetadataError(.noSuchInstance, "")) { try store.instance(id.description) }
    #expect(throws: MetadataError(.noSuchInstance, "")) { try store.terminate(id.description) }
  }

  @Test func `a name that two instances have is refused, and the ids are named`() throws {
    let first = try store.launch(LaunchTemplate(name: "web"))[0].id
    let second = try store.launch(LaunchTemplate(name: "web"))[0].id
    let error = #expect(throws: MetadataError(.ambiguousInstance, "")) {
      try store.instance("web")
    }
    #expect(error?.reason.contains(first.description) == true)
    #expect(error?.reason.contains(second.description) == true)
  }

  @Test(arguments: ["../../etc/passwd", "i-../x", "i-0123456789abcdefg", "", "i-0123456789ABCDEF0"])
  func `an id leads out of the folder by no spelling`(text: String) throws {
    #expect(InstanceID(text) == nil)
    #expect(throws: MetadataError(.noSuchInstance, "")) { try store.instance(text) }
  }

  struct Damage: CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (String) -> String
    let said: String
    init(_ name: String, saying said: String, _ change: @escaping @Sendable (String) -> String) {
      testDescription = name
      self.change = change
      self.said = said
    }
  }

  @Test(arguments: [
    Damage("it is empty", saying: "not an instance's document") { _ in "" },
    Damage("it is cut short", saying: "not an instance's document") { String($0.dropLast(40)) },
    Damage("a member is missing", saying: "'network' is missing") {
      $0.replacing("\"network\"", with: "\"net\"")
    },
    Damage("it is of a later version", saying: "format 2") {
      $0.replacing("\"version\" : 1", with: "\"version\" : 2")
    },
    Damage("a key is no key", saying: "keys.[0]") { $0.replacing("AAAAC3Nza", with: "AAAAC3Nzb") },
    Damage("a key is of another algorithm than its line says", saying: "no public key") {
      $0.replacing("\"ssh-ed25519 ", with: "\"ssh-rsa ")
    },
    Damage("it is another instance's", saying: "is the document of") {
      $0.replacing(/"id" : "i-[0-9a-f]{17}"/, with: #""id" : "i-0123456789abcdef0""#)
    },
  ])
  func `a damaged document is reported, and hides no other:`(damage: Damage) throws {
    let bad = try store.launch(
      LaunchTemplate(keys: [try InjectedKey(SampleKey.ed25519.key, named: "alice")]))[0]
    let good = try store.launch(LaunchTemplate())[0]
    let path = folder.path("deep/home/instances/\(bad.id).json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try damage.change(text).write(toFile: path, atomically: true, encoding: .utf8)

    let error = #expect(throws: MetadataError(.damagedDocument, "")) {
      try store.instance(bad.id.description)
    }
    #expect(error?.reason.contains(damage.said) == true, "\(error?.reason ?? "")")
    #expect(error?.reason.contains(path) == true)
    let contents = try store.contents()
    #expect(contents.instances == [good])
    #expect(contents.problems.count == 1)
  }

  @Test func `many writers lose nothing`() async throws {
    let id = try store.launch(LaunchTemplate())[0].id.description
    let keys = try (0..<24).map { _ in try PrivateKey.generate(.ed25519).publicKey }
    let store = store
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, key) in keys.enumerated() {
        group.addTask {
          try store.update(id) { instance throws(MetadataError) in
            try instance.inject(key, named: "key \(index)")
          }
        }
      }
      try await group.waitForAll()
    }
    let kept = try store.instance(id).keys
    #expect(Set(kept.map(\.publicKey)) == Set(keys))
    #expect(try documents() == ["\(id).json"])
  }

  @Test func `what a killed writer left is swept away by the next`() throws {
    let id = try store.launch(LaunchTemplate())[0].id
    let left = folder.path("deep/home/instances/.\(id).json.abcdefghij")
    try Data("half".utf8).write(to: URL(fileURLWithPath: left))
    #expect(try store.contents().instances.count == 1)
    try store.launch(LaunchTemplate())
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test func `a folder that cannot be made is said`() throws {
    let path = try folder.write([], to: "file")
    let error = #expect(throws: MetadataError(.storageFailed, "")) {
      try InstanceStore(at: path).launch(LaunchTemplate())
    }
    #expect(error?.reason.contains(path) == true)
  }
}

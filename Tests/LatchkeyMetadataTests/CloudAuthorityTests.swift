import Foundation
import LatchkeyMetadata
import Synchronization
import TestSupport
import Testing

@Suite struct CloudAuthorityTests {
  private let folder: TemporaryFolder
  private let store: InstanceStore

  init() throws {
    folder = try TemporaryFolder()
    store = InstanceStore(at: folder.path("state"))
  }

  private func signature(_ authority: CloudAuthority, of instance: Instance) -> [UInt8]? {
    MetadataTree(of: instance, at: Sample.time, signedBy: authority)
      .node(at: "dynamic/instance-identity/signature")?.bytes
  }

  @Test
  func `a store makes its key once, for its owner alone, and always has the same certificate`()
    throws
  {
    let first = try CloudAuthority(of: store).certificate()
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.path("state/authority.pem"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try CloudAuthority(of: store).certificate() == first)
    #expect(first.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
    let other = InstanceStore(at: folder.path("other"))
    #expect(try CloudAuthority(of: other).certificate() != first)
  }

  @Test func `what a killed writer has left is removed, and a key that is there stays`() throws {
    let certificate = try CloudAuthority(of: store).certificate()
    let key = try folder.read("state/authority.pem")
    try folder.write(key, to: "state/.authority.pem.Xy12")
    #expect(try CloudAuthority(of: store).certificate() == certificate)
    try FileManager.default.removeItem(atPath: folder.path("state/authority.pem"))
    #expect(try CloudAuthority(of: store).certificate() != certificate)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: store.path).sorted()
        == ["authority.pem", "instances", "lock"])
  }

  @Test func `many that ask at once get one key`() async throws {
    let store = store
    let certificates = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 { group.addTask { try CloudAuthority(of: store).certificate() } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(certificates.count == 1)
  }

  @Test func `nothing is made before something is signed`() throws {
    let instance = try store.launch(LaunchTemplate())[0]
    let tree = MetadataTree(of: instance, at: Sample.time, signedBy: CloudAuthority(of: store))
    _ = tree.leaves
    _ = tree.node(at: "dynamic/instance-identity/document")?.bytes
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: store.path).contains("authority.pem"))
    _ = tree.node(at: "dynamic/instance-identity/signature")?.bytes
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: store.path).contains("authority.pem"))
  }

  @Test func `the same document has the same signature, another one another`() throws {
    let authority = CloudAuthority(of: store)
    let first = try Sample.instance()
    let own = try #require(signature(authority, of: first))
    #expect(own.count == 344 + 5)
    #expect(signature(CloudAuthority(of: store), of: first) == own)
    #expect(try signature(authority, of: Sample.instance()) != own)
  }

  @Test func `a key that cannot be had is reported, and another one signs`() throws {
    try FileManager.default.createDirectory(
      atPath: store.path, withIntermediateDirectories: true)
    try folder.write(Array("no key".utf8), to: "state/authority.pem")
    let reported = Mutex<[MetadataError]>([])
    let authority = CloudAuthority(of: store) { error in
      reported.withLock { $0.append(error) }
    }
    #expect(throws: MetadataError(.damagedDocument, "")) { try authority.certificate() }
    #expect(signature(authority, of: try Sample.instance())?.count == 344 + 5)
    let errors = reported.withLock { $0 }
    #expect(errors == [MetadataError(.damagedDocument, "")])
    #expect(
      errors.first?.reason.hasPrefix("\(store.path)/authority.pem: no key to sign with: ") == true)
    #expect(try folder.read("state/authority.pem") == Array("no key".utf8))
  }
}

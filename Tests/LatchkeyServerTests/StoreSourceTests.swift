import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

@Suite struct StoreSourceTests {
  private let folder: TemporaryFolder
  private let store: InstanceStore

  init() throws {
    folder = try TemporaryFolder()
    store = InstanceStore(at: folder.path)
  }

  private func keyNames(_ source: StoreSource, peer: String) -> [String]? {
    source.service(for: peer, at: Date())?.instance.keys.map(\.name)
  }

  @Test func `each instance answers at its own address`() async throws {
    let launched = try store.launch(LaunchTemplate(name: "web"), count: 2)
    try await Sample.serving(StoreSource(store, selection: .byAddress())) { server in
      for instance in launched {
        let client = try RawClient(
          port: server.address.port, from: instance.network.loopbackAddress)
        client.send(Sample.get("/latest/meta-data/instance-id"))
        #expect(try client.receiveAnswer().hasSuffix("\r\n\r\n\(instance.id)"))
      }
    }
  }

  @Test func `who is no instance is told what to do`() async throws {
    try store.launch(LaunchTemplate())
    try await Sample.serving(StoreSource(store, selection: .byAddress())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get("/latest/meta-data/instance-id"))
      let answer = try client.receiveAnswer()
      #expect(answer.hasPrefix("HTTP/1.1 404 "))
      #expect(answer.contains("no instance has the address 127.0.0.1: "))
    }
  }

  @Test func `of chosen instances only those answer`() throws {
    let launched = try store.launch(LaunchTemplate(), count: 2)
    let source = StoreSource(store, selection: .byAddress(of: [launched[0].id]))
    #expect(keyNames(source, peer: launched[0].network.loopbackAddress) == [])
    #expect(keyNames(source, peer: launched[1].network.loopbackAddress) == nil)
  }

  @Test func `one instance alone answers everybody`() throws {
    let launched = try store.launch(LaunchTemplate(), count: 2)
    let source = StoreSource(store, selection: .only(launched[1].id))
    for peer in ["127.0.0.1", "::1", launched[0].network.loopbackAddress] {
      #expect(source.service(for: peer, at: Date())?.instance.id == launched[1].id)
    }
  }

  @Test func `a token of one instance opens no other`() throws {
    let launched = try store.launch(LaunchTemplate(), count: 2)
    let source = StoreSource(store, selection: .byAddress())
    let services = launched.compactMap {
      source.service(for: $0.network.loopbackAddress, at: Date())
    }
    let token = services[0].respond(
      to: MetadataRequest(
        "PUT", "/latest/api/token",
        headers: [HeaderField("X-aws-ec2-metadata-token-ttl-seconds", "60")]))
    let request = MetadataRequest(
      "GET", "/latest/meta-data/",
      headers: [
        HeaderField("X-aws-ec2-metadata-token", String(decoding: token.body, as: UTF8.self))
      ])
    #expect(services.map { $0.respond(to: request).status } == [200, 401])
  }

  @Test func `a hundred changes are each seen at once`() throws {
    let instance = try store.launch(LaunchTemplate())[0]
    let source = StoreSource(store, selection: .only(instance.id))
    let key = try PrivateKey.generate(.ed25519).publicKey
    for number in 0..<50 {
      try store.update(instance.id.description) { instance throws(MetadataError) in
        try instance.inject(key, named: "key \(number)")
      }
      #expect(keyNames(source, peer: "") == ["key \(number)"])
      try store.update(instance.id.description) { instance throws(MetadataError) in
        try instance.eject("key \(number)")
      }
      #expect(keyNames(source, peer: "") == [])
    }
  }

  @Test func `what comes and goes is seen at once, also when nothing has happened for a while`()
    throws
  {
    let first = try store.launch(LaunchTemplate())[0]
    let source = StoreSource(store, selection: .byAddress())
    #expect(keyNames(source, peer: first.network.loopbackAddress) == [])
    usleep(150_000)
    #expect(keyNames(source, peer: first.network.loopbackAddress) == [])
    let second = try store.launch(LaunchTemplate())[0]
    #expect(keyNames(source, peer: second.network.loopbackAddress) == [])
    usleep(150_000)
    #expect(keyNames(source, peer: second.network.loopbackAddress) == [])
    try store.terminate(first.id.description)
    #expect(keyNames(source, peer: first.network.loopbackAddress) == nil)
    #expect(keyNames(source, peer: second.network.loopbackAddress) == [])
  }

  @Test func `a document that a person has edited in place is read again`() throws {
    let instance = try store.launch(LaunchTemplate())[0]
    let source = StoreSource(store, selection: .only(instance.id))
    #expect(source.service(for: "", at: Date())?.instance.type == "t3.micro")
    usleep(150_000)
    #expect(source.service(for: "", at: Date())?.instance.type == "t3.micro")
    let path = folder.path("instances/\(instance.id).json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("t3.micro", with: "t4g.nano")
      .write(toFile: path, atomically: false, encoding: .utf8)
    #expect(source.service(for: "", at: Date())?.instance.type == "t4g.nano")
  }

  @Test func `a damaged document hides no other, and is served once it is mended`() throws {
    let launched = try store.launch(LaunchTemplate(), count: 2)
    let source = StoreSource(store, selection: .byAddress())
    let path = folder.path("instances/\(launched[0].id).json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try "{}".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(keyNames(source, peer: launched[0].network.loopbackAddress) == nil)
    #expect(keyNames(source, peer: launched[1].network.loopbackAddress) == [])
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(keyNames(source, peer: launched[0].network.loopbackAddress) == [])
  }

  @Test func `a store that is made later is found`() throws {
    let later = InstanceStore(at: folder.path("later"))
    let source = StoreSource(later, selection: .byAddress())
    #expect(keyNames(source, peer: "127.0.0.1") == nil)
    let instance = try later.launch(LaunchTemplate())[0]
    #expect(keyNames(source, peer: instance.network.loopbackAddress) == [])
  }

  @Test func `a key that was pushed goes, and credentials rotate, without a restart`() throws {
    let id = try store.launch(LaunchTemplate(role: "app"))[0].id
    let key = try PrivateKey.generate(.ed25519).publicKey
    let now = Date()
    try store.update(id.description) { (instance) throws(MetadataError) in
      try instance.push(key, at: now)
    }
    let source = StoreSource(store, selection: .only(id))
    func content(_ path: String, after seconds: Double) -> [UInt8]? {
      source.service(for: "", at: now.addingTimeInterval(seconds))?
        .content(at: "/latest/meta-data/\(path)")
    }
    let keys = "managed-ssh-keys/active-keys/ec2-user"
    #expect(content(keys, after: 59) != nil)
    #expect(content(keys, after: 61) == nil)
    let role = "iam/security-credentials/app"
    let first = try #require(content(role, after: 62))
    #expect(content(role, after: 4 * 3600) == first)
    #expect(content(role, after: 6 * 3600) != first)
  }

  @Test func `options that are changed count at the next request`() throws {
    let id = try store.launch(LaunchTemplate())[0].id
    let source = StoreSource(store, selection: .only(id))
    func status() -> Int? {
      source.service(for: "", at: Date())?
        .respond(to: MetadataRequest("GET", "/latest/meta-data/")).status
    }
    #expect(status() == 200)
    try store.update(id.description) { (instance) throws(MetadataError) in
      try instance.modify(MetadataOptions(tokens: .required))
    }
    #expect(status() == 401)
    try store.update(id.description) { (instance) throws(MetadataError) in
      try instance.modify(MetadataOptions(endpoint: .disabled))
    }
    #expect(status() == 403)
  }

  @Test func `what a service signs is signed by its store's key`() throws {
    let id = try store.launch(LaunchTemplate())[0].id
    let source = StoreSource(store, selection: .only(id))
    let path = "dynamic/instance-identity/signature"
    let served = source.service(for: "", at: Date())?.content(at: path)
    let authority = CloudAuthority(of: store)
    #expect(try store.instance(id.description).metadata(at: path, signedBy: authority) == served)
  }

  @Test func `another store that takes the place of one is noticed`() throws {
    let first = try store.launch(LaunchTemplate())[0]
    let source = StoreSource(store, selection: .byAddress())
    #expect(keyNames(source, peer: first.network.loopbackAddress) == [])
    let other = InstanceStore(at: folder.path + ".other")
    defer { try? FileManager.default.removeItem(atPath: folder.path + ".old") }
    let second = try other.launch(LaunchTemplate())[0]
    try FileManager.default.moveItem(atPath: folder.path, toPath: folder.path + ".old")
    try FileManager.default.moveItem(atPath: folder.path + ".other", toPath: folder.path)
    usleep(50_000)
    #expect(keyNames(source, peer: first.network.loopbackAddress) == nil)
    #expect(keyNames(source, peer: second.network.loopbackAddress) == [])
  }

  @Test func `of many documents each change is seen, whoever asks first`() throws {
    let launched = try store.launch(LaunchTemplate(), count: 5)
    let source = StoreSource(store, selection: .byAddress())
    for round in 0..<20 {
      for instance in launched {
        // In place, which the folder does not show.
        let path = folder.path("instances/\(instance.id).json")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing(/"type" : "[^"]*"/, with: "\"type\" : \"round.\(round)\"")
          .write(toFile: path, atomically: false, encoding: .utf8)
      }
      for instance in launched {
        let peer = instance.network.loopbackAddress
        #expect(source.service(for: peer, at: Date())?.instance.type == "round.\(round)")
      }
    }
  }

  @Test func `under load from many threads each change is seen by the next request`() async throws {
    let instance = try store.launch(LaunchTemplate())[0]
    let source = StoreSource(store, selection: .only(instance.id))
    let over = Counter()
    let asked = Counter()
    let askers = (0..<3).map { _ in
      Task.detached {
        while over.value == 0 {
          if source.service(for: "", at: Date()) != nil { asked.add() }
        }
      }
    }
    let key = try PrivateKey.generate(.ed25519).publicKey
    for number in 0..<200 {
      try store.update(instance.id.description) { instance throws(MetadataError) in
        if number % 2 == 1 { try instance.eject("key \(number - 1)") }
        if number % 2 == 0 { try instance.inject(key, named: "key \(number)") }
      }
      #expect(keyNames(source, peer: "") == (number % 2 == 0 ? ["key \(number)"] : []))
    }
    over.add()
    for asker in askers { await asker.value }
    #expect(asked.value > 0)
  }
}

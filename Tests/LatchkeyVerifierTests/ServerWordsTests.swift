import Testing

@testable import LatchkeyVerifier

/// The readers of what servers say, on bytes of known meaning.
@Suite struct ServerWordsTests {
  // MARK: Identification

  @Test func `an identification line is found behind other lines, in any portions`() {
    let text = "motd\r\n\r\nmore\nSSH-2.0-Test_1 comment\r\nREST"
    for size in 1...text.utf8.count {
      var reader = BannerReader()
      var findings: [BannerReader.Finding] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty, reader.identification == nil {
        findings.append(reader.append(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      guard case .identified(let line, let remainder) = findings.last else {
        Issue.record("portions of \(size): \(findings)")
        return
      }
      #expect(line == "SSH-2.0-Test_1 comment")
      let tail = String(decoding: remainder + rest, as: UTF8.self)
      #expect(tail == "SSH-2.0-Test_1 comment\r\nREST")
      #expect(reader.preamble == ["motd", "", "more"])
    }
  }

  @Test(arguments: [
    ("SSH-1.99-Both\n", true), ("SSH-2.0-\n", true), ("SSH-1.5-Old\n", false),
    ("SSH-3.0-X\n", false),
    ("HTTP/1.0 200 OK\n", false), ("with\0nul\n", false),
  ])
  func `what is and what is not SSH 2`(line: String, isUsable: Bool) {
    var reader = BannerReader()
    let finding = reader.append(Array(line.utf8))
    if case .identified = finding {
      #expect(isUsable)
    } else if case .unusable = finding {
      #expect(!isUsable)
    } else {
      Issue.record("undecided: \(finding)")
    }
  }

  @Test func `a line without end is given up`() {
    var reader = BannerReader()
    #expect(reader.append([UInt8](repeating: 0x41, count: 8192)) == .incomplete)
    #expect(reader.append([0x41]) == .unusable(.notSSH))
  }

  // MARK: Packets in the clear

  @Test func `offers and disconnects are seen in any portions, and nothing after NEWKEYS`() {
    let offer = Packets.keyExchangeOffer(.init(reason: .noCommonMAC, list: 4))
    let stream =
      Array("SSH-2.0-x\r\n".utf8) + offer + Packets.packet([2, 0, 0, 0, 0]) + Packets.packet([21])
      + Packets.disconnect(code: 2, "too late")
    for size in [1, 2, 7, 64, stream.count] {
      var packets = PlaintextPackets()
      for start in Swift.stride(from: 0, to: stream.count, by: size) {
        packets.append(stream[start..<min(start + size, stream.count)])
      }
      #expect(packets.isEncrypted)
      #expect(packets.offer?.macsToServer == ["nobody-has-this@example.com"])
      #expect(packets.offer?.hostKeys == ["ssh-ed25519"])
      #expect(packets.disconnection == nil)
    }
  }

  @Test func `a packet of impossible length ends the watching, not the program`() {
    for length in [0, 1, 40_001, UInt32.max] as [UInt32] {
      var packets = PlaintextPackets()
      packets.append(Array("SSH-2.0-x\n".utf8))
      packets.append((0..<4).map { UInt8(length >> (24 - 8 * UInt32($0)) & 255) } + [255, 20, 1])
      packets.append(Packets.disconnect(code: 2, "unseen"))
      #expect(packets.disconnection == nil)
    }
  }

  @Test func `a truncated offer is no offer`() throws {
    let packet = Packets.keyExchangeOffer(.init(reason: .noCommonKex, list: 0))
    let payload = Array(packet[5...].dropLast(Int(packet[4])))
    #expect(KeyExchangeOffer(payload: payload) != nil)
    for count in [0, 1, 16, 17, 20, 60] {
      #expect(KeyExchangeOffer(payload: payload.prefix(count)) == nil)
    }
  }

  @Test func `a cipher that authenticates by itself needs no common MAC`() throws {
    func offer(_ cipher: String, _ mac: String) throws -> KeyExchangeOffer {
      let lists = ["k", "h", cipher, cipher, mac, mac].flatMap(Packets.string)
      return try #require(
        KeyExchangeOffer(payload: [20] + [UInt8](repeating: 0, count: 16) + lists))
    }
    let gcm = "aes256-gcm@openssh.com"
    #expect(
      KeyExchangeOffer.firstDisagreement(client: try offer(gcm, "a"), server: try offer(gcm, "b"))
        == nil)
    let gap = KeyExchangeOffer.firstDisagreement(
      client: try offer("aes", "a"), server: try offer("aes", "b"))
    #expect(gap?.reason == .noCommonMAC)
  }

  // MARK: Decrypted packets

  private func refusal(_ methods: String, _ flag: UInt8, tail: Int) -> [UInt8] {
    [51] + Packets.string(methods) + [flag] + [UInt8](repeating: 9, count: tail)
  }

  @Test func `a refusal is read with padding and MAC behind it, and nothing else is one`() {
    let failure = AuthenticationFailure(packet: refusal("publickey,password", 1, tail: 40))
    #expect(failure?.methods == ["publickey", "password"])
    #expect(failure?.isPartialSuccess == true)
    #expect(AuthenticationFailure(packet: refusal("publickey", 0, tail: 3)) == nil)
    #expect(AuthenticationFailure(packet: refusal("publickey", 0, tail: 400)) == nil)
    #expect(AuthenticationFailure(packet: refusal("publickey", 2, tail: 40)) == nil)
    #expect(AuthenticationFailure(packet: refusal("public key", 0, tail: 40)) == nil)
    #expect(AuthenticationFailure(packet: [52] + refusal("publickey", 0, tail: 40)) == nil)
  }

  @Test func `a log-in banner is read, and made safe to print`() {
    let packet =
      [53] + Packets.string("Hello\u{1b}[31m\r\n") + Packets.string("") + [0, 0, 0, 0, 0, 0]
    #expect(AuthenticationBanner.text(packet: packet) == "Hello\\u{1b}[31m")
    #expect(AuthenticationBanner.text(packet: packet.prefix(9)) == nil)
  }

  @Test func `the algorithms that a server takes are read, and what a key was offered as`() {
    let list = Packets.string("server-sig-algs") + Packets.string("ssh-ed25519,rsa-sha2-512")
    let other = Packets.string("publickey-hostbound@openssh.com") + Packets.string("0")
    let packet = [7, 0, 0, 0, 2] + other + list
    #expect(
      ChosenAlgorithm.serverAlgorithms(packet: packet) == ["ssh-ed25519", "rsa-sha2-512"])
    #expect(ChosenAlgorithm.serverAlgorithms(packet: [7, 0, 0, 0, 1] + other) == nil)
    #expect(ChosenAlgorithm.serverAlgorithms(packet: [7, 255, 255, 255, 255] + other) == nil)
    for count in 0..<packet.count {
      #expect(ChosenAlgorithm.serverAlgorithms(packet: packet.prefix(count)) == nil)
    }
    let request =
      [50] + Packets.string("alice") + Packets.string("ssh-connection")
      + Packets.string("publickey") + [0] + Packets.string("rsa-sha2-256") + Packets.string("blob")
    #expect(ChosenAlgorithm.offered(request: request) == "rsa-sha2-256")
    #expect(ChosenAlgorithm.offered(request: [51] + request.dropFirst()) == nil)
    #expect(ChosenAlgorithm.offered(request: request.prefix(40)) == nil)
  }

  // MARK: What is signed

  private func request(
    user: String = "alice", service: String = "ssh-connection", flag: UInt8 = 1,
    algorithm: String = "ssh-ed25519", blob: [UInt8] = [1, 2, 3], type: UInt8 = 50,
    identifier: Int = 32, tail: [UInt8] = []
  ) -> [UInt8] {
    [0, 0, 0, UInt8(identifier)] + [UInt8](repeating: 5, count: identifier) + [type]
      + Packets.string(user) + Packets.string(service) + Packets.string("publickey") + [flag]
      + Packets.string(algorithm) + [0, 0, 0, UInt8(blob.count)] + blob + tail
  }

  @Test func `nothing is signed but a log-in of the expected user with the expected key`() {
    func accepts(_ bytes: [UInt8]) -> Bool {
      SignRequest(bytes, user: "alice", blob: [1, 2, 3]) != nil
    }
    #expect(accepts(request()))
    #expect(SignRequest(request(), user: "alice", blob: [1, 2, 3])?.algorithm == "ssh-ed25519")
    #expect(!accepts(request(user: "root")))
    #expect(!accepts(request(service: "ssh-userauth")))
    #expect(!accepts(request(flag: 0)))
    #expect(!accepts(request(blob: [1, 2, 4])))
    #expect(!accepts(request(type: 51)))
    #expect(!accepts(request(identifier: 8)))
    #expect(!accepts(request(tail: [0])))
    #expect(!accepts(Array(request().dropLast())))
    #expect(!accepts([]))
  }

  // MARK: Quotations

  @Test func `what a server says cannot steer a terminal, nor fill it`() {
    #expect(Quotation.printable("a\u{7}b\u{202e}c".utf8) == "a\\u{7}b\\u{202e}c")
    let escapes = Quotation.printable([UInt8](repeating: 0xff, count: 10_000))
    #expect(escapes == String(repeating: "\\u{fffd}", count: 25) + "…")
    #expect(Quotation.printable([0xff, 0x41]) == "\\u{fffd}A")
    let long = Quotation.printable([UInt8](repeating: 0x41, count: 10_000))
    #expect(long == String(repeating: "A", count: 200) + "…")
  }
}

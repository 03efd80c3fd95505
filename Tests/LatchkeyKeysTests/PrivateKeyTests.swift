import LatchkeyCrypto
import LatchkeyKeys
import Testing

@Suite struct `Private keys` {
  static let kinds: [KeyKind] = [
    .ed25519, .rsa(bits: 2048), .ecdsa(.p256), .ecdsa(.p384), .ecdsa(.p521),
  ]

  @Test(arguments: kinds)
  func `sign what their public half verifies, and nothing else`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind, comment: "test")
    let data = Array("what is signed".utf8)
    let algorithms = key.publicKey.algorithm.signatureAlgorithms
    #expect(!algorithms.isEmpty)
    for algorithm in algorithms {
      let signature = try key.signature(over: data, algorithm: algorithm)
      #expect(key.publicKey.verify(signature, of: data))
      #expect(!key.publicKey.verify(signature, of: data + [0]))
      var damaged = signature
      damaged[damaged.count - 1] ^= 1
      #expect(!key.publicKey.verify(damaged, of: data))
      #expect(!key.publicKey.verify(Array(signature.dropLast()), of: data))
      let other = try PrivateKey.generate(kind)
      #expect(!other.publicKey.verify(signature, of: data))
    }
  }

  @Test(arguments: kinds)
  func `come back whole from their components`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind, comment: "kept")
    let copy = try PrivateKey(key.components(), comment: key.comment)
    #expect(copy.publicKey == key.publicKey)
    #expect(copy.comment.text == "kept")
    let data: [UInt8] = [1, 2, 3]
    let algorithm = try #require(key.publicKey.algorithm.signatureAlgorithms.first)
    #expect(key.publicKey.verify(try copy.signature(over: data, algorithm: algorithm), of: data))
    #expect(try PublicKey(blob: key.publicKey.blob) == key.publicKey)
  }

  @Test func `of RSA have the size asked for and the exponent 65537`() throws {
    for bits in [2048, 3072] {
      let key = try PrivateKey.generate(.rsa(bits: bits)).publicKey
      #expect(key.bits == bits)
      guard case .rsa(let exponent, let modulus) = key.components else {
        Issue.record("not an RSA key")
        return
      }
      #expect(exponent == [1, 0, 1])
      #expect(modulus.count == bits / 8)
    }
  }

  @Test(arguments: [0, 1024, 2047, 2050, 8200, 16384, -1])
  func `of RSA are not made in other sizes`(bits: Int) {
    #expect(throws: KeyError(.unsupportedSize, "")) {
      _ = try PrivateKey.generate(.rsa(bits: bits))
    }
  }

  /// One signature in 256 begins with a zero byte, which some signers leave away.
  @Test func `of RSA verify a signature without its leading zeros`() throws {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let head = Array("\0\0\0\u{0C}rsa-sha2-256\0\0\u{01}\0".utf8)
    let (data, signature) = try #require(
      try (0..<8192).lazy.map { number in
        let data = Array("message \(number)".utf8)
        return (data, try key.signature(over: data, algorithm: .rsaSHA256))
      }.first { $0.1[head.count] == 0 })
    try #require(Array(signature.prefix(head.count)) == head)
    let octets = Array(signature.dropFirst(head.count).drop { $0 == 0 })
    let length = octets.count
    var short = Array(head.dropLast(4))
    short += [0, 0, UInt8(length >> 8), UInt8(length & 255)] + octets
    #expect(octets.count < 256)
    #expect(key.publicKey.verify(signature, of: data))
    #expect(key.publicKey.verify(short, of: data))
    #expect(!key.publicKey.verify(short, of: data + [0]))
  }

  @Test func `do not sign with another kind's algorithm`() throws {
    let key = try PrivateKey.generate(.ed25519)
    #expect(throws: KeyError(.unsuitableAlgorithm, "")) {
      _ = try key.signature(over: [1], algorithm: .rsaSHA256)
    }
  }
}

@Suite struct `Numbers that do not belong together` {
  // The components of one good key, to be damaged one at a time.
  private func numbers() throws -> AsymmetricKey.RSANumbers {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    guard case .rsa(let numbers) = try key.components() else {
      throw KeyError(.inconsistentKey, "not an RSA key")
    }
    return numbers
  }

  private func changed(_ bytes: [UInt8]) -> [UInt8] {
    var copy = bytes
    copy[copy.count / 2] ^= 0x10
    return copy
  }

  @Test(arguments: ["modulus", "privateExponent", "prime1", "coefficient", "exponent"])
  func `are refused for RSA`(field: String) throws {
    let good = try numbers()
    func pick(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
      name == field ? changed(bytes) : bytes
    }
    let exponent: [UInt8] = field == "exponent" ? [1, 0, 3] : [1, 0, 1]
    #expect(throws: KeyError(.inconsistentKey, "")) {
      _ = try PrivateKey.rsaForTests(
        modulus: pick("modulus", good.modulus), exponent: exponent,
        privateExponent: pick("privateExponent", good.privateExponent.publicBytes()),
        prime1: pick("prime1", good.prime1.publicBytes()), prime2: good.prime2.publicBytes(),
        coefficient: pick("coefficient", good.coefficient.publicBytes()))
    }
  }

  @Test func `are refused for Ed25519 and ECDSA`() throws {
    let one = try PrivateKey.generate(.ed25519)
    let other = try PrivateKey.generate(.ed25519)
    guard case .ed25519(let half, _) = try one.components(),
      case .ed25519(_, let seed) = try other.components()
    else {
      Issue.record("not Ed25519 keys")
      return
    }
    #expect(throws: KeyError(.inconsistentKey, "")) {
      _ = try PrivateKey(.ed25519(publicKey: half, seed: seed.copy()))
    }
    let first = try PrivateKey.generate(.ecdsa(.p256))
    let second = try PrivateKey.generate(.ecdsa(.p256))
    guard case .ecdsa(_, let point, _) = try first.components(),
      case .ecdsa(_, _, let scalar) = try second.components()
    else {
      Issue.record("not ECDSA keys")
      return
    }
    #expect(throws: KeyError(.inconsistentKey, "")) {
      _ = try PrivateKey(.ecdsa(.p256, point: point, scalar: scalar.copy()))
    }
  }

  @Test func `are refused in public keys`() throws {
    guard
      case .ecdsa(let curve, var point) = try PrivateKey.generate(.ecdsa(.p256)).publicKey
        .components
    else {
      Issue.record("not an ECDSA key")
      return
    }
    point[40] ^= 1
    #expect(throws: KeyError(.inconsistentKey, "")) {
      _ = try PublicKey(.ecdsa(curve, point: point))
    }
    let good = try numbers()
    var even = good.modulus
    even[even.count - 1] &= 0xfe
    #expect(throws: KeyError(.inconsistentKey, "")) {
      _ = try PublicKey(.rsa(exponent: [1, 0, 1], modulus: even))
    }
    #expect(throws: KeyError(.unsupportedSize, "")) {
      _ = try PublicKey(.rsa(exponent: [1, 0, 1], modulus: Array(good.modulus.suffix(64))))
    }
    #expect(throws: KeyError(.inconsistentKey, "")) {
      _ = try PublicKey(.rsa(exponent: [1], modulus: good.modulus))
    }
  }

  @Test func `are refused in blobs that are cut, lengthened or unknown`() throws {
    let blob = try PrivateKey.generate(.ed25519).publicKey.blob
    for length in 0..<blob.count {
      #expect(throws: KeyError.self) { _ = try PublicKey(blob: blob.prefix(length)) }
    }
    #expect(throws: KeyError(.malformedPublicKey, "")) { _ = try PublicKey(blob: blob + [0]) }
    #expect(throws: KeyError(.unknownAlgorithm, "")) {
      var writer = SSHWriter()
      writer.append(string: "ssh-nothing")
      _ = try PublicKey(blob: writer.finishPublic())
    }
  }
}

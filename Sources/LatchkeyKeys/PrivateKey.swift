internal import LatchkeyCrypto

/// A key pair: the private half, with the public half that belongs to it and what its file says
/// about it.
///
/// The private numbers stay inside libcrypto, in memory that is wiped when the last copy of this
/// value goes. Safe to share between threads.
public struct PrivateKey: Sendable {
  /// The public half.
  public let publicKey: PublicKey
  /// What the key file says about the key.
  public var comment: KeyComment

  let key: AsymmetricKey

  /// The key of these components, after checking that they belong together.
  ///
  /// - Throws: `inconsistentKey` saying which relation does not hold; `unsupportedSize`.
  package init(
    _ components: consuming PrivateKeyComponents, comment: KeyComment = ""
  ) throws(KeyError) {
    do {
      self.comment = comment
      (publicKey, key) = try Self.check(components)
    } catch let error as CryptoError {
      throw KeyError(error)
    } catch let error as KeyError {
      throw error
    } catch {
      throw KeyError(.cryptoFailure, "the key could not be checked")
    }
  }

  init(_ key: AsymmetricKey, publicKey: PublicKey, comment: KeyComment) {
    self.key = key
    self.publicKey = publicKey
    self.comment = comment
  }

  private static func check(
    _ components: consuming PrivateKeyComponents
  ) throws -> (PublicKey, AsymmetricKey) {
    // The public half first: its bounds are what makes the rest affordable.
    switch consume components {
    case .rsa(let numbers):
      let publicKey = try PublicKey(
        .rsa(exponent: numbers.publicExponent, modulus: numbers.modulus))
      return (publicKey, try AsymmetricKey.rsa(numbers))
    case .dsa(let numbers, let x):
      let publicKey = try PublicKey(.dsa(numbers))
      return (publicKey, try AsymmetricKey.dsa(numbers, x: x))
    case .ecdsa(let curve, let point, let scalar):
      let publicKey = try PublicKey(.ecdsa(curve, point: point))
      return (publicKey, try AsymmetricKey.ec(curve.nistCurve, point: point, scalar: scalar))
    case .ed25519(let half, let seed):
      let publicKey = try PublicKey(.ed25519(half))
      return (publicKey, try edwards(.ed25519, publicKey: half, seed: seed))
    case .ed448(let half, let seed):
      let publicKey = try PublicKey(.ed448(half))
      return (publicKey, try edwards(.ed448, publicKey: half, seed: seed))
    }
  }

  private static func edwards(
    _ curve: AsymmetricKey.EdwardsCurve, publicKey: [UInt8], seed: borrowing SecretBytes
  ) throws -> AsymmetricKey {
    guard seed.count == curve.length else {
      throw KeyError(
        .inconsistentKey, "the private half has \(seed.count) bytes instead of \(curve.length)")
    }
    let key = try AsymmetricKey(curve, seed: seed)
    guard try key.rawPublicKey() == publicKey else {
      throw KeyError(.inconsistentKey, "the private half does not belong to the public half")
    }
    return key
  }

  /// The numbers of the key, for whoever writes them into a file.
  package func components() throws(KeyError) -> PrivateKeyComponents {
    do throws(CryptoError) {
      switch publicKey.components {
      case .rsa: return .rsa(try key.rsaNumbers())
      case .dsa(let numbers): return .dsa(numbers, x: try key.dsaPrivateNumber())
      case .ecdsa(let curve, let point):
        return .ecdsa(curve, point: point, scalar: try key.ecScalar())
      case .ed25519(let half): return .ed25519(publicKey: half, seed: try key.rawPrivateKey())
      case .ed448(let half): return .ed448(publicKey: half, seed: try key.rawPrivateKey())
      case .securityKeyEd25519, .securityKeyECDSA:
        throw CryptoError(.unsupported, "the private half is inside a FIDO authenticator")
      }
    } catch {
      throw KeyError(error)
    }
  }
}

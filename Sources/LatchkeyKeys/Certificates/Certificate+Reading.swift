internal import LatchkeyCrypto

extension Certificate {
  /// OpenSSH's own bound (`SSHKEY_CERT_MAX_PRINCIPALS`).
  private static let mostPrincipals = 256

  /// Reads a certificate (PROTOCOL.certkeys, "New public key formats"), wholly, and verifies its
  /// signature:
  ///
  ///     string  type name        ssh-rsa-cert-v01@openssh.com and the like
  ///     string  nonce
  ///     …       the numbers of the key, as in its plain form
  ///     uint64  serial
  ///     uint32  type             1 user, 2 host
  ///     string  key id
  ///     string  valid principals, each a string
  ///     uint64  valid after
  ///     uint64  valid before
  ///     string  critical options, each string name, string data
  ///     string  extensions, likewise
  ///     string  reserved
  ///     string  signature key
  ///     string  signature        over everything before
  ///
  /// - Throws: `malformedCertificate`; `unknownAlgorithm` for a kind of certificate or signature that
  ///   is not known; `badSignature`; and what the keys in it are refused for.
  public init(blob: some Collection<UInt8>) throws(KeyError) {
    let fields: Fields
    do throws(WireError) {
      fields = try Fields(blob)
    } catch {
      throw KeyError(.malformedCertificate, "damaged certificate: \(error.reason)")
    }
    guard let components = fields.components else {
      throw KeyError(
        .unknownAlgorithm,
        "no OpenSSH certificate of a known kind: \(QuotedName.quoted(fields.name))")
    }
    publicKey = try PublicKey(components)
    guard let role = Role(rawValue: fields.role) else {
      throw KeyError(
        .malformedCertificate,
        "damaged certificate: type \(fields.role), where 1 (user) or 2 (host) was expected")
    }
    self.role = role
    authority = try Self.authority(fields.authority)
    signatureAlgorithm = try Self.verify(
      fields.signature, by: authority, of: Array(blob.prefix(fields.signedCount)))
    self.blob = Array(blob)
    serial = fields.serial
    keyID = fields.keyID
    principals = fields.principals
    validity = CertificateValidity(after: fields.after, before: fields.before)
    criticalOptions = fields.criticalOptions
    extensions = fields.extensions
  }

  private static func authority(_ blob: [UInt8]) throws(KeyError) -> PublicKey {
    do {
      return try PublicKey(blob: blob)
    } catch {
      throw KeyError(
        error.code, "the certificate's authority: \(error.reason)", underlying: error.underlying)
    }
  }

  private static func verify(
    _ signature: [UInt8], by authority: PublicKey, of data: [UInt8]
  ) throws(KeyError) -> SignatureAlgorithm {
    var reader = SSHReader(public: signature)
    guard let name = try? reader.readName(), !name.isEmpty else {
      throw KeyError(.malformedCertificate, "damaged certificate: the signature names no algorithm")
    }
    guard let algorithm = SignatureAlgorithm(rawValue: name) else {
      throw KeyError(
        .unknownAlgorithm,
        "the certificate's signature is of an unknown kind, \(QuotedName.quoted(name))")
    }
    guard authority.verify(signature, of: data) else {
      throw KeyError(
        .badSignature,
        """
        the certificate's signature is not that of its authority (\(authority.algorithm) \
        \(authority.fingerprint)): it was changed after it was signed, or is damaged
        """)
    }
    return algorithm
  }

  /// The parts of a certificate, in their order, not judged.
  private struct Fields {
    let name: String
    /// `nil` where the kind is not known, and nothing else could be read.
    var components: PublicKeyComponents?
    var serial: UInt64 = 0
    var role: UInt32 = 0
    var keyID = ""
    var principals: [String] = []
    var after: UInt64 = 0
    var before: UInt64 = 0
    var criticalOptions: [CertificateOption] = []
    var extensions: [CertificateOption] = []
    var authority: [UInt8] = []
    var signature: [UInt8] = []
    /// How many bytes, from the first on, are signed.
    var signedCount = 0

    init(_ blob: some Collection<UInt8>) throws(WireError) {
      var reader = SSHReader(public: blob)
      name = try reader.readName()
      guard let algorithm = KeyAlgorithm(certificateName: name) else { return }
      _ = try reader.readPublicString()
      components = try PublicKeyComponents.read(algorithm, &reader)
      serial = try reader.readUInt64()
      role = try reader.readUInt32()
      keyID = String(decoding: try reader.readPublicString(), as: UTF8.self)
      principals = try Self.principals(try reader.readPublicString())
      after = try reader.readUInt64()
      before = try reader.readUInt64()
      criticalOptions = try Self.options(try reader.readPublicString())
      extensions = try Self.options(try reader.readPublicString())
      _ = try reader.readPublicString()
      authority = try reader.readPublicString()
      signedCount = reader.position
      signature = try reader.readPublicString()
      try reader.expectEnd()
    }

    private static func principals(_ list: [UInt8]) throws(WireError) -> [String] {
      var reader = SSHReader(public: list)
      var principals: [String] = []
      while reader.remaining > 0 {
        guard principals.count < mostPrincipals else {
          throw WireError("more than \(mostPrincipals) principals, which OpenSSH refuses")
        }
        principals.append(String(decoding: try reader.readPublicString(), as: UTF8.self))
      }
      return principals
    }

    private static func options(_ list: [UInt8]) throws(WireError) -> [CertificateOption] {
      var reader = SSHReader(public: list)
      var options: [CertificateOption] = []
      while reader.remaining > 0 {
        let name = String(decoding: try reader.readPublicString(), as: UTF8.self)
        let data = try reader.readPublicString()
        guard !data.isEmpty else {
          options.append(CertificateOption(name: name, value: nil))
          continue
        }
        // The data of an option that has a value is a string in a string.
        var inner = SSHReader(public: data)
        let value = String(decoding: try inner.readPublicString(), as: UTF8.self)
        try inner.expectEnd()
        options.append(CertificateOption(name: name, value: value))
      }
      return options
    }
  }
}

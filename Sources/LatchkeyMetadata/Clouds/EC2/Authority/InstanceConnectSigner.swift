import FoundationEssentials
import LatchkeyCrypto

/// Signs the keys that are pushed to an instance as EC2's Instance Connect does, so that the scripts
/// of an instance that check such signatures find theirs in order.
struct InstanceConnectSigner: Sendable {
  private let instance: InstanceID
  private let caller: String
  /// The name that the scripts expect in the certificate: `managed-ssh-signer.us-east-1.amazonaws.com`.
  private let name: String
  private let authority: CloudAuthority

  init(of instance: Instance, signedBy authority: CloudAuthority) {
    let place = instance.placement
    self.instance = instance.id
    caller = "arn:\(place.partition):iam::\(Instance.account):user/latchkey"
    name = "managed-ssh-signer.\(place.region).\(place.servicesDomain)"
    self.authority = authority
  }

  /// The signer's certificate and, after it, the authority's, in PEM.
  func chain() -> [UInt8] {
    authority.sign { identity in
      Array((AuthorityIdentity.pem(try identity.certificate(for: name).der()) + identity.pem).utf8)
    }
  }

  /// A key as `active-keys/USER` has it, an empty line after it:
  ///
  /// ```
  /// #Timestamp=1795425667          until when, in seconds since 1970
  /// #Instance=i-0abcd1234ef567890
  /// #Caller=arn:aws:iam::…         who pushed it
  /// #Request=…                     a UUID
  /// ssh-ed25519 AAAA…
  /// base64, in lines of 64         RSASSA-PSS with SHA-256 over the five lines and their newlines
  /// ```
  func entry(of key: TemporaryKey) -> [UInt8] {
    let expiry = Int(key.expiry.timeIntervalSince1970)
    let text = """
      #Timestamp=\(expiry)
      #Instance=\(instance)
      #Caller=\(caller)
      #Request=\(Self.request("\(instance) \(key.user) \(expiry) \(key.line)"))
      \(key.line)

      """
    return authority.sign { identity in
      let signature = try identity.key.signPSS(Array(text.utf8), digest: .sha256)
      return Array("\(text)\(AuthorityIdentity.base64(signature))\n\n".utf8)
    }
  }

  /// The certificate's SHA-1 fingerprint in capitals, under which the scripts look for its status,
  /// and that status.
  func staple() -> (name: String, status: [UInt8])? {
    var found: (name: String, status: [UInt8])?
    _ = authority.sign { identity in
      let certificate = try identity.certificate(for: name)
      let fingerprint = try Digest.sha1.hash(certificate.der())
      let digits = fingerprint.map { ResourceID.hexadecimal(UInt64($0), digits: 2) }.joined()
      let status = AuthorityIdentity.base64(try identity.status(of: certificate))
      found = (digits.uppercased(), Array(status.utf8))
      return []
    }
    return found
  }

  /// A UUID (version 8, RFC 9562 §5.8) that follows from a text.
  private static func request(_ text: String) -> String {
    let digits = Array((ResourceID.make("", named: text) + ResourceID.make("", named: "\(text) ")))
      .filter { $0 != "-" }
    func part(_ start: Int, _ count: Int) -> String { String(digits[start..<start + count]) }
    return "\(part(1, 8))-\(part(9, 4))-8\(part(13, 3))-8\(part(18, 3))-\(part(21, 12))"
  }
}

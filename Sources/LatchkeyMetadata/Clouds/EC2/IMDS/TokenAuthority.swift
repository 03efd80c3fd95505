import FoundationEssentials
import LatchkeyCrypto
import Synchronization

/// Issues and checks the session tokens of IMDSv2.
///
/// A token carries its own expiry and proves it, so that nothing has to be remembered for it: a
/// flood of token requests costs no memory, and there is no table to clean up. Each process makes
/// its own key, so a restart ends all sessions; clients then fetch a new token, as they must.
///
/// The tokens that were found good last are remembered, a thousand at most, because clients send the
/// same one with every request: only the first costs an HMAC.
public final class TokenAuthority: Sendable {
  private let key: SecretBytes
  private let good = Mutex<[String: Claim]>([:])

  /// What a token proves.
  private struct Claim {
    let instance: InstanceID
    /// In milliseconds since 1970.
    let expiry: UInt64
  }

  /// How many tokens are remembered; with one more, all are forgotten and proved again.
  static let remembered = 1024

  /// The seconds that a token may live: six hours at most.
  public static let lifetimes = 1...21_600

  /// An authority with a key of its own.
  public init() {
    key = SecretBytes(count: 32) { bytes in
      var random = SystemRandomNumberGenerator()
      for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &random) }
    }
  }

  /// A token for one instance.
  ///
  /// ```
  /// byte[8]  nonce
  /// uint64   expiry, milliseconds since 1970, big-endian
  /// byte[24] HMAC-SHA-256 over nonce, expiry and the instance's id, cut to 192 bits
  /// ```
  /// in URL-safe base64: 56 characters that end in `==`, as real tokens do.
  ///
  /// - Parameters:
  ///   - instance: the only instance whose metadata it opens.
  ///   - lifetime: in seconds, one of ``lifetimes``.
  ///   - time: now.
  ///   - nonce: what tells tokens of the same moment apart.
  func issue(for instance: InstanceID, lifetime: Int, at time: Date, nonce: UInt64) -> String {
    let expiry = Self.milliseconds(time) + UInt64(lifetime) * 1000
    let head = Self.bigEndian(nonce) + Self.bigEndian(expiry)
    let token = Data(head + seal(head, for: instance)).base64EncodedString()
    return String(decoding: token.utf8.map(Self.toURLSafe), as: UTF8.self)
  }

  /// How many seconds a token is still good for, rounded up; `nil` where it is not: expired, another
  /// instance's, another authority's, or no token at all.
  func secondsLeft(of token: String, for instance: InstanceID, at time: Date) -> Int? {
    guard let claim = good.withLock({ $0[token] }) ?? prove(token, for: instance),
      claim.instance == instance
    else { return nil }
    let now = Self.milliseconds(time)
    return claim.expiry > now ? Int((claim.expiry - now + 999) / 1000) : nil
  }

  /// What a token claims, if its seal is right.
  private func prove(_ token: String, for instance: InstanceID) -> Claim? {
    guard token.utf8.count == 56,
      let bytes = Data(base64Encoded: Data(token.utf8.map(Self.fromURLSafe))), bytes.count == 40
    else { return nil }
    let head = Array(bytes.prefix(16))
    guard Self.isSame(seal(head, for: instance), bytes.dropFirst(16)) else { return nil }
    let expiry = head[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let claim = Claim(instance: instance, expiry: expiry)
    good.withLock { good in
      if good.count >= Self.remembered { good.removeAll(keepingCapacity: true) }
      good[token] = claim
    }
    return claim
  }

  private func seal(_ head: [UInt8], for instance: InstanceID) -> [UInt8] {
    let message = SecretBytes(copying: head + Array(instance.description.utf8))
    // Every input is of our own making and of a fixed size. Should libcrypto fail all the same,
    // this is a seal that no token carries: it fails closed.
    guard let code = try? HMAC.authenticate(message, key: key, digest: .sha256) else {
      return (0..<24).map { _ in UInt8.random(in: 0...255) }
    }
    return Array(code.prefix(24))
  }

  /// Compares without telling by its duration where the difference is.
  private static func isSame(_ left: [UInt8], _ right: Data) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func milliseconds(_ time: Date) -> UInt64 {
    UInt64(max(0, time.timeIntervalSince1970 * 1000))
  }

  private static func bigEndian(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
  }

  private static func toURLSafe(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x2b: 0x2d  // + is -
    case 0x2f: 0x5f  // / is _
    default: byte
    }
  }

  private static func fromURLSafe(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x2d: 0x2b
    case 0x5f: 0x2f
    // Not in the alphabet of tokens: turned into what base64 does not take.
    case 0x2b, 0x2f: 0x21
    default: byte
    }
  }
}

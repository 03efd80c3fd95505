import LatchkeyKeys

/// What may take so long that a person wants to know how far it is.
struct LongWork {
  /// One piece alone: "making an RSA key of 8192 bits".
  let one: String
  /// Many: "keys made".
  let many: String

  static let reading = LongWork(one: "reading the key", many: "files read")
  static let converting = LongWork(one: "converting the key", many: "files converted")
  static let unlocking = LongWork(one: "unlocking the key", many: "keys unlocked")

  static let checking = LongWork(one: "asking the host", many: "checks answered")

  static func making(_ kind: KeyKind) -> LongWork {
    let key =
      switch kind {
      case .ed25519: "ed25519 key"
      case .rsa(let bits): "RSA key of \(bits) bits"
      case .ecdsa(let curve): "ECDSA key of \(curve.bits) bits"
      }
    return LongWork(one: "making an \(key)", many: "keys made")
  }

  /// What is said while it goes on: `making an RSA key of 8192 bits, 12 s`, or
  /// `120 of 200 keys made, 43 a second`.
  func progress(done: Int, of total: Int, after time: Duration) -> String {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    guard total > 1 else { return "latchkey: \(one), \(Int(seconds)) s" }
    let text = "latchkey: \(done) of \(total) \(many)"
    guard done > 0, seconds > 0 else { return text }
    let rate = Double(done) / seconds
    return rate < 1
      ? "\(text), \(Int((1 / rate).rounded())) s each" : "\(text), \(Int(rate.rounded())) a second"
  }
}

/// How far a signature is.
enum Signing: Hashable {
  /// It is made: string algorithm, string signature (RFC 4253 §6.6).
  case made([UInt8])
  /// An agent has not answered yet.
  case pending
  /// There will be none, and why.
  case failed(String)
}

internal import LatchkeyCrypto

/// A file in the making: public and secret pieces, put together once, in memory of exactly the right
/// size, so that no half-grown copy of a secret stays behind.
struct SecretAssembly {
  private enum Piece {
    case open([UInt8])
    case secret(SharedSecret)
  }

  private var pieces: [Piece] = []
  /// How many bytes there are in all.
  private(set) var count = 0

  init() {}

  init(_ bytes: [UInt8]) { append(bytes) }

  init(_ secret: consuming SecretBytes) { append(secret) }

  /// Adds bytes that are no secret.
  mutating func append(_ bytes: [UInt8]) {
    pieces.append(.open(bytes))
    count += bytes.count
  }

  /// Adds text that is no secret.
  mutating func append(_ text: String) { append(Array(text.utf8)) }

  /// Adds a secret.
  mutating func append(_ secret: consuming SecretBytes) {
    count += secret.count
    pieces.append(.secret(SharedSecret(secret)))
  }

  /// Adds everything that another one holds.
  mutating func append(_ other: SecretAssembly) {
    pieces += other.pieces
    count += other.count
  }

  /// The first byte, of which DER's integers want to know whether it looks negative.
  var first: UInt8? {
    for piece in pieces {
      switch piece {
      case .open(let bytes):
        if let byte = bytes.first { return byte }
      case .secret(let secret):
        if secret.count > 0 { return secret.bytes[0] }
      }
    }
    return nil
  }

  /// All the pieces in one.
  func finish() -> SecretBytes {
    var whole = SecretBytes(count: count) { _ in }
    var position = 0
    for piece in pieces {
      switch piece {
      case .open(let bytes):
        whole.overwrite(from: position, with: bytes.span)
        position += bytes.count
      case .secret(let secret):
        whole.overwrite(from: position, with: secret.bytes)
        position += secret.count
      }
    }
    return whole
  }
}

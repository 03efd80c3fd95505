internal import LatchkeyCrypto

/// Secret bytes that several readers look at: the windows of a DER structure, the lines of a file.
final class SharedSecret: Sendable {
  /// The bytes, wiped when the last reader is gone.
  let bytes: SecretBytes

  init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

  var count: Int { bytes.count }

  /// Copies out a part that is no secret: an algorithm's name, a header, a modulus.
  func publicBytes(_ range: Range<Int>) -> [UInt8] { bytes.publicBytes(range) }

  /// The same as text, for messages and names.
  func publicText(_ range: Range<Int>) -> String {
    String(decoding: publicBytes(range), as: UTF8.self)
  }

  /// Whether a part holds this byte.
  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    range.contains { bytes[$0] == byte }
  }

  /// Whether the bytes from `start` on, and before `end`, begin with this text.
  func hasPrefix(_ text: StaticString, at start: Int = 0, before end: Int? = nil) -> Bool {
    let end = end ?? count
    let prefix = String(describing: text).utf8
    guard end - start >= prefix.count else { return false }
    var index = start
    for byte in prefix {
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }
}

internal import LatchkeyCrypto

/// The padding of CBC in PKCS#5 and PKCS#7 (RFC 8018 §6.1.1): n bytes of value n, 1 to a block.
enum BlockPadding {
  static func added(to data: borrowing SecretBytes, blockSize: Int) -> SecretBytes {
    let padding = blockSize - data.count % blockSize
    var padded = SecretAssembly(data.copy())
    padded.append([UInt8](repeating: UInt8(padding), count: padding))
    return padded.finish()
  }

  /// The data without its padding; `nil` where there is none, as after a wrong passphrase.
  static func removed(from data: borrowing SecretBytes, blockSize: Int) -> SecretBytes? {
    guard data.count > 0 else { return nil }
    let padding = Int(data[data.count - 1])
    guard (1...blockSize).contains(padding), padding <= data.count else { return nil }
    let length = data.count - padding
    guard (length..<data.count).allSatisfy({ Int(data[$0]) == padding }) else { return nil }
    return data.slice(0..<length)
  }
}

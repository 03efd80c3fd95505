internal import LatchkeyCrypto

/// The permissions that the umask takes away from files that this process creates.
///
/// Looked up once: nothing here changes it.
package enum FileCreationMask {
  /// The bits. All of them where the system does not say, so that nobody relies on what is unknown.
  package static let bits: UInt16 = read() ?? 0o777

  /// The line "Umask:" of proc(5): umask(2) can only tell by changing it, for all threads.
  private static func read() -> UInt16? {
    guard
      let status = try? SecretFile.read("/proc/self/status", limit: 1 << 16)
    else { return nil }
    let lines = status.publicBytes().split(separator: UInt8(ascii: "\n"))
    guard let line = lines.first(where: { $0.starts(with: "Umask:".utf8) }) else { return nil }
    let digits = line.dropFirst("Umask:".utf8.count).drop { $0 == 0x09 || $0 == 0x20 }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}

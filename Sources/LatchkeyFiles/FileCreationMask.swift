internal import LatchkeyCrypto

/// The permissions that the umask takes away from files that this process creates.
///
/// Looked up once: nothing here changes it.
enum FileCreationMask {
  /// The bits. All of them where the system does not say, so that nobody relies on what is unknown.
  static let bits: UInt16 = read() ?? 0o777

  /// The line "Umask:" of proc(5): umask(2) can only tell by changing it, for all threads.
  private static func read() -> UInt16? {
    guard
      let status = try? SecretFile.read("/proc/self/status", limit: 1 << 16)
    else { return nil }
    let text = status.withSpan { span in
      String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
    }
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Umask:") }) else {
      return nil
    }
    return UInt16(line.dropFirst("Umask:".count).drop { $0 == "\t" || $0 == " " }, radix: 8)
  }
}

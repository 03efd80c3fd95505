internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A public key or a certificate on one line, as it stands in `.pub` files, in authorized_keys and in known_hosts
/// (sshd(8), "AUTHORIZED_KEYS FILE FORMAT" and "SSH_KNOWN_HOSTS FILE FORMAT"):
///
///     [@marker] [options | hosts] algorithm base64 [comment]
///
/// Options are separated by commas; inside double quotes, commas and blanks belong to the option,
/// and `\"` is a quote.
enum SSHLine {
  /// The key in a line; `nil` where the line does not look like one.
  static func read(
    _ file: SharedSecret, _ line: TextLine
  ) throws(FormatError) -> KeyFile.Entry? {
    guard !line.isBlank, file.bytes[line.trimmed.lowerBound] != ASCII.hash else { return nil }
    // The comment is kept to its last blank, so the end is that of the line.
    var fields = LineFields(file, line.trimmed.lowerBound..<line.range.upperBound)
    var before: [Range<Int>] = []
    // A marker, and options or hosts, may come before the algorithm.
    while before.count < 3, let field = fields.next() {
      var following = fields
      if let name = algorithm(file, field), let key = following.next(), looksLikeBlob(file, key) {
        let half = try PublicHalf(blob: try blob(file, key))
        guard half.name == name else {
          throw FormatError(
            .damaged,
            "the line says \(Shown.name(name)), its base64 holds a \(half.name) \(half.noun)")
        }
        return half.entry(
          .authorizedKeys, line: line.number,
          comment: KeyComment(file.publicBytes(following.rest())),
          options: before.flatMap { split(file.publicBytes($0)) })
      }
      before.append(field)
    }
    return nil
  }

  /// The line of a key, with its end.
  static func write(
    _ key: PublicKey, comment: KeyComment
  ) throws(FormatError) -> [UInt8] {
    guard !comment.bytes.contains(where: ASCII.isLineBreak) else {
      throw FormatError(
        .cannotEncode, "the comment holds a line break, which would end the line too early",
        publicKey: key)
    }
    var line = Array(key.algorithm.name.utf8) + [ASCII.space] + Base64.encode(key.blob)
    if !comment.isEmpty { line += [ASCII.space] + comment.bytes }
    return line + [ASCII.lineFeed]
  }

  /// The field if it could be an algorithm's name; one that is not known is an error of its own.
  private static func algorithm(_ file: SharedSecret, _ field: Range<Int>) -> String? {
    // RFC 4251 §6 allows 64 characters.
    guard field.count <= 64 else { return nil }
    let name = file.publicText(field)
    return ["ssh-", "ecdsa-sha2-", "sk-"].contains { name.hasPrefix($0) } ? name : nil
  }

  /// A blob begins with the length of the algorithm's name, which is below 2^18: three zero bytes'
  /// worth of base64.
  private static func looksLikeBlob(_ file: SharedSecret, _ range: Range<Int>) -> Bool {
    file.hasPrefix("AAAA", at: range.lowerBound, before: range.upperBound)
  }

  private static func blob(
    _ file: SharedSecret, _ range: Range<Int>
  ) throws(FormatError) -> [UInt8] {
    do {
      return try Base64.decode(public: file, [range])
    } catch {
      throw error.formatError("public key", in: file, lines: [])
    }
  }

  /// The options of a field, at the commas that are not quoted.
  private static func split(_ field: [UInt8]) -> [String] {
    var options: [String] = []
    var option: [UInt8] = []
    var isQuoted = false
    var previous: UInt8 = 0
    for byte in field {
      if byte == ASCII.quote, previous != ASCII.backslash { isQuoted.toggle() }
      if byte == ASCII.comma, !isQuoted {
        options.append(String(decoding: option, as: UTF8.self))
        option = []
      } else {
        option.append(byte)
      }
      previous = byte
    }
    return options + [String(decoding: option, as: UTF8.self)]
  }
}

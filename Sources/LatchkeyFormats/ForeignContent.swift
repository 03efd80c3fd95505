internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Says what a file is that holds no key: people pass the wrong file far more often than a damaged
/// one.
struct ForeignContent {
  private let file: SharedSecret
  private let lines: [TextLine]
  private let label: String?
  /// How many of the first bytes are looked at. They stay where they are: a key without its armour
  /// is no less a secret.
  private let headLength: Int

  /// - Parameter label: the first PEM label that was found, if any.
  init(_ file: SharedSecret, lines: [TextLine], label: String?) {
    self.file = file
    self.lines = lines
    self.label = label
    headLength = min(file.count, 4096)
  }

  /// What is in the file instead of a key.
  var error: FormatError {
    if lines.allSatisfy(\.isBlank) {
      return FormatError(
        .empty, file.count == 0 ? "the file is empty" : "there is nothing in the file but blanks")
    }
    if lines.allSatisfy({ $0.isBlank || file.bytes[$0.trimmed.lowerBound] == ASCII.hash }) {
      return FormatError(.empty, "there are only comments in the file, and no key")
    }
    if let found = labelled ?? unlabelled {
      return FormatError(.notAKey, "\(found), not a key")
    }
    return FormatError(.unknownFormat, unknown)
  }

  private var labelled: String? {
    guard let label else { return nil }
    switch label {
    case _ where label.hasPrefix("PGP"): return "OpenPGP data (\(label))"
    case "SSH SIGNATURE": return "an SSH signature"
    case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE": return "an X.509 certificate"
    case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": return "a certificate request"
    case "EC PARAMETERS", "DH PARAMETERS", "DSA PARAMETERS":
      return "parameters that keys are made with (\(label))"
    default: return "a PEM block of another kind (\(label))"
    }
  }

  private var unlabelled: String? {
    if headLength >= 2, UTF16Text.isBegun(by: file.bytes[0], file.bytes[1]) {
      return UTF16Text.description
    }
    if has("SSH PRIVATE KEY FILE FORMAT 1.1") { return "a key for the SSH protocol of version 1" }
    if has("openssh-key-v1\0") { return "an openssh-key-v1 without its PEM armour" }
    if Self.sshNames.contains(where: { begins([0, 0, 0, UInt8($0.utf8.count)] + Array($0.utf8)) }) {
      return """
        binary data as Dropbear keeps its keys ("dropbearconvert dropbear openssh FILE NEWFILE" \
        makes a file of OpenSSH's)
        """
    }
    if begins([0x1F, 0x8B]) || begins(Array("PK\u{03}\u{04}".utf8)) {
      return "a compressed archive"
    }
    if (0..<headLength).contains(where: { file.bytes[$0] == 0 }) { return "binary data" }
    if has("<html") || has("<!doctype") { return "an HTML page, as failed downloads leave it" }
    if has("<?xml") || has("<rsakeyvalue") { return "an XML document" }
    if has("aws_access_key_id") || has("aws_secret_access_key") {
      return "AWS credentials (they call the AWS API, and open no SSH server)"
    }
    if has("\"keymaterial\"") {
      return """
        the JSON answer of "aws ec2 create-key-pair" (take the key out of it with \
        --query KeyMaterial --output text)
        """
    }
    if has("\"kty\"") { return "a JSON web key" }
    if firstByte == 0x7B { return "a JSON document" }
    return nil
  }

  /// How Dropbear's keys begin, each after its length.
  private static let sshNames = KeyAlgorithm.all.map(\.name)

  /// As variables of CI systems and JSON have a key.
  static let escapedBreaks =
    "a PEM key with \\n as two characters in place of each line break (printf '%b' \"$KEY\" > FILE "
    + "writes it with line breaks)"

  private var unknown: String {
    if has("-----begin ") {
      if has("-----\\n") { return Self.escapedBreaks }
      return "\"-----BEGIN\" in the middle of a line: BEGIN and END need lines of their own"
    }
    if has("-----end ") {
      return "a PEM key without its \"-----BEGIN\" line: the beginning is missing"
    }
    if has("ssh-rsa") || has("ssh-ed25519") || has("ecdsa-sha2-") {
      return "an SSH public key that is not whole: algorithm, base64 and comment on one line"
    }
    if (0..<headLength).allSatisfy({ isBase64(file.bytes[$0]) }) {
      return "base64 without the lines that say what it is (\"-----BEGIN …-----\")"
    }
    return """
      no key of any known format: OpenSSH, PEM (PKCS#1, SEC1, PKCS#8), PuTTY, RFC 4716 or SSH line
      """
  }

  private var firstByte: UInt8? {
    lines.first { !$0.isBlank }.map { file.bytes[$0.trimmed.lowerBound] }
  }

  /// Whether the text stands in the first bytes, in whatever case.
  private func has(_ text: String) -> Bool {
    let wanted = Array(text.utf8).map(lowercased)
    guard headLength >= wanted.count else { return false }
    return (0...(headLength - wanted.count)).contains { start in
      wanted.indices.allSatisfy { lowercased(file.bytes[start + $0]) == wanted[$0] }
    }
  }

  private func begins(_ prefix: [UInt8]) -> Bool {
    headLength >= prefix.count && prefix.indices.allSatisfy { file.bytes[$0] == prefix[$0] }
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// Whether a file of nothing but base64 could hold this.
  private func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case ASCII.lineFeed, ASCII.carriageReturn: true
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, ASCII.equals: true
    default: false
    }
  }
}

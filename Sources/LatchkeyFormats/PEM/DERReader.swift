internal import LatchkeyCrypto

/// A window on DER (X.690 §10), read from front to back.
///
/// An element is `identifier octet, length octets, content`; a length below 128 is one byte, a
/// larger one is `0x80 | n` and n bytes, big-endian. Only DER is taken: no indefinite length, no
/// length or integer that could be shorter.
struct DERReader {
  private let source: SharedSecret
  private var position: Int
  private let end: Int
  /// What is being read, for messages: `PKCS#1 key`.
  private let name: String

  init(_ source: SharedSecret, name: String) {
    self.init(source, 0..<source.count, name: name)
  }

  private init(_ source: SharedSecret, _ range: Range<Int>, name: String) {
    self.source = source
    position = range.lowerBound
    end = range.upperBound
    self.name = name
  }

  /// Whether everything has been read.
  var isAtEnd: Bool { position == end }

  /// The tag of the next element; `nil` at the end.
  var nextTag: UInt8? { isAtEnd ? nil : source.bytes[position] }

  /// The content of the next element, which must have this tag.
  mutating func content(_ tag: UInt8) throws(FormatError) -> Range<Int> {
    guard let found = nextTag else {
      throw FormatError(.damaged, "\(name): ends where \(DERTag.name(tag)) was expected")
    }
    guard found == tag else {
      throw FormatError(
        .damaged, "\(name): found \(DERTag.name(found)) where \(DERTag.name(tag)) was expected")
    }
    position += 1
    let length = try length()
    guard length <= end - position else {
      throw FormatError(
        .truncated,
        "\(name): \(DERTag.name(tag)) of \(Shown.count(length, "byte")), of which \(end - position) are there"
      )
    }
    defer { position += length }
    return position..<position + length
  }

  /// The inside of the next element, which must have this tag.
  mutating func inside(_ tag: UInt8 = DERTag.sequence) throws(FormatError) -> DERReader {
    DERReader(source, try content(tag), name: name)
  }

  /// The inside of the next element if it has this tag.
  mutating func optionalInside(_ tag: UInt8) throws(FormatError) -> DERReader? {
    guard nextTag == tag else { return nil }
    return try inside(tag)
  }

  /// A non-negative integer, big-endian without leading zeros.
  mutating func integer() throws(FormatError) -> SecretBytes {
    source.bytes.slice(try integerRange())
  }

  /// A non-negative integer that is no secret.
  mutating func publicInteger() throws(FormatError) -> [UInt8] {
    source.publicBytes(try integerRange())
  }

  /// A number that counts something: a version, iterations.
  mutating func number() throws(FormatError) -> Int {
    let bytes = try publicInteger()
    guard bytes.count < 8 else {
      throw FormatError(.boundExceeded, "\(name): a count of \(bytes.count) bytes")
    }
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  /// An octet string.
  mutating func octetString() throws(FormatError) -> SecretBytes {
    source.bytes.slice(try content(DERTag.octetString))
  }

  /// An octet string that is no secret.
  mutating func publicOctetString() throws(FormatError) -> [UInt8] {
    source.publicBytes(try content(DERTag.octetString))
  }

  /// A bit string of whole bytes, which is how keys are written.
  mutating func bitString(_ tag: UInt8 = DERTag.bitString) throws(FormatError) -> [UInt8] {
    let bytes = source.publicBytes(try content(tag))
    guard bytes.first == 0 else {
      throw FormatError(.damaged, "\(name): a BIT STRING that is not whole bytes")
    }
    return Array(bytes.dropFirst())
  }

  /// An object identifier.
  mutating func objectIdentifier() throws(FormatError) -> ObjectIdentifier {
    ObjectIdentifier(content: source.publicBytes(try content(DERTag.objectIdentifier)))
  }

  /// Passes over the next element, whatever it is.
  mutating func skip() throws(FormatError) {
    guard let tag = nextTag else {
      throw FormatError(.damaged, "\(name): ends where more was expected")
    }
    _ = try content(tag)
  }

  /// Refuses anything that follows.
  func finish() throws(FormatError) {
    guard isAtEnd else {
      throw FormatError(
        .damaged, "\(name): \(Shown.count(end - position, "byte")) too many at the end")
    }
  }

  private mutating func integerRange() throws(FormatError) -> Range<Int> {
    let range = try content(DERTag.integer)
    guard let first = range.first else {
      throw FormatError(.damaged, "\(name): an INTEGER without content")
    }
    guard source.bytes[first] & 0x80 == 0 else {
      throw FormatError(.damaged, "\(name): a negative INTEGER")
    }
    guard source.bytes[first] == 0 else { return range }
    // A zero in front is there to keep the number positive, and for zero itself.
    guard range.count == 1 || source.bytes[first + 1] & 0x80 != 0 else {
      throw FormatError(.damaged, "\(name): an INTEGER with needless leading zeros")
    }
    return first + 1..<range.upperBound
  }

  private mutating func length() throws(FormatError) -> Int {
    let first = try byte()
    guard first & 0x80 != 0 else { return Int(first) }
    let count = Int(first & 0x7F)
    guard count > 0 else {
      throw FormatError(.damaged, "\(name): an indefinite length, which DER does not have")
    }
    guard count <= 4 else {
      throw FormatError(.damaged, "\(name): a length of \(count) bytes")
    }
    var length = 0
    for _ in 0..<count { length = length << 8 | Int(try byte()) }
    guard length >= 0x80, length >> (8 * (count - 1)) != 0 else {
      throw FormatError(.damaged, "\(name): a length that is longer than need be")
    }
    return length
  }

  private mutating func byte() throws(FormatError) -> UInt8 {
    guard !isAtEnd else {
      throw FormatError(.truncated, "\(name): ends inside a length")
    }
    defer { position += 1 }
    return source.bytes[position]
  }
}

extension DERReader {
  /// Whether bytes are one SEQUENCE from end to end, which content that was decrypted with a wrong
  /// passphrase is not, but for one in millions.
  static func isWholeSequence(_ bytes: borrowing SecretBytes) -> Bool {
    var reader = DERReader(SharedSecret(bytes.copy()), name: "")
    guard (try? reader.content(DERTag.sequence)) != nil else { return false }
    return reader.isAtEnd
  }
}

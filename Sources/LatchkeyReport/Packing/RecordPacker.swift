import LatchkeyJSON

/// Packs records that wait for their turn, so that thousands can: what is kept of one is some 150
/// bytes, where a record takes more than a thousand.
///
/// It packs the record's JSON, so it knows nothing of the members. Texts and names of members, which
/// the checks of one host, or of one key, have in common, are kept once.
public struct RecordPacker: Sendable {
  /// The members whose texts no other check has: to keep them would help nobody.
  private static let own = ["id", "stdout", "stderr"]

  /// What several checks have said; the tests count them.
  private(set) var texts = Pool<String>()
  private var names = Pool<[String]>()

  /// Nothing kept yet.
  public init() {}

  /// Packs a record.
  public mutating func pack(_ record: CheckRecord) -> PackedRecord {
    var packed = PackedRecord()
    add(.object(record.json), to: &packed)
    packed.trim()
    return packed
  }

  /// The record again, as one that was written as JSON and read.
  ///
  /// - Parameter packed: what this packer has packed.
  /// - Throws: where it has what no report can say, as a time of more than a year.
  public func unpack(_ packed: PackedRecord) throws(ReportError) -> CheckRecord {
    var rest = packed.bytes[...]
    return try CheckRecord(value(&rest))
  }

  private mutating func add(_ value: JSONValue, name: String = "", to packed: inout PackedRecord) {
    switch value {
    case .string(let text):
      // Of texts beyond ASCII two may be equal without being the same.
      if Self.own.contains(name) || !text.utf8.allSatisfy({ $0 < 0x80 }) {
        packed.add(own: text)
      } else {
        packed.add(.sharedText, UInt64(texts.place(of: text)))
      }
    case .number(let number): packed.add(.number, UInt64(bitPattern: Int64(number)))
    case .unsigned(let number): packed.add(.unsigned, number)
    case .decimal(let number):
      packed.add(.decimal, UInt64(bitPattern: Int64((number * 1000).rounded())))
    case .bool(let flag): packed.add(.bool, flag ? 1 : 0)
    case .array(let values):
      packed.add(.array, UInt64(values.count))
      for value in values { add(value, to: &packed) }
    case .object(let object):
      packed.add(.object, UInt64(names.place(of: object.members.map { $0.name })))
      for member in object.members { add(member.value, name: member.name, to: &packed) }
    }
  }

  private func value(_ rest: inout ArraySlice<UInt8>) -> JSONValue {
    let (kind, number) = item(&rest)
    switch kind {
    case .sharedText: return .string(texts.values[Int(number)])
    case .ownText:
      defer { rest = rest.dropFirst(Int(number)) }
      return .string(String(decoding: rest.prefix(Int(number)), as: UTF8.self))
    case .number: return .number(Int(Int64(bitPattern: number)))
    case .unsigned: return .unsigned(number)
    case .decimal: return .decimal(Double(Int64(bitPattern: number)) / 1000)
    case .bool: return .bool(number == 1)
    case .array: return .array((0..<number).map { _ in value(&rest) })
    case .object:
      var object = JSONObject()
      for name in names.values[Int(number)] { object.add(name, value(&rest)) }
      return .object(object)
    }
  }

  private func item(_ rest: inout ArraySlice<UInt8>) -> (PackedRecord.Kind, UInt64) {
    let first = rest.removeFirst()
    var number = UInt64(first >> 3 & 0xF)
    var (last, shift) = (first, 4)
    while last & 0x80 != 0 {
      last = rest.removeFirst()
      number |= UInt64(last & 0x7F) << shift
      shift += 7
    }
    // The three bits name a kind whatever they are.
    return (PackedRecord.Kind(rawValue: first & 7) ?? .bool, number)
  }
}

/// Ansible's ranges of hosts: `web[01:50].example.org`, `db-[a:f]`, `node[0:8:2]`, with both ends in
/// it, and a port behind a colon.
enum HostRange {
  /// Why a range cannot be understood.
  struct Failure: Error {
    let reason: String
  }

  /// More hosts than these in one inventory are a slip.
  static let limit = 1_000_000

  /// The names that a pattern stands for, and the port behind it.
  static func expand(_ pattern: String) throws(Failure) -> (names: [String], port: String?) {
    let (host, port) = try split(pattern)
    var names = [""]
    var rest = host
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
      let before = rest[..<open]
      let values = try values(rest[rest.index(after: open)..<close], in: pattern)
      guard names.count * values.count <= limit else {
        throw tooLarge(pattern)
      }
      names = names.flatMap { name in values.map { name + before + $0 } }
      rest = rest[rest.index(after: close)...]
    }
    return (names.map { $0 + rest }, port)
  }

  /// Takes the port off. An IPv6 address with a port stands in brackets, one without has more than one
  /// colon; the colons of a range stand in brackets, too.
  private static func split(
    _ pattern: String
  ) throws(Failure) -> (host: Substring, port: String?) {
    let whole = Substring(pattern)
    if whole.first == "[", let close = whole.firstIndex(of: "]"), isAddress(whole[..<close]) {
      let host = whole[..<close].dropFirst()
      let tail = whole[whole.index(after: close)...]
      if tail.isEmpty { return (host, nil) }
      return (host, try port(tail.dropFirst(), in: pattern))
    }
    let end = whole.lastIndex(of: "]").map { whole.index(after: $0) } ?? whole.startIndex
    let colons = whole[end...].filter { $0 == ":" }.count
    guard colons == 1, let colon = whole.lastIndex(of: ":") else { return (whole, nil) }
    return (whole[..<colon], try port(whole[colon...].dropFirst(), in: pattern))
  }

  private static func isAddress(_ text: Substring) -> Bool {
    text.filter { $0 == ":" }.count > 2 || text.contains("::")
  }

  private static func port(_ text: Substring, in pattern: String) throws(Failure) -> String {
    guard let port = UInt16(text), port > 0 else {
      throw Failure(
        reason: "\(pattern.quoted): \(String(text).quoted) is no TCP port, 1 to 65535")
    }
    return String(port)
  }

  private static func values(
    _ range: Substring, in pattern: String
  ) throws(Failure) -> [String] {
    let parts = range.split(separator: ":", omittingEmptySubsequences: false)
    let step = parts.count == 3 ? Int(parts[2]) : 1
    guard (2...3).contains(parts.count), let step, step > 0 else { throw notRange(pattern) }
    let (first, last) = (parts[0].isEmpty ? "0" : parts[0], parts[1])
    if let start = Int(first), let end = Int(last), start >= 0, start <= end {
      // As many digits as the beginning has, where that begins with 0.
      let isPadded = first.count > 1 && first.first == "0"
      guard !isPadded || first.count == last.count else { throw notRange(pattern) }
      guard (end - start) / step < limit else { throw tooLarge(pattern) }
      return stride(from: start, through: end, by: step).map { value in
        let digits = String(value)
        guard isPadded, digits.count < first.count else { return digits }
        return String(repeating: "0", count: first.count - digits.count) + digits
      }
    }
    // A number that no integer holds.
    if Int(first) != nil, !last.isEmpty, last.allSatisfy({ $0.isASCII && $0.isNumber }),
      Int(last) == nil
    {
      throw tooLarge(pattern)
    }
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    guard first.count == 1, last.count == 1, let begin = first.first, let finish = last.first,
      let start = letters.firstIndex(of: begin), let end = letters.firstIndex(of: finish),
      start <= end
    else { throw notRange(pattern) }
    return stride(from: start, through: end, by: step).map { String(letters[$0]) }
  }

  private static func tooLarge(_ pattern: String) -> Failure {
    Failure(
      reason: "\(pattern.quoted) stands for more than \(limit) hosts, the most that is read of an "
        + "inventory; divide it, or look for a slip in its numbers")
  }

  private static func notRange(_ pattern: String) -> Failure {
    Failure(
      reason: "\(pattern.quoted) is no range of hosts; expected one such as web[01:50] or db-[a:f]")
  }
}

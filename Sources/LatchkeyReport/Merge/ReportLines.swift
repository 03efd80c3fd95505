/// The lines of a report that comes in pieces.
struct ReportLines {
  private var rest: [UInt8] = []

  /// Takes the next piece, and tells the lines that have come to their end, without it.
  ///
  /// A line of which more has come than a record may have is told as far as it has come by then,
  /// and what follows of it is dropped.
  mutating func add(_ piece: [UInt8], _ body: ([UInt8]) -> Void) {
    var piece = piece[...]
    while let end = piece.firstIndex(of: 0x0A) {
      keep(piece[..<end])
      body(rest)
      rest.removeAll(keepingCapacity: true)
      piece = piece[(end + 1)...]
    }
    keep(piece)
  }

  /// The last line, which has no end.
  var last: [UInt8] { rest }

  /// One byte more than a line may have is kept, which tells that it is too long.
  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    rest += bytes.prefix(max(CheckRecord.maximumLine + 1 - rest.count, 0))
  }
}

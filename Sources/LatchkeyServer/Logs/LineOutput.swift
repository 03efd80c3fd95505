/// What becomes of lines that are written where there may be no room: each is there as a whole or
/// not at all, and those that are not are counted.
struct LineOutput {
  /// What an attempt to write has changed.
  enum Change: Equatable {
    /// Lines are lost from here on; the number of the system's error.
    case failing(Int32)
    /// There is room again, after so many lines were lost.
    case recovered(Int)
  }

  /// Writes the bytes of a slice to what is open: how many were taken, or the system's error number.
  typealias Attempt = (ArraySlice<UInt8>) -> Result<Int, Failure>

  /// The system's answer to a write.
  struct Failure: Error { let number: Int32 }

  /// The rest of a line that was written in part: it goes first.
  private var torn: [UInt8] = []
  private var isFailing = false
  /// The lines that were lost since writing began to fail.
  private var lostMeanwhile = 0
  /// The lines that were lost and of which nothing has been said yet.
  private(set) var dropped = 0

  /// Writes lines.
  ///
  /// - Parameters:
  ///   - lines: whole lines.
  ///   - lost: how many lines got lost before these, because they came too fast.
  ///   - notice: the line that says how many lines are missing in front of it.
  mutating func write(
    _ lines: [UInt8], lost: Int, notice: (Int) -> [UInt8], attempt: Attempt
  ) -> Change? {
    dropped += lost
    let told = dropped
    let note = told > 0 ? notice(told) : []
    let all = torn + note + lines
    var rest = all[...]
    var failure: Failure?
    while !rest.isEmpty, failure == nil {
      switch attempt(rest) {
      case .success(let count): rest = rest.dropFirst(count)
      case .failure(let error): failure = error
      }
    }
    let written = all.count - rest.count
    let isNoteBegun = told > 0 && written > torn.count
    if isNoteBegun { dropped = 0 }
    let before = dropped
    keepTheRest(of: all, from: written, linesBegin: torn.count + note.count)
    lostMeanwhile += lost + dropped - before
    return change(after: failure)
  }

  private mutating func change(after failure: Failure?) -> Change? {
    switch (failure, isFailing) {
    case (let failure?, false):
      isFailing = true
      return .failing(failure.number)
    case (nil, true):
      isFailing = false
      defer { lostMeanwhile = 0 }
      return .recovered(lostMeanwhile)
    case (nil, false):
      lostMeanwhile = 0
      return nil
    case (_?, true): return nil
    }
  }

  /// Keeps the rest of a line that was begun, and counts the lines that were not.
  private mutating func keepTheRest(of all: [UInt8], from written: Int, linesBegin: Int) {
    let isAtLineStart =
      written == 0 ? torn.isEmpty : written == all.count || all[written - 1] == 0x0a
    var next = written
    if isAtLineStart {
      torn = []
    } else {
      next = all[written...].firstIndex(of: 0x0a).map { $0 + 1 } ?? all.count
      torn = Array(all[written..<next])
    }
    // A notice that was not begun is no line of anybody's: it is made anew.
    dropped += all[max(next, linesBegin)...].count { $0 == 0x0a }
  }

  /// Gives up the line that was begun: what follows goes elsewhere.
  mutating func moveOn() {
    if !torn.isEmpty { dropped += 1 }
    torn = []
  }
}

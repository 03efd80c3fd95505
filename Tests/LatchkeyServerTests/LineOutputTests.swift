import Testing

@testable import LatchkeyServer

/// What becomes of lines where there is not always room, decided write by write.
@Suite struct LineOutputTests {
  /// A disk with so much room, which can be given more.
  private final class Disk {
    var room: Int
    var text = ""
    init(room: Int) { self.room = room }

    func attempt(_ bytes: ArraySlice<UInt8>) -> Result<Int, LineOutput.Failure> {
      guard room > 0 else { return .failure(.init(number: 28)) }
      let taken = bytes.prefix(room)
      room -= taken.count
      text += String(decoding: taken, as: UTF8.self)
      return .success(taken.count)
    }
  }

  private func write(
    _ text: String, lost: Int = 0, to output: inout LineOutput, on disk: Disk
  ) -> LineOutput.Change? {
    output.write(
      Array(text.utf8), lost: lost, notice: { Array("<\($0)>\n".utf8) }, attempt: disk.attempt)
  }

  @Test func `while there is room, lines are written and nothing is said`() {
    let disk = Disk(room: 100)
    var output = LineOutput()
    #expect(write("a\nb\n", to: &output, on: disk) == nil)
    #expect(write("c\n", to: &output, on: disk) == nil)
    #expect(disk.text == "a\nb\nc\n")
  }

  @Test(arguments: 0...13)
  func `wherever the room ends, no line is torn and none is lost unnoticed`(room: Int) {
    let disk = Disk(room: room)
    var output = LineOutput()
    let first = write("one\ntwo\n", to: &output, on: disk)
    #expect(first == (room < 8 ? .failing(28) : nil))
    let second = write("three\n", to: &output, on: disk)
    #expect(second == (room >= 8 && room < 14 ? .failing(28) : nil))
    disk.room = 100
    #expect(write("four\n", to: &output, on: disk) == (room < 14 ? .recovered(lost(room)) : nil))
    #expect(write("five\n", to: &output, on: disk) == nil)

    let whole = room == 0 ? [] : ["one", room > 4 ? "two" : nil, room > 8 ? "three" : nil]
    let notice = lost(room) > 0 ? ["<\(lost(room))>"] : []
    #expect(
      disk.text.split(separator: "\n").map(String.init)
        == whole.compactMap(\.self) + notice + ["four", "five"])
  }

  /// How many of the lines `one`, `two` and `three` find no room; a line that is begun finds its
  /// rest later.
  private func lost(_ room: Int) -> Int { room == 0 ? 3 : room <= 4 ? 2 : room <= 8 ? 1 : 0 }

  @Test(arguments: 1...6)
  func `the line that says what is missing is not torn either`(room: Int) {
    let disk = Disk(room: 0)
    var output = LineOutput()
    #expect(write("one\n", to: &output, on: disk) == .failing(28))
    disk.room = room
    #expect(write("two\n", to: &output, on: disk) == nil)
    disk.room = 100
    // Begun, the notice counts what came before it; another one counts what was lost since.
    let text = room <= 4 ? "<1>\n<1>\nthree\n" : "<1>\ntwo\nthree\n"
    #expect(write("three\n", to: &output, on: disk) == .recovered(room <= 4 ? 2 : 1))
    #expect(disk.text == text)
  }

  @Test func `lines that came too fast are told without a word of failing`() {
    let disk = Disk(room: 100)
    var output = LineOutput()
    #expect(write("a\n", lost: 7, to: &output, on: disk) == nil)
    #expect(write("b\n", to: &output, on: disk) == nil)
    #expect(disk.text == "<7>\na\nb\n")
  }

  @Test func `a file that takes another's place begins with a whole line`() {
    let disk = Disk(room: 2)
    var output = LineOutput()
    #expect(write("one\n", to: &output, on: disk) == .failing(28))
    output.moveOn()
    let next = Disk(room: 100)
    #expect(write("two\n", to: &output, on: next) == .recovered(0))
    #expect(next.text == "<1>\ntwo\n")
  }
}

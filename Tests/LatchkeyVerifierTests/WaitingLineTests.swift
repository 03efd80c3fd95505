import Testing

@testable import LatchkeyVerifier

/// What waits for a jump host, and what of it goes where.
@Suite struct WaitingLineTests {
  /// A check of a host by its way, `b,c`: through `jump` and `b` to `c`.
  private static func check(_ way: String) -> AccessCheck {
    let hosts = way.split(separator: ",").map(String.init)
    var check = AccessCheck(
      host: hosts.last ?? "", user: "x", identities: [], hostKeyPolicy: .insecurelyIgnored)
    check.jumps = (["jump"] + hosts.dropLast()).map {
      JumpHost(host: $0, port: 22, user: "x", identities: [], hostKeyPolicy: .insecurelyIgnored)
    }
    return check
  }

  private static func way(_ text: String) throws -> Way {
    let check = check(text)
    return try #require(Way(of: check, depth: check.jumps.count))
  }

  private static func questions(_ ways: [String]) -> [Question] {
    let list = CheckList(ways.map(check))
    return ways.indices.map { Question($0, of: list) }
  }

  private static func line(_ ways: [String]) -> WaitingLine<Question> {
    var line = WaitingLine<Question>()
    for question in questions(ways) { line.append(question) }
    return line
  }

  private static func rest(_ line: WaitingLine<Question>) -> [Int] {
    var (line, rest) = (line, [Int]())
    while let question = line.popFirst() { rest.append(question.index) }
    #expect(line.isEmpty)
    return rest
  }

  @Test func `what goes to a host, and through it, is taken out in its order`() throws {
    var line = Self.line(["a", "b", "a,c", "c", "a"])
    #expect(line.popFirst()?.index == 0)
    #expect(line.remove(try Self.way("a")).map(\.index) == [2, 4])
    #expect(line.remove(try Self.way("a")).isEmpty)
    #expect(line.remove(try Self.way("d")).isEmpty)
    #expect(Self.rest(line) == [1, 3])
  }

  @Test func `a host of the same name behind another is another`() throws {
    var line = Self.line(["a,c", "b,c", "c", "b,c"])
    #expect(line.remove(try Self.way("b,c")).map(\.index) == [1, 3])
    #expect(line.remove(try Self.way("c")).map(\.index) == [2])
    #expect(line.remove(try Self.way("a,c")).map(\.index) == [0])
    #expect(line.isEmpty)
  }

  @Test func `what comes after the first look, and what came back, is found too`() throws {
    var line = Self.line(["b", "b"])
    #expect(line.remove(try Self.way("a")).isEmpty)
    let later = Self.questions(["a", "c", "a", "c"])
    line.append(later[0])
    line.prepend(later[1...2])
    line.prepend(later[3...])
    #expect(line.remove(try Self.way("a")).map(\.index) == [2, 0])
    #expect(Self.rest(line) == [3, 1, 0, 1])
  }

  @Test func `what waits grows where it stands, until it is handed out`() {
    var line = WaitingLine<Assignment>()
    let questions = Self.questions(["a", "b", "c"])
    let position = line.append(Assignment(questions[0]))
    line.append(Assignment(questions[1]))
    line.change(at: position) { $0.questions.append(questions[2]) }
    #expect(line.popFirst()?.questions.map(\.index) == [0, 2])
    #expect(line[position] == nil)
    line.change(at: position) { $0.questions.append(questions[2]) }
    #expect(line.removeAll().map { $0.questions.map(\.index) } == [[1]])
    #expect(line.isEmpty)
  }
}

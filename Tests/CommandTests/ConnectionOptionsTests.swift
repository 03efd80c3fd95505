import LatchkeyVerifier
import Testing

@testable import latchkey_cli

/// The times that options set where others hold already, as those of a plan do.
@Suite struct ConnectionOptionsTests {
  private static let planned = Deadlines(
    connect: .seconds(5), keyExchange: .seconds(90), authentication: .seconds(90),
    command: .seconds(90), total: .seconds(90))

  private static func all(_ connect: Int, _ rest: Int) -> Deadlines {
    Deadlines(
      connect: .seconds(connect), keyExchange: .seconds(rest), authentication: .seconds(rest),
      command: .seconds(rest), total: .seconds(rest))
  }

  private static func options(_ connect: Double?, _ rest: Double?) -> ConnectionOptions {
    var options = ConnectionOptions()
    options.connectTimeout = connect
    options.timeout = rest
    return options
  }

  @Test(arguments: [
    (nil, nil, all(5, 90)), (2, nil, all(2, 90)), (nil, 40, all(5, 40)), (nil, 3, all(3, 3)),
    (7, 40, all(7, 40)),
  ])
  func `each sets its own time alone, and no stage outlives the whole`(
    connect: Double?, rest: Double?, expected: Deadlines
  ) {
    #expect(Self.options(connect, rest).deadlines(over: Self.planned) == expected)
  }

  @Test func `without options and others the usual times hold`() {
    #expect(Self.options(nil, nil).deadlines() == Deadlines())
  }
}

import LatchkeyVerifier

/// How one reason is reached at one stage.
struct ReasonExample {
  let stage: Stage
  let reason: Reason
  /// Runs `latchkey check` in a way that ends so; the lines that it prints. The seconds are how long
  /// it is given, or after how long it is interrupted, where that matters.
  let run: (ReasonScene, Double) throws -> [String]

  init(
    _ stage: Stage, _ reason: Reason, _ run: @escaping (ReasonScene, Double) throws -> [String]
  ) {
    self.stage = stage
    self.reason = reason
    self.run = run
  }

  static var all: [ReasonExample] { reaching + keyExchange + authentication + command }

  /// The first line of the report and its detail, without what differs between two runs.
  ///
  /// A machine that is busy may not come to the stage in time, or before it is interrupted: then
  /// there is more time.
  func lines(_ scene: ReasonScene) throws -> [String] {
    var last: [String] = []
    for seconds in [0.5, 2, 6, 20] {
      last = try run(scene, seconds)
      let wanted = "(\(stage.rawValue): \(reason.rawValue), "
      if let index = last.firstIndex(where: { $0.contains(wanted) }) {
        return last[index...].prefix(2).map { Self.settled($0, scene) }
      }
    }
    throw NotReached(description: "\(stage.rawValue): \(reason.rawValue) was not reached: \(last)")
  }

  private static func settled(_ line: String, _ scene: ReasonScene) -> String {
    var text = line.replacing(#/SHA256:[A-Za-z0-9+\/]{43}/#, with: "SHA256:…")
      .replacing(#/, \d+ m?s\)/#, with: ", … ms)")
      .replacing(#/127\.0\.0\.1:\d+/#, with: "127.0.0.1:22")
    if scene.user != "root" { text = text.replacing(scene.user, with: "root") }
    return text.trimmingPrefix(while: \.isWhitespace).description
  }

  struct NotReached: Error, CustomStringConvertible { let description: String }
}

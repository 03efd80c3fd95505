/// What one `Run` is given: one question, or several that one connection can answer.
struct Assignment: Sendable {
  /// At least one. Of several, each has one key, which the server is expected to refuse, and all go
  /// to the same ``Destination``.
  var questions: [Question]
  /// How many connections the questions have taken so far.
  var attempts = 0
  /// When the first of them began; `nil`: there was none.
  var start: ContinuousClock.Instant?

  /// The server whose patience it takes, host and port: with jump hosts, the first of them. What a
  /// server bears (MaxStartups, PerSourcePenalties) it counts by itself, and behind one address the
  /// ports may be forwarded to machines of their own.
  var place: String {
    let check = questions[0].check
    let (host, port) = check.jumps.first.map { ($0.host, $0.port) } ?? (check.host, check.port)
    return "\(host.lowercased()) \(port)"
  }

  /// All of its questions as one: each question's key in turn.
  var check: AccessCheck {
    var check = questions[0].check
    if questions.count > 1 { check.identities = questions.flatMap(\.check.identities) }
    return check
  }
}

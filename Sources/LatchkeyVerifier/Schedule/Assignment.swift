/// What one `Run` is given: one question, or several that one connection can answer.
struct Assignment {
  /// At least one. Of several, each has one key, which the server is expected to refuse, and all go
  /// to the same ``Destination``.
  var questions: [Question]
  /// How many connections the questions have taken so far.
  var attempts = 0
  /// When the first of them began; `nil`: there was none.
  var start: Moment?
  /// How many offers they are, where each key is refused: what a server counts.
  var offers = 1

  init(_ question: Question) { questions = [question] }

  init(questions: [Question], attempts: Int, start: Moment) {
    self.questions = questions
    self.attempts = attempts
    self.start = start
  }

  /// All of its questions as one: each question's key in turn.
  var check: AccessCheck {
    var check = questions[0].check
    if questions.count > 1 { check.identities = questions.flatMap(\.check.identities) }
    return check
  }
}

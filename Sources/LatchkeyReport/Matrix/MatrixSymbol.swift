import LatchkeyVerifier

/// What stands in the matrix for a check: a sign for its verdict, and an exclamation mark where that
/// is not as expected, so that nobody needs to see colours.
enum MatrixSymbol: String, CaseIterable {
  case allowed = "✓"
  case denied = "✗"
  case partial = "◐"
  case unreachable = "∅"
  case untrusted = "≠"
  case inconclusive = "?"
  case interrupted = "…"

  init(_ record: CheckRecord) {
    if record.result == .interrupted {
      self = .interrupted
      return
    }
    self =
      switch record.verdict {
      case .allowed: .allowed
      case .denied: .denied
      case .partial: .partial
      case .unreachable: .unreachable
      case .untrusted: .untrusted
      case .inconclusive: .inconclusive
      }
  }

  /// The sign, with its exclamation mark.
  static func text(_ record: CheckRecord) -> String {
    MatrixSymbol(record).rawValue + (record.met ? "" : "!")
  }

  /// What the sign means.
  var meaning: String {
    switch self {
    case .allowed: "gets in"
    case .denied: "kept out"
    case .partial: "more factors wanted"
    case .unreachable: "unreachable"
    case .untrusted: "not the expected host"
    case .inconclusive: "inconclusive"
    case .interrupted: "interrupted"
    }
  }

  /// The signs that a matrix has, in the order above.
  static func used(in matrix: AccessMatrix) -> [MatrixSymbol] {
    let found = Set(matrix.findings.map { MatrixSymbol($0.record) })
    return allCases.filter(found.contains)
  }
}

import ArgumentParser

/// Standard input can be read only once.
enum StandardInput {
  /// Refuses a command line that names `-` for more than one thing to read.
  static func checkUse(_ paths: [String?]) throws {
    guard paths.filter({ $0 == "-" }).count <= 1 else {
      throw ValidationError("'-' (standard input) can be read only once")
    }
  }
}

/// The version of this command line, as `latchkey --version` prints it.
enum Version {
  static let current = "0.1.0"
}

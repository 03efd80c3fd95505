/// What one peer read and wrote in this run.
struct PeerResult: Sendable {
  let version: String
  let answers: [WrittenForm: [MatrixKey: PeerAnswer]]
  /// Each file that it wrote, beside what latchkey found in it.
  let written: [(file: PeerFile, read: Result<ReadFile, any Error>)]

  /// `9.2` of `9.2p1`.
  var majorMinor: String {
    version.split(separator: ".").prefix(2).map { $0.prefix(while: \.isNumber) }
      .joined(separator: ".")
  }
}

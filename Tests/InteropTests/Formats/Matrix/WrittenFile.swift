import TestSupport

/// A file that latchkey wrote for the peers to read.
struct WrittenFile: Hashable, Sendable {
  let form: WrittenForm
  let key: MatrixKey
  let path: String

  /// Writes every key in every form that holds it.
  static func writeAll(to folder: TemporaryFolder) throws -> [WrittenFile] {
    try WrittenForm.all.enumerated().flatMap { number, form in
      try MatrixKey.allCases.filter(form.holds).map { key in
        let path = try folder.write(form.encode(key.key()), to: "\(number)-\(key)")
        return WrittenFile(form: form, key: key, path: path)
      }
    }
  }
}

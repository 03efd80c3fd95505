/// The project that every simulated instance on GCE belongs to.
enum GCEProject {
  /// Its id, which says what it is.
  static let id = "latchkey-simulated"
  /// Its number.
  static let number: UInt64 = 123_456_789_012

  /// The path of one of its resources: `projects/123456789012/zones/us-central1-a`.
  static func path(_ kind: String, _ name: String) -> String {
    "projects/\(number)/\(kind)/\(name)"
  }
}

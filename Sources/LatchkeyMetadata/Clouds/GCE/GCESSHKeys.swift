import FoundationEssentials

/// The attribute `ssh-keys`: a key a line.
///
/// ```
/// USER:ALGORITHM BASE64 COMMENT
/// USER:ALGORITHM BASE64 google-ssh {"userName":"USER","expireOn":"2026-11-23T09:20:07+0000"}
/// ```
///
/// <https://cloud.google.com/compute/docs/connect/add-ssh-keys#metadata>; in the second form the JSON
/// follows the word, and no comment is in between.
enum GCESSHKeys {
  /// The value; `nil` where no key is let in at that time.
  static func value(of instance: Instance, at time: Date) -> String? {
    let lasting = instance.keys.map { "\(instance.user):\($0.line)" }
    let temporary = instance.temporaryKeys(at: time).map { key in
      let entry = JSONTree.object(["userName": key.user, "expireOn": expiry(key.expiry)])
      return "\(key.user):\(key.line) google-ssh \(entry.text)"
    }
    let lines = lasting + temporary
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// `2026-11-23T09:20:07+0000`: cloud-init takes no other spelling of UTC.
  private static func expiry(_ time: Date) -> String {
    CivilTime(time).iso8601.dropLast() + "+0000"
  }
}

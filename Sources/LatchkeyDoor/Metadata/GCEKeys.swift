import FoundationEssentials

/// The keys that a guest on Google Compute Engine lets in.
///
/// Those of the instance's attribute `ssh-keys`, and those of its project unless the instance has
/// `block-project-ssh-keys` or the older `sshKeys`; no key whose time is over.
enum GCEKeys {
  private static let headers = ["Metadata-Flavor: Google"]

  /// Fetches them.
  ///
  /// - Parameters:
  ///   - user: whose keys; `nil` for everybody's.
  ///   - time: now.
  static func all(
    for user: String?, at time: Date, _ fetch: MetadataFetch
  ) throws(DoorError) -> [MetadataKey] {
    // Always there, with or without a key: another service's 404s must not look like "no key".
    _ = try fetch.require("/computeMetadata/v1/instance/id", headers)
    let older = try attribute("instance", "sshKeys", fetch)
    var values = [try attribute("instance", "ssh-keys", fetch), older]
    let isBlocked = try attribute("instance", "block-project-ssh-keys", fetch)?.lowercased()
    if isBlocked != "true", older == nil {
      values.append(try attribute("project", "ssh-keys", fetch))
      values.append(try attribute("project", "sshKeys", fetch))
    }
    return values.compactMap { $0 }.flatMap { $0.split(whereSeparator: \.isNewline) }
      .compactMap { key(ofLine: $0, for: user, at: time) }
  }

  /// The id by which the cloud knows the instance: its number.
  static func instanceID(_ fetch: MetadataFetch) throws(DoorError) -> String {
    try fetch.require("/computeMetadata/v1/instance/id", headers).text
  }

  private static func attribute(
    _ owner: String, _ name: String, _ fetch: MetadataFetch
  ) throws(DoorError) -> String? {
    try fetch.find("/computeMetadata/v1/\(owner)/attributes/\(name)?alt=text", headers)?.text
  }

  /// `USER:ALGORITHM BASE64 COMMENT`, or with `google-ssh` and JSON in place of a comment; `nil` for
  /// what Google's guest agent passes over.
  static func key(ofLine line: Substring, for wanted: String?, at time: Date) -> MetadataKey? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let user = line[..<colon].drop { $0 == " " }
    let text = line[line.index(after: colon)...]
    guard !user.isEmpty, !text.isEmpty, !user.contains(" "), wanted ?? String(user) == user
    else { return nil }
    let fields = text.split(separator: " ", maxSplits: 3)
    guard fields.count > 2, fields[2] == "google-ssh" else {
      let comment = fields.dropFirst(2).joined(separator: " ")
      return MetadataKey(name: comment.isEmpty ? String(user) : comment, text: String(text))
    }
    guard fields.count == 4,
      let entry = try? JSONDecoder().decode(Entry.self, from: Data(fields[3].utf8)),
      let expiry = try? Date(entry.expireOn, strategy: .iso8601), time < expiry
    else { return nil }
    return MetadataKey(name: entry.userName, text: String(text))
  }

  /// What follows `google-ssh`.
  private struct Entry: Decodable {
    let userName: String
    let expireOn: String
  }
}

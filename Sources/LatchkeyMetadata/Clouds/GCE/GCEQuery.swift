/// What the query of a request to GCE's metadata server asks for.
///
/// ```
/// ?recursive=true&alt=json|text
/// ?wait_for_change=true&last_etag=ETAG&timeout_sec=N
/// ?audience=URL                                          of an identity token
/// ```
///
/// <https://cloud.google.com/compute/docs/metadata/querying-metadata>
struct GCEQuery: Hashable {
  /// A form that is asked for.
  enum Form: String, Hashable {
    case json, text
  }

  /// Why a query is refused, in words.
  struct Malformed: Error {
    let reason: String
  }

  /// Everything below a folder, rather than its entries.
  let isRecursive: Bool
  /// The form; `nil` for the one that the path has by itself.
  let form: Form?
  /// Whether the answer is to come once it differs from the one that has this ETag.
  let waitsForChange: Bool
  /// That ETag; `nil` for the one of now.
  let lastTag: String?
  /// For how long the change is waited for, in seconds; `nil` for as long as it takes.
  let seconds: Int?
  /// For whom an identity token is to be.
  let audience: String?

  init(_ target: RequestTarget) throws(Malformed) {
    isRecursive = Self.isTrue(target, "recursive")
    waitsForChange = Self.isTrue(target, "wait_for_change")
    if let text = target.values(of: "alt").last {
      guard let form = Form(rawValue: text) else {
        throw Malformed(reason: "alt is neither json nor text")
      }
      self.form = form
    } else {
      form = nil
    }
    if let text = target.values(of: "timeout_sec").last {
      guard let seconds = Int(text), seconds >= 0 else {
        throw Malformed(reason: "timeout_sec is no number of seconds")
      }
      self.seconds = seconds
    } else {
      seconds = nil
    }
    lastTag = target.values(of: "last_etag").last
    audience = target.values(of: "audience").last
  }

  /// Google's own spellings of true, in any case: cloud-init writes `True`.
  private static func isTrue(_ target: RequestTarget, _ name: String) -> Bool {
    ["true", "on", "yes", "1"].contains(target.values(of: name).last?.lowercased() ?? "")
  }
}

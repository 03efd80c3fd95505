import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyJSON
import LatchkeyKeys

/// What came of one input of `convert`.
struct ConvertedKey: Sendable {
  let input: String
  let target: String
  let format: OutputFormat
  let isEncrypted: Bool
  /// Something that the user should know, though the key is written.
  let warning: String?
  /// The keys written: one, or those of a list.
  let keys: [(key: PublicKey, comment: KeyComment)]
  let privateKey: PrivateKey?
  /// The file's content, for standard output.
  let content: Content

  /// Shared bytes: `SecretBytes` itself cannot be a part of a value that is copied.
  final class Content: Sendable {
    let bytes: SecretBytes
    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
  }

  init(
    input: String, target: String, format: OutputFormat, isEncrypted: Bool,
    warning: String? = nil, keys: [(PublicKey, KeyComment)], privateKey: PrivateKey?,
    content: consuming SecretBytes
  ) {
    self.input = input
    self.target = target
    self.format = format
    self.isEncrypted = isEncrypted
    self.warning = warning
    self.keys = keys.map { (key: $0.0, comment: $0.1) }
    self.privateKey = privateKey
    self.content = Content(content)
  }

  /// `web.ppk: ppk3 from web.pem, ssh-rsa 2048 SHA256:…`.
  var line: String {
    let origin =
      "\(Visible.text(target)): \(format.name) from \(Visible.text(InputFile.name(input)))"
    guard keys.count == 1 else { return "\(origin), \(keys.count) keys" }
    return "\(origin), \(KeyReport.line(keys[0].key, comment: keys[0].comment))"
  }

  /// One object a file.
  var json: JSONObject {
    var object = JSONObject()
    object.add("path", target)
    object.add("source", input)
    object.add("format", format.name)
    object.add("kind", format.isPrivate ? "private" : "public")
    if keys.count == 1 {
      KeyReport.add(keys[0].key, comment: keys[0].comment, to: &object)
    } else {
      object.add("count", keys.count)
    }
    if format.isPrivate { object.add("encrypted", isEncrypted) }
    if keys.count == 1,
      let prints = try? KeyReport.fingerprints(keys[0].key, privateKey: privateKey)
    {
      object.add("fingerprints", KeyReport.json(prints))
    }
    return object
  }
}

import ArgumentParser
import LatchkeyDoor
import LatchkeyFormats
import LatchkeyJSON
import LatchkeyKeys
import LatchkeyMetadata

/// `latchkey metadata keys`: see latchkey-metadata(1).
struct MetadataKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Print what a booting instance would put into authorized_keys.",
    discussion: """
      Asks a metadata service over HTTP, as a booting instance of its cloud does; on EC2: a \
      session token, the list of public keys, each key. Works on a real instance too.

      Examples:
        latchkey metadata keys
        latchkey metadata keys --url http://127.0.0.1:8169 > authorized_keys
        latchkey metadata keys --cloud gce --user debian
        latchkey metadata keys --user ec2-user
      """)

  @Option(help: "The cloud whose service it is.")
  var cloud = Cloud.ec2

  @Option(
    help: """
      Whose keys, on the clouds where a key belongs to a user: gce and azure; and on ec2, whose \
      temporary keys beside the others (default: none).
      """)
  var user: String?

  @Option(
    help: """
      The metadata service; by default $AWS_EC2_METADATA_SERVICE_ENDPOINT or, for gce, \
      $GCE_METADATA_HOST, else http://169.254.169.254.
      """)
  var url: MetadataAddress?

  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    // It becomes a part of a URL.
    if let user, user.isEmpty || user.contains(where: { "/?#% \\".contains($0) || !$0.isASCII }) {
      throw ValidationError("--user \(user): expected a login name")
    }
  }

  func run() throws {
    let output = outputOptions.output
    let keys = try DoorFailure.translate {
      try MetadataClient(MetadataAddress.asked(url, of: cloud), of: cloud).publicKeys(for: user)
    }
    if keys.isEmpty { output.warning("the instance has no public key") }
    for key in keys {
      for line in key.lines {
        let entry = Self.publicKey(line)
        if entry == nil { output.warning("'\(key.name)' is no public key that sshd can read") }
        if outputOptions.json {
          var object = JSONObject()
          object.add("name", key.name)
          object.add("line", line)
          object.add("algorithm", entry?.publicKey.algorithm.name)
          object.add("fingerprint", entry.map { "\($0.publicKey.fingerprint)" })
          output.result(object)
        } else {
          // The content is what was asked for: `--quiet` does not drop it.
          output.result(content: Array("\(line)\n".utf8))
        }
      }
    }
  }

  /// The key of a line, as long as it is one that `authorized_keys` can hold.
  private static func publicKey(_ line: String) -> EncodedPublicKey? {
    guard let file = try? KeyFile.read(Array(line.utf8)), file.entries.count == 1,
      case .publicKey(let key) = file.entries[0], key.format == .authorizedKeys
    else { return nil }
    return key
  }
}

import ArgumentParser
import LatchkeyDoor

/// `latchkey metadata keys`: see latchkey-metadata(1).
struct MetadataKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Print what a booting instance would put into authorized_keys.",
    discussion: """
      Asks an EC2 metadata service over HTTP, as a booting instance does: a session token, the \
      list of public keys, each key. Works on a real EC2 instance too.

      Examples:
        latchkey metadata keys
        latchkey metadata keys --url http://127.0.0.1:8169 > authorized_keys
      """)

  @Option(
    help: """
      The metadata service; by default $AWS_EC2_METADATA_SERVICE_ENDPOINT, else \
      http://169.254.169.254.
      """)
  var url: MetadataAddress?

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    let keys = try DoorFailure.translate {
      try MetadataClient(MetadataAddress.asked(url)).publicKeys()
    }
    if keys.isEmpty { output.warning("the instance has no public key") }
    for key in keys {
      for line in key.lines {
        if outputOptions.json {
          var object = JSONObject()
          object.add("name", key.name)
          object.add("line", line)
          output.result(object)
        } else {
          // Asked for by name: sshd's own call of this must not be silenced.
          output.result(content: Array("\(line)\n".utf8))
        }
      }
    }
  }
}

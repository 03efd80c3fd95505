import ArgumentParser
import FoundationEssentials
import LatchkeyJSON
import LatchkeyMetadata

/// `latchkey instance push`.
struct InstancePushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Let a public key in for a minute, as EC2's Instance Connect does.",
    discussion: """
      The key stands in the metadata, below managed-ssh-keys/active-keys/, until its time is over. \
      Pushed again it has its full time again.

      Examples:
        latchkey instance push web laptop.pub
        latchkey instance push web laptop.pub --user admin --seconds 300
      """)

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Argument(
    help: ArgumentHelp("The key file; '-' is standard input.", valueName: "publickey"),
    completion: .file())
  var publicKey: String

  @Option(
    help: ArgumentHelp(
      "The login name that it lets in (default: the instance's own).", valueName: "login"))
  var user: String?

  @Option(help: ArgumentHelp("For how long, 1 to 3600.", valueName: "number"))
  var seconds = TemporaryKey.lifetime

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let key = try InjectableKey.read(publicKey)
    let (pushed, instance) = try MetadataFailure.translate {
      try storeOptions.store().update(id) { (instance) throws(MetadataError) in
        (try instance.push(key, for: user, lasting: seconds), instance.id)
      }
    }
    let output = outputOptions.output
    let expiry = pushed.expiry.formatted(.iso8601)
    guard outputOptions.json else {
      output.result("\(instance): pushed \(pushed.fingerprint) for \(pushed.user) until \(expiry)")
      return
    }
    var object = JSONObject()
    object.add("instance", instance.description)
    object.add("user", pushed.user)
    object.add("publicKey", pushed.line)
    object.add("fingerprint", pushed.fingerprint)
    object.add("expiry", expiry)
    output.result(object)
  }
}

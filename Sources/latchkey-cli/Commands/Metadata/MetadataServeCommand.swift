import ArgumentParser
import Glibc
import LatchkeyMetadata

/// `latchkey metadata serve`: becomes latchkeyd(8), so that this program need not carry a server.
struct MetadataServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve metadata over HTTP until SIGINT or SIGTERM; print the URL once listening.",
    discussion: """
      The instance that has the client's address for its own answers; with one ID, that instance \
      answers everybody. The service is latchkeyd(8).

      Examples:
        latchkey metadata serve web
        latchkey metadata serve --listen 127.0.0.1:8169
        curl --interface 127.31.20.7 http://127.0.0.1:8169/latest/meta-data/
      """)

  @Option(
    help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "address:port"))
  var listen = "127.0.0.1:0"

  @Option(help: ArgumentHelp("The instance that answers everybody.", valueName: "id"))
  var only: String?

  @Option(help: "The cloud that instances are served as; by default each one's own.")
  var cloud: Cloud?

  @Flag(help: "Let --listen name an address that other machines can reach.")
  var expose = false

  @Flag(help: "Log every request to standard error.")
  var verbose = false

  @Flag(
    help: ArgumentHelp(
      "Log as JSON Lines, requests included: to standard error, or to --access-log where it is given."
    ))
  var json = false

  @Option(
    help: ArgumentHelp(
      "Append a line for each request to a file, which SIGHUP opens anew.", valueName: "file"))
  var accessLog: String?

  @Argument(
    help: ArgumentHelp("The instances that answer, by id or name; all by default.", valueName: "id")
  )
  var ids: [String] = []

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    var arguments = ["--listen", listen]
    if let only { arguments += ["--only", only] }
    if let cloud { arguments += ["--cloud", cloud.rawValue] }
    if let home = storeOptions.home { arguments += ["--home", home] }
    if expose { arguments.append("--expose") }
    if verbose { arguments.append("--verbose") }
    if json { arguments.append("--json") }
    if let accessLog { arguments += ["--access-log", accessLog] }
    throw try DaemonProgram.become(arguments + ["--"] + ids)
  }
}

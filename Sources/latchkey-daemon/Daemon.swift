public import ArgumentParser
import FoundationEssentials
public import LatchkeyMetadata
import LatchkeyServer
import Logging

/// `latchkeyd`: the metadata service.
struct Daemon: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latchkeyd",
    abstract: "Serve the metadata of simulated instances over HTTP.",
    discussion: """
      Prints the service's URL once it listens, and serves until SIGINT or SIGTERM. The instance \
      that has the client's address for its own answers (curl --interface 127.31.20.7 …); with one \
      ID, that instance answers everybody. Keys that are injected or ejected meanwhile are seen by \
      the next request.

      EXAMPLES
        latchkeyd i-0abcd1234ef567890
        latchkeyd --listen 127.0.0.1:8169 --verbose
        latchkeyd --listen 127.0.0.1:8169 --json --access-log requests.jsonl
        AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:8169 aws configure list
      """)

  @Option(
    help: ArgumentHelp(
      "Where to listen; port 0 takes a free one.", valueName: "address:port"))
  var listen = "127.0.0.1:0"

  @Option(help: ArgumentHelp("The instance that answers everybody.", valueName: "id"))
  var only: String?

  @Option(help: "The cloud that instances are served as; by default each one's own.")
  var cloud: Cloud?

  @Option(
    help: ArgumentHelp(
      "The state folder (default: $LATCHKEY_HOME, else $XDG_STATE_HOME/latchkey, else "
        + "~/.local/state/latchkey).", valueName: "folder"))
  var home: String?

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
    help: ArgumentHelp(
      "The instances that answer, by id or name; all by default, one answers everybody.",
      valueName: "id"))
  var ids: [String] = []

  func validate() throws {
    if only != nil, !ids.isEmpty {
      throw ValidationError("--only and IDs exclude each other: one ID alone is as good as --only")
    }
  }

  func run() throws {
    Signals.block()
    System.raiseFileLimit()
    let address = try listenAddress()
    let logs = try Logs(
      as: json ? .json : .text, isVerbose: verbose || json && accessLog == nil,
      accessLog: accessLog)
    // Whatever ends the service: what it has logged is written.
    defer { logs.finish() }
    let store = try InstanceStore(at: home ?? StateFolder.path(environment: environment))
    let source = StoreSource(
      store, selection: try selection(in: store), cloud: cloud, logger: logs.service)
    let server = try MetadataServer.startBlocking(
      serving: source, at: address, threads: System.threads, logger: logs.service,
      requestLogger: logs.requests)
    if !address.isLoopback { warnOfStrangers(at: server.address, logs) }
    Streams.printLine(server.url)
    while Signals.wait() == .hangUp { reopen(logs) }
    server.stopBlocking()
  }

  private func warnOfStrangers(at address: ListenAddress, _ logs: Logs) {
    let warning =
      "listening at \(address): every machine that can reach it can read this metadata"
    if json {
      logs.service.warning("\(warning)")
    } else {
      Streams.printWarning(warning)
    }
  }

  /// Of the instances nothing is kept that is not looked at anew with each request.
  private func reopen(_ logs: Logs) {
    if logs.reopen() {
      logs.service.notice("SIGHUP: the access log is opened anew")
    } else {
      logs.service.notice("SIGHUP: nothing to reload, the store is read as it changes")
    }
  }

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  private func listenAddress() throws -> ListenAddress {
    let address: ListenAddress
    do throws(ServerError) {
      address = try ListenAddress(listen)
    } catch {
      throw ValidationError("--listen: \(error)")
    }
    guard address.isLoopback || expose else {
      throw ValidationError(
        "--listen \(address): other machines could read the metadata there; "
          + "add --expose if they are meant to")
    }
    return address
  }

  /// Whom clients meet. What is asked for by name has to be there now, and is its id from then on.
  private func selection(in store: InstanceStore) throws -> StoreSource.Selection {
    let wanted = only.map { [$0] } ?? ids
    let found = try wanted.map { try store.instance($0).id }
    if let first = found.first, found.count == 1 { return .only(first) }
    return .byAddress(of: found.isEmpty ? nil : Set(found))
  }
}

extension Cloud: ExpressibleByArgument {}

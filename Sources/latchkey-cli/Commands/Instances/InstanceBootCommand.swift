import ArgumentParser
import LatchkeyDoor
import LatchkeyJSON
import LatchkeyKeys
import LatchkeyMetadata

/// `latchkey instance boot`: see latchkey-instance(1).
struct InstanceBootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boot",
    abstract: "Open an instance's door: a real sshd that lets its keys in.",
    discussion: """
      Runs OpenSSH's server on loopback, with host keys of its own, for as long as the command \
      runs. Who may come in is asked of the instance's metadata service over HTTP at every log-in, \
      so keys injected or ejected meanwhile count at once. Ctrl-C shuts the door and leaves no \
      trace.

      Examples:
        latchkey instance boot web
        latchkey instance boot i-0123456789abcdef0 --port 2222
      """)

  @Argument(help: ArgumentHelp("The instance's id or name.", valueName: "id"))
  var instance: String

  @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
  var port: UInt16 = 0

  @Option(
    name: .customLong("metadata-url"),
    help: ArgumentHelp(
      "The metadata service to ask; by default one is started for as long as the door is open.",
      valueName: "url"))
  var metadataAddress: MetadataAddress?

  @Option(help: "The cloud that it boots on; by default its own.")
  var cloud: Cloud?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    let report = { (event: DoorEvent) in Self.tell(event, output) }
    let status = try DoorFailure.translate {
      try DoorKeeper.run(report: report) { folder in
        try boot(in: folder, output, report)
      }
    }
    if status != 0 { throw ExitCode(status) }
  }

  /// Fetches the keys, opens the door and keeps it open.
  private func boot(
    in folder: String, _ output: Output, _ report: (DoorEvent) -> Void
  ) throws -> Bool {
    let place = try MetadataFailure.translate {
      try InstancePlace(instance, on: cloud, in: storeOptions, at: metadataAddress)
    }
    if try place.publicKeys().isEmpty {
      output.warning("\(place.id) has no key: nobody can log in until one is injected")
    }
    let settings = DoorSettings(
      account: try place.account(), port: port,
      keysCommand: [OwnProgram.path] + place.keysArguments)
    guard var door = try Door.open(settings, in: folder, report: report) else { return false }
    if door.account.hasNoShell {
      output.warning(
        "\(door.account.name)'s shell is \(door.account.shell): log-ins succeed, commands do not")
    }
    print(door, of: place, output)
    try output.flush()
    output.note("the door of \(place.id) is open; Ctrl-C shuts it")
    try door.serve(metadataService: place.service, report: report)
    return true
  }

  private func print(_ door: borrowing Door, of place: InstancePlace, _ output: Output) {
    guard outputOptions.json else {
      output.result("\(door.account.name)@\(door.host):\(door.port)")
      for key in door.hostKeys { output.result("\(key.algorithm.name) \(key.fingerprint)") }
      return
    }
    var object = JSONObject()
    object.add("instance", place.id)
    object.add("user", door.account.name)
    object.add("host", door.host)
    object.add("port", Int(door.port))
    let hostKeys = door.hostKeys.map { key in
      var entry = JSONObject()
      entry.add("algorithm", key.algorithm.name)
      entry.add("fingerprint", "\(key.fingerprint)")
      return JSONValue.object(entry)
    }
    object.add("hostKeys", JSONValue.array(hostKeys))
    object.add("metadataURL", "\(place.address)")
    output.result(object)
  }

  private static func tell(_ event: DoorEvent, _ output: Output) {
    switch event {
    case .log(let line): output.note("sshd: \(line)")
    case .keysUnavailable:
      output.warning("a log-in was refused: the metadata service did not give the keys")
    case .metadataServiceEnded:
      output.warning("the metadata service has ended: from now on every log-in is refused")
    case .processesLeft(let ids):
      let list = ids.map(String.init).joined(separator: ", ")
      output.warning("processes of another user could not be ended: \(list)")
    }
  }
}

import ArgumentParser
import FoundationEssentials
import LatchkeyMetadata

/// Where the instances are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The state folder (default: $LATCHKEY_HOME, else $XDG_STATE_HOME/latchkey, else ~/.local/state/latchkey).",
      valueName: "folder"),
    completion: .directory)
  var home: String?

  /// The store in that folder, which need not be there yet.
  func store() throws(MetadataError) -> InstanceStore {
    if let home { return InstanceStore(at: home) }
    return InstanceStore(
      at: try StateFolder.path(environment: ProcessInfo.processInfo.environment))
  }
}

/// Where the simulated instances are kept.
public enum StateFolder {
  /// `$LATCHKEY_HOME`, else `$XDG_STATE_HOME/latchkey`, else `~/.local/state/latchkey`.
  ///
  /// As the XDG base directory specification has it, an empty or relative `XDG_STATE_HOME` is as
  /// good as none.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` where not even `HOME` is set.
  public static func path(environment: [String: String]) throws(MetadataError) -> String {
    if let home = environment["LATCHKEY_HOME"], !home.isEmpty { return home }
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/latchkey"
    }
    if let home = environment["HOME"], home.hasPrefix("/") {
      return home + "/.local/state/latchkey"
    }
    throw MetadataError(
      .invalidValue,
      "no place to keep instances: none of LATCHKEY_HOME, XDG_STATE_HOME, HOME is set")
  }
}

public import Foundation

/// What this process has open, and a program that it starts is not to have: hundreds of tests leave
/// enough behind to fill a small limit of open files.
public enum InheritedDescriptors {
  /// Lets a program begin with its three streams alone.
  public static func close(_ actions: inout posix_spawn_file_actions_t) {
    // closefrom is no action that the importer sees. A descriptor that goes meanwhile does no harm:
    // closing what is not open is no error here.
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for number in open.compactMap({ Int32($0) }) where number > 2 {
      posix_spawn_file_actions_addclose(&actions, number)
    }
  }
}

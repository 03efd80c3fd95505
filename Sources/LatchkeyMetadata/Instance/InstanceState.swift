/// Where an instance is in its life.
public enum InstanceState: String, Hashable, Sendable, Codable {
  /// It answers.
  case running
  /// It is gone. No document of the store says so: terminating an instance removes its document.
  case terminated
}

/// What happens at an open door.
public enum DoorEvent: Hashable, Sendable {
  /// A line of `sshd`'s log that is worth a person's attention, such as
  /// `Accepted publickey for ubuntu from 127.0.0.1 port 40412 ssh2: ED25519 SHA256:…`.
  case log(String)
  /// The authorized keys could not be fetched, and a log-in was refused for that.
  case keysUnavailable
  /// The metadata service that was started for this door has ended.
  case metadataServiceEnded
  /// Processes of sessions could not be ended, as they run for another user.
  case processesLeft([Int32])
}

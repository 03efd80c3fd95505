/// A failed call of libssh2.
struct SessionFailure: Error, Sendable, Hashable {
  /// One of LIBSSH2_ERROR_….
  let code: Int32
  /// libssh2's words.
  let message: String
}

extension SessionFailure {
  /// The code with which libssh2 reports that a key is not accepted
  /// (LIBSSH2_ERROR_AUTHENTICATION_FAILED).
  static let refused: Int32 = -18
}

extension SessionFailure {
  /// Whether libssh2 tells of the server's answer to a signed request
  /// (LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED), and not that it got none, which has the same code.
  var isAnswered: Bool { code == -19 && !message.hasPrefix("Waiting") }
}

extension SessionFailure {
  /// Whether a packet's MAC is wrong: LIBSSH2_ERROR_INVALID_MAC, and LIBSSH2_ERROR_DECRYPT of 1.11.
  var isOfIntegrity: Bool { code == -4 || code == -12 }
}

extension SessionFailure {
  /// The server refused to open a channel (LIBSSH2_ERROR_CHANNEL_FAILURE).
  static let channelRefused: Int32 = -21
  /// The server refused a request on a channel (LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED).
  static let requestDenied: Int32 = -22
}

extension SessionFailure {
  /// Whether libssh2's words say no more than that it failed, or for what it waited.
  var isVague: Bool {
    ["Unexpected error", "Waiting for ", "Error waiting on ", "Failed waiting", "Unable to "]
      .contains { message.hasPrefix($0) }
  }
}

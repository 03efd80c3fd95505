/// What a non-blocking call of libssh2 came to.
enum SessionStep: Sendable, Hashable {
  /// It is done.
  case done
  /// The very same call has to be made again once the socket is ready.
  case wouldBlock
  /// It failed.
  case failed(SessionFailure)
}

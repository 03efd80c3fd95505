/// Gives libssh2 1.11 room for the RSA algorithms that a server names.
///
/// Before it offers an RSA key it copies those of the server's `server-sig-algs` (RFC 8308 §3.1) that
/// are its own into an allocation as long as its own short list, each as often as the server names it
/// (src/userauth.c of 1.11.0 and 1.11.1). Servers do repeat them, asyncssh does; what does not fit is
/// written behind it. So the small allocations of an authentication have room behind them for the
/// longest packet there is, in which the server's list came.
///
/// This rests on the library's internals: of releases other than these it is not known how they
/// choose, and with those no RSA key is offered.
enum AlgorithmListRoom {
  /// The releases that choose so.
  static let versions: Set<String> = ["1.11.0", "1.11.1"]
  /// Longer than the longest packet that libssh2 takes.
  private static let size = 65_536
  /// More than any of the lists that libssh2 has itself.
  private static let longestOwnList = 64

  /// How many bytes more than were asked for an allocation has to have.
  ///
  /// - Parameter isAuthenticating: whether a key is being offered.
  static func behind(
    _ count: Int, isAuthenticating: Bool, library: SSHLibrary = .loaded
  ) -> Int {
    isAuthenticating && count <= longestOwnList && library.choosesRSAAlgorithm ? size : 0
  }
}

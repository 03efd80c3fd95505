import Glibc
import NIOCore

extension ServerError {
  /// What a failed attempt to listen means.
  init(listeningAt address: ListenAddress, failed error: any Error) {
    switch (error as? IOError)?.errnoCode {
    case EADDRINUSE:
      self.init(
        .addressInUse,
        "\(address): address already in use; stop the service there or take another port (0: any)")
    case EADDRNOTAVAIL:
      self.init(.addressNotAvailable, "\(address): this machine has no such address")
    case EACCES, EPERM:
      self.init(
        .permissionDenied, "\(address): permission denied; take a port of 1024 or more (0: any)")
    case let number?:
      self.init(.systemError, "\(address): \(String(cString: strerror(number)).lowercased())")
    case nil:
      self.init(.systemError, "\(address): \(error)")
    }
  }
}

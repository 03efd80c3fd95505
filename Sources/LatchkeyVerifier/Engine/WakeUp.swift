import Glibc

/// A pipe through which one thread, or a signal handler, wakes another that polls.
final class WakeUp: Sendable {
  /// Readable once somebody has signalled.
  let descriptor: Int32
  private let writer: Int32

  init() throws(VerifierError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw VerifierError(.noResources, "no pipe: \(unsafe String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    writer = ends[1]
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  /// Wakes. Safe in a signal handler.
  func signal() {
    var byte: UInt8 = 1
    _ = unsafe write(writer, &byte, 1)
  }

  /// Forgets the signals so far.
  func drain() {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while unsafe read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}

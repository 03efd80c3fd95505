import Glibc

/// A file descriptor, closed when the value ends.
struct Descriptor: ~Copyable, Sendable {
  /// The number, for calls that borrow it.
  let number: Int32

  /// Takes over an open descriptor.
  init(takingOwnershipOf number: Int32) { self.number = number }

  deinit { _ = close(number) }
}

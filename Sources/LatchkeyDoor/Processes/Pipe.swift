import CProcess
import Glibc

/// A pipe, through which a child's output reaches us.
struct Pipe: ~Copyable {
  /// The end that we read; it does not block.
  let reading: Descriptor
  /// The end that a child writes.
  let writing: Descriptor

  /// Opens a pipe that no other child inherits.
  init() throws(DoorError) {
    var ends: (Int32, Int32) = (-1, -1)
    let outcome = unsafe withUnsafeMutablePointer(to: &ends) { pointer in
      unsafe pointer.withMemoryRebound(to: Int32.self, capacity: 2) { unsafe latchkey_pipe($0) }
    }
    guard outcome == 0 else { throw .system("opening a pipe", errno) }
    _ = latchkey_set_nonblocking(ends.0)
    reading = Descriptor(takingOwnershipOf: ends.0)
    writing = Descriptor(takingOwnershipOf: ends.1)
  }

  /// Closes the writing end, once the child has it, so that the child's end can be seen.
  consuming func readingEnd() -> Descriptor { reading }
}

import Glibc

/// `/dev/null`, for the streams of children that have nothing to read or to say.
enum NullDevice {
  /// Opens it for reading and writing.
  static func open() throws(DoorError) -> Descriptor {
    let number = unsafe Glibc.open("/dev/null", O_RDWR | O_CLOEXEC)
    guard number >= 0 else { throw .system("/dev/null", errno) }
    return Descriptor(takingOwnershipOf: number)
  }
}

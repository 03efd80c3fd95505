import Glibc

/// A connected, non-blocking socket, which it does not own.
final class SocketStream: ByteStream {
  let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    outcome(unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0))
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    outcome(unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)))
  }

  func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func outcome(_ count: Int) -> Int {
    guard count < 0 else { return count }
    return Int(-(errno == EWOULDBLOCK || errno == EINTR ? EAGAIN : errno))
  }
}

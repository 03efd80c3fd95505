/// What carries a session's bytes: a socket, or a channel of a session with a jump host.
protocol ByteStream: AnyObject {
  /// The connected, non-blocking socket at the bottom of it.
  var descriptor: Int32 { get }

  /// Fills a buffer; a count of bytes, 0 at the end, or a negated `errno`.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int

  /// Sends bytes; how many were taken, or a negated `errno`.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int

  /// Lets nothing pass from now on, in either direction.
  func shutDown()
}

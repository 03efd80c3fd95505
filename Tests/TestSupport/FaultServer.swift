import Foundation

/// A server on loopback that does what a test tells it to, and remembers what it was sent.
public final class FaultServer: @unchecked Sendable {
  /// One connection to the server.
  public struct Connection: Sendable {
    let descriptor: Int32
    fileprivate let server: FaultServer

    /// Sends text.
    public func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends bytes; a peer that has gone does not matter.
    public func send(_ bytes: [UInt8]) {
      _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Sends bytes; whether the peer still took them.
    public func sends(_ bytes: [UInt8]) -> Bool {
      Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) > 0
    }

    /// Receives once, waiting for at most ten seconds; empty when the peer has closed.
    @discardableResult public func receive() -> [UInt8] {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 10_000) == 1 else { return [] }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return [] }
      server.remember(buffer.prefix(count))
      return Array(buffer.prefix(count))
    }

    /// Waits until the peer has closed.
    public func waitForEnd() { while !receive().isEmpty {} }

    /// Makes the close that follows a reset.
    public func reset() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      _ = setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    /// Passes everything between the peer and a real server on this machine, the server's bytes one
    /// at a time.
    public func relaySlowly(to port: UInt16) {
      guard let upstream = Loopback.connect(port) else { return }
      defer { close(upstream) }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        var entries = [
          pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
          pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&entries, 2, 10_000) > 0 else { return }
        if entries[0].revents != 0 {
          let count = recv(descriptor, &buffer, buffer.count, 0)
          guard count > 0 else { return }
          _ = Glibc.send(upstream, buffer, count, Int32(MSG_NOSIGNAL))
        }
        if entries[1].revents != 0 {
          let count = recv(upstream, &buffer, buffer.count, 0)
          guard count > 0 else { return }
          for byte in buffer.prefix(count) {
            send([byte])
            usleep(50)
          }
        }
      }
    }
  }

  /// The port.
  public let port: UInt16
  private let descriptor: Int32
  private let lock = NSLock()
  private var bytes: [UInt8] = []
  private var count = 0

  /// Starts a server; each connection is served on a thread of its own and closed afterwards.
  public init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
    (descriptor, port) = try Loopback.listener()
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    let listening = descriptor
    Thread.detachNewThread { [weak self] in
      // Closed here and nowhere else: a number that somebody else has by now must not be accepted
      // from. Once it is shut down there is nothing more to accept.
      defer { close(listening) }
      while true {
        let peer = accept(listening, nil, nil)
        guard peer >= 0 else { return }
        guard let server = self else {
          close(peer)
          return
        }
        _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
        server.lock.withLock { server.count += 1 }
        Thread.detachNewThread {
          serve(Connection(descriptor: peer, server: server))
          close(peer)
        }
      }
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Everything that was received, on all connections.
  public var received: [UInt8] { lock.withLock { bytes } }

  /// How many connections were made.
  public var connections: Int { lock.withLock { count } }

  fileprivate func remember(_ new: some Sequence<UInt8>) {
    lock.withLock { bytes.append(contentsOf: new) }
  }
}

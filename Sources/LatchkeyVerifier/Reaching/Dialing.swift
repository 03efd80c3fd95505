import Glibc

/// Connections to the addresses of one host, each begun a little after the one before, until one of
/// them stands (RFC 8305, "Happy Eyeballs"): an address family that leads nowhere costs a quarter of
/// a second, not the whole deadline.
final class Dialing {
  /// How far it is.
  enum Progress {
    /// Some descriptor, or ``nextStart``, has to be waited for.
    case waiting
    /// A connection stands. The descriptor is the caller's from now on.
    case connected(Int32, SocketAddress)
    /// No address is left.
    case failed
  }

  /// Why an address did not answer.
  struct Failure: Sendable, Hashable {
    /// The numeric address.
    let address: String
    /// The `errno`.
    let code: Int32
  }

  /// RFC 8305 §5: the recommended time before the next address is tried as well.
  static let delay = Duration.milliseconds(250)

  /// The addresses that have failed, in that order.
  private(set) var failures: [Failure] = []
  /// When the next address is tried; `nil` where none is left.
  private(set) var nextStart: Moment?

  private var waiting: ArraySlice<SocketAddress>
  private var underWay: [(address: SocketAddress, descriptor: Int32)] = []
  /// How long all of it may take, and for how many addresses.
  private let time: Duration
  private let count: Int
  private let told: (String) -> Void

  /// Prepares to connect.
  ///
  /// - Parameters:
  ///   - addresses: in the resolver's order of preference (RFC 6724).
  ///   - time: how long all of it may take.
  ///   - told: called with each address that is tried.
  init(
    _ addresses: [SocketAddress], now: Moment, time: Duration,
    told: @escaping (String) -> Void
  ) {
    waiting = Self.interleaved(addresses)[...]
    count = addresses.count
    self.time = time
    nextStart = now
    self.told = told
  }

  deinit { hangUp() }

  /// What to poll for.
  var polls: [pollfd] {
    underWay.map { pollfd(fd: $0.descriptor, events: Int16(POLLOUT), revents: 0) }
  }

  /// The address that was tried last.
  var lastAddress: String? { underWay.last?.address.text ?? failures.last?.address }

  /// Goes on as far as it can.
  func advance(now: Moment) -> Progress {
    if let connected = settle() { return connected }
    while let start = nextStart, now >= start || underWay.isEmpty, let next = waiting.popFirst() {
      nextStart = waiting.isEmpty ? nil : now + min(Self.delay, time / (count + 1))
      told(next.text)
      let status = next.dial()
      if status >= 0 {
        underWay.append((next, status))
        break
      }
      failures.append(Failure(address: next.text, code: -status))
    }
    return underWay.isEmpty && waiting.isEmpty ? .failed : .waiting
  }

  /// Looks at the connections that have been begun.
  private func settle() -> Progress? {
    for index in underWay.indices.reversed() {
      let (address, descriptor) = underWay[index]
      let code = address.connect(descriptor)
      if code == EALREADY { continue }
      underWay.remove(at: index)
      if code == 0 {
        hangUp()
        return .connected(descriptor, address)
      }
      close(descriptor)
      failures.append(Failure(address: address.text, code: code))
    }
    return nil
  }

  private func hangUp() {
    for (_, descriptor) in underWay { close(descriptor) }
    underWay = []
    waiting = []
  }

  /// RFC 8305 §4: the families in turn, the preferred one first.
  private static func interleaved(_ addresses: [SocketAddress]) -> [SocketAddress] {
    guard let family = addresses.first?.family else { return [] }
    let preferred = addresses.filter { $0.family == family }
    let others = addresses.filter { $0.family != family }
    var result: [SocketAddress] = []
    for index in 0..<max(preferred.count, others.count) {
      if index < preferred.count { result.append(preferred[index]) }
      if index < others.count { result.append(others[index]) }
    }
    return result
  }
}

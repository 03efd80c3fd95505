import Glibc

/// The memory of one libssh2 session: libssh2 allocates and frees through it.
///
/// It owns what is allocated, so nothing outlives a session, whatever libssh2 forgets in a key
/// exchange that a server broke off; a second free of the same address is ignored; and what is freed
/// is wiped. It also is the only place from which decrypted packets that libssh2 does not report can
/// be seen: on their way out.
@safe final class SessionMemory {
  /// The most that a session may hold; a server that fills more ends its own session.
  static let limit = 16 << 20
  /// In how many pieces: libssh2 keeps packets that nobody asked for, and searches them all for each
  /// that it waits for.
  static let pieceLimit = 16_384

  /// The refusals that were seen while `isWatching`.
  private(set) var failures: [AuthenticationFailure] = []
  /// Why the server opened no channel, seen while `isWatching`.
  private(set) var openFailure: ChannelOpenFailure?
  /// Whether the server has told a command's exit status.
  private(set) var hasSeenExitStatus = false
  /// Whether freed packets are looked at.
  var isWatching = false
  /// Told about every allocation before libssh2 has it; `RSAUpgrade` alone uses it.
  var allocationHook: ((Int) -> Void)?
  /// Told about every allocation before it is freed; `SignatureRewrite` alone uses it.
  var freeHook: ((UnsafeMutableRawPointer) -> Void)?

  /// Room from the start for as much as a check has at once, so that the table never moves.
  private var live = [Allocation: Int](minimumCapacity: 48)
  private var held = 0

  init() {}

  deinit { releaseAll() }

  /// Allocates; `nil` when there is no memory or the session has had its share.
  func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    allocationHook?(count)
    guard count >= 0, held + count <= Self.limit, live.count < Self.pieceLimit,
      let pointer = unsafe malloc(
        max(count, 1) + AlgorithmListRoom.behind(count, isAuthenticating: isWatching))
    else { return nil }
    unsafe live[Allocation(pointer)] = count
    held += count
    return unsafe pointer
  }

  /// Moves an allocation to one of another size, which may be smaller.
  func reallocate(_ pointer: UnsafeMutableRawPointer?, _ count: Int) -> UnsafeMutableRawPointer? {
    guard let pointer = unsafe pointer else { return unsafe allocate(count) }
    guard let size = unsafe live[Allocation(pointer)], let fresh = unsafe allocate(count) else {
      return nil
    }
    unsafe fresh.copyMemory(from: pointer, byteCount: min(size, count))
    unsafe free(pointer)
    return unsafe fresh
  }

  /// Wipes and frees.
  func free(_ pointer: UnsafeMutableRawPointer?) {
    guard let pointer = unsafe pointer,
      let size = unsafe live.removeValue(forKey: Allocation(pointer))
    else { return }
    held -= size
    unsafe freeHook?(pointer)
    if !hasSeenExitStatus {
      hasSeenExitStatus = unsafe Self.isExitStatus(
        UnsafeRawBufferPointer(start: pointer, count: size))
    }
    if isWatching { unsafe look(at: UnsafeRawBufferPointer(start: pointer, count: size)) }
    unsafe explicit_bzero(pointer, size)
    unsafe Glibc.free(pointer)
  }

  /// What is allocated with exactly so many bytes.
  func allocations(of count: Int) -> [UnsafeMutableRawPointer] {
    unsafe live.filter { $0.value == count }.map { unsafe $0.key.pointer }
  }

  /// Frees everything that is left.
  func releaseAll() {
    isWatching = false
    unsafe freeHook = nil
    for (allocation, size) in live {
      unsafe explicit_bzero(allocation.pointer, size)
      unsafe Glibc.free(allocation.pointer)
    }
    live.removeAll()
    held = 0
  }

  /// The texts of authentication banners that libssh2 holds and will never hand out.
  func authenticationBanners() -> [String] {
    var found: [String] = []
    for (allocation, size) in live where size >= 13 {
      let bytes = unsafe UnsafeRawBufferPointer(start: allocation.pointer, count: size)
      guard unsafe bytes[0] == 53 else { continue }
      if let text = unsafe AuthenticationBanner.text(packet: Array(bytes)) { found.append(text) }
    }
    return found
  }

  /// Whether a decrypted packet begins as a command's exit status does (RFC 4254 §6.10):
  ///
  ///     byte      SSH_MSG_CHANNEL_REQUEST (98)
  ///     uint32    recipient channel
  ///     string    "exit-status"
  private static func isExitStatus(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 25, unsafe bytes[0] == 98 else { return false }
    return unsafe bytes[5..<20].elementsEqual([0, 0, 0, 11] + "exit-status".utf8)
  }

  private func look(at bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 10 && bytes.count <= 4096 else { return }
    switch unsafe bytes[0] {
    case 51:
      if let failure = unsafe AuthenticationFailure(packet: Array(bytes)) {
        failures.append(failure)
      }
    case 92: openFailure = unsafe ChannelOpenFailure(packet: Array(bytes)) ?? openFailure
    default: break
    }
  }
}

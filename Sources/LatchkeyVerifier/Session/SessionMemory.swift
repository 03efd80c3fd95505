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
  /// The log-in banners that were seen while `isWatching`: libssh2 1.11 lets go of the one that comes
  /// before its list of methods.
  private var freedBanners: [String] = []
  /// The signature algorithms that the server says it takes, where libssh2 chooses by them.
  private(set) var serverAlgorithms: [String]?
  /// What a key was last offered as, where libssh2 chooses that.
  private(set) var offeredName: String?
  private static let isChosen = SSHLibrary.loaded.choosesRSAAlgorithm
  /// Whether the server has told a command's exit status.
  private(set) var hasSeenExitStatus = false
  /// Whether freed packets are looked at.
  var isWatching = false
  /// Told about every allocation before libssh2 has it; `RSAUpgrade` alone uses it.
  var allocationHook: ((Int) -> Void)?
  /// Told about every allocation before it is freed; `SignatureRewrite` alone uses it.
  var freeHook: ((UnsafeMutableRawPointer) -> Void)?

  /// What may be log-in banners, when a key last signed.
  private var bannersAtSigning: [Allocation]?
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
    if Self.isChosen { unsafe lookForChoice(UnsafeRawBufferPointer(start: pointer, count: size)) }
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

  /// The texts of authentication banners, which libssh2 holds and will never hand out: those that had
  /// come when a key last signed, and those that came after that.
  func authenticationBanners() -> (before: [String], afterSigning: [String]) {
    var before = freedBanners
    var after: [String] = []
    for allocation in heldBanners() {
      guard let size = live[allocation] else { continue }
      let bytes = unsafe UnsafeRawBufferPointer(start: allocation.pointer, count: size)
      guard let text = unsafe AuthenticationBanner.text(packet: Array(bytes)) else { continue }
      if bannersAtSigning?.contains(allocation) ?? true {
        before.append(text)
      } else {
        after.append(text)
      }
    }
    return (before, after)
  }

  /// Notes that a key signs now.
  func noteSigning() { bannersAtSigning = heldBanners() }

  private func heldBanners() -> [Allocation] {
    var found: [Allocation] = []
    for (allocation, size) in live where size >= 13 {
      let bytes = unsafe UnsafeRawBufferPointer(start: allocation.pointer, count: size)
      if unsafe bytes[0] == 53 { found.append(allocation) }
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

  private func lookForChoice(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 13 else { return }
    switch unsafe bytes[0] {
    case 7:
      serverAlgorithms = unsafe ChosenAlgorithm.serverAlgorithms(packet: bytes) ?? serverAlgorithms
    case 50: offeredName = unsafe ChosenAlgorithm.offered(request: bytes) ?? offeredName
    default: break
    }
  }

  private func look(at bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 10 && bytes.count <= 4096 else { return }
    switch unsafe bytes[0] {
    case 51:
      if let failure = unsafe AuthenticationFailure(packet: Array(bytes)) {
        failures.append(failure)
      }
    case 53:
      if let text = unsafe AuthenticationBanner.text(packet: Array(bytes)) {
        freedBanners.append(text)
      }
    case 92: openFailure = unsafe ChannelOpenFailure(packet: Array(bytes)) ?? openFailure
    default: break
    }
  }
}

import Glibc

/// What this machine gives a process, so that none of it is taken for a host's fault.
enum LocalLimit {
  /// Whether a connection was not made for want of something here: it says nothing of the host.
  static func causes(_ code: Int32) -> Bool {
    [EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL].contains(code)
  }

  /// How many checks may go on at once: each has a descriptor, and two while its name is looked up or
  /// several of its addresses are tried.
  ///
  /// - Parameters:
  ///   - wanted: how many are asked for.
  ///   - checks: what is to be asked.
  ///   - last: the descriptor that was opened last.
  static func concurrency(_ wanted: Int, of checks: CheckList, after last: Int32) -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return wanted
    }
    // A few for what is opened meanwhile: known hosts, the resolver's own files.
    let room = Int(clamping: limit.rlim_cur) - Int(last) - 8
    func isNamed(_ check: AccessCheck) -> Bool {
      let host = check.jumps.first?.host ?? check.host
      return !host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }
    // All checks are looked at only where it matters: each may have to be made for it.
    let isHalved = wanted > room / 2 && (0..<checks.count).contains { isNamed(checks[$0]) }
    return max(1, min(wanted, isHalved ? room / 2 : room))
  }
}

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
  static func concurrency(_ wanted: Int, of checks: [AccessCheck], after last: Int32) -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return wanted
    }
    // A few for what is opened meanwhile: known hosts, the resolver's own files.
    let room = Int(clamping: limit.rlim_cur) - Int(last) - 8
    let isNamed = checks.contains { check in
      let host = check.jumps.first?.host ?? check.host
      return !host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }
    return max(1, min(wanted, isNamed ? room / 2 : room))
  }
}

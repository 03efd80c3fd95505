/// The checks of a run, which may be made when they are looked at: ten thousand that are kept take more
/// memory than all else.
final class CheckList {
  let count: Int
  private let check: (Int) -> AccessCheck

  init(_ checks: some RandomAccessCollection<AccessCheck>) {
    count = checks.count
    check = { checks[checks.index(checks.startIndex, offsetBy: $0)] }
  }

  subscript(index: Int) -> AccessCheck { check(index) }
}

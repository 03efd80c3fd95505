internal import Glibc
internal import Synchronization

/// A few threads for work that waits rather than computes: more of them than there are cores.
enum Threads {
  /// Calls `body` with 0 to `count` - 1, on at most `width` threads, this one included; returns when
  /// all calls have, and throws the first error.
  static func forEach(
    _ count: Int, at width: Int, _ body: @escaping @Sendable (Int) throws(FileError) -> Void
  ) throws(FileError) {
    let work = Work(count: count, body: body)
    var others: [pthread_t] = []
    for _ in 1..<max(1, min(count, width)) {
      var thread = pthread_t()
      let argument = unsafe Unmanaged.passRetained(work)
      let code = unsafe pthread_create(
        &thread, nil,
        { argument in
          if let argument = unsafe argument {
            unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
          }
          return nil
        }, argument.toOpaque())
      // No more threads to be had: then there are fewer.
      guard code == 0 else {
        unsafe argument.release()
        break
      }
      others.append(thread)
    }
    work.run()
    for thread in others { pthread_join(thread, nil) }
    if let error = work.error { throw error }
  }

  private final class Work: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int
    private let body: @Sendable (Int) throws(FileError) -> Void
    private let failure = Mutex<FileError?>(nil)

    init(count: Int, body: @escaping @Sendable (Int) throws(FileError) -> Void) {
      self.count = count
      self.body = body
    }

    var error: FileError? { failure.withLock { $0 } }

    func run() {
      while error == nil {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        do throws(FileError) {
          try body(index)
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
  }
}

internal import Glibc
internal import Synchronization

/// A few threads for pieces of work: as many as there are cores for what computes, more for what
/// waits.
///
/// They are made for the work and end with it. Dispatch has a pool of them, and two threads more to
/// look after it: most commands are over by the time that those have started.
package enum Threads {
  /// Calls `body` with 0 to `count` - 1, on at most `width` threads, this one included; returns when
  /// all calls have, and throws the first error, after which no further call begins.
  package static func forEach<Failure: Error>(
    _ count: Int, at width: Int, _ body: @escaping @Sendable (Int) throws(Failure) -> Void
  ) throws(Failure) {
    let failure = FirstFailure<Failure>()
    run(
      Work(count: count) { index in
        do throws(Failure) {
          try body(index)
          return true
        } catch {
          failure.note(error)
          return false
        }
      }, on: min(count, width))
    if let error = failure.error { throw error }
  }

  private static func run(_ work: Work, on width: Int) {
    var others: [pthread_t] = []
    for _ in 1..<max(1, width) {
      // No more threads to be had: then there are fewer.
      guard let thread = create({ work.run() }) else { break }
      others.append(thread)
    }
    work.run()
    for thread in others { pthread_join(thread, nil) }
  }

  /// Does something on a thread of its own, for which nobody waits; false where there is none to be
  /// had.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = create(body) else { return false }
    pthread_detach(thread)
    return true
  }

  private static func create(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(Body(body))
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, argument.toOpaque())
    if code == 0 { return thread }
    unsafe argument.release()
    return nil
  }

  /// What a thread is to do, as an object, which C can carry.
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private final class FirstFailure<Failure: Error>: Sendable {
    private let first = Mutex<Failure?>(nil)

    var error: Failure? { first.withLock { $0 } }

    func note(_ error: Failure) { first.withLock { $0 = $0 ?? error } }
  }

  private final class Work: Sendable {
    private let next = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)
    private let count: Int
    /// Does one piece; false where no other is to be begun.
    private let body: @Sendable (Int) -> Bool

    init(count: Int, body: @escaping @Sendable (Int) -> Bool) {
      self.count = count
      self.body = body
    }

    func run() {
      while !isStopped.load(ordering: .relaxed) {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        if !body(index) { isStopped.store(true, ordering: .relaxed) }
      }
    }
  }
}

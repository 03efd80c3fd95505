import CLibSSH2
import Glibc

/// What libssh2 calls. Each finds its session's context in the `abstract`, and never throws.
extension Session {
  typealias Abstract = UnsafeMutablePointer<UnsafeMutableRawPointer?>

  static let allocate:
    @convention(c) (Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?) ->
      UnsafeMutableRawPointer? = { count, abstract in
        guard let context = unsafe SessionContext.from(abstract),
          context.tap.allows(allocation: count)
        else { return nil }
        return unsafe context.memory.allocate(count)
      }

  static let free:
    @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?) ->
      Void = { pointer, abstract in
        unsafe SessionContext.from(abstract)?.memory.free(pointer)
      }

  static let reallocate:
    @convention(c) (
      UnsafeMutableRawPointer?, Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> UnsafeMutableRawPointer? = { pointer, count, abstract in
      unsafe SessionContext.from(abstract)?.memory.reallocate(pointer, count)
    }

  static let receive: latchkey_ssh2_receive = { _, buffer, length, _, abstract in
    guard let context = unsafe SessionContext.from(abstract) else { return Int(-EIO) }
    return unsafe context.tap.receive(
      into: UnsafeMutableRawBufferPointer(start: buffer, count: length),
      layout: { context.layout?() })
  }

  static let send: latchkey_ssh2_send = { _, buffer, length, _, abstract in
    guard let context = unsafe SessionContext.from(abstract) else { return Int(-EIO) }
    return unsafe context.tap.send(UnsafeRawBufferPointer(start: buffer, count: length))
  }

  static let disconnected: latchkey_ssh2_disconnect = {
    _, reason, message, length, _, _, abstract in
    guard let context = unsafe SessionContext.from(abstract) else { return }
    context.disconnection = Disconnection(
      code: UInt32(truncatingIfNeeded: reason), message: unsafe text(message, length))
  }

  static let debugged: latchkey_ssh2_debug = { _, _, message, length, _, _, abstract in
    guard let context = unsafe SessionContext.from(abstract), context.debugLines.count < 32 else {
      return
    }
    context.debugLines.append(unsafe text(message, length))
  }

  /// LIBSSH2_USERAUTH_PUBLICKEY_SIGN_FUNC: being called at all means that the server knows the key.
  static let sign:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?,
      UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int,
      UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    ) -> Int32 = { session, signature, length, data, count, _ in
      guard let context = unsafe SessionContext.from(session), let attempt = context.attempt,
        let signature = unsafe signature, let length = unsafe length, let data = unsafe data
      else { return -1 }
      switch unsafe attempt.answer(for: Array(UnsafeBufferPointer(start: data, count: count))) {
      case .later: return LIBSSH2_ERROR_EAGAIN
      case .none: return -1
      case .signature(let made):
        // libssh2 frees it, so it has to come out of the session's memory.
        guard let memory = unsafe context.memory.allocate(made.count) else { return -1 }
        unsafe memory.copyMemory(from: made, byteCount: made.count)
        unsafe attempt.rewrite?.watch(memory)
        context.memory.noteSigning()
        unsafe signature.pointee = unsafe memory.assumingMemoryBound(to: UInt8.self)
        unsafe length.pointee = made.count
        return 0
      }
    }

  private static func text(_ bytes: UnsafePointer<CChar>?, _ length: Int32) -> String {
    guard let bytes = unsafe bytes, length > 0 else { return "" }
    return unsafe Quotation.printable(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
  }
}

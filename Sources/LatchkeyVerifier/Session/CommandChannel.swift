import CLibSSH2

/// A session channel (RFC 4254 §6) in which one command runs; owned by its `Session`, whose
/// `libssh2_session_free` frees it.
@safe final class CommandChannel {
  private enum Step {
    case opening, starting, silencing, writing, reading, closing, waiting, finished
  }

  private unowned let session: Session
  private let command: String
  private let dialogue: CommandDialogue?
  /// What is still to be written to the command's standard input.
  private var unsent: [UInt8] = []
  private var channel: OpaquePointer?
  private var step = Step.opening
  /// Whether the server has taken the command.
  private(set) var isStarted = false
  /// Whether the server has opened the session.
  private(set) var isOpen = false

  init(session: Session, command: String, dialogue: CommandDialogue? = nil) {
    self.session = session
    self.command = command
    self.dialogue = dialogue
  }

  /// Goes on until the command has ended or the socket has to be waited for.
  func run(_ result: inout CommandResult) -> SessionStep {
    while step != .finished {
      let status = advance(&result)
      if status != .done { return status }
    }
    return .done
  }

  private func advance(_ result: inout CommandResult) -> SessionStep {
    switch step {
    case .opening: return open()
    case .starting:
      let status = unsafe libssh2_channel_process_startup(
        channel, "exec", 4, command, UInt32(command.utf8.count))
      if status == 0 {
        isStarted = true
        if dialogue == nil { step = .silencing } else { converse(result) }
      }
      return session.step(status)
    case .silencing: return endInput()
    case .writing: return write()
    case .reading: return read(&result)
    case .closing:
      let status = unsafe libssh2_channel_close(channel)
      if status == 0 { step = .waiting }
      return session.step(status)
    case .waiting:
      let status = unsafe libssh2_channel_wait_closed(channel)
      if status == LIBSSH2_ERROR_EAGAIN { return .wouldBlock }
      conclude(&result)
      if status != 0 { return session.step(status) }
      step = .finished
      return .done
    case .finished: return .done
    }
  }

  /// Opens the session, until it is open or is not to be.
  func open() -> SessionStep {
    let type = "session"
    unsafe channel = unsafe libssh2_channel_open_ex(
      session.pointer, type, UInt32(type.utf8.count), 2 << 20, 32_768, nil, 0)
    if unsafe channel != nil {
      isOpen = true
      step = .starting
      return .done
    }
    return session.step(unsafe libssh2_session_last_errno(session.pointer))
  }

  /// Tells that nothing will be written, so that no command waits for its standard input.
  private func endInput() -> SessionStep {
    if unsafe libssh2_channel_send_eof(channel) == LIBSSH2_ERROR_EAGAIN { return .wouldBlock }
    // Where that could not be told, reading finds out why: the command may have ended already.
    step = .reading
    return .done
  }

  private func read(_ result: inout CommandResult) -> SessionStep {
    var hasRead = false
    let deliveries = session.context.tap.deliveries
    for stream in [Int32(0), SSH_EXTENDED_DATA_STDERR] {
      let (count, bytes) = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) {
        buffer -> (Int, [UInt8]) in
        let count = unsafe libssh2_channel_read_ex(
          channel, stream, buffer.baseAddress, buffer.count)
        let kept = unsafe count > 0 ? buffer.prefix(count).map { UInt8(bitPattern: $0) } : []
        return (count, kept)
      }
      if count < 0 && count != Int(LIBSSH2_ERROR_EAGAIN) {
        return .failed(session.failure(Int32(count)))
      }
      hasRead = hasRead || count > 0
      if stream == 0 {
        keep(bytes, in: &result.output, &result.isTruncated)
      } else {
        keep(bytes, in: &result.errors, &result.isTruncated)
      }
    }
    if unsafe libssh2_channel_eof(channel) == 1 {
      step = .closing
      return .done
    }
    if hasRead { converse(result) }
    // Asking for one stream also takes in what has come for the other. That has been asked for
    // already, and the socket, which is empty now, would never tell of it.
    return hasRead || session.context.tap.deliveries != deliveries ? .done : .wouldBlock
  }

  /// Lets the dialogue answer to what has been written so far.
  private func converse(_ result: CommandResult) {
    unsent = dialogue?.answer(result) ?? []
    step = unsent.isEmpty ? .reading : .writing
  }

  private func write() -> SessionStep {
    let count = unsafe unsent.withUnsafeBytes { bytes in
      unsafe libssh2_channel_write_ex(
        channel, 0, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    if count < 0 { return session.step(Int32(count)) }
    unsent.removeFirst(count)
    if unsent.isEmpty { step = .reading }
    return .done
  }

  private func keep(_ bytes: [UInt8], in kept: inout [UInt8], _ isTruncated: inout Bool) {
    let room = (dialogue?.outputLimit ?? CommandResult.outputLimit) - kept.count
    kept.append(contentsOf: bytes.prefix(room))
    if bytes.count > room { isTruncated = true }
  }

  /// Whether the server has told how the command ended.
  var hasEnded: Bool {
    guard isStarted else { return false }
    var result = CommandResult()
    conclude(&result)
    return result.signal != nil || result.status != nil
  }

  /// Takes down how the command ended, as far as the server has told.
  func conclude(_ result: inout CommandResult) {
    var name: UnsafeMutablePointer<CChar>?
    _ = unsafe libssh2_channel_get_exit_signal(channel, &name, nil, nil, nil, nil, nil)
    if let found = unsafe name {
      result.signal = unsafe Quotation.printable(String(cString: found).utf8, limit: 32)
      unsafe libssh2_free(session.pointer, found)
    } else if session.context.memory.hasSeenExitStatus {
      // Where the server has not said, libssh2 makes it 0. RFC 4254 §6.10: it is a uint32.
      result.status = unsafe Int(UInt32(bitPattern: libssh2_channel_get_exit_status(channel)))
    }
  }
}

import Glibc

/// The system's calls for a log's file.
enum LogFile {
  /// Opens a file to append to, and makes it where it is not there.
  static func open(_ path: String) throws(ServerError) -> Int32 {
    let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ServerError(
        .logNotWritable,
        "\(path): \(String(cString: strerror(errno)).lowercased()), and no log can be written there"
      )
    }
    return descriptor
  }

  /// Writes what the file takes at once: how many bytes, or why it takes none.
  static func write(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32
  ) -> Result<Int, LineOutput.Failure> {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { return .success(count) }
      switch count == 0 ? ENOSPC : errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody else has made the pipe one that does not wait; this thread may.
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&wanted, 1, 1000) > 0 else { return .failure(.init(number: EAGAIN)) }
      case let number: return .failure(.init(number: number))
      }
    }
  }
}

import Glibc

/// Descriptors 0, 1 and 2 as the process was given them.
enum StandardStreams {
  /// Makes the three descriptors safe to use.
  ///
  /// A descriptor that the caller closed is opened on `/dev/null`: otherwise a key file would
  /// become descriptor 1 and be written over with results. Standard output is opened for reading,
  /// so that writing to it still fails and is still reported. SIGPIPE is ignored, because it would
  /// end the process between two files; `Ending` raises it again at the end. SIGXFSZ (`ulimit -f`) is,
  /// because it would leave what is half written: a write fails then, as on a full disk.
  static func prepare() {
    for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 1 ? O_RDONLY : O_RDWR)
    }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Writes all bytes, however many calls that takes; returns `errno`, or 0.
  static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}

internal import LatchkeyKeys

/// SSH's data types around bytes of the fuzzer's.
package enum WireShape {
  /// The strings one after the other.
  package static func strings(_ chunks: [[UInt8]]) -> [UInt8] {
    var writer = SSHWriter(capacity: 1024)
    for chunk in chunks { writer.append(string: chunk) }
    return writer.finishPublic()
  }
}

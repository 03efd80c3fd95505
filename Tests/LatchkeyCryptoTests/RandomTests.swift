import LatchkeyCrypto
import Testing

/// The kernel gives 256 bytes at a time, so requests are tried around that boundary.
@Suite struct `Random bytes` {
  @Test(arguments: [0, 1, 16, 255, 256, 257, 512, 1000])
  func `are as many as were asked for`(count: Int) throws {
    #expect(try Random.bytes(count).count == count)
  }

  @Test func `fill a long request to its end`() throws {
    let bytes = try Random.bytes(1000)
    // Sixteen zeros in a row come up once in 2^128 tries.
    for start in stride(from: 0, through: bytes.count - 16, by: 8) {
      #expect(bytes[start..<start + 16].contains { $0 != 0 }, "from byte \(start)")
    }
  }

  @Test func `differ each time`() throws {
    let drawn = try (0..<100).map { _ in try Random.bytes(16) }
    #expect(Set(drawn).count == drawn.count)
  }
}

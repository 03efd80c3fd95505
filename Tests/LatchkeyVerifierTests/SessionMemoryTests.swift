import Testing

@testable import LatchkeyVerifier

@Suite struct SessionMemoryTests {
  @Test func `a session's memory is bounded, and a second free is harmless`() throws {
    let memory = SessionMemory()
    let one = try #require(memory.allocate(100))
    memory.free(one)
    memory.free(one)
    memory.free(nil)
    #expect(memory.allocate(SessionMemory.limit + 1) == nil)
    let large = memory.allocate(SessionMemory.limit)
    #expect(large != nil)
    #expect(memory.allocate(1) == nil)
    memory.free(large)
    #expect(memory.allocate(1) != nil)
  }

  @Test func `reallocation keeps what was there`() throws {
    let memory = SessionMemory()
    let small = try #require(memory.allocate(4))
    small.copyMemory(from: [1, 2, 3, 4] as [UInt8], byteCount: 4)
    let large = try #require(memory.reallocate(small, 400))
    #expect(Array(UnsafeRawBufferPointer(start: large, count: 4)) == [1, 2, 3, 4])
    #expect(memory.reallocate(small, 4) == nil)
  }

  @Test func `refusals are seen when they are freed, while somebody watches`() throws {
    let memory = SessionMemory()
    let packet: [UInt8] =
      [51] + Packets.string("publickey") + [0] + [UInt8](repeating: 0, count: 40)
    for isWatching in [false, true] {
      memory.isWatching = isWatching
      let pointer = try #require(memory.allocate(packet.count))
      pointer.copyMemory(from: packet, byteCount: packet.count)
      memory.free(pointer)
      #expect(memory.failures.count == (isWatching ? 1 : 0))
    }
    #expect(memory.failures.first?.methods == ["publickey"])
  }
}

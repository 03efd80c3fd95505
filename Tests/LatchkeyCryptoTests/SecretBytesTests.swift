import Foundation
import LatchkeyCrypto
import Testing

@Suite struct `Secret bytes` {
  // Larger than what malloc overwrites with its own lists in a freed block, smaller than what it
  // gives back to the system.
  private static let size = 4096
  /// What is looked for. A single byte would be found by chance: whoever is given the freed block
  /// next, the test's own macros for one, writes addresses into it.
  private static let marker: [UInt8] = [0xa7, 0x1c, 0xe5, 0x38, 0xd2, 0x6b, 0x94, 0x4f]
  private static let markers = size / marker.count

  private static func byte(at index: Int) -> UInt8 { marker[index % marker.count] }

  private func markers(_ address: UInt, _ memory: ProcessMemory) throws -> Int {
    try memory.occurrences(of: Self.marker, at: address)
  }

  @Test func `are zero in memory after their last use`() throws {
    let memory = try ProcessMemory(count: Self.size)
    var address: UInt = 0
    do {
      let secret = SecretBytes(copying: (0..<Self.size).map(Self.byte))
      address = secret.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
      #expect(try markers(address, memory) == Self.markers)
      #expect(secret[Self.size - 1] == Self.marker.last)
    }
    #expect(try markers(address, memory) == 0)
  }

  @Test func `are zero in memory after an error while they were made`() throws {
    struct Interruption: Error {}
    let memory = try ProcessMemory(count: Self.size)
    var address: UInt = 0
    #expect(throws: Interruption.self) {
      _ = try SecretBytes(count: Self.size) { bytes in
        for index in bytes.indices { bytes[index] = Self.byte(at: index) }
        address = bytes.withUnsafeMutableBufferPointer { UInt(bitPattern: $0.baseAddress) }
        throw Interruption()
      }
    }
    #expect(address != 0)
    #expect(try markers(address, memory) == 0)
  }

  @Test func `would be found if they were not wiped`() throws {
    // The control: the same look at memory that is freed without a wipe finds the markers.
    let memory = try ProcessMemory(count: Self.size)
    let plain = UnsafeMutableRawPointer.allocate(byteCount: Self.size, alignment: 16)
    for index in 0..<Self.size {
      plain.storeBytes(of: Self.byte(at: index), toByteOffset: index, as: UInt8.self)
    }
    let address = UInt(bitPattern: plain)
    plain.deallocate()
    #expect(try markers(address, memory) > Self.markers / 2)
  }

  @Test func `compare by content`() {
    let secret = SecretBytes(copying: [1, 2, 3])
    #expect(secret.constantTimeEquals([1, 2, 3]) == true)
    #expect(secret.constantTimeEquals([1, 2, 4]) == false)
    #expect(secret.constantTimeEquals([1, 2]) == false)
    #expect(secret.constantTimeEquals(secret.copy()) == true)
    #expect(secret.slice(1..<3).constantTimeEquals([2, 3]) == true)
    #expect(SecretBytes(copying: []).constantTimeEquals([]) == true)
  }

  @Test func `are replaced in place`() {
    var secret = SecretBytes(copying: [1, 2, 3, 4])
    secret.overwrite(from: 1, with: SecretBytes(copying: [8, 9]))
    #expect(secret.constantTimeEquals([1, 8, 9, 4]) == true)
  }
}

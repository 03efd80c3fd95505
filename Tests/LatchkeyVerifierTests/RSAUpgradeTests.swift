import Testing

@testable import LatchkeyVerifier

/// The technique that gives libssh2 1.10.0 SHA-2: what it does to the blob, and that anything
/// unexpected makes it fail with the true blob in place.
@Suite struct RSAUpgradeTests {
  private static let truth: [UInt8] = Packets.string("ssh-rsa") + [UInt8](repeating: 3, count: 270)

  /// The size of libssh2 1.10.0's request for user `u`: src/userauth.c.
  private static let requestSize =
    1 + 12 + truth.count + 45 + 4 + (4 + 12) + (4 + truth.count)

  private func withUpgrade(
    _ body: (RSAUpgrade, UnsafeMutableBufferPointer<UInt8>) throws -> Void
  ) throws {
    let blob = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.truth.count)
    _ = blob.initialize(fromContentsOf: Self.truth)
    defer { blob.deallocate() }
    try body(try #require(RSAUpgrade(blob: blob, user: "u")), blob)
  }

  @Test func `the name is there for the first allocation, and the truth from the second on`() throws
  {
    try withUpgrade { upgrade, blob in
      upgrade.arm()
      #expect(blob.starts(with: Packets.string("rsa-sha2-256")))
      upgrade.allocation(of: 12)
      #expect(blob.starts(with: Packets.string("rsa-sha2-256")))
      #expect(!upgrade.isDone)
      upgrade.allocation(of: Self.requestSize)
      #expect(Array(blob) == Self.truth)
      #expect(upgrade.isDone)
      upgrade.disarm()
      #expect(upgrade.isDone)
    }
  }

  @Test(arguments: [
    [13], [12, requestSize - 1], [12, requestSize + 1], [requestSize], [12, 12], [],
  ])
  func `an unexpected allocation puts the truth back and fails`(sizes: [Int]) throws {
    try withUpgrade { upgrade, blob in
      upgrade.arm()
      for size in sizes { upgrade.allocation(of: size) }
      upgrade.disarm()
      #expect(Array(blob) == Self.truth)
      #expect(!upgrade.isDone)
      // And stays failed.
      upgrade.allocation(of: 12)
      upgrade.allocation(of: Self.requestSize)
      #expect(!upgrade.isDone)
    }
  }

  @Test func `a blob that is not RSA has no upgrade`() {
    let bytes = Packets.string("ssh-ed25519") + [UInt8](repeating: 3, count: 36)
    let blob = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = blob.initialize(fromContentsOf: bytes)
    defer { blob.deallocate() }
    #expect(RSAUpgrade(blob: blob, user: "u") == nil)
  }
}

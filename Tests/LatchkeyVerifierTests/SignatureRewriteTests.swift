import Testing

@testable import LatchkeyVerifier

/// The technique that makes libssh2 1.10.0 name a certificate's signature rightly: what it does to a
/// request, and that it leaves alone whatever is not one.
@Suite struct SignatureRewriteTests {
  private static let name = "ssh-ed25519-cert-v01@openssh.com"
  private static let signature = (0..<64).map { UInt8($0) }
  private static let blob = 400
  private static let head = 1 + name.utf8.count + blob + 45
  private static let size = head + 4 + 4 + name.utf8.count + 4 + blob

  private func prepared(_ signature: [UInt8] = Self.signature) -> SignatureRewrite? {
    SignatureRewrite(
      signature: Packets.string("ssh-ed25519") + Packets.string(signature), name: Self.name,
      blob: Self.blob, user: 1)
  }

  /// A request as libssh2 1.10.0 has laid it out when it frees the signature.
  private func request(_ rewrite: SignatureRewrite, kind: UInt8 = 50) -> [UInt8] {
    let tail = Packets.string(Packets.string(Self.name) + Packets.string(rewrite.substitute))
    let used = [kind] + [UInt8](repeating: 7, count: Self.head - 1) + tail
    return used + [UInt8](repeating: 9, count: Self.size - used.count)
  }

  /// Lays requests out, frees the substitute, and gives back the requests as they are then.
  private func free(
    _ rewrite: SignatureRewrite, _ requests: [[UInt8]], watched: Bool = true
  ) -> [[UInt8]] {
    let substitute = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 1)
    defer { substitute.deallocate() }
    let pointers = requests.map { bytes in
      let pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 1)
      pointer.copyMemory(from: bytes, byteCount: bytes.count)
      return pointer
    }
    defer { for pointer in pointers { pointer.deallocate() } }
    if watched { rewrite.watch(substitute) }
    rewrite.freed(substitute) { size in
      zip(pointers, requests).filter { $0.1.count == size }.map(\.0)
    }
    return zip(pointers, requests).map { pointer, bytes in
      Array(UnsafeRawBufferPointer(start: pointer, count: bytes.count))
    }
  }

  @Test func `the true name and the whole signature take the place of the wrong ones`() throws {
    let rewrite = try #require(prepared())
    let before = request(rewrite)
    let after = free(rewrite, [before])[0]
    let tail = Packets.string(Packets.string("ssh-ed25519") + Packets.string(Self.signature))
    #expect(rewrite.isDone)
    #expect(after.count == before.count)
    #expect(after[..<Self.head] == before[..<Self.head])
    #expect(Array(after[Self.head..<(Self.head + tail.count)]) == tail)
    #expect(after[(Self.head + tail.count)...] == before[(Self.head + tail.count)...])
  }

  @Test func `a request that is not as expected is left alone`() throws {
    for (index, damage) in [0, Self.head, Self.head + 8, Self.head + 60].enumerated() {
      let rewrite = try #require(prepared())
      var before = request(rewrite)
      before[damage] ^= 1
      #expect(free(rewrite, [before]) == [before], "\(index)")
      #expect(!rewrite.isDone)
    }
  }

  @Test func `of two that look alike neither is touched, nor one of another size`() throws {
    let rewrite = try #require(prepared())
    let alike = [request(rewrite), request(rewrite)]
    #expect(free(rewrite, alike) == alike)
    #expect(!rewrite.isDone)
    let second = try #require(prepared())
    let longer = [request(second) + [0]]
    #expect(free(second, longer) == longer)
    #expect(!second.isDone)
  }

  @Test func `only the substitute's own end begins it`() throws {
    let rewrite = try #require(prepared())
    let before = [request(rewrite)]
    #expect(free(rewrite, before, watched: false) == before)
    #expect(!rewrite.isDone)
  }

  @Test func `a signature shorter than the wrong name cannot be sent`() {
    #expect(prepared([UInt8](repeating: 1, count: 21)) == nil)
    #expect(prepared([UInt8](repeating: 1, count: 22)) != nil)
  }
}

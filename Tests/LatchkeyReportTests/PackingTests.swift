import LatchkeyVerifier
import Testing

@testable import LatchkeyReport

/// Records that wait for their turn.
@Suite struct PackingTests {
  /// What a run of a plan finds: hosts with a key each, keys that get in at all of them, or at none.
  private func records(hosts: Int, keys: Int) throws -> [CheckRecord] {
    let negotiated = try Records.full.negotiated
    return (0..<hosts).flatMap { host in
      (0..<keys).map { key in
        let name = "somebody-\(key)"
        var record = Records.record(
          key % 2 == 0 ? .allowed : .denied, expect: key % 2 == 0 ? .allow : .deny,
          host: "web-\(host).example.com", key: name,
          detail: "the server was asked about \(name) (ED25519), and has an answer for admin")
        record.address = "192.0.2.\(host)"
        record.banner = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"
        record.methods = ["publickey", "keyboard-interactive"]
        record.hostKey = HostKeyRecord(
          algorithm: "ssh-ed25519",
          fingerprint: "SHA256:\(String(repeating: "h", count: 43))\(host)",
          trust: .pinned)
        record.negotiated = negotiated
        record.timings.tcp = .microseconds(100 + key)
        record.timings.banner = .microseconds(8_000 + key)
        record.timings.kex = .microseconds(20_000 + host)
        record.timings.auth = .microseconds(40_000 + 7 * key)
        record.timings.total = .microseconds(70_000 + 11 * key)
        return record
      }
    }
  }

  @Test func `a record is the same when it is unpacked`() throws {
    var packer = RecordPacker()
    var strange = try Records.full
    strange.detail = "\0 \u{1F600} e\u{301} \n"
    strange.exec?.stdout = String(repeating: "é", count: 40_000)
    strange.timings.total = .seconds(86_400)
    strange.timings.dns = .zero
    strange.attempts = Int(Int32.max)
    // Texts that are equal and not the same.
    strange.host = "caf\u{E9}"
    strange.user = "cafe\u{301}"
    var bare = Records.record()
    bare.key = nil
    let records = try [Records.full, strange, bare] + self.records(hosts: 3, keys: 4)
    let packed = records.map { packer.pack($0) }
    // In another order than they came in.
    for (record, packed) in zip(records, packed).reversed() {
      let unpacked = try packer.unpack(packed)
      #expect(unpacked == record)
      #expect(Array(unpacked.jsonLine.utf8) == Array(record.jsonLine.utf8))
    }
  }

  @Test(arguments: [0, 1, 15, 16, 2_047, 2_048, 262_144, UInt64(Int64.max), .max])
  func `every number is the same when it is unpacked`(_ number: UInt64) throws {
    var packer = RecordPacker()
    var record = try Records.full
    record.key?.certificate?.serial = number
    let packed = packer.pack(record)
    #expect(try packer.unpack(packed).key?.certificate?.serial == number)
  }

  @Test func `what checks have in common is kept once, so that little is kept of each`() throws {
    var packer = RecordPacker()
    let records = try records(hosts: 10, keys: 100)
    let packed = records.map { packer.pack($0) }
    let sizes = packed.map { $0.bytes.capacity + 32 }
    #expect(sizes.max().map { $0 <= 192 } == true, "\(sizes.max() ?? 0)")
    // Four of each host, three of each key and those that all have; of no check its name.
    let count = packer.texts.values.count
    #expect(count < 400)
    // A record by itself takes more than that, its texts not counted.
    #expect(MemoryLayout<CheckRecord>.size > 600)
    // What each check had of its own would show.
    for var record in records {
      record.detail += record.id
      _ = packer.pack(record)
    }
    #expect(packer.texts.values.count == count + records.count)
  }
}

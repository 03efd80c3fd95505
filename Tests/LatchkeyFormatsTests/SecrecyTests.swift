import LatchkeyCrypto
import LatchkeyFormats
import TestSupport
import Testing

@Suite struct `Errors about a private key` {
  static let fixtures = KeyFixture.privateKeys.filter { fixture in
    ["plain", "pkcs1", "sec1", "pkcs8", "traditional"].contains { fixture.path.hasSuffix($0) }
  }

  /// What mail programs, web forms and disks do to files.
  static func mutations(of file: [UInt8]) -> [[UInt8]] {
    let lineFeed: UInt8 = 0x0A
    let lines = file.split(separator: lineFeed, omittingEmptySubsequences: false).map(Array.init)
    var files: [[UInt8]] = [
      file.map { $0 == lineFeed ? 0x20 : $0 },
      file.filter { $0 != lineFeed },
    ]
    for index in lines.indices {
      var joined = lines
      if index + 1 < lines.count { joined[index] += joined.remove(at: index + 1) }
      var dropped = lines
      dropped.remove(at: index)
      var swapped = lines
      swapped.swapAt(index, lines.count - 1)
      files += [joined, dropped, swapped].map { Array($0.joined(separator: [lineFeed])) }
    }
    for length in stride(from: 0, to: file.count, by: 37) {
      files.append(Array(file.prefix(length)))
      files.append(Array(file.suffix(length)))
      var flipped = file
      flipped[length] ^= 4
      files.append(flipped)
    }
    return files
  }

  @Test(arguments: fixtures)
  func `never show a piece of it, whatever happened to the file`(fixture: KeyFixture) throws {
    let file = try Fixture.read(fixture.path)
    // Any run of 16 characters of the base64 is 12 bytes of the key, or of its public half.
    let lines = file.split(separator: 0x0A).filter { line in
      line.count >= 16 && !line.contains { $0 == 0x2D || $0 == 0x3A || $0 == 0x20 }
    }
    let pieces = lines.flatMap { line in
      stride(from: line.startIndex, through: line.endIndex - 16, by: 8).map {
        String(decoding: line[$0..<($0 + 16)], as: UTF8.self)
      }
    }
    #expect(!pieces.isEmpty)
    var refused = 0
    for mutation in Self.mutations(of: file) {
      do {
        _ = try KeyFile.read(mutation)
      } catch {
        refused += 1
        let text = "\(error) \(error.cause.map { "\($0)" } ?? "")"
        #expect(!pieces.contains { text.contains($0) }, "\(text)")
      }
    }
    #expect(refused > 15)
  }
}

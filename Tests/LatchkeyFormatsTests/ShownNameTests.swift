import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `A name that is out of place` {
  @Test(arguments: KeyAlgorithm.all.compactMap(\.certificateName))
  func `is quoted, however long the names of its kind are`(_ name: String) throws {
    let line = try Fixture.read("public/rsa.pub")
    let blob = line.split(separator: 0x20)[1]
    let error = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(Array(name.utf8) + [0x20] + blob + [0x0A])
    }
    #expect(error.reason == "the line says \"\(name)\", its base64 holds a ssh-rsa key")
  }

  @Test func `is left out where it may be a line of a key`() throws {
    let line = try Fixture.read("public/rsa.pub")
    let blob = line.split(separator: 0x20)[1]
    let error = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(
        Array("ssh-\(String(repeating: "x", count: 60))".utf8) + [0x20] + blob + [0x0A])
    }
    #expect(
      error.reason == "the line says something that is no name, its base64 holds a ssh-rsa key")
  }
}

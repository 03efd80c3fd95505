import LatchkeyMetadata
import Testing

@Suite struct InstanceUUIDTests {
  @Test(arguments: [
    ("i-0abcd1234ef567890", "0abcd123-4ef5-8678-8900-6c617463686b"),
    ("i-0abcd123", "0abcd123-0000-8000-8001-6c617463686b"),
    ("i-0abcd123000000000", "0abcd123-0000-8000-8000-6c617463686b"),
    ("i-fffffffffffffffff", "ffffffff-ffff-8fff-8ff0-6c617463686b"),
  ])
  func `an id is always the same UUID, of version 8`(id: String, uuid: String) throws {
    #expect(try #require(InstanceID(id)).uuid == uuid)
  }
}

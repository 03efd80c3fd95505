import Foundation
import Testing

@testable import LatchkeyMetadata

@Suite struct JSONTreeTests {
  @Test func `every character comes back from another reader of JSON`() throws {
    let text = String(decoding: 0...127 as ClosedRange<UInt8>, as: UTF8.self) + "é😀\u{2028}"
    let tree = JSONTree.object([
      .init("list", .array([.string(text), .number(.max)])), .init(text, "value"),
    ])
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(tree.text.utf8)) as? [String: Any])
    #expect(read[text] as? String == "value")
    let list = try #require(read["list"] as? [Any])
    #expect(list[0] as? String == text)
    #expect(list[1] as? UInt64 == .max)
  }

  @Test func `members are found by name and by index, and keep their order`() {
    let tree = JSONTree.object([
      .init("b", .array([.string("x")])), .init("a", .object(["c": "y"])),
    ])
    #expect(tree.text == #"{"b":["x"],"a":{"c":"y"}}"#)
    #expect(tree["b"]?["0"] == .string("x"))
    #expect(tree["b"]?["1"] == nil)
    #expect(tree["b"]?["-1"] == nil)
    #expect(tree["a"]?["c"]?["d"] == nil)
  }
}

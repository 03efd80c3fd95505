import Foundation
import Testing

@testable import LatchkeyMetadata

@Suite struct TokenTests {
  private let authority = TokenAuthority()
  private let instance: InstanceID
  private let token: String

  init() throws {
    instance = try #require(InstanceID("i-0123456789abcdef0"))
    token = authority.issue(for: instance, lifetime: 60, at: Sample.time, nonce: 7)
  }

  @Test func `a token has the length and the alphabet of a real one`() {
    #expect(token.wholeMatch(of: /[A-Za-z0-9_-]{54}==/) != nil)
  }

  @Test(arguments: [(0.0, 60), (0.4, 60), (1.0, 59), (59.0, 1), (59.9, 1)])
  func `a token tells what is left of it`(after: Double, left: Int) {
    let time = Sample.time.addingTimeInterval(after)
    #expect(authority.secondsLeft(of: token, for: instance, at: time) == left)
  }

  @Test(arguments: [60.0, 61, 1e9])
  func `a token ends with its last second`(after: Double) {
    let time = Sample.time.addingTimeInterval(after)
    #expect(authority.secondsLeft(of: token, for: instance, at: time) == nil)
  }

  @Test func `a token belongs to one instance`() throws {
    let other = try #require(InstanceID("i-0123456789abcdef1"))
    #expect(authority.secondsLeft(of: token, for: other, at: Sample.time) == nil)
  }

  @Test func `a token belongs to one authority`() {
    #expect(TokenAuthority().secondsLeft(of: token, for: instance, at: Sample.time) == nil)
  }

  @Test func `a token with any character changed is none`() {
    for index in 0..<56 {
      var bytes = Array(token.utf8)
      bytes[index] = bytes[index] == 0x41 ? 0x42 : 0x41
      let changed = String(decoding: bytes, as: UTF8.self)
      // The last two bits of the base64 before the padding stand for nothing.
      guard index != 53 else { continue }
      #expect(authority.secondsLeft(of: changed, for: instance, at: Sample.time) == nil, "\(index)")
    }
  }

  @Test(arguments: [
    "", "x", String(repeating: "A", count: 54) + "==", String(repeating: "=", count: 56),
  ])
  func `rubbish is no token`(text: String) {
    #expect(authority.secondsLeft(of: text, for: instance, at: Sample.time) == nil)
  }

  @Test func `tokens of one moment differ by their nonce`() {
    let other = authority.issue(for: instance, lifetime: 60, at: Sample.time, nonce: 8)
    #expect(other != token)
    #expect(authority.secondsLeft(of: other, for: instance, at: Sample.time) == 60)
  }
}

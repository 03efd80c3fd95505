import Foundation
import Testing

@testable import LatchkeyMetadata

@Suite struct CivilTimeTests {
  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
    (784_111_777.0, "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),  // RFC 9110 §5.6.7
    (951_782_400.9, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
    (4_107_542_399.0, "2100-02-28T23:59:59Z", "Sun, 28 Feb 2100 23:59:59 GMT"),
    (-1.0, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
  ])
  func `moments are written as calendars have them`(seconds: Double, iso: String, http: String) {
    let time = CivilTime(Date(timeIntervalSince1970: seconds))
    #expect(time.iso8601 == iso)
    #expect(time.httpDate == http)
  }

  @Test func `ten thousand moments are written as Foundation writes them`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<10_000 {
      let date = Date(
        timeIntervalSince1970: Double(Int.random(in: 0...8_000_000_000, using: &random)))
      #expect(CivilTime(date).iso8601 == date.formatted(.iso8601))
    }
  }
}

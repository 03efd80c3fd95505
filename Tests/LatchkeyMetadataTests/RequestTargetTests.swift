import Foundation
import TestSupport
import Testing

@testable import LatchkeyMetadata

@Suite struct RequestTargetTests {
  @Test(arguments: [
    "/a/b/?x=1", "//a///b/?x=1", "http://host:80/a/b/?x=1", "/%61/b/?%78=%31", "/a/b/?x=1#part",
  ])
  func `all spellings of a target are one`(text: String) throws {
    let target = try #require(RequestTarget(text))
    #expect(target.parts == ["a", "b"])
    #expect(target.hasTrailingSlash)
    #expect(target.parameters == [.init(name: "x", value: "1")])
  }

  @Test func `a query is taken apart, and kept as it was sent`() throws {
    let target = try #require(RequestTarget("/p?a=1&a=%2F+x&flag&=y&b=c=d"))
    #expect(target.values(of: "a") == ["1", "/ x"])
    #expect(target.values(of: "flag") == [""])
    #expect(target.values(of: "b") == ["c=d"])
    #expect(target.query == "a=1&a=%2F+x&flag&=y&b=c=d")
    #expect(target.path == "/p")
    #expect(RequestTarget("http://host?q")?.values(of: "q") == [""])
    #expect(RequestTarget("/")?.query == nil)
  }

  /// What fuzzing found: each was taken for a target.
  @Test(arguments: ["request_target_unescaped_nul"])
  func `what once was taken for a path is refused`(
    name: String
  ) throws {
    let bytes = try Fixture.read("crashes/\(name)")
    #expect(RequestTarget(String(decoding: bytes, as: UTF8.self)) == nil)
  }

  @Test func `all that fuzzing found is tried`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Fixture.path("crashes"))
    #expect(names.filter { $0.hasPrefix("request_") } == ["request_target_unescaped_nul"])
  }

  @Test(arguments: [
    "", "a", "*", "/%", "/%4", "/%zz", "/%ff", "/%00", "/a%2Fb", "/?%", "/?a=%zz", "/?%00=a", "/\0",
    "/?a=\0",
  ])
  func `what is no path, or is escaped wrongly, is refused`(text: String) {
    #expect(RequestTarget(text) == nil)
  }
}

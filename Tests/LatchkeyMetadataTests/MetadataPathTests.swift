import Testing

@testable import LatchkeyMetadata

@Suite struct MetadataPathTests {
  @Test(arguments: [
    "/latest/meta-data/ami-id", "/latest/meta-data/ami-id/", "//latest///meta-data//ami-id//",
    "http://169.254.169.254/latest/meta-data/ami-id", "https://x:80/latest/meta-data/ami-id",
    "/latest/meta-data/ami-id?a=b", "/latest/meta-data/ami-id#part",
    "/latest/meta%2Ddata/%61mi-id", "/latest/meta%2ddata/ami-id",
  ])
  func `all spellings of a path are one`(target: String) {
    #expect(MetadataPath(target) == .below(version: .latest, path: "meta-data/ami-id"))
  }

  @Test(arguments: [
    "2009-04-04", "2016-09-02", "2018-09-24", "2021-01-03", "2021-03-23", "2021-07-15", "1.0",
    "2031-12-31",
  ])
  func `every date is a version`(version: String) {
    #expect(
      MetadataPath("/\(version)/meta-data") == .below(version: .dated, path: "meta-data"))
  }

  @Test(arguments: ["/", "//", "///", "/?x", "http://host", "http://host:80/", "http://host?x"])
  func `the top is the list of versions`(target: String) {
    #expect(MetadataPath(target) == .versions)
  }

  @Test(arguments: [
    "/meta-data", "/Latest/", "/2009-4-4/", "/20090404/", "/2009-04-04-/", "/2009-04-0٤/", "/../",
    "/2.0/", "/latest%20/",
  ])
  func `what is no version is not known`(target: String) {
    #expect(MetadataPath(target) == .unknown)
  }

  @Test(arguments: [
    "", "latest/meta-data", "*", "/latest/%", "/latest/%4", "/latest/%zz", "/latest/%ff",
    "/latest/a%2fb", "/latest/a%00", "ftp://host/latest",
  ])
  func `what is no path is malformed`(target: String) {
    #expect(MetadataPath(target) == .malformed)
  }

  @Test func `dots lead nowhere`() {
    #expect(
      MetadataPath("/latest/meta-data/../user-data")
        == .below(version: .latest, path: "meta-data/../user-data"))
  }
}

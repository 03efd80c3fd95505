import LatchkeyMetadata
import Testing

@Suite struct StateFolderTests {
  @Test(arguments: [
    (["LATCHKEY_HOME": "/x", "XDG_STATE_HOME": "/s", "HOME": "/h"], "/x"),
    (["LATCHKEY_HOME": "relative"], "relative"),
    (["LATCHKEY_HOME": "", "XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/latchkey"),
    (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/latchkey"),
    (["XDG_STATE_HOME": "", "HOME": "/h"], "/h/.local/state/latchkey"),
  ])
  func `the state folder follows the environment`(environment: [String: String], path: String)
    throws
  {
    #expect(try StateFolder.path(environment: environment) == path)
  }

  @Test func `without any of the variables there is none`() {
    #expect(throws: MetadataError(.invalidValue, "")) { try StateFolder.path(environment: [:]) }
  }
}

import Latchkey
import LatchkeyServer

/// What a program makes of an instance's metadata. It is given the URL, as
/// `AWS_EC2_METADATA_SERVICE_ENDPOINT` would have it.
func result(
  of program: (_ url: String) async throws -> String, on instance: Instance
) async throws -> String {
  let server = try await MetadataServer.start(serving: instance)
  let result = try await program(server.url)
  await server.stop()
  return result
}

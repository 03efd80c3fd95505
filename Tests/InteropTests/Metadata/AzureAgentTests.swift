import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// Microsoft's own agent (WALinuxAgent) against the running service and the provisioning disk.
@Suite(.enabled(if: AzureAgent.isAvailable)) struct AzureAgentTests {
  private struct Found: Decodable {
    struct Key: Decodable {
      var path: String
      var value: String
    }

    var incarnation: String
    var container: String
    var instance: String
    var id: String
    var location: String
    var user: String
    var host: String
    var data: String
    var keys: [Key]
    var complaint: String
  }

  private static let script = """
    import json, sys
    from azurelinuxagent.common.protocol import goal_state, imds, ovfenv, wire
    host, disk = sys.argv[1:]
    imds.IMDS_ENDPOINT = host
    client = wire.WireClient(host)
    client.check_wire_protocol_version()
    goal = goal_state.GoalState(client)
    service = imds.ImdsClient(host)
    compute = service.get_compute()
    with open(disk) as file: environment = ovfenv.OvfEnv(file.read())
    print(json.dumps({
      'incarnation': goal.incarnation, 'container': goal.container_id,
      'instance': goal.role_instance_id, 'id': compute.vmId, 'location': compute.location,
      'user': environment.username, 'host': environment.hostname, 'data': environment.customdata,
      'keys': [{'path': path, 'value': value} for path, _, value in environment.ssh_pubkeys],
      'complaint': service.validate()[1]}))
    """

  @Test func `it takes the goal, the metadata and the disk for Azure's`() async throws {
    try await ServedInstance.with(on: .azure) { served in
      let folder = try TemporaryFolder()
      let disk = folder.path("ovf-env.xml")
      for file in Cloud.azure.files(of: served.instance) where file.path == "ovf-env.xml" {
        try Data(file.content).write(to: URL(fileURLWithPath: disk))
      }
      let host = String(served.url.dropFirst("http://".count))
      let outcome = try AzureAgent.run(Self.script, [host, disk])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let found = try JSONDecoder().decode(Found.self, from: Data(outcome.output))
      let id = Cloud.azure.id(of: served.instance.id)
      #expect(found.id == id)
      #expect(found.incarnation == "1")
      #expect(UUID(uuidString: found.container) != nil)
      #expect(found.instance == "\(id)._web")
      #expect(found.location == "eastus")
      #expect(found.user == "azureuser")
      #expect(found.host == "web")
      #expect(Data(base64Encoded: found.data) == served.instance.userData.map { Data($0) })
      #expect(found.keys.map(\.value) == served.instance.keys.map(\.line))
      #expect(
        found.keys.map(\.path)
          == Array(
            repeating: "/home/azureuser/.ssh/authorized_keys", count: 2))
      // Its own check of what the metadata has to have.
      #expect(found.complaint == "")
    }
  }
}

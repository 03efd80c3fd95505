import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// The Python package ec2-metadata, all of whose properties are read.
@Suite(.enabled(if: Python.isAvailable)) struct EC2MetadataPackageTests {
  @Test func `it reads every property that it has, and the keys where there are any`() async throws
  {
    try await ServedInstance.with { served in
      let python = try #require(Python.tool)
      let outcome = try python.run(
        [
          "-c",
          """
          import json, sys
          from ec2_metadata import EC2Metadata
          class Local(EC2Metadata):
            def __init__(self, url):
              super().__init__()
              self.service_url = url + '/latest/'
              self.dynamic_url = self.service_url + 'dynamic/'
              self.metadata_url = self.service_url + 'meta-data/'
              self.userdata_url = self.service_url + 'user-data/'
          metadata = Local(sys.argv[1])
          names = [n for n in dir(EC2Metadata)
                   if not n.startswith('_') and not callable(getattr(EC2Metadata, n))]
          found = {n: getattr(metadata, n) for n in names}
          found['public_keys'] = {n: k.openssh_key for n, k in metadata.public_keys.items()}
          found['tags'] = {k: metadata.tags[k] for k in metadata.tags}
          found['interfaces'] = {
            mac: {'address': i.private_ipv4s, 'subnet': i.subnet_id, 'number': i.device_number}
            for mac, i in metadata.network_interfaces.items()}
          print(json.dumps({k: v for k, v in found.items()}, default=str))
          """, served.url,
        ], environment: ["no_proxy": "*"])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let found = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
      let instance = served.instance
      #expect(found["account_id"] as? String == Instance.account)
      #expect(found["instance_id"] as? String == instance.id.description)
      #expect(found["region"] as? String == "eu-central-1")
      #expect(found["availability_zone_id"] as? String == "euc1-az2")
      #expect(found["instance_profile_name"] as? String == "app")
      #expect(found["mac"] as? String == instance.network.mac)
      #expect(found["security_groups"] as? [String] == ["default"])
      #expect(found["tags"] as? [String: String] == ["Name": "web", "env": "test"])
      #expect(
        found["public_keys"] as? [String: String]
          == Dictionary(uniqueKeysWithValues: instance.keys.map { ($0.name, $0.line + "\n") }))
      #expect(found["partition"] as? String == "aws")
      #expect(found["kernel_id"] is NSNull)
      #expect(found["autoscaling_target_lifecycle_state"] is NSNull)
      #expect(found["spot_instance_action"] == nil || found["spot_instance_action"] is NSNull)
      let interfaces = found["interfaces"] as? [String: [String: Any]]
      #expect(
        interfaces?[instance.network.mac]?["address"] as? [String]
          == [instance.network.privateAddress])
      #expect(interfaces?[instance.network.mac]?["number"] as? Int == 0)
    }
  }
}

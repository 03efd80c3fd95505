import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// Google's own Go client (cloud.google.com/go/compute/metadata), which Go programs on GCE use.
@Suite(.enabled(if: GoogleGo.isAvailable)) struct GoogleGoTests {
  /// Injects keys until it is cancelled: the client has to see a change, whenever it looks.
  private func changeKeys(of source: InstanceSource) async throws {
    for number in 0... {
      let key = try PrivateKey.generate(.ed25519).publicKey
      try source.update { (instance) throws(MetadataError) in
        try instance.inject(key, named: "later \(number)")
      }
      try await Task.sleep(for: .milliseconds(500))
    }
  }

  @Test func `it reads the instance, and is told when its keys change`() async throws {
    try await ServedInstance.with(on: .gce) { served in
      let changes = Task { try await changeKeys(of: served.source) }
      defer { changes.cancel() }
      let outcome = try GoogleGo.tool.run(
        [],
        environment: [
          "GCE_METADATA_HOST": String(served.url.dropFirst("http://".count)), "no_proxy": "*",
        ])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let found = try JSONDecoder().decode([String: String].self, from: Data(outcome.output))
      let network = served.instance.network
      let expected = [
        "onGCE": "true", "project": "latchkey-simulated", "number": "123456789012",
        "id": Cloud.gce.id(of: served.instance.id), "name": "web", "zone": "us-central1-a",
        "hostname": "web.us-central1-a.c.latchkey-simulated.internal",
        "internal": network.privateAddress, "external": network.loopbackAddress,
        "email": "app@latchkey-simulated.iam.gserviceaccount.com", "tags": "",
        "names": "env,ssh-keys,user-data", "project attributes": "", "nothing": "true",
        "scopes": "https://www.googleapis.com/auth/cloud-platform",
      ]
      for (name, value) in expected { #expect(found[name] == value, "\(name)") }
      let first = try #require(found["state 1"])
      let second = try #require(found["state 2"])
      #expect(second.hasPrefix(first + "\ndebian:ssh-ed25519 "))
      #expect(found["keys"]?.hasPrefix("debian:\(served.instance.keys[0].line)\n") == true)
    }
  }
}

import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// The signatures of an instance's metadata, verified by openssl: as AWS's user guide has it, and as
/// Instance Connect's scripts do.
@Suite(.enabled(if: Tool.isAvailable("openssl") && Tool.isAvailable("curl"))) struct IdentityTests {
  /// Runs shell commands in a folder; `get PATH` asks the service with a token.
  private func shell(
    _ commands: String, in folder: TemporaryFolder, _ served: ServedInstance
  ) throws -> Tool.Outcome {
    try folder.write(CloudAuthority.ofProcess.certificate().utf8, to: "certificate")
    let prelude = """
      set -e
      token=$(curl -sf --noproxy '*' -X PUT "$URL/latest/api/token" \
        -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
      get() {
        curl -sf --noproxy '*' -H "X-aws-ec2-metadata-token: $token" "$URL/latest/$1"
      }

      """
    let sh = try #require(Tool(named: "sh"))
    return try sh.run(
      ["-c", prelude + commands], environment: ["URL": served.url], in: folder.path)
  }

  @Test(arguments: ["rsa2048", "pkcs7"])
  func `the document comes out of its signed message`(name: String) async throws {
    try await ServedInstance.with { served in
      let folder = try TemporaryFolder()
      let outcome = try shell(
        """
        echo "-----BEGIN PKCS7-----" >> message
        get dynamic/instance-identity/\(name) >> message
        echo "" >> message
        echo "-----END PKCS7-----" >> message
        get dynamic/instance-identity/document > expected
        openssl smime -verify -in message -inform PEM -certfile certificate -noverify > document
        cmp document expected
        openssl cms -verify -in message -inform PEM -certfile certificate -noverify > document
        cmp document expected
        """, in: folder, served)
      #expect(outcome.status == 0)
      #expect(outcome.errorText.contains("Verification successful"), "\(outcome.errorText)")
      let document = String(decoding: try folder.read("document"), as: UTF8.self)
      #expect(document.contains(#""instanceId" : "\#(served.instance.id)""#))
    }
  }

  @Test func `the signature is over the document, and over no other`() async throws {
    try await ServedInstance.with { served in
      let folder = try TemporaryFolder()
      let outcome = try shell(
        """
        get dynamic/instance-identity/signature | base64 -d >> signature
        get dynamic/instance-identity/document >> document
        openssl x509 -pubkey -noout -in certificate >> key
        openssl dgst -sha256 -verify key -signature signature document
        sed s/eu-central-1/us-east-1/ document > other
        openssl dgst -sha256 -verify key -signature signature other || echo refused
        """, in: folder, served)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.text == "Verified OK\nVerification failure\nrefused\n")
    }
  }

  @Test(arguments: ["sslserver", "sslclient", "smimesign", "any"])
  func `who trusts the certificate trusts it with nothing else`(purpose: String) async throws {
    try await ServedInstance.with { served in
      let outcome = try shell(
        "openssl verify -purpose \(purpose) -CAfile certificate certificate",
        in: try TemporaryFolder(), served)
      #expect((outcome.status == 0) == (purpose == "any"), "\(outcome.errorText)")
      #expect(
        (purpose == "any" ? outcome.text : outcome.errorText)
          .contains(purpose == "any" ? "certificate: OK" : "unsuitable certificate purpose"))
    }
  }

  /// What the host's scripts do before they believe a key: the signer's name, its chain (strictly), its
  /// status, and the signature over each entry. The trusted roots are ours here, and Amazon's there.
  private static let host = """
    test "$(curl -s --noproxy '*' -o /dev/null -I -w '%{http_code}' \
      -H "X-aws-ec2-metadata-token: $token" \
      "$URL/latest/meta-data/managed-ssh-keys/active-keys/ec2-user/")" = 200
    zone=$(get meta-data/placement/availability-zone/)
    region=$(echo "$zone" | sed 's/[a-z]$//')
    get meta-data/managed-ssh-keys/signer-cert/ > chain
    awk '/BEGIN/ {n++} {print > "cert" n ".pem"}' chain
    test ! -e cert3.pem
    openssl x509 -noout -subject -in cert1.pem | grep -q \
      "CN = managed-ssh-signer.$region.$(get meta-data/services/domain/)$"
    openssl verify -x509_strict -CAfile certificate cert1.pem
    for name in $(get meta-data/managed-ssh-keys/signer-ocsp/); do
      openssl x509 -noout -fingerprint -sha1 -in cert1.pem | tr -d : | grep -q "=$name$"
      get "meta-data/managed-ssh-keys/signer-ocsp/$name" | base64 -d > status
      openssl ocsp -no_nonce -issuer certificate -cert cert1.pem -VAfile certificate -respin status \
        2>/dev/null | head -n 1
    done
    openssl x509 -pubkey -noout -in cert1.pem > key
    get meta-data/managed-ssh-keys/active-keys/ec2-user/ > entries
    awk -v RS= '{print $0 > "entry" NR}' entries
    for entry in entry*; do
      grep -n '^ssh-' "$entry" | cut -d : -f 1 > line
      head -n "$(cat line)" "$entry" > data
      tail -n +"$(($(cat line) + 1))" "$entry" | base64 -d > signature
      openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -verify key \
        -signature signature data
      test "$(sed -n 's/^#Timestamp=//p' data)" -gt "$(date +%s)"
      test "$(sed -n 's/^#Instance=//p' data)" = "$(get meta-data/instance-id/)"
      ssh-keygen -lf data | cut -d ' ' -f 2
    done
    """

  @Test func `a host's checks of keys that were pushed find everything in order`() async throws {
    try await ServedInstance.with { served in
      let folder = try TemporaryFolder()
      for key in served.instance.keys { try served.push(key.publicKey, lasting: 3600) }
      let outcome = try shell(Self.host, in: folder, served)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      let fingerprints = served.instance.keys.map { "Verified OK\n\($0.fingerprint)\n" }
      #expect(outcome.text == "cert1.pem: OK\ncert1.pem: good\n" + fingerprints.joined())
    }
  }

  @Test func `a host finds no keys where none was pushed`() async throws {
    try await ServedInstance.with { served in
      let outcome = try shell(Self.host, in: try TemporaryFolder(), served)
      #expect(outcome.status != 0)
      #expect(outcome.text.isEmpty)
    }
  }
}

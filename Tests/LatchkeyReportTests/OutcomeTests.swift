import Foundation
import LatchkeyKeys
import LatchkeyReport
import LatchkeyVerifier
import TestSupport
import Testing

/// Records of checks that were made: of a real server, and of none.
@Suite(.enabled(if: OpenSSHServer.isAvailable && Python.isAvailable)) struct OutcomeTests {
  @Test func `what a real server was found to do is written, read and valid`() throws {
    let alice = try PrivateKey.generate(.ed25519)
    let mallory = try PrivateKey.generate(.ed25519)
    let line =
      "\(alice.publicKey.algorithm.name) \(Data(alice.publicKey.blob).base64EncodedString())"
    let server = try OpenSSHServer(authorizedKeys: [line])
    func check(
      _ key: PrivateKey, _ name: String, port: UInt16, _ expect: LatchkeyVerifier.Expectation,
      command: String? = nil
    ) -> AccessCheck {
      AccessCheck(
        id: "\(name)>\(port)", host: "127.0.0.1", port: port, user: server.user,
        identities: [Identity(.privateKey(key), path: "\(name).pem", name: name)],
        hostKeyPolicy: .insecurelyIgnored, expectation: expect, command: command,
        hostName: port == 1 ? nil : "web")
    }
    let checks = [
      check(alice, "alice", port: server.port, .allow, command: "echo in; echo out >&2; exit 3"),
      check(mallory, "mallory", port: server.port, .deny),
      check(alice, "alice", port: 1, .allow),
    ]
    let outcomes = try withExtendedLifetime(server) { try AccessVerifier().verify(checks) }
    let records = outcomes.enumerated().map { order, outcome in
      CheckRecord(
        outcome, isExplained: true,
        shard: ShardRecord(index: 1, of: 1, order: order, planChecks: 3, plan: "0f"))
    }
    for record in records {
      #expect(try CheckRecord(jsonLine: Array(record.jsonLine.utf8)) == record)
    }
    let first = try #require(records.first)
    #expect(first.met && first.exec?.status == 3)
    #expect(first.exec?.stdout == "in\n" && first.exec?.stderr == "out\n")
    #expect(first.key?.name == "alice" && first.key?.path == "alice.pem")
    #expect(first.key?.fingerprint == alice.publicKey.fingerprint.text)
    #expect(first.hostKey?.trust == .ignored && first.negotiated != nil)
    #expect(first.timeline.contains { $0.side == .server })
    #expect(records.map(\.met) == [true, true, false])

    let read = try ReadReports.of(records + [try Records.full])
    #expect(read.records.ids == checks.map(\.id) + ["a>b@c"])
    #expect(read.records.errors == [])
    let user = server.user
    #expect(
      read.html.matrix == [
        ["key", "\(user)@web", "\(user)@127.0.0.1:1", "b@c"], ["alice", "✓", "∅!", ""],
        ["mallory", "✗", "", ""], ["a", "", "", "✓!"],
      ])
  }

  /// The schema takes what is right, and refuses what the reader refuses.
  @Test func `the schema and the reader agree on what is wrong`() throws {
    let line = Records.record().jsonLine
    let wrong = [
      ("\"port\":2222", "\"port\":65536"), ("\"met\":true", "\"met\":1"),
      ("\"verdict\":\"allowed\"", "\"verdict\":\"open\""),
      ("\"attempts\":1", "\"attempt\":1"), ("\"fingerprint\"", "\"fingerprints\""),
      ("\"reason\":\"", "\"reason\":\"A "),
    ].map { part, replacement in line.replacing(part, with: replacement) }
    for line in wrong {
      #expect(throws: ReportError.self) { try CheckRecord(jsonLine: Array(line.utf8)) }
    }
    let folder = try TemporaryFolder()
    let script = """
      import json, jsonschema, sys
      validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
      print([len(list(validator.iter_errors(json.loads(line)))) for line in sys.stdin])
      """
    let path = try folder.write(script.utf8, to: "validate.py")
    let python = try #require(Python.tool)
    let schema = PackageFolder.path("schema/latchkey-report.schema.json")
    let outcome = try python.run(
      [path, schema], input: Array(([line] + wrong).joined().utf8))
    #expect(outcome.text == "[0, 1, 1, 1, 1, 1, 1]\n", "\(outcome.errorText)")
  }

  @Test func `the first line says who got in, where users were guessed`() {
    func line(_ id: String, host: String, port: UInt16 = 22, user: String) -> String {
      var record = Records.record(host: host, user: user)
      (record.id, record.host, record.port, record.hostName) = (id, host, port, nil)
      var writer = TextWriter()
      return String(decoding: writer.add(record).prefix { $0 != 0x0A }, as: UTF8.self)
    }
    let end = "(auth: authenticated, 13 ms)"
    #expect(
      line("nosuch@web:22", host: "web", user: "root")
        == "ok    nosuch@web:22: allowed, as the user root \(end)")
    #expect(
      line("nosuch@[::1]:2200 #2", host: "::1", port: 2200, user: "root")
        == "ok    nosuch@[::1]:2200 #2: allowed, as the user root \(end)")
    #expect(
      line("root@web:22", host: "web", user: "root") == "ok    root@web:22: allowed \(end)")
    // A name of the caller's own says nothing of a user.
    #expect(line("a@b", host: "web", user: "root") == "ok    a@b: allowed \(end)")
  }
}

import Foundation
import LatchkeyPlan
import LatchkeyVerifier
import TestSupport
import Testing

@Suite struct `Files that a plan names` {
  private static func errors(_ text: String, in folder: TemporaryFolder) throws -> [String] {
    let error = #expect(throws: PlanErrors.self) {
      try PlanResolver(environment: ["HOME": folder.path]).resolve(
        yaml: Array("version: 1\n\(text)".utf8), fileName: folder.path("plan.yml"))
    }
    return (error?.errors ?? []).map {
      "\($0.place?.line ?? 0):\($0.place?.column ?? 0): "
        + $0.reason.replacing(folder.path, with: "FOLDER")
    }
  }

  @Test func `are all named where they are of no use`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.read("openssh/ed25519_aes128-gcm"), to: "locked")
    try folder.write(Fixture.read("public/authorized_keys"), to: "many")
    try folder.write([0xFF, 0xFE, 0x23, 0, 0x0A, 0], to: "utf16")
    try folder.write("wrong\n".utf8, to: "wrong")
    try folder.write([], to: "nothing")
    try folder.write(Fixture.read("public/ed25519.pub"), to: "ed25519.pub")
    let found = try Self.errors(
      """
      keys:
        a: missing.ppk
        b: locked
        c: {file: locked, passphrase-file: wrong}
        d: {file: locked, passphrase-file: nothing}
        e: {file: ed25519.pub, certificate: ed25519.pub}
        f: {agent: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"}
        g: {public-key: "ssh-ed25519 AAAA"}
        h: many
      hosts:
        one: {host-keys: "SHA256:short"}
        two: {known-hosts: missing}
        three: {host-keys: locked}
        four: {known-hosts: utf16, user: x}
      """, in: folder)
    #expect(found == Self.expected, "\(found.joined(separator: "\n"))")
  }

  @Test func `are looked at where the plan itself is wrong, or an inventory`() throws {
    let folder = try TemporaryFolder()
    let files = "keys: {a: missing}\nhosts: {one: {known-hosts: nowhere}}\n"
    let missing = [
      "2:11: FOLDER/missing: cannot open: no such file or directory",
      "3:28: FOLDER/nowhere: cannot open: no such file or directory",
    ]
    for (mistake, reason) in [
      ("strikt: true", "4:1: there is no field \"strikt\"; did you mean strict?"),
      ("inventories: gone", "4:14: FOLDER/gone: cannot open: no such file or directory"),
      (
        "deny: [{keys: b, users: u, hosts: one}]",
        "4:15: there is no key \"b\"; did you mean a?"
      ),
    ] {
      let found = try Self.errors(files + mistake, in: folder)
      #expect(found == missing + [reason], "\(found.joined(separator: "\n"))")
    }
  }

  private static let expected = [
    "3:6: FOLDER/missing.ppk: cannot open: no such file or directory",
    "4:6: locked: encrypted private key, no passphrase given; name a file that has it with passphrase-file",
    "5:13: locked: the passphrase does not unlock the private key (aes128-gcm@openssh.com under bcrypt, 4 rounds), or the file is damaged",
    "6:38: nothing: an empty file, where a passphrase was expected in the first line",
    "7:39: ed25519.pub: a key, where a certificate is expected; name the file that ends in -cert.pub",
    "8:14: SSH_AUTH_SOCK is not set, so no agent is known",
    "9:19: public-key: damaged public key: a uint32 expected, but only 3 bytes are left",
    "10:6: many: several keys, where one is expected",
    "12:20: SHA256:short: a SHA256 fingerprint has 43 base64 characters, this has 5",
    "13:22: FOLDER/missing: cannot open: no such file or directory",
    "14:22: locked: no host public key in it: a private key (ssh-ed25519), where the public one is needed: give the .pub file",
    #"15:23: FOLDER/utf16: UTF-16 text ("iconv -f UTF-16 -t UTF-8" makes UTF-8 of it; PowerShell writes that with "Out-File -Encoding ascii"), where UTF-8 is read"#,
  ]

  @Test func `are warned of where ssh and sshd would not see what is in them`() throws {
    let folder = try TemporaryFolder()
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    try folder.write(mark + Fixture.read("openssh/ed25519_plain"), to: "marked")
    try FileManager.default.createDirectory(
      atPath: folder.path(".ssh"), withIntermediateDirectories: false)
    try folder.write([0xFF, 0xFE, 0x23, 0, 0x0A, 0], to: ".ssh/known_hosts")
    let text = """
      version: 1
      keys: {own: "\(folder.path("marked"))"}
      hosts: [web.example.org]
      allow: [{keys: own, users: x, hosts: web.example.org}]
      """
    let plan = try Plan(yaml: Array(text.utf8), fileName: folder.path("plan.yml"))
    let resolved = try PlanResolver(environment: ["HOME": folder.path]).resolve(plan)
    #expect(
      resolved.warnings.sorted()
        == [
          "\(folder.path(".ssh/known_hosts")): UTF-16 text (\"iconv -f UTF-16 -t UTF-8\" makes UTF-8 "
            + "of it; PowerShell writes that with \"Out-File -Encoding ascii\"), where UTF-8 is read",
          "\(folder.path("marked")): a byte order mark stands before this key, so that ssh, sshd and "
            + "PuTTY do not see it: save the file without one",
        ].sorted())
  }

  @Test func `of jump hosts have to let somebody in there`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture.read("public/ed25519.pub"), to: "probe.pub")
    let found = try Self.errors(
      """
      keys: {probe: probe.pub}
      hosts:
        gate:
        inside: {jump: gate}
        a: {jump: b}
        b: {jump: a}
        lost: {jump: gaet}
      deny: [{keys: probe, users: x, hosts: inside}]
      """, in: folder)
    #expect(
      found == [
        "6:3: a: its jump hosts lead in a circle, or there are more than 8",
        "7:3: b: its jump hosts lead in a circle, or there are more than 8",
        #"8:16: there is no host "gaet" to jump through; did you mean gate?"#,
      ], "\(found.joined(separator: "\n"))")
    let second = try Self.errors(
      """
      keys: {probe: probe.pub}
      hosts:
        gate:
        inside: {jump: gate}
      deny: [{keys: probe, users: x, hosts: inside}]
      """, in: folder)
    #expect(
      second == [
        "4:3: gate is jumped through, and has no user; add user to it or to defaults",
        "4:3: gate is jumped through, and of the key probe there is only the public half, which does "
          + "not get in; name keys that do with jump-keys",
      ], "\(second.joined(separator: "\n"))")
  }

  @Test(arguments: [
    (
      "[web:hots]\n",
      "1:1: [web:hots] is no section; expected [GROUP], [GROUP:vars] or [GROUP:children]"
    ),
    ("web note=\"open\n", "1:1: a quotation that does not end"),
    (
      "web[1:x]\n",
      "1:1: \"web[1:x]\" is no range of hosts; expected one such as web[01:50] or db-[a:f]"
    ),
    (
      "web[1:5000000]\n",
      "1:1: \"web[1:5000000]\" stands for more than 1000000 hosts, the most that is read of an "
        + "inventory; divide it, or look for a slip in its numbers"
    ),
    (
      "web[1:99999999999999999999]\n",
      "1:1: \"web[1:99999999999999999999]\" stands for more than 1000000 hosts, the most that is "
        + "read of an inventory; divide it, or look for a slip in its numbers"
    ),
    ("web:99999\n", "1:1: \"web:99999\": \"99999\" is no TCP port, 1 to 65535"),
    // A letter of another script has three bytes: an error is as short in any.
    (
      "web:\(String(repeating: "鍵", count: 100))\n",
      "1:1: \"web:\(String(repeating: "鍵", count: 39))…\": \"\(String(repeating: "鍵", count: 40))…\""
        + " is no TCP port, 1 to 65535"
    ),
    ("web 10.0.0.1\n", "1:1: \"10.0.0.1\" behind the host \"web\"; expected NAME=VALUE"),
    (
      "web ansible_port=ssh\n", "1:1: web: ansible_port is \"ssh\", expected a TCP port, 1 to 65535"
    ),
    (
      "web ansible_host='{{ ip }}'\n",
      "1:1: web: ansible_host is a template, and templates are not evaluated; give its value, or the host in the plan"
    ),
    (
      "[a:children]\nb\n[b:children]\na\n",
      "1:1: the group \"a\" is, by way of its children, a part of itself"
    ),
    ("[web:vars]\nport\n", "2:1: \"port\" among the variables of web; expected NAME=VALUE"),
    ("--- {all: [web]}", "1:11: the group \"all\": found a list, expected a mapping"),
    (
      "--- {all: {host: {web: }}}",
      "1:12: \"host\" in the group \"all\"; expected hosts, vars or children"
    ),
    (
      "--- {all: {hosts: {web: {ansible_user: !vault x}}}}",
      "1:40: web: ansible_user is encrypted; give its value, or the host in the plan"
    ),
    (
      "#!/bin/sh\n",
      "2:14: hosts is a program, and none is run; keep what it prints with --list, as an inventory of the format ansible-json"
    ),
  ])
  func `and that are inventories have to be understood`(content: String, reason: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(content.utf8, to: "hosts")
    #expect(try Self.errors("inventories: hosts\n", in: folder) == [reason])
  }
}

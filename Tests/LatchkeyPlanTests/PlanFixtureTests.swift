import Foundation
import LatchkeyPlan
import TestSupport
import Testing

@Suite struct `Plans in fixtures` {
  @Test(arguments: ["byte_order_mark.yml", "fleet.yml", "json.yml", "lists.yml", "smallest.yml"])
  func `that are right are read`(name: String) throws {
    let plan = try Plan(yaml: Fixture.read("plans/valid/\(name)"), fileName: name)
    #expect(plan.fileName == name)
  }

  @Test func `that are wrong are named with line, column and what to do`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Fixture.path("plans/malformed"))
    var found: [String: [String]] = [:]
    for name in names.sorted() {
      let bytes = try Fixture.read("plans/malformed/\(name)")
      let error = #expect(throws: PlanErrors.self, "\(name)") {
        try Plan(yaml: bytes, fileName: name)
      }
      found[name] = error?.errors.map(\.description)
    }
    for name in Set(found.keys).union(Self.expected.keys).sorted() {
      #expect(
        found[name] == Self.expected[name],
        "\(name): \((found[name] ?? []).map { "\($0)" }.joined(separator: "\n"))")
    }
  }

  static let expected: [String: [String]] = [
    "address_with_user.yml": [
      #"address_with_user.yml:2:14: hosts.web: found the text "admin@10.0.0.1", expected a host name or an address, without user and port"#
    ],
    "agent_key_by_name.yml": [
      #"agent_key_by_name.yml:2:23: keys.alice.agent: found the text "alice@example.org", expected the fingerprint of a key that the ssh-agent holds, SHA256:… as ssh-add -l prints it"#
    ],
    "deep.yml": [
      "deep.yml:1:72: more than 64 lists and mappings inside one another"
    ],
    "empty.yml": [
      "empty.yml:1:1: found nothing, expected a plan: a mapping with version, hosts, keys and rules"
    ],
    "empty_list_of_keys.yml": [
      "empty_list_of_keys.yml:2:16: allow[1].keys: found an empty list, expected a list of names, patterns, tag:NAME and all"
    ],
    "exclamation_without_quotes.yml": [
      "exclamation_without_quotes.yml:2:26: not YAML while scanning a tag: did not find expected whitespace or line break; text that begins with ! goes in quotes"
    ],
    "field_misspelt.yml": [
      #"field_misspelt.yml:2:1: there is no field "strikt"; did you mean strict?"#
    ],
    "host_called_all.yml": [
      "host_called_all.yml:2:9: all means every host, and no host can be called that"
    ],
    "host_key_and_none.yml": [
      "host_key_and_none.yml:2:59: hosts.web: insecure-ignore-host-key contradicts host-keys and known-hosts"
    ],
    "inventory_of_unknown_format.yml": [
      #"inventory_of_unknown_format.yml:2:37: inventories[1].format: found the text "terraform", expected ansible-ini, ansible-yaml, ansible-json or ssh-config"#
    ],
    "jump_key_unknown.yml": [
      #"jump_key_unknown.yml:2:26: there is no key "alice""#
    ],
    "key_from_nowhere.yml": [
      "key_from_nowhere.yml:3:10: keys.alice: expected one of file, agent or public-key"
    ],
    "key_from_two_places.yml": [
      "key_from_two_places.yml:3:10: keys.alice: found file and public-key, where one of them is enough",
      "key_from_two_places.yml:3:36: public-key: damaged public key: a uint32 expected, but only 3 bytes are left",
    ],
    "key_is_a_number.yml": [
      "key_is_a_number.yml:2:15: keys.alice: found the number 12, expected the path of a key file, or a mapping with file, agent or public-key; put it in quotes"
    ],
    "key_pasted.yml": [
      "key_pasted.yml:3:10: keys.alice: found a text of 103 characters, expected the path of a file"
    ],
    "latin1.yml": [
      "latin1.yml:2:1: bytes that are not UTF-8; save the file as UTF-8"
    ],
    "utf16.yml": [
      #"utf16.yml: UTF-16 text ("iconv -f UTF-16 -t UTF-8" makes UTF-8 of it; PowerShell writes that with "Out-File -Encoding ascii"), where UTF-8 is read"#
    ],
    "laughs.yml": [
      "laughs.yml:8:16: more than 4194304 values, those that aliases repeat counted each time"
    ],
    "list.yml": [
      "list.yml:1:1: found a list, expected a plan: a mapping with version, hosts, keys and rules"
    ],
    "list_as_a_name.yml": [
      "list_as_a_name.yml:2:3: a list or mapping, where the name of a field is expected; text that begins with [ or { goes in quotes"
    ],
    "nobody_named.yml": [
      "nobody_named.yml:4:9: no users in this rule, and web has no user of its own; add users to the rule, or user to the host or to defaults"
    ],
    "passphrase_file_without_file.yml": [
      "passphrase_file_without_file.yml:3:10: keys.alice: passphrase-file goes with file, which is missing"
    ],
    "passphrase_in_the_plan.yml": [
      "passphrase_in_the_plan.yml:3:36: keys.alice.passphrase: a passphrase does not belong into a plan: put it into a file that only you may read, and name that with passphrase-file"
    ],
    "pins_and_known_hosts.yml": [
      "pins_and_known_hosts.yml:2:26: hosts.web: host-keys pins the key, so known-hosts would not be looked at; keep one of them"
    ],
    "rule_denies_partially.yml": [
      #"rule_denies_partially.yml:2:28: deny[1]: there is no field "expect"; there are keys, users, hosts"#
    ],
    "rule_without_hosts.yml": [
      "rule_without_hosts.yml:2:9: allow[1]: hosts is missing, expected a name, a pattern such as web-*, tag:NAME, all, or a list of them"
    ],
    "rules_as_a_mapping.yml": [
      "rules_as_a_mapping.yml:2:8: allow: found a mapping, expected a list of rules"
    ],
    "rules_contradict.yml": [
      "rules_contradict.yml:8:5: this deny rule wants another outcome than the allow rule in line 6: both name bob as admin on web-1; leave it out of one of them with !"
    ],
    "same_key_twice.yml": [
      #"same_key_twice.yml:4:3: "alice" stands here a second time, first in line 3; keep one"#
    ],
    "several_mistakes.yml": [
      "several_mistakes.yml:2:9: strict: found the number 1, expected true or false",
      #"several_mistakes.yml:3:18: defaults.port: found the text "ssh", expected a TCP port, 1 to 65535"#,
      #"several_mistakes.yml:3:23: defaults: there is no field "usr"; did you mean user?"#,
      "several_mistakes.yml:5:17: hosts.web-1.port: found the number 70000, expected a TCP port, 1 to 65535",
      #"several_mistakes.yml:6:3: hosts: found the name "web 2", expected a name of letters, digits, dots, hyphens and underscores"#,
      "several_mistakes.yml:8:5: allow[1]: keys is missing, expected a name, a pattern such as web-*, tag:NAME, all, or a list of them",
      "several_mistakes.yml:8:5: allow[1]: hosts is missing, expected a name, a pattern such as web-*, tag:NAME, all, or a list of them",
      #"several_mistakes.yml:8:6: allow[1]: there is no field "key"; did you mean keys?"#,
    ],
    "tab.yml": [
      "tab.yml:3:1: not YAML while scanning for the next token: found character that cannot start any token; indent with blanks, not tabs, and put text that begins with @, ` or % in quotes"
    ],
    "time_of_nothing.yml": [
      "time_of_nothing.yml:2:21: defaults.timeout: found the number 0, expected a time such as 5s, 500ms, 2m or a number of seconds, more than 0 and at most a day"
    ],
    "time_without_unit.yml": [
      #"time_without_unit.yml:2:21: defaults.timeout: found the text "30", expected a time such as 5s, 500ms, 2m or a number of seconds, more than 0 and at most a day"#
    ],
    "time_that_is_no_number.yml": [
      "time_that_is_no_number.yml:2:21: defaults.timeout: found the number .nan, expected a time such as 5s, 500ms, 2m or a number of seconds, more than 0 and at most a day"
    ],
    "times_without_end.yml": [
      "times_without_end.yml:3:12: defaults.timeout: found the number .inf, expected a time such as 5s, 500ms, 2m or a number of seconds, more than 0 and at most a day",
      #"times_without_end.yml:4:20: defaults.connect-timeout: found the text "999999999999999999999h", expected a time such as 5s, 500ms, 2m or a number of seconds, more than 0 and at most a day"#,
    ],
    "two_days.yml": [
      "two_days.yml:2:21: defaults.timeout: expected a time of more than 0 and at most a day (24h)"
    ],
    "two_documents.yml": [
      "two_documents.yml:2:1: a second document, where a file has one; put it into a file of its own"
    ],
    "unclosed.yml": [
      "unclosed.yml:3:1: not YAML while parsing a flow sequence: did not find expected ',' or ']'"
    ],
    "unknown_alias.yml": [
      "unknown_alias.yml:2:8: *web: nothing before it is marked &web; text that begins with * goes in quotes"
    ],
    "unknown_names.yml": [
      #"unknown_names.yml:6:12: there is no key "alcie"; did you mean alice?"#,
      #"unknown_names.yml:6:26: there is no host "web-3"; did you mean web-1?"#,
      #"unknown_names.yml:7:25: no host has the tag "wed"; did you mean web?"#,
      #"unknown_names.yml:7:36: no host has a name that fits "db-*""#,
      #"unknown_names.yml:7:53: there is no user "admim"; did you mean admin?"#,
    ],
    "user_is_a_number.yml": [
      "user_is_a_number.yml:2:16: users[2]: found the number 1000, expected a user's name, without blanks; put it in quotes"
    ],
    "users_by_tag.yml": [
      #"users_by_tag.yml:5:30: "tag:web": users have no tags; name them"#
    ],
    "version_as_text.yml": [
      #"version_as_text.yml:1:10: version: found the text "1", expected 1, the version of this format"#
    ],
    "version_missing.yml": [
      "version_missing.yml:1:1: version is missing, expected 1, the version of this format"
    ],
    "version_of_the_future.yml": [
      "version_of_the_future.yml:1:10: version: found the number 2, expected 1, the version of this format"
    ],
    "yes_for_true.yml": [
      #"yes_for_true.yml:2:9: strict: found the text "yes", expected true or false"#
    ],
  ]
}

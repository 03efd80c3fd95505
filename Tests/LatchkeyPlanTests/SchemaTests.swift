import Foundation
import TestSupport
import Testing

@testable import LatchkeyPlan

@Suite struct `The schema of plans` {
  @Test func `that is shipped is the one that is obeyed`() throws {
    let shipped = try String(
      contentsOfFile: PackageFolder.path("schema/latchkey-plan.schema.json"), encoding: .utf8)
    #expect(PlanSchema.text + "\n" == shipped, "run scripts/embed-schema.sh")
  }

  /// Says of each file whether python's jsonschema takes it, read by YAML 1.2's core schema and with
  /// names as JSON has them, as text.
  private static let judge = #"""
    import json, re, sys, yaml
    from jsonschema import Draft202012Validator

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

        def construct_mapping(self, node, deep=False):
            self.flatten_mapping(node)
            return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    for tag, pattern in [
        ("null", r"~|null|Null|NULL|"), ("bool", r"true|True|TRUE|false|False|FALSE"),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
        ("merge", "<<"),
    ]:
        Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(f"^(?:{pattern})$"), None)
    Loader.add_constructor("tag:yaml.org,2002:int", lambda l, n: int(n.value, 0 if "o" in n.value or "x" in n.value else 10))
    Loader.add_constructor("tag:yaml.org,2002:map", lambda l, n: l.construct_mapping(n, deep=True))
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for path in sys.argv[2:]:
        try:
            document = yaml.load(open(path, encoding="utf-8"), Loader)
        except Exception as error:
            print("unreadable")
            continue
        print("valid" if validator.is_valid(document) else "invalid")
    """#

  @Test(.enabled(if: Python.isAvailable))
  func `means to us what it means to jsonschema`() throws {
    let python = try #require(Python.tool)
    var paths: [String] = []
    for folder in ["valid", "malformed"] {
      let path = Fixture.path("plans/\(folder)")
      // Aliases upon aliases are nothing that Python bounds.
      paths += try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        .filter { $0 != "laughs.yml" }.map { "\(path)/\($0)" }
    }
    let outcome = try python.run(
      ["-c", Self.judge, PackageFolder.path("schema/latchkey-plan.schema.json")] + paths)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let verdicts = outcome.text.split(separator: "\n")
    try #require(verdicts.count == paths.count)
    let schema = try PlanSchema.read()
    var counts: [Substring: Int] = [:]
    for (path, verdict) in zip(paths, verdicts) {
      counts[verdict, default: 0] += 1
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
      // What is no single YAML document has no structure to be judged.
      guard let root = try? YAMLDocument(bytes, fileName: path).root else { continue }
      let errors = SchemaValidator.errors(in: root, by: schema, fileName: path)
      #expect((errors.isEmpty ? "valid" : "invalid") == verdict, "\(path): \(errors)")
    }
    #expect((counts["valid"] ?? 0) > 10 && (counts["invalid"] ?? 0) > 20, "\(counts)")
  }
}

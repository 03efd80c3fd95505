import LatchkeyJSON
import LatchkeyKeys
import LatchkeyRotation
import LatchkeyVerifier

/// What is printed of a rotation.
enum RotationReport {
  static func print(
    _ outcome: RotationOutcome, of rotation: Rotation, _ options: OutputOptions
  ) {
    if options.json {
      options.output.result(json(outcome, rotation))
    } else {
      options.output.result(text(outcome, rotation))
    }
  }

  private static func text(_ outcome: RotationOutcome, _ rotation: Rotation) -> String {
    var lines = [
      "\(outcome.isDone ? "ok  " : "FAIL")  \(rotation.target.id): \(outcome.state.rawValue)"
    ]
    for step in outcome.steps {
      let name = step.name.rawValue
      let gap = String(repeating: " ", count: 8 - name.utf8.count)
      lines.append("      \(name)\(gap)\(step.detail)")
    }
    if let remedy = outcome.remedy { lines.append("      to do: \(remedy)") }
    return lines.map(Visible.text).joined(separator: "\n")
  }

  private static func json(_ outcome: RotationOutcome, _ rotation: Rotation) -> JSONObject {
    var object = JSONObject()
    object.add("id", rotation.target.id)
    object.add("host", rotation.target.host)
    object.add("port", Int(rotation.target.port))
    object.add("user", rotation.target.user)
    object.add("state", outcome.state.rawValue)
    object.add("done", outcome.isDone)
    object.add("oldKey", key(rotation.oldKey))
    object.add("newKey", key(rotation.newKey))
    object.add("steps", .array(outcome.steps.map(step)))
    object.add("remedy", outcome.remedy)
    return object
  }

  private static func key(_ identity: Identity) -> JSONObject {
    var object = JSONObject()
    object.add("path", identity.path)
    object.add("fingerprint", identity.publicKey.fingerprint.text)
    object.add("algorithm", identity.publicKey.algorithm.name)
    return object
  }

  private static func step(_ step: RotationStep) -> JSONValue {
    var object = JSONObject()
    object.add("name", step.name.rawValue)
    object.add("done", step.isDone)
    object.add("detail", step.detail)
    return .object(object)
  }
}

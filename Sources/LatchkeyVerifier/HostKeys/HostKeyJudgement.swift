import LatchkeyKeys

/// What a policy makes of a host key.
struct HostKeyJudgement: Sendable, Hashable {
  /// The judgement.
  var trust: ServerHostKey.Trust
  /// What was expected instead, as fingerprints, where something was.
  var expected: [String] = []
  /// Whether keys are known or pinned, but none of this key's type.
  var isOtherType = false
  /// Of what type a key of the same host would have to be that is trusted, where this one is not.
  var trustedTypes = TrustedTypes.these([])
  /// More that a person should know, a line for each.
  var notes: [String] = []
}

/// What a report says of one check: the members of its JSON object (latchkey-check(1)).
public struct CheckRecord: Sendable, Hashable {
}

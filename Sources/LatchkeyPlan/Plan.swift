/// Who may get into what, and who may not (latchkey-plan(5)).
public struct Plan: Sendable {
}

import LatchkeyPlan
import LatchkeyVerifier
import Testing

@Suite struct `A plan of many hosts` {
  @Test func `is expanded into every check that there is, and each has a name of its own`() throws {
    let plan = try Samples.fleet(hosts: 300, keys: 10)
    // Each fifth host has another user, but one all the same.
    #expect(plan.checks.count == 3_000)
    #expect(Set(plan.checks.map(\.check.id)).count == 3_000)
    #expect(plan.checks.allSatisfy { $0.isImplied && $0.check.expectation == .deny })
  }
}

/// Says to a connection that the service is about to end: what was asked for is still answered, and
/// nothing else is waited for.
struct ServiceEnding: Sendable {}

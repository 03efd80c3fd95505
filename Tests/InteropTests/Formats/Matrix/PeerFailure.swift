/// A peer could not be run at all. Not an expectation: those are told to the first test alone, and
/// every test of that peer has to fail.
struct PeerFailure: Error, CustomStringConvertible {
  let description: String
}

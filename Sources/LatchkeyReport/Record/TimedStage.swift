import LatchkeyVerifier

/// The stages that have a time of their own, under the names of their members.
enum TimedStage: String, CaseIterable {
  case dns, tcp, banner, kex, auth, exec
}

extension Timings {
  /// The time of a stage, where there was one.
  subscript(_ stage: TimedStage) -> Duration? {
    get {
      switch stage {
      case .dns: dns
      case .tcp: tcp
      case .banner: banner
      case .kex: kex
      case .auth: auth
      case .exec: exec
      }
    }
    set {
      switch stage {
      case .dns: dns = newValue
      case .tcp: tcp = newValue
      case .banner: banner = newValue
      case .kex: kex = newValue
      case .auth: auth = newValue
      case .exec: exec = newValue
      }
    }
  }
}

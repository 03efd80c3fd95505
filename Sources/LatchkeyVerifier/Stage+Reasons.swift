extension Stage {
  /// Every reason that a check can end with at this stage, in the order in which latchkey-check(1)
  /// lists them: a pair that is not here never occurs.
  public var reasons: [Reason] {
    switch self {
    case .dns: [.noSuchName, .temporaryFailure, .timeout, .interrupted]
    case .tcp:
      [
        .refused, .noRoute, .reset, .jumpFailed, .forwardingRefused, .jumpCannotConnect, .failed,
        .timeout, .interrupted,
      ]
    case .banner:
      [
        .notSSH, .ssh1Only, .closed, .reset, .overloaded, .sourcePenalised, .timeout, .interrupted,
      ]
    case .kex:
      [
        .noCommonKex, .noCommonHostKey, .noCommonCipher, .noCommonMAC, .disconnected, .closed,
        .failed, .timeout, .interrupted,
      ]
    // Judged here and at once: there is nothing to wait for.
    case .hostkey: [.mismatch, .pinnedTypeNotOffered, .revoked, .unknown, .failed]
    case .auth:
      [
        .authenticated, .keyListed, .noProofRequired, .keyRefused, .publickeyNotOffered,
        .keyAcceptedLoginRefused, .moreFactorsRequired, .tooManyAttempts, .privateKeyUnusable,
        .disconnected, .closed, .failed, .timeout, .interrupted,
      ]
    case .session:
      [
        .droppedAfterAuth, .refused, .execRestricted, .forcedCommand, .disconnected, .timeout,
        .interrupted,
      ]
    case .exec: [.ran, .signal, .disconnected, .timeout, .interrupted]
    }
  }
}

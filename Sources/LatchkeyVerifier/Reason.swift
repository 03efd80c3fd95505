/// Why a check has its verdict. The raw values are stable codes that scripts match; together with
/// the stage they are listed in latchkey-check(1).
public enum Reason: String, Sendable, Hashable, CaseIterable {
  /// auth: the key authenticated the user.
  case authenticated
  /// auth: the server would accept this public key; nothing was signed, so nobody was logged in.
  case keyListed = "key-listed"
  /// auth: the server let the user in without any proof that the key is held.
  case noProofRequired = "no-proof-required"

  /// dns: the name does not exist, or has no address.
  case noSuchName = "no-such-name"
  /// dns: the resolver could not answer now.
  case temporaryFailure = "temporary-failure"

  /// tcp: nothing listens on the port. session: the server refused to open a session.
  case refused
  /// The stage's deadline passed.
  case timeout
  /// tcp: no route to the host or its network.
  case noRoute = "no-route"
  /// tcp: the connection was reset.
  case reset

  /// tcp: a jump host did not let us through; the verdict on it is among the hops.
  case jumpFailed = "jump-failed"
  /// tcp: a jump host lets us in and forwards no connections (OpenSSH's AllowTcpForwarding,
  /// PermitOpen, `restrict`).
  case forwardingRefused = "forwarding-refused"
  /// tcp: a jump host lets us in and cannot connect to the next host.
  case jumpCannotConnect = "jump-cannot-connect"

  /// banner: something answered that is not an SSH server.
  case notSSH = "not-ssh"
  /// The connection was closed without a word.
  case closed
  /// banner: the server has too many unauthenticated connections (OpenSSH's MaxStartups).
  case overloaded
  /// banner: the server refuses this source address for now (OpenSSH's PerSourcePenalties).
  case sourcePenalised = "source-penalised"
  /// banner: the server speaks SSH protocol 1 only.
  case ssh1Only = "ssh1-only"

  /// kex: no key exchange method in common.
  case noCommonKex = "no-common-kex"
  /// kex: no host key algorithm in common.
  case noCommonHostKey = "no-common-hostkey"
  /// kex: no cipher in common.
  case noCommonCipher = "no-common-cipher"
  /// kex: no MAC in common.
  case noCommonMAC = "no-common-mac"
  /// The stage's protocol failed.
  case failed

  /// hostkey: the host key is not the pinned or known one.
  case mismatch
  /// hostkey: the host key is marked as revoked.
  case revoked
  /// hostkey: nothing is known about the host.
  case unknown
  /// hostkey: the server offers no host key of the pinned or known type.
  case pinnedTypeNotOffered = "pinned-type-not-offered"

  /// auth: the server does not take public keys for this user.
  case publickeyNotOffered = "publickey-not-offered"
  /// auth: the server does not accept the key for this user.
  case keyRefused = "key-refused"
  /// auth: the key is listed, and yet the log-in was refused.
  case keyAcceptedLoginRefused = "key-accepted-login-refused"
  /// auth: the key was accepted and the server wants more factors.
  case moreFactorsRequired = "more-factors-required"
  /// auth: the server ended the connection after too many attempts.
  case tooManyAttempts = "too-many-attempts"
  /// auth: the private key could not sign what it had to.
  case privateKeyUnusable = "private-key-unusable"
  /// The server ended the connection with a message of its own.
  case disconnected

  /// session: the connection was dropped after authentication.
  case droppedAfterAuth = "dropped-after-auth"
  /// session: another command than the one asked for was run.
  case forcedCommand = "forced-command"
  /// session: the server does not run commands for this key.
  case execRestricted = "exec-restricted"

  /// exec: the command ran to its end.
  case ran
  /// exec: the command was ended by a signal.
  case signal

  /// The check was interrupted before it had a verdict.
  case interrupted
}

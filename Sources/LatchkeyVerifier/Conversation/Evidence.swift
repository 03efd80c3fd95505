import Glibc
import LatchkeyKeys

/// Everything that was seen in one attempt of a check: what `Diagnosis` works from.
struct Evidence: Sendable {
  /// How the attempt ended.
  enum Ending: Sendable, Hashable {
    /// Authentication, and the command where there is one, ran to its end.
    case finished
    /// The stage's deadline passed.
    case deadline
    /// A call of libssh2 failed.
    case failed(SessionFailure)
    /// A system call failed with this `errno`.
    case system(Int32)
    /// The jump host opened no connection to the host.
    case notForwarded(ChannelOpenFailure?)
    /// The name was not found: EAI_… and its text.
    case noAddress(Int32, String)
    /// The server turned out not to be one to talk to.
    case unusable(Reason)
    /// The host key is not trusted.
    case untrusted
    /// The host key could not be recorded.
    case notRecorded(String)
    /// The command is longer than libssh2 can send.
    case commandTooLong
    /// The run was interrupted.
    case interrupted
  }

  /// One key's fate.
  struct KeyAttempt: Sendable, Hashable {
    /// What the server made of it.
    enum Answer: Sendable, Hashable {
      /// It authenticated the user.
      case accepted
      /// It authenticated the user before anything was signed.
      case acceptedUnproven
      /// The server would accept it; nothing was signed because there is no private half.
      case listed
      /// The server does not accept it.
      case refused
      /// The server would accept it, and refused the signed request.
      case refusedAfterListing
      /// It was accepted and the server wants more.
      case partial
      /// It could not be used on our side.
      case unusable(String)
    }

    /// Its index in the check.
    let identity: Int
    let answer: Answer
    /// The methods that the server would still take, where it said.
    var methods: [String]?
    /// The public key algorithms under which it was refused, as far as they are known.
    var refusedNames: [String] = []
    /// Whether it was not offered, as the server says that it takes no signature of its kind.
    var isRuledOut = false
    /// Whether it is to be offered under its other name as well, and has not been.
    var isSecondUntried = false
  }

  /// When it was, in seconds since 1970-01-01T00:00:00Z: what is valid then.
  var time: UInt64 = 0
  /// How far it came.
  var stage = Stage.dns
  var ending = Ending.finished
  /// The numeric address of the last connection.
  var address: String?
  /// The addresses that did not answer, and why.
  var dialFailures: [Dialing.Failure] = []
  /// How many addresses the host has.
  var addressCount = 0
  /// What was said before the identification line.
  var firstWords: String?
  /// What else than an SSH server begins as it did.
  var greeting: String?
  /// The server's identification line.
  var banner: String?
  var clientOffer: KeyExchangeOffer?
  var serverOffer: KeyExchangeOffer?
  var disconnection: Disconnection?
  var isClosedByPeer = false
  var negotiated: Negotiated?
  var hostKey: ServerHostKey?
  var judgement: HostKeyJudgement?
  /// The fingerprints of other host keys that the server showed in earlier attempts.
  var otherHostKeys: [String] = []
  var keys: [KeyAttempt] = []
  /// The key whose offer had no answer of its own when the connection ended; refused, if the end was
  /// the answer.
  var pending: KeyAttempt?
  /// Whether the server offers an RSA host key, and as `ssh-rsa` alone. Seen only where an RSA key is to
  /// be offered.
  var signsWithSHA1Alone = false
  /// Whether the server let the user in without a key.
  var needsNoKey = false
  /// What the server showed before log-in.
  var authenticationBanner: String?
  /// What it showed once it had been sent a signature: its answer to that, in words (OpenSSH shows
  /// there what PAM says).
  var wordsAfterSigning: String?
  /// What the server said in debug messages.
  var debugLines: [String] = []
  /// Whether the key that was being offered had been accepted, and its signature sent.
  var isKeySigned = false
  /// Whether the server left the session open when its command had ended.
  var isSessionLeftOpen = false
  var command: CommandResult?
  var timings = Timings()

  /// Whether the server has said what it is.
  var isIdentified: Bool {
    switch stage {
    case .dns, .tcp, .banner: false
    case .kex, .hostkey, .auth, .session, .exec: true
    }
  }

  /// What sshd says of a key that is tied to a command: `…: key options: … command …`. By strstr(3),
  /// as Swift's own search for a string within another took a fortieth of a check's time.
  var forcedCommand: String? {
    debugLines.first {
      unsafe strstr($0, "key options:") != nil && strstr($0, "command") != nil
    }
  }

  /// Whether the server is one that answers that it would accept a key before it looks whether it
  /// does (tinyssh's packet_auth.c): only what follows the signature is a verdict.
  var acceptsEveryKey: Bool { banner?.hasPrefix("SSH-2.0-tinyssh") == true }

  /// Whether the server ended the connection for the number of keys that it had refused: the one
  /// that was being offered is among them (OpenSSH's MaxAuthTries).
  var isCutForAttempts: Bool {
    disconnection?.message.contains("Too many authentication failures") == true
      && ending != .finished
  }

  /// The keys, with the one whose refusal ended the connection.
  var refusedAtLast: [KeyAttempt] {
    guard let pending else { return keys }
    return keys.filter { $0.identity != pending.identity } + [pending]
  }
}

import LatchkeyVerifier
import TestSupport

/// Authentication.
extension ReasonExample {
  static var authentication: [ReasonExample] {
    [
      ReasonExample(.auth, .authenticated) { scene, _ in try scene.check(scene.sshd()) },
      ReasonExample(.auth, .keyListed) { scene, _ in
        try scene.check(scene.sshd(), "-i", "key.pub")
      },
      faulty(.auth, .noProofRequired, .keyAccepted, "52"),
      ReasonExample(.auth, .keyRefused) { scene, _ in
        try scene.check(scene.sshd(), "-i", "stranger")
      },
      ReasonExample(.auth, .publickeyNotOffered) { scene, _ in
        try scene.check(scene.sshd("PubkeyAuthentication no", "PasswordAuthentication yes"))
      },
      faulty(.auth, .keyAcceptedLoginRefused, .success, "51"),
      ReasonExample(.auth, .moreFactorsRequired) { scene, _ in
        try scene.check(
          scene.sshd("AuthenticationMethods publickey,password", "PasswordAuthentication yes"))
      },
      ReasonExample(.auth, .tooManyAttempts) { scene, _ in
        try scene.check(scene.sshd("MaxAuthTries 1"), "-i", "stranger")
      },
      ReasonExample(.auth, .privateKeyUnusable) { scene, _ in
        try scene.checkWithAgent(scene.sshd())
      },
      faulty(.auth, .disconnected, .keyAccepted, "disconnect"),
      faulty(.auth, .closed, .keyAccepted, "close"),
      faulty(.auth, .failed, .keyAccepted, "mac"),
      faulty(.auth, .timeout, .keyAccepted, "stall"),
      faulty(.auth, .interrupted, .keyAccepted, "stall"),
    ]
  }

  /// Against a server that does something else at one message.
  static func faulty(
    _ stage: Stage, _ reason: Reason, _ message: FaultyStageTests.Message, _ action: String
  ) -> ReasonExample {
    ReasonExample(stage, reason) { scene, seconds in
      let port = try scene.faulty(message, action)
      let command = stage == .auth ? [] : ["--exec", "true"]
      return try scene.check(
        ["\(scene.user)@127.0.0.1:\(port)"],
        command + ["--timeout", "\(reason == .timeout ? seconds : 60)"],
        interruptedAfter: reason == .interrupted ? seconds : nil)
    }
  }
}

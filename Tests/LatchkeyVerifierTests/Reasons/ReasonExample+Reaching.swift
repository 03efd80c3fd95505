import LatchkeyVerifier
import TestSupport

/// Name, connection and identification.
extension ReasonExample {
  static var reaching: [ReasonExample] { lookup + connection + jumps + identification }

  private static var lookup: [ReasonExample] {
    [
      ReasonExample(.dns, .noSuchName) { scene, _ in try scene.check(named: "gone.example") },
      ReasonExample(.dns, .temporaryFailure) { scene, _ in
        try scene.check(named: "later.example")
      },
      ReasonExample(.dns, .timeout) { scene, seconds in
        try scene.check(named: "silent.example", "--connect-timeout", "\(seconds)")
      },
      ReasonExample(.dns, .interrupted) { scene, seconds in
        try scene.check(named: "silent.example", interruptedAfter: seconds)
      },
    ]
  }

  private static var connection: [ReasonExample] {
    [
      ReasonExample(.tcp, .refused) { scene, _ in try scene.check(Loopback.freePort()) },
      ReasonExample(.tcp, .noRoute) { scene, _ in
        // A network of its own, which leads nowhere.
        try scene.check(["\(scene.user)@192.0.2.1"], within: ["unshare", "-n"])
      },
      ReasonExample(.tcp, .reset) { scene, _ in
        // Of many connections that are reset as soon as they stand, some are before anybody looks.
        let server = try FaultServer { $0.reset() }
        return try withExtendedLifetime(server) {
          try scene.check(
            Array(repeating: "\(scene.user)@127.0.0.1:\(server.port)", count: 64),
            ["--per-host", "64"])
        }
      },
      ReasonExample(.tcp, .failed) { scene, _ in
        // An address of a link, without the link.
        try scene.check(["\(scene.user)@[fe80::1]:22"])
      },
      ReasonExample(.tcp, .timeout) { scene, seconds in
        try scene.check(scene.silentPort(), "--connect-timeout", "\(seconds)")
      },
      ReasonExample(.tcp, .interrupted) { scene, seconds in
        try scene.check(scene.silentPort(), interruptedAfter: seconds)
      },
    ]
  }

  private static var jumps: [ReasonExample] {
    func through(_ jump: OpenSSHServer, _ scene: ReasonScene) throws -> [String] {
      try withExtendedLifetime(jump) {
        try scene.check(Loopback.freePort(), "--jump", "\(scene.user)@127.0.0.1:\(jump.port)")
      }
    }
    return [
      ReasonExample(.tcp, .jumpFailed) { scene, _ in try through(scene.sshd(keys: []), scene) },
      ReasonExample(.tcp, .forwardingRefused) { scene, _ in
        try through(scene.sshd("AllowTcpForwarding no"), scene)
      },
      ReasonExample(.tcp, .jumpCannotConnect) { scene, _ in try through(scene.sshd(), scene) },
    ]
  }

  private static var identification: [ReasonExample] {
    func says(
      _ reason: Reason, _ words: String?, stays: Bool = false
    ) -> ReasonExample {
      ReasonExample(.banner, reason) { scene, seconds in
        let server = try FaultServer { peer in
          if let words { peer.send(words) } else { peer.receive() }
          if stays { peer.waitForEnd() }
        }
        return try withExtendedLifetime(server) {
          // Too short a time to be asked again, at first.
          try scene.check(server.port, "--timeout", "\(seconds * 0.6)")
        }
      }
    }
    return [
      says(.notSSH, "HTTP/1.1 400 Bad Request\r\n\r\n", stays: true),
      says(.ssh1Only, "SSH-1.5-ancient\n", stays: true), says(.closed, nil),
      ReasonExample(.banner, .reset) { scene, _ in
        let server = try FaultServer { peer in
          peer.receive()
          peer.reset()
        }
        return try withExtendedLifetime(server) { try scene.check(server.port) }
      },
      says(.overloaded, "Exceeded MaxStartups\r\n"),
      says(.sourcePenalised, "Not allowed at this time\r\n"),
      ReasonExample(.banner, .timeout) { scene, seconds in
        let server = try FaultServer { $0.waitForEnd() }
        return try withExtendedLifetime(server) {
          try scene.check(server.port, "--connect-timeout", "\(seconds)")
        }
      },
      ReasonExample(.banner, .interrupted) { scene, seconds in
        let server = try FaultServer { $0.waitForEnd() }
        return try withExtendedLifetime(server) {
          try scene.check(server.port, interruptedAfter: seconds)
        }
      },
    ]
  }
}

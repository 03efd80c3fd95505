import LatchkeyKeys
import LatchkeyVerifier
import TestSupport

/// Key exchange and host key.
extension ReasonExample {
  static var keyExchange: [ReasonExample] { exchange + hostKey }

  private static var exchange: [ReasonExample] {
    func serves(
      _ reason: Reason, interrupts: Bool = false,
      _ then: @escaping @Sendable (FaultServer.Connection) -> Void
    ) -> ReasonExample {
      ReasonExample(.kex, reason) { scene, seconds in
        let server = try FaultServer { peer in
          peer.send("SSH-2.0-example\r\n")
          then(peer)
        }
        return try withExtendedLifetime(server) {
          interrupts
            ? try scene.check(server.port, interruptedAfter: seconds)
            : try scene.check(server.port, "--timeout", "\(reason == .timeout ? seconds : 20)")
        }
      }
    }
    return Packets.gaps.map { gap in
      serves(gap.reason) { peer in
        peer.send(Packets.keyExchangeOffer(gap))
        peer.waitForEnd()
      }
    } + [
      serves(.disconnected) { peer in
        peer.receive()
        peer.send(Packets.disconnect(code: 12, "too many connections"))
        peer.waitForEnd()
      },
      serves(.closed) { $0.receive() },
      serves(.failed) { peer in
        peer.send([UInt8](repeating: 0xff, count: 4096))
        peer.waitForEnd()
      },
      serves(.timeout) { $0.waitForEnd() },
      serves(.interrupted, interrupts: true) { $0.waitForEnd() },
    ]
  }

  private static var hostKey: [ReasonExample] {
    func known(_ line: @escaping (OpenSSHServer) throws -> String)
      -> (ReasonScene, Double) throws -> [String]
    {
      { scene, _ in
        let server = try scene.sshd()
        try scene.folder.write("\(line(server))\n".utf8, to: "known_hosts")
        return try scene.check(server, "--known-hosts", "known_hosts")
      }
    }
    func name(_ server: OpenSSHServer) -> String { "[127.0.0.1]:\(server.port)" }
    return [
      ReasonExample(.hostkey, .mismatch) { scene, _ in
        try scene.check(
          scene.sshd(), "--host-key", "SHA256:" + String(repeating: "A", count: 43))
      },
      ReasonExample(
        .hostkey, .pinnedTypeNotOffered,
        known { "\(name($0)) \(try Checks.line(PrivateKey.generate(.ecdsa(.p256)).publicKey))" }),
      ReasonExample(.hostkey, .revoked, known { "@revoked \(name($0)) \(try $0.hostKey())" }),
      ReasonExample(.hostkey, .unknown, known { _ in "# nothing" }),
      ReasonExample(.hostkey, .failed) { scene, _ in
        // No folder that lies in one that is not there is made.
        try scene.check(
          scene.sshd(), "--accept-new-host-key", "--known-hosts", "missing/folder/known_hosts")
      },
    ]
  }
}

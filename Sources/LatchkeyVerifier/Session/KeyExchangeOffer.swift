/// What one side offers in its SSH_MSG_KEXINIT.
struct KeyExchangeOffer: Sendable, Hashable {
  let kex: [String]
  let hostKeys: [String]
  let ciphersToServer: [String]
  let ciphersToClient: [String]
  let macsToServer: [String]
  let macsToClient: [String]

  /// Reads a KEXINIT payload (RFC 4253 §7.1); `nil` if it is none.
  ///
  ///     byte         SSH_MSG_KEXINIT (20)
  ///     byte[16]     cookie
  ///     name-list    kex_algorithms
  ///     name-list    server_host_key_algorithms
  ///     name-list    encryption_algorithms_client_to_server
  ///     name-list    encryption_algorithms_server_to_client
  ///     name-list    mac_algorithms_client_to_server
  ///     name-list    mac_algorithms_server_to_client
  ///     name-list    compression and languages, both directions: not looked at
  init?(payload: some Collection<UInt8>) {
    var cursor = WireCursor(payload)
    guard cursor.byte() == 20, cursor.take(16) != nil, let kex = cursor.nameList(),
      let hostKeys = cursor.nameList(), let ciphersToServer = cursor.nameList(),
      let ciphersToClient = cursor.nameList(), let macsToServer = cursor.nameList(),
      let macsToClient = cursor.nameList()
    else { return nil }
    self.kex = kex
    self.hostKeys = hostKeys
    self.ciphersToServer = ciphersToServer
    self.ciphersToClient = ciphersToClient
    self.macsToServer = macsToServer
    self.macsToClient = macsToClient
  }

  /// The lists, each in one line for people.
  var lines: [String] {
    [
      ("key exchange", kex), ("host keys", hostKeys), ("ciphers", ciphersToServer),
      ("MACs", macsToServer),
    ].map { name, list in
      "\(name): \(Quotation.printable(list.joined(separator: ", ").utf8, limit: 800))"
    }
  }

  /// The first of the lists in which a client's and a server's offers have nothing in common.
  ///
  /// A cipher that authenticates by itself has no MAC to agree on; where the agreed cipher is one,
  /// the MAC lists do not matter (RFC 5647 as OpenSSH practises it).
  static func firstDisagreement(client: Self, server: Self) -> (
    reason: Reason, client: [String], server: [String]
  )? {
    let lists: [(Reason, [String], [String])] = [
      (.noCommonKex, client.kex, server.kex),
      (.noCommonHostKey, client.hostKeys, server.hostKeys),
      (.noCommonCipher, client.ciphersToServer, server.ciphersToServer),
      (.noCommonCipher, client.ciphersToClient, server.ciphersToClient),
      (.noCommonMAC, client.macsToServer, server.macsToServer),
      (.noCommonMAC, client.macsToClient, server.macsToClient),
    ]
    let cipher = client.ciphersToServer.first { server.ciphersToServer.contains($0) }
    let needsNoMAC = cipher.map { $0.contains("gcm") || $0.contains("poly1305") } ?? false
    for (reason, ours, theirs) in lists where !ours.contains(where: { theirs.contains($0) }) {
      if reason == .noCommonMAC && needsNoMAC { continue }
      return (reason, ours, theirs)
    }
    return nil
  }
}

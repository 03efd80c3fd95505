/// What one side offers in its SSH_MSG_KEXINIT, as it came: hundreds of checks hold two of them each,
/// and few ever need the names.
struct KeyExchangeOffer: Sendable, Hashable {
  /// The lists that are looked at, in their order.
  enum List: Int, CaseIterable {
    case kex
    case hostKeys
    case ciphersToServer
    case ciphersToClient
    case macsToServer
    case macsToClient
  }

  /// The lists, each a string (RFC 4251 §5).
  private let lists: [UInt8]

  var kex: [String] { names(.kex) }
  var hostKeys: [String] { names(.hostKeys) }
  var ciphersToServer: [String] { names(.ciphersToServer) }
  var ciphersToClient: [String] { names(.ciphersToClient) }
  var macsToServer: [String] { names(.macsToServer) }
  var macsToClient: [String] { names(.macsToClient) }

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
    guard cursor.byte() == 20, cursor.take(16) != nil else { return nil }
    let start = cursor
    for _ in List.allCases {
      guard cursor.rawNameList() != nil else { return nil }
    }
    var whole = start
    lists = whole.take(start.remaining - cursor.remaining).map { Array($0) } ?? []
  }

  /// The names of one list.
  private func names(_ list: List) -> [String] {
    var cursor = WireCursor(lists)
    for _ in 0..<list.rawValue { _ = cursor.rawNameList() }
    return cursor.nameList() ?? []
  }

  /// The lists that a person is shown.
  static let shown: [List] = [.kex, .hostKeys, .ciphersToServer, .macsToServer]

  /// A list in one line for people.
  func line(_ list: List) -> String {
    let name =
      switch list {
      case .kex: "key exchange"
      case .hostKeys: "host keys"
      case .ciphersToServer, .ciphersToClient: "ciphers"
      case .macsToServer, .macsToClient: "MACs"
      }
    return "\(name): \(Quotation.printable(names(list).joined(separator: ", ").utf8, limit: 800))"
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

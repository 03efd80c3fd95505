import Synchronization

/// A metadata service with nothing but a token and public keys, which a test may change.
final class StandInMetadata: Sendable {
  /// The server that answers.
  let server: CannedServer

  /// The keys, in order.
  private final class Keys: Sendable {
    let pairs = Mutex<[(name: String, text: String)]>([])
  }
  private let keys = Keys()

  /// Starts to answer for an instance.
  init(instance id: String = "i-0123456789abcdef0") throws {
    let keys = keys
    server = try CannedServer { request in
      if request.method == "PUT" { return CannedServer.answer(200, "TOKEN") }
      guard request.headers.contains("X-aws-ec2-metadata-token: TOKEN") else {
        return CannedServer.answer(401)
      }
      let pairs = keys.pairs.withLock { $0 }
      let path = request.path.dropFirst("/latest/meta-data/".count)
      if path == "instance-id" { return CannedServer.answer(200, id) }
      if path == "public-keys/", !pairs.isEmpty {
        let list = pairs.enumerated().map { "\($0.offset)=\($0.element.name)" }
        return CannedServer.answer(200, list.joined(separator: "\n"))
      }
      for (index, pair) in pairs.enumerated() where path == "public-keys/\(index)/openssh-key" {
        return CannedServer.answer(200, pair.text)
      }
      return CannedServer.answer(404)
    }
  }

  /// Replaces the keys.
  func set(_ pairs: [(name: String, text: String)]) { keys.pairs.withLock { $0 = pairs } }
}

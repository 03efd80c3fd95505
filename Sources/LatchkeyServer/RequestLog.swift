import LatchkeyMetadata
import Logging

/// The log of requests: who asked for what and was answered how.
///
/// Of a request nothing but the method and the path is ever written, and the path without its
/// query; of an answer nothing but the status. So no token and no key material can get into it.
struct RequestLog: Sendable {
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// A request that was answered.
  func answered(_ request: MetadataRequest, from peer: String, by instance: String?, status: Int) {
    guard logger.logLevel <= .info else { return }
    let path = String(request.target.prefix { $0 != "?" && $0 != "#" }).printable
    logger.info(
      "\(request.method.printable) \(path) \(status)",
      metadata: ["peer": "\(peer)", "instance": "\(instance ?? "none")"])
  }

  /// A connection that was ended because of what came through it.
  func refused(from peer: String, status: Int, because reason: String) {
    logger.notice("refused: \(reason)", metadata: ["peer": "\(peer)", "status": "\(status)"])
  }
}

import LatchkeyMetadata
import Logging
import NIOCore

/// The log of requests: who asked for what and was answered how.
///
/// Of a request nothing but the method and the path is ever written (``LoggedPath``); of an answer
/// nothing but the status and the number of bytes. So no token and no key material can get into it.
struct RequestLog: Sendable {
  private let service: Logger
  private let requests: Logger

  /// A log.
  ///
  /// - Parameters:
  ///   - service: where connections that are refused go to.
  ///   - requests: where requests that are answered go to.
  init(_ service: Logger, requests: Logger) {
    self.service = service
    self.requests = requests
  }

  /// Whether anybody wants to know of requests.
  var isOn: Bool { requests.logLevel <= .info }

  /// A request that was answered.
  ///
  /// - Parameters:
  ///   - instance: which instance has answered.
  ///   - bytes: of the body that was sent.
  ///   - duration: from the request's last byte to the answer.
  func answered(
    _ method: String, _ target: String, from peer: String, by instance: String?, status: Int,
    bytes: Int, duration: TimeAmount
  ) {
    let path = LoggedPath.of(target)
    let method = method.printable
    let microseconds = Int(duration.nanoseconds / 1000)
    var members: Logger.Metadata = [
      "peer": .string(peer), "method": .string(method), "path": .string(path),
      "status": .stringConvertible(status), "bytes": .stringConvertible(bytes),
      "durationMicroseconds": .stringConvertible(microseconds),
    ]
    if let instance { members["instance"] = .string(instance) }
    requests.info("\(method) \(path) \(status)", metadata: members)
  }

  /// A connection that was ended because of what came through it, or did not come.
  func refused(from peer: String, status: Int, because reason: String) {
    service.notice(
      "answered \(status): \(reason)",
      metadata: ["peer": "\(peer)", "status": .stringConvertible(status)])
  }

  /// A connection that had to make room for another.
  func displaced(_ peer: String) {
    service.notice(
      "an idle connection was closed to make room for another", metadata: ["peer": "\(peer)"])
  }
}

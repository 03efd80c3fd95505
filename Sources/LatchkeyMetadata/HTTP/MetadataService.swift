public import FoundationEssentials

/// The metadata service of one instance, as its cloud has it: request in, response out.
///
/// A value and a pure function: time and randomness come from outside. It may hold what it answers
/// with ready made, so make one an instance and keep it until the instance changes or ``validUntil``
/// is over.
public protocol MetadataService: Sendable {
  /// The instance that answers.
  var instance: Instance { get }

  /// Until when the answers are true; `nil` for as long as the instance does not change.
  var validUntil: Date? { get }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - request: what was asked.
  ///   - time: now.
  ///   - random: what nonces are drawn from.
  func respond(
    to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse

  /// Whether a request waits for a change: it may then be held back for as long as this gives the
  /// same state. ``respond(to:at:using:)`` answers it at any time with what there is.
  ///
  /// - Returns: `nil` for a request that is to be answered now, as nearly all are.
  func hold(on request: MetadataRequest, at time: Date) -> MetadataHold?

  /// What the service has at a path, for whoever need not prove anything: no token, no header is
  /// asked for.
  ///
  /// - Parameter path: as in a request, perhaps with a query, with or without its leading slash.
  /// - Returns: `nil` where nothing lies there.
  func content(at path: String) -> [UInt8]?
}

extension MetadataService {
  /// No request waits.
  public func hold(on request: MetadataRequest, at time: Date) -> MetadataHold? { nil }

  /// Answers a request of this moment, with the system's randomness.
  public func respond(to request: MetadataRequest) -> MetadataResponse {
    var random = SystemRandomNumberGenerator()
    return respond(to: request, at: Date(), using: &random)
  }
}

public import FoundationEssentials
public import LatchkeyMetadata

/// Decides which instance answers.
public protocol MetadataSource: Sendable {
  /// The service that answers a client; `nil` where no instance is meant.
  ///
  /// Called for every request, from several threads; what it gives has to be true at that moment.
  ///
  /// - Parameters:
  ///   - peer: the client's IP address, `127.31.20.7`.
  ///   - time: now.
  func service(for peer: String, at time: Date) -> (any MetadataService)?
}

import Foundation

/// A file that a peer wrote of a key of the matrix.
struct PeerFile: Decodable, Sendable {
  let kind: MatrixKey
  /// What the peer was asked for.
  let variant: String
  let isEncrypted: Bool
  let file: Data
  /// Whether the comment in it is the key's, where the form has a place for one.
  var keepsComment = false

  private enum CodingKeys: CodingKey { case kind, variant, isEncrypted, file }
}

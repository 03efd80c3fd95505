import LatchkeyFormats
import TestSupport

/// A key for peers to write in their own forms: where it lies, plain, in the two that every peer
/// reads one of.
struct PeerSource: Encodable, Sendable {
  let kind: MatrixKey
  let openssh: String
  let pkcs8: String
  /// Whether to write it under every cipher and derivation, and not just under one of each form:
  /// they are the same for each kind of key.
  let isThorough: Bool

  init(_ kind: MatrixKey, in folder: TemporaryFolder) throws {
    self.kind = kind
    isThorough = kind == .ecdsa256
    openssh = try folder.write(
      WrittenForm.plain(.openssh).encode(kind.key()), to: "\(kind).openssh")
    pkcs8 = try folder.write(WrittenForm.plain(.pkcs8).encode(kind.key()), to: "\(kind).pkcs8")
  }
}

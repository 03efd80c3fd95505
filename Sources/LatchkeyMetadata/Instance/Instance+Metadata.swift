public import FoundationEssentials

extension Instance {
  /// What the metadata of the instance's cloud says at a path, without a service and without a token.
  ///
  /// - Parameters:
  ///   - path: `meta-data/ami-id`, also with a version before it: `/latest/meta-data/ami-id`.
  ///   - time: now, for what rotates.
  ///   - authority: what signs what is signed.
  /// - Throws: ``MetadataError/Code/noSuchPath``.
  public func metadata(
    at path: String, at time: Date = Date(), signedBy authority: CloudAuthority = .ofProcess
  ) throws(MetadataError) -> [UInt8] {
    let service = cloud.service(
      of: self, tokens: TokenAuthority(), signedBy: authority, at: time)
    guard let content = service.content(at: path) else {
      throw MetadataError(.noSuchPath, "\(id): no '\(path.printable)' in its metadata")
    }
    return content
  }

  /// The instance's document as one line of JSON, with its newline.
  public var jsonLine: [UInt8] {
    let encoder = InstanceDocument.encoder
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // An instance has nothing that JSON cannot hold.
    guard let data = try? encoder.encode(self) else { return [] }
    return Array(data) + [0x0a]
  }
}

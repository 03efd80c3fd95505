/// A file of rendered metadata.
public struct RenderedFile: Hashable, Sendable {
  /// Where it lies, relative to the folder that is rendered into: `latest/meta-data/ami-id`.
  public let path: String
  /// What is in it.
  public let content: [UInt8]

  /// A file.
  public init(_ path: String, _ content: [UInt8]) {
    self.path = path
    self.content = content
  }
}

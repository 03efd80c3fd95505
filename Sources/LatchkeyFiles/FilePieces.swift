internal import Glibc

/// Reads a file piece by piece, for content that is no secret and not to lie in memory as a whole: a
/// regular file, a pipe or a character device.
public struct FilePieces: ~Copyable {
  private let file: FileDescriptor
  private let limit: Int
  private var count = 0

  /// So many bytes a piece; the last may have less.
  private static let size = 1 << 16

  /// Opens the file at `path`.
  ///
  /// - Parameter limit: the most that is read, in bytes. One byte more is an error, of a regular file
  ///   at once.
  public init(_ path: String, limit: Int) throws(FileError) {
    try self.init(FileDescriptor(opening: path, O_RDONLY | O_NOCTTY), limit: limit)
  }

  /// What is left in an open file, standard input for example. The descriptor stays open.
  ///
  /// - Parameter name: what to call it in errors.
  public init(descriptor: Int32, name: String, limit: Int) throws(FileError) {
    try self.init(FileDescriptor(duplicating: descriptor, path: name), limit: limit)
  }

  private init(_ file: consuming FileDescriptor, limit: Int) throws(FileError) {
    try SecretFile.checkKind(file, limit: limit)
    self.file = file
    self.limit = limit
  }

  /// The next piece; `nil` at the end.
  public mutating func next() throws(FileError) -> [UInt8]? {
    var piece = [UInt8](repeating: 0, count: Self.size)
    var filled = 0
    while filled < piece.count {
      var span = piece.mutableSpan
      let taken = try file.read(into: &span, at: filled)
      if taken == 0 { break }
      filled += taken
    }
    count += filled
    if count > limit { throw SecretFile.tooLarge(file.path, limit) }
    piece.removeLast(piece.count - filled)
    return piece.isEmpty ? nil : piece
  }
}

import LatchkeyMetadata
import NIOCore

/// What a ``StoreSource`` knows of its store.
struct StoreState {
  /// Whether the folder's changes are told.
  var isWatched = false
  /// When the folder itself was looked at last.
  var lookedAt = NIODeadline.distantPast
  /// The number of that look: a document with another one was not looked at since.
  var look = 0
  var folder: FileStamp?
  var isSettled = false
  var documents: [InstanceID: Document] = [:]
  var idByAddress: [String: InstanceID] = [:]

  /// A document as it was read.
  struct Document {
    let stamp: FileStamp
    let isSettled: Bool
    /// `nil` where the document is damaged.
    var service: (any MetadataService)?
    /// The look at which its stamp was right.
    var look = 0
  }
}

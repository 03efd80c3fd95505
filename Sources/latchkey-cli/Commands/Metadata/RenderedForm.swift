import ArgumentParser
import LatchkeyMetadata

/// As what rendered metadata is written.
enum RenderedForm: String, CaseIterable, ExpressibleByArgument {
  /// A folder of files.
  case folder
  /// One file, an image of a CD-ROM.
  case iso9660
  /// One file, an image of a disk with FAT.
  case vfat

  /// The form that a name asks for by its ending; standard output is no folder.
  init(output: String) {
    let name = output.lowercased()
    if name == "-" || name.hasSuffix(".iso") {
      self = .iso9660
    } else if name.hasSuffix(".img") {
      self = .vfat
    } else {
      self = .folder
    }
  }

  /// The kind of image; `nil` for a folder.
  var imageFormat: ImageFormat? {
    switch self {
    case .folder: nil
    case .iso9660: .iso9660
    case .vfat: .vfat
    }
  }
}

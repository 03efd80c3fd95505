import LatchkeyMetadata
import TestSupport
import Testing

/// A program that takes the files out of an image.
enum ImageReader: String {
  case bsdtar
  case sevenZip = "7z"
  case xorriso
  case mcopy

  /// Every one, with what it reads.
  static let all: [(ImageReader, ImageFormat)] = [
    (.bsdtar, .iso9660), (.sevenZip, .iso9660), (.xorriso, .iso9660), (.sevenZip, .vfat),
    (.mcopy, .vfat),
  ]

  /// Extracts an image into a folder.
  func extract(_ image: String, into folder: String) throws {
    let arguments: [String] =
      switch self {
      case .bsdtar: ["-x", "-f", image, "-C", folder]
      case .sevenZip: ["x", "-bd", "-o\(folder)", image]
      case .xorriso: ["-osirrox", "on", "-indev", image, "-extract", "/", folder]
      case .mcopy: ["-s", "-n", "-i", image, "::*", folder]
      }
    let outcome = try #require(Tool(named: rawValue)).run(arguments)
    try #require(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    // Extracted folders keep their mode, and could not be removed after the test.
    let chmod = try #require(Tool(named: "chmod")).run(["-R", "u+w", folder])
    try #require(chmod.status == 0, "\(chmod.errorText)")
  }
}

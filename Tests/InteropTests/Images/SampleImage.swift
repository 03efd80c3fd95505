import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import TestSupport

/// An image of an instance, in a file of a folder of its own, and what has to be found in it.
struct SampleImage {
  let instance: Instance
  let folder: TemporaryFolder
  let format: ImageFormat

  /// Where the image lies.
  var path: String { folder.path("image.\(format == .vfat ? "img" : "iso")") }

  /// The label that it has.
  var label: String {
    let label = instance.cloud.diskLabel ?? ""
    return format == .vfat ? label.uppercased() : label
  }

  /// The files that are in it, by their paths.
  var files: [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: instance.cloud.files(of: instance).map { ($0.path, $0.content) })
  }

  /// An image of an instance with many keys and as much user data as its cloud takes.
  init(_ cloud: Cloud, _ format: ImageFormat, userData: Int? = nil) throws {
    let size = userData ?? cloud.rules.maximumUserData
    instance = try Instance.launch(
      LaunchTemplate(
        cloud: cloud, name: "web",
        keys: try (0..<40).map {
          try InjectedKey(PrivateKey.generate(.ed25519).publicKey, named: "key \($0)")
        },
        tags: ["env": "test"],
        userData: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }))
    folder = try TemporaryFolder()
    self.format = format
    try Data(instance.image(format)).write(to: URL(fileURLWithPath: path))
  }

  /// The files below a folder, by their paths from there.
  static func files(below folder: String) throws -> [String: [UInt8]] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
    var files: [String: [UInt8]] = [:]
    for path in paths {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      files[path] = [UInt8](try Data(contentsOf: url))
    }
    return files
  }

  /// Makes a folder for a reader to extract into.
  func emptyFolder(_ name: String) throws -> String {
    let path = folder.path(name)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// The kinds of image that there are, of both clouds.
  static let kinds: [(Cloud, ImageFormat)] = [Cloud.nocloud, .openstack].flatMap { cloud in
    ImageFormat.allCases.map { (cloud, $0) }
  }
}

/// A disk of an instance, as EC2's block device mapping has it: `/dev/sdf=ebs`.
public struct BlockDevice: Hashable, Sendable {
  /// What a disk is.
  public enum Use: Hashable, Sendable {
    /// The disk that the instance boots from.
    case root
    /// Another volume of EBS.
    case ebs
    /// A disk of the host's own, by its number.
    case ephemeral(Int)
    /// The swap space.
    case swap
  }

  /// The device's name, `/dev/sdf`.
  public let device: String
  /// What it is.
  public let use: Use

  /// The root device where no other is said.
  public static let standardRoot = "/dev/xvda"

  /// A disk.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` for a name that is no device's, or a number that
  ///   EC2 has not.
  public init(_ device: String, _ use: Use) throws(MetadataError) {
    let name = device.dropFirst("/dev/".count)
    guard device.hasPrefix("/dev/"), (2...16).contains(name.utf8.count),
      name.utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) })
    else {
      throw MetadataError(
        .invalidValue, "device '\(device.printable)': expected /dev/ and a name, such as /dev/sdf")
    }
    if case .ephemeral(let number) = use, !(0...23).contains(number) {
      throw MetadataError(.invalidValue, "ephemeral disk \(number): expected 0 to 23")
    }
    self.device = device
    self.use = use
  }

  /// Reads `DEVICE=USE`, the use being `root`, `ebs`, `swap` or `ephemeralN`.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue``.
  public init(_ text: String) throws(MetadataError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let use = Use(String(parts[1])) else {
      throw MetadataError(
        .invalidValue,
        "block device '\(text.printable)': expected DEVICE=USE, the use one of root, ebs, swap, "
          + "ephemeral0, ephemeral1 and so on")
    }
    try self.init(String(parts[0]), use)
  }
}

extension BlockDevice.Use: CustomStringConvertible {
  /// Reads `root`, `ebs`, `swap`, `ephemeral0`.
  init?(_ text: String) {
    switch text {
    case "root": self = .root
    case "ebs": self = .ebs
    case "swap": self = .swap
    default:
      guard text.hasPrefix("ephemeral"), let number = UInt8(text.dropFirst("ephemeral".count)),
        text == "ephemeral\(number)"
      else { return nil }
      self = .ephemeral(Int(number))
    }
  }

  /// The use as it is written.
  public var description: String {
    switch self {
    case .root: "root"
    case .ebs: "ebs"
    case .ephemeral(let number): "ephemeral\(number)"
    case .swap: "swap"
    }
  }
}

/// `{"device": "/dev/sdf", "use": "ebs"}`
extension BlockDevice: Codable {
  enum CodingKeys: String, CodingKey { case device, use }

  /// Reads a disk, checking what a launch checks.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let device = try container.decode(String.self, forKey: .device)
    let use = try container.decode(String.self, forKey: .use)
    do throws(MetadataError) {
      self = try BlockDevice("\(device)=\(use)")
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .device, in: container, debugDescription: error.reason)
    }
  }

  /// Writes the device and its use.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(device, forKey: .device)
    try container.encode(use.description, forKey: .use)
  }
}

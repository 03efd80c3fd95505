extension Instance {
  /// The disk on which the instance's cloud hands over the metadata: NoCloud's seed, labelled
  /// `cidata`, or OpenStack's config drive, labelled `config-2` (in capitals where the disk is FAT).
  ///
  /// The same instance gives the same bytes: all times in it are ``launchTime``.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` on a cloud that has no such disk; move the
  ///   instance to one that has (``moved(to:)``).
  public func image(_ format: ImageFormat = .iso9660) throws(MetadataError) -> [UInt8] {
    try image(of: cloud.files(of: self), format)
  }

  /// An image of files that the instance's cloud would put onto such a disk.
  package func image(
    of files: [RenderedFile], _ format: ImageFormat
  ) throws(MetadataError) -> [UInt8] {
    guard let label = cloud.diskLabel else {
      throw MetadataError(
        .invalidValue,
        "\(cloud.title) hands over no disk with metadata: NoCloud and OpenStack do")
    }
    let tree = try ImageTree(files)
    switch format {
    case .iso9660: return ISOImage.bytes(tree, label: label, time: launchTime)
    case .vfat: return try FATImage.bytes(tree, label: label.uppercased(), time: launchTime)
    }
  }
}

extension Cloud {
  /// The label of the disk on which the cloud hands over metadata; `nil` where it has none.
  public var diskLabel: String? {
    switch self {
    case .nocloud: "cidata"
    case .openstack: "config-2"
    case .ec2, .gce, .azure: nil
    }
  }
}

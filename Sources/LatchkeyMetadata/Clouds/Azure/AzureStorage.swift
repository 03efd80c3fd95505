/// `storageProfile` of Azure's metadata.
enum AzureStorage {
  /// The profile of an instance that has one disk, made from an image.
  ///
  /// - Parameter image: publisher, offer, SKU and version.
  static func profile(of image: [String], named name: String) -> JSONTree {
    .object([
      .init("dataDisks", .array([])),
      .init(
        "imageReference",
        .object([
          "id": "", "offer": image[1], "publisher": image[0], "sku": image[2],
          "version": image[3],
        ])),
      .init(
        "osDisk",
        .object([
          .init("caching", "ReadWrite"), .init("createOption", "FromImage"),
          .init("diffDiskSettings", .object(["option": ""])), .init("diskSizeGB", "30"),
          .init("encryptionSettings", .object(["enabled": "false"])),
          .init("image", .object(["uri": ""])),
          .init("managedDisk", .object(["id": "", "storageAccountType": "Premium_LRS"])),
          .init("name", "\(name)_OsDisk_1"), .init("osType", "Linux"),
          .init("vhd", .object(["uri": ""])), .init("writeAcceleratorEnabled", "false"),
        ])),
      .init("resourceDisk", .object(["size": "4194304"])),
    ])
  }
}

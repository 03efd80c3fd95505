/// The kinds of disk on which a cloud's guests look for metadata.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  /// ISO 9660 with Rock Ridge and Joliet names: a CD-ROM.
  case iso9660
  /// FAT with long names: a removable disk.
  case vfat
}

import FoundationEssentials

/// EC2's metadata as files, a file a leaf.
enum EC2Files {
  static func files(of instance: Instance, signedBy authority: CloudAuthority) -> [RenderedFile] {
    let tree = MetadataTree(of: instance, at: Date(), signedBy: authority)
    return tree.leaves.map { path in
      RenderedFile("latest/\(path)", tree.node(at: path)?.bytes ?? [])
    }
  }
}

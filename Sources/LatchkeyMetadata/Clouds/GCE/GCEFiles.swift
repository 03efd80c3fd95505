import FoundationEssentials

/// GCE's metadata as files, a file a leaf, as the metadata server answers where nothing but the path
/// is given.
enum GCEFiles {
  static func files(of instance: Instance, at time: Date = Date()) -> [RenderedFile] {
    let service = GCEService(of: instance, at: time)
    return GCETree.root(of: instance, at: time).leaves().map { path, _ in
      RenderedFile("computeMetadata/v1/\(path)", service.content(at: path) ?? [])
    }
  }
}

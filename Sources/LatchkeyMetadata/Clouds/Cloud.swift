/// The clouds whose layout metadata can be rendered in.
public enum Cloud: String, Hashable, Sendable, CaseIterable {
  /// EC2: a file a path of the metadata service.
  case ec2
  /// cloud-init's NoCloud: a seed folder.
  case nocloud

  /// The files that the cloud gives an instance; what rotates is of this moment.
  public func files(of instance: Instance) -> [RenderedFile] {
    switch self {
    case .ec2: EC2Files.files(of: instance)
    case .nocloud: NoCloudSeed.files(of: instance)
    }
  }
}

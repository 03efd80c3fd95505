public import FoundationEssentials

/// The clouds whose instances are simulated, each with its own rules and its own way to give out
/// metadata.
public enum Cloud: String, Hashable, Sendable, Codable, CaseIterable {
  /// Amazon EC2, with its instance metadata service (IMDS).
  case ec2
  /// cloud-init's NoCloud: no cloud at all, but a seed in a folder, on a disk or on a web server.
  case nocloud
  /// OpenStack Nova, with its metadata service and its config drive.
  case openstack
  /// Google Compute Engine, with its metadata server.
  case gce
  /// Microsoft Azure, with its instance metadata service.
  case azure

  /// What people call it.
  var title: String {
    switch self {
    case .ec2: "EC2"
    case .nocloud: "NoCloud"
    case .openstack: "OpenStack"
    case .gce: "GCE"
    case .azure: "Azure"
    }
  }

  /// The cloud's own rules.
  public var rules: CloudRules {
    switch self {
    case .ec2: .ec2
    case .nocloud: .nocloud
    case .openstack: .openstack
    case .gce: .gce
    case .azure: .azure
    }
  }

  /// What the cloud calls an instance in its metadata: its id, or on clouds whose ids are of another
  /// shape, the one that follows from it.
  public func id(of id: InstanceID) -> String {
    switch self {
    case .ec2, .nocloud: id.description
    case .openstack: id.uuid
    case .gce: "\(GCETree.number(of: id))"
    case .azure: AzureDocument.id(of: id)
    }
  }

  /// The files that the cloud gives an instance; what rotates is of this moment.
  ///
  /// - Parameter authority: what signs what is signed.
  public func files(
    of instance: Instance, signedBy authority: CloudAuthority = .ofProcess
  ) -> [RenderedFile] {
    switch self {
    case .ec2: EC2Files.files(of: instance, signedBy: authority)
    case .nocloud: NoCloudSeed.files(of: instance)
    case .openstack: OpenStackDrive.files(of: instance)
    case .gce: GCEFiles.files(of: instance)
    case .azure: AzureFiles.files(of: instance)
    }
  }

  /// The metadata service of an instance as the cloud has it.
  ///
  /// - Parameters:
  ///   - instance: whose metadata it is.
  ///   - tokens: who issues session tokens, where the cloud has them; the same for all services of a
  ///     process.
  ///   - authority: what signs what is signed, where the cloud signs anything.
  ///   - time: now, for what rotates in the metadata.
  public func service(
    of instance: Instance, tokens: TokenAuthority, signedBy authority: CloudAuthority = .ofProcess,
    at time: Date
  ) -> any MetadataService {
    switch self {
    case .ec2: IMDSService(of: instance, tokens: tokens, signedBy: authority, at: time)
    case .nocloud: NoCloudService(of: instance)
    case .openstack: OpenStackService(of: instance)
    case .gce: GCEService(of: instance, at: time)
    case .azure: AzureService(of: instance)
    }
  }
}

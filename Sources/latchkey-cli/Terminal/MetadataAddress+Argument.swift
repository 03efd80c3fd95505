public import ArgumentParser
import FoundationEssentials
public import LatchkeyDoor
import LatchkeyMetadata

extension MetadataAddress: ExpressibleByArgument {
  /// Reads an address from the command line.
  public init?(argument: String) {
    guard let address = try? MetadataAddress(argument) else { return nil }
    self = address
  }

  /// The service that was asked for, else the one that the cloud's own tools would ask here.
  static func asked(
    _ address: MetadataAddress?, of cloud: Cloud
  ) throws(DoorError) -> MetadataAddress {
    if let address { return address }
    let environment = ProcessInfo.processInfo.environment
    let text: String? =
      switch cloud {
      case .ec2: environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
      // A host, perhaps with a port.
      case .gce: environment["GCE_METADATA_HOST"].map { $0.isEmpty ? "" : "http://\($0)" }
      case .azure, .nocloud, .openstack: nil
      }
    guard let text, !text.isEmpty else { return .instance }
    return try MetadataAddress(text)
  }
}

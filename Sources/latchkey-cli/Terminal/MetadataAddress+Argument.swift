public import ArgumentParser
import FoundationEssentials
public import LatchkeyDoor

extension MetadataAddress: ExpressibleByArgument {
  /// Reads an address from the command line.
  public init?(argument: String) {
    guard let address = try? MetadataAddress(argument) else { return nil }
    self = address
  }

  /// The service that was asked for, else the one that AWS's own tools would ask here.
  static func asked(_ address: MetadataAddress?) throws(DoorError) -> MetadataAddress {
    if let address { return address }
    let variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
    guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else {
      return .instance
    }
    return try MetadataAddress(text)
  }
}

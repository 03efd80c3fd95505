import FoundationEssentials

/// The document at `/metadata/instance`: a pure function of the instance and the version that is
/// asked for. All values are text, and what does not apply is an empty text.
///
/// <https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service>
struct AzureDocument {
  private let instance: Instance
  private let version: AzureVersion

  /// The document of an instance in a version.
  static func tree(of instance: Instance, _ version: AzureVersion) -> JSONTree {
    let document = AzureDocument(instance: instance, version: version)
    return .object([
      .init("compute", document.compute), .init("network", AzureNetwork.tree(of: instance.network)),
    ])
  }

  /// The instance's id as Azure has it, a UUID; its hardware has the same.
  static func id(of id: InstanceID) -> String {
    ResourceID.uuid(named: id.description)
  }

  /// The subscription that every simulated instance belongs to.
  static let subscription = ResourceID.uuid(named: "latchkey-simulated subscription")

  /// The tags but the name's, which Azure has for itself.
  private var tags: [(key: String, value: String)] {
    instance.tags.filter { $0.key != "Name" }.sorted { $0.key < $1.key }
  }

  private var compute: JSONTree {
    let image = instance.image.split(separator: ":", omittingEmptySubsequences: false)
      .map(String.init)
    let (publisher, offer, sku, edition) = (image[0], image[1], image[2], image[3])
    let zone = instance.placement.availabilityZone.split(separator: "-").dropFirst().first ?? ""
    let name = instance.letteredHostLabel
    let group = "latchkey-simulated"
    let resource =
      "/subscriptions/\(Self.subscription)/resourceGroups/\(group)"
      + "/providers/Microsoft.Compute/virtualMachines/\(name)"
    let members: [(since: String, name: String, value: JSONTree)] = [
      ("2021-11-01", "additionalCapabilities", .object(["hibernationEnabled": "false"])),
      ("2018-10-01", "azEnvironment", .string("AzurePublicCloud")),
      // Switched off by Azure itself: there is `userData` in its place, and the provisioning disk.
      ("2019-02-01", "customData", .string("")),
      ("2020-12-01", "evictionPolicy", .string("")),
      ("2021-03-01", "extendedLocation", .object(["name": "", "type": ""])),
      ("2021-11-15", "host", .object(["id": ""])),
      ("2021-11-15", "hostGroup", .object(["id": ""])),
      ("2020-06-01", "isHostCompatibilityLayerVm", .string("false")),
      ("2020-09-01", "licenseType", .string("")),
      ("2017-03-01", "location", .string(instance.placement.region)),
      ("2017-03-01", "name", .string(name)),
      ("2017-03-01", "offer", .string(offer)),
      ("2020-07-15", "osProfile", profile(named: name)),
      ("2017-03-01", "osType", .string("Linux")),
      ("2023-11-15", "physicalZone", .string("")),
      ("2017-08-01", "placementGroupId", .string("")),
      ("2018-04-02", "plan", .object(["name": "", "product": "", "publisher": ""])),
      ("2017-03-01", "platformFaultDomain", .string("0")),
      ("2021-10-01", "platformSubFaultDomain", .string("")),
      ("2017-03-01", "platformUpdateDomain", .string("0")),
      ("2020-12-01", "priority", .string("")),
      ("2018-10-01", "provider", .string("Microsoft.Compute")),
      ("2018-04-02", "publicKeys", .array(instance.keys.map(publicKey))),
      ("2017-03-01", "publisher", .string(publisher)),
      ("2017-08-01", "resourceGroupName", .string(group)),
      ("2019-03-11", "resourceId", .string(resource)),
      (
        "2020-06-01", "securityProfile",
        .object(["secureBootEnabled": "false", "virtualTpmEnabled": "false"])
      ),
      ("2017-03-01", "sku", .string(sku)),
      ("2019-06-01", "storageProfile", AzureStorage.profile(of: image, named: name)),
      ("2017-08-01", "subscriptionId", .string(Self.subscription)),
      ("2017-08-01", "tags", .string(tags.map { "\($0.key):\($0.value)" }.joined(separator: ";"))),
      (
        "2019-06-04", "tagsList",
        .array(tags.map { .object(["name": $0.key, "value": $0.value]) })
      ),
      ("2021-01-01", "userData", .string(Data(instance.userData ?? []).base64EncodedString())),
      ("2017-03-01", "version", .string(edition)),
      ("2021-03-01", "virtualMachineScaleSet", .object(["id": ""])),
      ("2017-03-01", "vmId", .string(Self.id(of: instance.id))),
      ("2017-12-01", "vmScaleSetName", .string("")),
      ("2017-03-01", "vmSize", .string(instance.type)),
      ("2017-12-01", "zone", .string(String(zone))),
    ]
    return .object(
      members.filter { $0.since <= version.text }.map { JSONTree.Member($0.name, $0.value) })
  }

  private func profile(named name: String) -> JSONTree {
    var members = [
      JSONTree.Member("adminUsername", instance.user), .init("computerName", name),
    ]
    if version >= AzureVersion(text: "2020-10-01") {
      members.append(.init("disablePasswordAuthentication", "true"))
    }
    return .object(members)
  }

  private func publicKey(_ key: InjectedKey) -> JSONTree {
    .object(["keyData": key.line, "path": "/home/\(instance.user)/.ssh/authorized_keys"])
  }
}

/// The parts of the tree. What is not true of a simulated instance (a kernel id, a spot termination
/// time) is not there, as it is not on a real instance of which it is not true.
extension MetadataTreeBuilder {
  /// What stands right below `meta-data/`, and the user data.
  mutating func addTop(of instance: Instance) {
    let network = instance.network
    let placement = instance.placement
    let localName = "\(network.privateName).\(placement.privateDomain)"
    add("meta-data/ami-id", instance.image)
    add("meta-data/ami-launch-index", "\(instance.launchIndex)")
    add("meta-data/ami-manifest-path", "(unknown)")
    add("meta-data/events/maintenance/history", "[]")
    add("meta-data/events/maintenance/scheduled", "[]")
    add("meta-data/hibernation/configured", "false")
    add("meta-data/hostname", localName)
    add("meta-data/instance-action", "none")
    add("meta-data/instance-id", instance.id.description)
    add("meta-data/instance-life-cycle", "on-demand")
    add("meta-data/instance-type", instance.type)
    add("meta-data/ipv6", network.ipv6Address)
    add("meta-data/local-hostname", localName)
    add("meta-data/local-ipv4", network.privateAddress)
    add("meta-data/mac", network.mac)
    add("meta-data/metrics/vhostmd", #"<?xml version="1.0" encoding="UTF-8"?>"#)
    add("meta-data/placement/availability-zone", placement.availabilityZone)
    add("meta-data/placement/availability-zone-id", placement.availabilityZoneID)
    add("meta-data/placement/region", placement.region)
    add("meta-data/profile", "default-hvm")
    add("meta-data/public-hostname", "\(network.publicName).\(placement.publicDomain)")
    add("meta-data/public-ipv4", network.loopbackAddress)
    add("meta-data/reservation-id", instance.reservation)
    add("meta-data/security-groups", instance.securityGroups.joined(separator: "\n"))
    add("meta-data/services/domain", placement.servicesDomain)
    add("meta-data/services/partition", placement.partition)
    add("meta-data/system", instance.isXen ? "xen" : "nitro")
    add("dynamic/fws/instance-monitoring", "disabled")
    if let userData = instance.userData { add("user-data", .leaf(userData, .octets)) }
  }

  /// `block-device-mapping/`: the image's root device and, under the number of its kind, each disk
  /// that was asked for; only `ami` and `root` with `/dev/`.
  mutating func addDisks(of instance: Instance) {
    let folder = "meta-data/block-device-mapping"
    var root = BlockDevice.standardRoot
    var volumes = 0
    for disk in instance.blockDevices {
      let name = String(disk.device.dropFirst("/dev/".count))
      switch disk.use {
      case .root: root = disk.device
      case .ebs:
        volumes += 1
        add("\(folder)/ebs\(volumes)", name)
      case .ephemeral(let number): add("\(folder)/ephemeral\(number)", name)
      case .swap: add("\(folder)/swap", name)
      }
    }
    add("\(folder)/ami", root)
    add("\(folder)/root", root)
  }

  /// `network/interfaces/macs/<mac>/`, from which cloud-init configures the network.
  mutating func addNetwork(of instance: Instance) {
    let network = instance.network
    let placement = instance.placement
    let folder = "meta-data/network/interfaces/macs/\(network.mac)"
    let groupIDs = instance.securityGroups.map { ResourceID.make("sg", named: $0) }
    add("\(folder)/device-number", "0")
    add("\(folder)/interface-id", network.id)
    add("\(folder)/ipv4-associations/\(network.loopbackAddress)", network.privateAddress)
    if let address = network.ipv6Address {
      add("\(folder)/ipv6s", address)
      add("\(folder)/subnet-ipv6-cidr-blocks", network.ipv6SubnetBlock)
      add("\(folder)/vpc-ipv6-cidr-blocks", NetworkInterface.ipv6VPCBlock)
    }
    add("\(folder)/local-hostname", "\(network.privateName).\(placement.privateDomain)")
    add("\(folder)/local-ipv4s", network.privateAddress)
    add("\(folder)/mac", network.mac)
    add("\(folder)/network-card", "0")
    add("\(folder)/owner-id", Instance.account)
    add("\(folder)/public-hostname", "\(network.publicName).\(placement.publicDomain)")
    add("\(folder)/public-ipv4s", network.loopbackAddress)
    add("\(folder)/security-group-ids", groupIDs.joined(separator: "\n"))
    add("\(folder)/security-groups", instance.securityGroups.joined(separator: "\n"))
    add("\(folder)/subnet-id", network.subnet)
    add("\(folder)/subnet-ipv4-cidr-block", network.subnetBlock)
    add("\(folder)/vpc-id", network.vpc)
    add("\(folder)/vpc-ipv4-cidr-block", NetworkInterface.vpcBlock)
    add("\(folder)/vpc-ipv4-cidr-blocks", NetworkInterface.vpcBlock)
  }

  /// `public-keys/`: `0=NAME` a line; below `0/`, `openssh-key`. Nothing at all without a key.
  mutating func addKeys(of instance: Instance) {
    for (index, key) in instance.keys.enumerated() {
      let folder = "meta-data/public-keys/\(index)"
      add("\(folder)/openssh-key", key.line + "\n")
      show(folder, as: "\(index)=\(key.name)")
    }
  }

  /// `tags/instance/`, where the instance's options say so.
  mutating func addTags(of instance: Instance) {
    guard instance.metadataOptions.tags == .enabled else { return }
    for (key, value) in instance.tags { add("meta-data/tags/instance/\(key)", value) }
  }
}

import FoundationEssentials

/// Everything that an instance's GCE metadata says: a pure function of the instance and, for the keys
/// that expire, of the time. What is not true of a simulated instance is not there.
enum GCETree {
  /// What lies below `/computeMetadata/v1/`.
  static func root(of instance: Instance, at time: Date) -> GCENode {
    .folder([
      .init("instance", Self.instance(instance, at: time)),
      .init(
        "project",
        .folder([
          .init("attributes", .folder([], namesAreOwn: true)),
          .init("numeric-project-id", .number(GCEProject.number)),
          .init("project-id", GCEProject.id),
        ])),
      .init("universe", .folder([.init("universe-domain", "googleapis.com")])),
    ])
  }

  /// The instance's number, as GCE has in place of an id: 19 digits.
  static func number(of id: InstanceID) -> UInt64 {
    ResourceID.number(named: id.description) >> 2 | 1 << 62
  }

  private static func instance(_ instance: Instance, at time: Date) -> GCENode {
    let name = instance.letteredHostLabel
    let zone = instance.placement.availabilityZone
    return .folder([
      .init("attributes", .folder(attributes(of: instance, at: time), namesAreOwn: true)),
      .init("cpu-platform", "Intel Broadwell"),
      .init("description", ""),
      .init("disks", .numbered([disk(named: name)])),
      .init("hostname", "\(name).\(zone).c.\(GCEProject.id).internal"),
      .init("id", .number(number(of: instance.id))),
      .init("image", instance.image),
      .init("machine-type", GCEProject.path("machineTypes", instance.type)),
      .init("maintenance-event", "NONE"),
      .init("name", name),
      .init("network-interfaces", .numbered([interface(instance.network)])),
      .init("preempted", "FALSE"),
      .init(
        "scheduling",
        .folder([
          .init("automatic-restart", "TRUE"), .init("on-host-maintenance", "MIGRATE"),
          .init("preemptible", "FALSE"),
        ])),
      .init("service-accounts", GCEServiceAccounts.folder(of: instance)),
      .init("tags", .list(instance.securityGroups.filter { $0 != "default" }, isJSON: true)),
      .init("virtual-clock", .folder([.init("drift-token", "0")])),
      .init("zone", GCEProject.path("zones", zone)),
    ])
  }

  /// The attributes: the keys, the user data, and the tags whose keys GCE takes for attributes.
  ///
  /// An attribute is text. User data that is none is given in base64, and `user-data-encoding` says
  /// so, which is how cloud-init takes it.
  private static func attributes(of instance: Instance, at time: Date) -> [GCENode.Entry] {
    var values = instance.tags.filter { key, _ in
      key != "Name" && CloudRules.isWord(key, extra: "-_", upTo: 127)
    }
    values["ssh-keys"] = GCESSHKeys.value(of: instance, at: time)
    if let userData = instance.userData {
      let text = String(validating: userData, as: UTF8.self)
      values["user-data"] = text ?? Data(userData).base64EncodedString()
      values["user-data-encoding"] = text == nil ? "base64" : nil
    }
    return values.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
  }

  private static func disk(named name: String) -> GCENode {
    .folder([
      .init("device-name", name), .init("index", .number(0)), .init("interface", "SCSI"),
      .init("mode", "READ_WRITE"), .init("type", "PERSISTENT-BALANCED"),
    ])
  }

  private static func interface(_ network: NetworkInterface) -> GCENode {
    .folder([
      .init(
        "access-configs",
        .numbered([
          .folder([
            .init("external-ip", network.loopbackAddress), .init("type", "ONE_TO_ONE_NAT"),
          ])
        ])),
      .init("dns-servers", .list(["169.254.169.254"])),
      .init("forwarded-ips", .numbered([])),
      .init("gateway", network.gateway),
      .init("ip", network.privateAddress),
      .init("ip-aliases", .numbered([])),
      .init("mac", network.mac),
      .init("mtu", .number(1460)),
      .init("network", GCEProject.path("networks", "default")),
      .init("subnetmask", "255.255.240.0"),
      .init("target-instance-ips", .numbered([])),
    ])
  }
}

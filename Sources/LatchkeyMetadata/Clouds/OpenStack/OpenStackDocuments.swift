/// The documents of one instance below `openstack/VERSION/`, with the members that Nova gives them
/// (nova/api/metadata/base.py, nova/virt/netutils.py), in its order.
struct OpenStackDocuments {
  let instance: Instance

  /// The domain that Nova appends to host names unless it is told another (`dhcp_domain`).
  static let domain = "novalocal"
  /// The project that all instances belong to, with the digits of ``Instance/account``.
  static let project = String(repeating: "0", count: 20) + Instance.account

  /// The name with its domain: `web.novalocal`.
  var hostName: String { "\(instance.hostLabel).\(Self.domain)" }

  /// `meta_data.json`. Nova's instances have one key; all of these are given as Nova gives that one,
  /// each with the newline of the file that it was uploaded from.
  ///
  /// - Parameter seed: the `random_seed`, from ``OpenStackSeed``.
  func metadata(_ version: OpenStackVersion, seed: String) -> JSONTree {
    var members = [JSONTree.Member("uuid", instance.id.uuid)]
    let chosen = instance.tags.filter { $0.key != "Name" }.sorted { $0.key < $1.key }
    if !chosen.isEmpty { members.append(.init("meta", Self.strings(chosen))) }
    if !instance.keys.isEmpty {
      members.append(
        .init("public_keys", Self.strings(instance.keys.map { ($0.name, $0.line + "\n") })))
      let keys = instance.keys.map { key in
        JSONTree.object(["name": key.name, "type": "ssh", "data": key.line + "\n"])
      }
      members.append(.init("keys", .array(keys)))
    }
    members += [
      .init("hostname", hostName), .init("name", instance.name ?? instance.hostLabel),
      .init("launch_index", .number(UInt64(instance.launchIndex))),
      .init("availability_zone", instance.placement.availabilityZone),
    ]
    if version >= .grizzly { members.append(.init("random_seed", seed)) }
    if version >= .liberty { members.append(.init("project_id", Self.project)) }
    if version >= .newtonOne { members.append(.init("devices", .array([]))) }
    if version >= .victoria { members.append(.init("dedicated_cpus", .array([]))) }
    return .object(members)
  }

  private static func strings(_ values: [(key: String, value: String)]) -> JSONTree {
    .object(values.map { JSONTree.Member($0.key, $0.value) })
  }

  /// `network_data.json`: one interface, which asks for its address by DHCP.
  var networkData: JSONTree {
    let mac = instance.network.mac
    let digits = mac.filter { $0 != ":" }
    let link = "tap\(digits.suffix(8))-\(digits.prefix(2))"
    return .object([
      .init(
        "links",
        .array([
          .object([
            .init("id", link), .init("vif_id", ResourceID.uuid(named: mac)), .init("type", "ovs"),
            .init("mtu", .null), .init("ethernet_mac_address", mac),
          ])
        ])),
      .init(
        "networks",
        .array([
          .object([
            "id": "network0", "type": "ipv4_dhcp", "link": link,
            "network_id": ResourceID.uuid(named: instance.network.vpc),
          ])
        ])),
      .init("services", .array([])),
    ])
  }

  /// `vendor_data.json`, of which there is none.
  var vendorData: JSONTree { .object([JSONTree.Member]()) }

  /// `vendor_data2.json`, which has that of `vendor_data.json` under a name of its own.
  var vendorData2: JSONTree { .object([.init("static", vendorData)]) }

  /// The names that `openstack/VERSION` lists, in Nova's order.
  func names(_ version: OpenStackVersion) -> [String] {
    var names = ["meta_data.json"]
    if instance.userData != nil { names.append("user_data") }
    if version >= .grizzly { names.append("password") }
    if version >= .havana { names.append("vendor_data.json") }
    if version >= .liberty { names.append("network_data.json") }
    if version >= .newtonTwo { names.append("vendor_data2.json") }
    return names
  }
}

/// `network` of Azure's metadata, from which cloud-init configures an instance's one interface.
enum AzureNetwork {
  static func tree(of own: NetworkInterface) -> JSONTree {
    let subnet = own.subnetBlock.split(separator: "/").map(String.init)
    let hardware = own.mac.uppercased().filter { $0 != ":" }
    return .object([
      .init(
        "interface",
        .array([
          .object([
            .init(
              "ipv4",
              .object([
                .init(
                  "ipAddress",
                  .array([
                    .object([
                      "privateIpAddress": own.privateAddress,
                      "publicIpAddress": own.loopbackAddress,
                    ])
                  ])),
                .init(
                  "subnet", .array([.object(["address": subnet[0], "prefix": subnet[1]])])),
              ])),
            .init("ipv6", .object([.init("ipAddress", .array([]))])),
            .init("macAddress", hardware),
          ])
        ]))
    ])
  }
}

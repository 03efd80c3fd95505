/// An instance's one network interface.
///
/// An instance has two addresses that differ in their first number only: `172.31.20.7` is what it
/// believes to be its own, as in EC2's default network; `127.31.20.7`, of this machine's loopback
/// network, is where it can be met, and what tells the metadata service which instance asks.
public struct NetworkInterface: Hashable, Sendable, Codable {
  /// The interface's id, `eni-…`.
  public let id: String
  /// The interface's hardware address, `02:…`: locally administered, six bytes in lower case.
  public let mac: String
  /// The loopback address under which the instance is met, given out as its public one.
  public let loopbackAddress: String
  /// The private address, within 172.31.0.0/16.
  public let privateAddress: String
  /// The IPv6 address, of the documentation's network (RFC 3849): the metadata tells it, and nobody is
  /// met there. `nil` without one.
  public let ipv6Address: String?
  /// The subnet's id.
  public let subnet: String
  /// The network's id.
  public let vpc: String

  /// The block of the network, which holds every private address.
  public static let vpcBlock = "172.31.0.0/16"

  /// How many instances have an address of their own: 256 × 251, as EC2 keeps the first four
  /// addresses of a block and the last.
  static let hostCount = 256 * 251

  /// The interface with the number `host`, 0 ..< ``hostCount``.
  init(
    host: Int, subnet: String?, hasIPv6: Bool = false,
    using random: inout some RandomNumberGenerator
  ) {
    id = ResourceID.make("eni", using: &random)
    let bytes = (0..<5).map { _ in
      ":" + ResourceID.hexadecimal(UInt64(UInt8.random(in: 0...255, using: &random)), digits: 2)
    }
    mac = "02" + bytes.joined()
    loopbackAddress = Self.loopbackAddress(ofHost: host)
    privateAddress = "172" + loopbackAddress.dropFirst(3)
    ipv6Address = hasIPv6 ? Self.ipv6Address(ofHost: host) : nil
    self.subnet = subnet ?? ResourceID.make("subnet", named: Self.block(ofThird: host / 251 % 256))
    vpc = ResourceID.make("vpc", named: Self.vpcBlock)
  }

  /// The loopback address of the interface with a number.
  static func loopbackAddress(ofHost host: Int) -> String {
    "127.31.\(host / 251 % 256).\(host % 251 + 4)"
  }

  /// The block of the network's IPv6 addresses.
  static let ipv6VPCBlock = "2001:db8:1f::/56"

  /// The block of the subnet's IPv6 addresses, numbered as its IPv4 block is: `2001:db8:1f:10::/64`.
  var ipv6SubnetBlock: String { Self.ipv6Prefix(ofThird: thirdNumber) + "::/64" }

  /// The subnet's prefix and the last two numbers of the IPv4 address: `2001:db8:1f:10::1407`.
  private static func ipv6Address(ofHost host: Int) -> String {
    let third = host / 251 % 256
    let last = String(third << 8 | host % 251 + 4, radix: 16)
    return "\(ipv6Prefix(ofThird: third))::\(last)"
  }

  private static func ipv6Prefix(ofThird number: Int) -> String {
    // RFC 5952 §4.2: the group of the first subnet is zero, and goes into the `::` that follows.
    number < 16 ? "2001:db8:1f" : "2001:db8:1f:" + String(number & 0xf0, radix: 16)
  }

  /// The block of the subnet that the private address lies in, a /20 as in EC2's default network.
  public var subnetBlock: String { Self.block(ofThird: thirdNumber) }

  private var thirdNumber: Int {
    let numbers = privateAddress.split(separator: ".").compactMap { Int($0) }
    return numbers.count == 4 ? numbers[2] : 0
  }

  /// The subnet's router: the first address of its block.
  var gateway: String { subnetBlock.replacing("0/20", with: "1") }

  private static func block(ofThird number: Int) -> String { "172.31.\(number & 0xf0).0/20" }

  /// The private address as host names spell it: `ip-172-31-20-7`.
  var privateName: String { "ip-" + Self.hyphenated(privateAddress) }

  /// The public address as host names spell it: `ec2-127-31-20-7`.
  var publicName: String { "ec2-" + Self.hyphenated(loopbackAddress) }

  private static func hyphenated(_ address: String) -> String {
    String(address.map { $0 == "." ? "-" : $0 })
  }
}

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
  init(host: Int, subnet: String?, using random: inout some RandomNumberGenerator) {
    id = ResourceID.make("eni", using: &random)
    let bytes = (0..<5).map { _ in
      ":" + ResourceID.hexadecimal(UInt64(UInt8.random(in: 0...255, using: &random)), digits: 2)
    }
    mac = "02" + bytes.joined()
    loopbackAddress = Self.loopbackAddress(ofHost: host)
    privateAddress = "172" + loopbackAddress.dropFirst(3)
    self.subnet = subnet ?? ResourceID.make("subnet", named: Self.block(ofThird: host / 251 % 256))
    vpc = ResourceID.make("vpc", named: Self.vpcBlock)
  }

  /// The loopback address of the interface with a number.
  static func loopbackAddress(ofHost host: Int) -> String {
    "127.31.\(host / 251 % 256).\(host % 251 + 4)"
  }

  /// The block of the subnet that the private address lies in, a /20 as in EC2's default network.
  public var subnetBlock: String {
    let numbers = privateAddress.split(separator: ".").compactMap { Int($0) }
    return Self.block(ofThird: numbers.count == 4 ? numbers[2] : 0)
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

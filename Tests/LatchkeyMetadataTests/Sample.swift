import Foundation
import LatchkeyMetadata

/// Instances and moments that tests start from.
enum Sample {
  /// Monday, 23 November 2026, 09:20:07 UTC.
  static let time = Date(timeIntervalSince1970: 1_795_425_607)

  /// An instance as it is launched with nothing said but this.
  static func instance(
    on cloud: Cloud = .ec2, keys: [(SampleKey, String)] = [], tags: [String: String] = [:],
    userData: [UInt8]? = nil,
    role: String? = nil, options: MetadataOptions = .init()
  ) throws -> Instance {
    try Instance.launch(
      LaunchTemplate(
        cloud: cloud, name: "web", keys: keys.map { try InjectedKey($0.0.key, named: $0.1) },
        tags: tags,
        userData: userData, role: role, metadataOptions: options),
      at: time)
  }

  /// A service's answer, some seconds after ``time``.
  static func ask(
    _ service: some MetadataService, _ target: String, _ headers: [HeaderField] = [],
    method: String = "GET", after seconds: Double = 0
  ) -> MetadataResponse {
    var random = SystemRandomNumberGenerator()
    return service.respond(
      to: MetadataRequest(method, target, headers: headers),
      at: time.addingTimeInterval(seconds), using: &random)
  }
}

extension MetadataResponse {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }
}

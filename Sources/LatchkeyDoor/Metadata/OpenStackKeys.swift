import FoundationEssentials

/// The keys that a guest on OpenStack lets in: those of `meta_data.json`, whoever logs in.
enum OpenStackKeys {
  private static let path = "/openstack/latest/meta_data.json"

  /// Fetches them.
  static func all(_ fetch: MetadataFetch) throws(DoorError) -> [MetadataKey] {
    let metadata = try metadata(fetch)
    // Both say the same; `keys` is younger, and keeps an order.
    if let keys = metadata.keys {
      return keys.filter { $0.type == "ssh" }.map { MetadataKey(name: $0.name, text: $0.data) }
    }
    return (metadata.publicKeys ?? [:]).sorted { $0.key < $1.key }.map {
      MetadataKey(name: $0.key, text: $0.value)
    }
  }

  /// The id by which the cloud knows the instance: a UUID.
  static func instanceID(_ fetch: MetadataFetch) throws(DoorError) -> String {
    try metadata(fetch).uuid
  }

  private static func metadata(_ fetch: MetadataFetch) throws(DoorError) -> Metadata {
    let answer = try fetch.require(path, [])
    do {
      return try JSONDecoder().decode(Metadata.self, from: Data(answer.body))
    } catch {
      throw DoorError(.metadataInvalid, "\(fetch.address): \(path) is not OpenStack's document")
    }
  }

  private struct Metadata: Decodable {
    let uuid: String
    let keys: [Key]?
    let publicKeys: [String: String]?

    enum CodingKeys: String, CodingKey {
      case uuid
      case keys
      case publicKeys = "public_keys"
    }
  }

  private struct Key: Decodable {
    let name: String
    let type: String
    let data: String
  }
}

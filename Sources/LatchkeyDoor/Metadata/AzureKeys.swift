import FoundationEssentials

/// The keys that a guest on Microsoft Azure lets in: `compute.publicKeys` of its metadata.
enum AzureKeys {
  private static let headers = ["Metadata: true"]
  /// As cloud-init asks.
  private static let document = "/metadata/instance?api-version=2021-08-01&extended=true"

  /// Fetches them.
  ///
  /// - Parameter user: whose keys; `nil` for everybody's.
  static func all(for user: String?, _ fetch: MetadataFetch) throws(DoorError) -> [MetadataKey] {
    let compute = try compute(fetch)
    return compute.publicKeys.filter { key in
      user.map { key.path == "/home/\($0)/.ssh/authorized_keys" } ?? true
    }.map { key in
      let comment = key.keyData.split(separator: " ", maxSplits: 2).dropFirst(2).first
      return MetadataKey(
        name: comment.map { String($0.filter { !$0.isNewline }) } ?? compute.name,
        text: key.keyData)
    }
  }

  /// The id by which the cloud knows the instance: a UUID.
  static func instanceID(_ fetch: MetadataFetch) throws(DoorError) -> String {
    try compute(fetch).vmId
  }

  private static func compute(_ fetch: MetadataFetch) throws(DoorError) -> Compute {
    let answer = try fetch.require(document, headers)
    do {
      return try JSONDecoder().decode(Instance.self, from: Data(answer.body)).compute
    } catch {
      throw DoorError(
        .metadataInvalid, "\(fetch.address): /metadata/instance is not Azure's document")
    }
  }

  private struct Instance: Decodable { let compute: Compute }

  private struct Compute: Decodable {
    let name: String
    let vmId: String
    let publicKeys: [Key]
  }

  private struct Key: Decodable {
    let keyData: String
    let path: String
  }
}

/// Asks a metadata service for one path with GET.
struct MetadataFetch {
  /// The service, for errors.
  let address: MetadataAddress
  /// Sends one request: path (perhaps with a query) and header lines.
  let get: (_ path: String, _ headers: [String]) throws(DoorError) -> HTTPResponse

  /// What lies at a path; `nil` where nothing does.
  ///
  /// - Throws: ``DoorError/Code/metadataRefused`` for any other answer than 200 and 404.
  func find(_ path: String, _ headers: [String]) throws(DoorError) -> HTTPResponse? {
    let answer = try get(path, headers)
    switch answer.status {
    case 200: return answer
    case 404: return nil
    default:
      throw DoorError(
        .metadataRefused, "\(address): \(path.prefix { $0 != "?" }): HTTP status \(answer.status)")
    }
  }

  /// What lies at a path where something has to.
  ///
  /// - Throws: ``DoorError/Code/metadataInvalid`` where nothing does.
  func require(_ path: String, _ headers: [String]) throws(DoorError) -> HTTPResponse {
    guard let answer = try find(path, headers) else {
      throw DoorError(
        .metadataInvalid,
        "\(address): the service has no \(path.prefix { $0 != "?" }); is it another cloud's?")
    }
    return answer
  }
}

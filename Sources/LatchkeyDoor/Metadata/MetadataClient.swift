import FoundationEssentials
import Glibc
public import LatchkeyMetadata

/// Asks a metadata service as a booting instance of its cloud does; EC2's: a session token first
/// (IMDSv2), then the paths below `/latest/meta-data/`.
///
/// Written on a socket, since the command line's start-up has no room for an HTTP library. Every
/// request has a deadline, every answer a bound.
public struct MetadataClient: Sendable {
  /// Where the service listens.
  public let address: MetadataAddress
  /// The cloud whose service it is.
  public let cloud: Cloud
  private let timeout: Duration
  /// More than any metadata document; user data, the largest leaf, ends at 16 KiB.
  private static let bodyLimit = 256 * 1024

  /// A client of one service.
  ///
  /// - Parameters:
  ///   - address: where it listens.
  ///   - cloud: whose service it is.
  ///   - timeout: how long one request may take.
  public init(
    _ address: MetadataAddress, of cloud: Cloud = .ec2, timeout: Duration = .seconds(5)
  ) {
    self.address = address
    self.cloud = cloud
    self.timeout = timeout
  }

  /// The id, as the cloud has it, of the instance that the service answers for.
  public func instanceID() throws(DoorError) -> String {
    switch cloud {
    case .gce: try GCEKeys.instanceID(fetch)
    case .azure: try AzureKeys.instanceID(fetch)
    case .nocloud: try NoCloudKeys.instanceID(fetch)
    case .openstack: try OpenStackKeys.instanceID(fetch)
    case .ec2: try ec2InstanceID()
    }
  }

  /// The public keys that a booting instance would put into `authorized_keys`, in the service's
  /// order; none when the instance was launched without one.
  ///
  /// - Parameter user: whose keys, on the clouds where a key belongs to a user, `nil` for all; and on
  ///   EC2, whose temporary keys beside the others, `nil` for none.
  public func publicKeys(for user: String? = nil) throws(DoorError) -> [MetadataKey] {
    switch cloud {
    case .gce: try GCEKeys.all(for: user, at: Date(), fetch)
    case .azure: try AzureKeys.all(for: user, fetch)
    case .nocloud: try NoCloudKeys.all(fetch)
    case .openstack: try OpenStackKeys.all(fetch)
    case .ec2: try ec2Keys() + temporaryKeys(of: user)
    }
  }

  private var fetch: MetadataFetch {
    MetadataFetch(address: address) { (path, headers) throws(DoorError) in
      try request("GET", path, headers)
    }
  }

  private func ec2InstanceID() throws(DoorError) -> String {
    let token = try token()
    guard let id = try get("instance-id", token) else {
      throw DoorError(.metadataInvalid, "\(address): the service gives no instance-id")
    }
    return id.text
  }

  private func ec2Keys() throws(DoorError) -> [MetadataKey] {
    let token = try token()
    // `0=NAME` a line; absent altogether when there is no key.
    guard let list = try get("public-keys/", token) else { return [] }
    var keys: [MetadataKey] = []
    for entry in list.text.split(whereSeparator: \.isNewline) {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let index = Int(parts[0]), index >= 0, parts.count == 2 else {
        throw DoorError(
          .metadataInvalid,
          "\(address): public-keys/ lists \(String(entry).debugDescription), expected INDEX=NAME")
      }
      let path = "public-keys/\(index)/openssh-key"
      guard let key = try get(path, token) else {
        throw DoorError(.metadataInvalid, "\(address): \(path) is listed and not there")
      }
      keys.append(MetadataKey(name: String(parts[1]), text: key.text))
    }
    return keys
  }

  /// The keys that are let in as `user` for a short time, by EC2's Instance Connect; none where there
  /// are none, and from a service that knows nothing of them.
  private func temporaryKeys(of user: String?) throws(DoorError) -> [MetadataKey] {
    guard let user else { return [] }
    let path = "managed-ssh-keys/active-keys/\(user)/"
    guard let entries = try get(path, token()) else { return [] }
    return TemporaryKeyEntries(entries.text, at: Int(time(nil))).lines.map {
      MetadataKey(name: "temporary", text: $0)
    }
  }

  /// A session token, or `nil` from a service that knows none (IMDSv1).
  private func token() throws(DoorError) -> String? {
    let answer = try request(
      "PUT", "/latest/api/token", ["X-aws-ec2-metadata-token-ttl-seconds: 60", "Content-Length: 0"])
    switch answer.status {
    case 200:
      let token = answer.text
      // It goes into a header of ours.
      guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
        throw DoorError(.metadataInvalid, "\(address): the session token is malformed")
      }
      return token
    // As botocore reads them: the path, or the method, is unknown to an older service.
    case 404, 405: return nil
    case 403:
      throw DoorError(
        .metadataRefused, "\(address): the metadata service is switched off for this instance")
    default:
      throw DoorError(
        .metadataRefused, "\(address): no session token, HTTP status \(answer.status)")
    }
  }

  /// One path below `meta-data/`; `nil` where there is nothing.
  private func get(_ path: String, _ token: String?) throws(DoorError) -> HTTPResponse? {
    let headers = token.map { ["X-aws-ec2-metadata-token: \($0)"] } ?? []
    let answer = try request("GET", "/latest/meta-data/\(path)", headers)
    switch answer.status {
    case 200: return answer
    case 404: return nil
    default:
      throw DoorError(
        .metadataRefused, "\(address): meta-data/\(path): HTTP status \(answer.status)")
    }
  }

  /// One request on a connection of its own: an answer is then over when the service says so or
  /// closes, and nothing is ever read twice.
  private func request(
    _ method: String, _ path: String, _ headers: [String]
  ) throws(DoorError) -> HTTPResponse {
    let lines =
      ["\(method) \(address.base)\(path) HTTP/1.1", "Host: \(address.authority)"] + headers
      + ["User-Agent: latchkey", "Accept: */*", "Connection: close", "", ""]
    do {
      let connection = try Connection.open(
        host: address.host, port: address.port, deadline: Deadline(after: timeout))
      try connection.send(Array(lines.joined(separator: "\r\n").utf8))
      var bytes: [UInt8] = []
      while true {
        let more = try connection.receive(atMost: 16 * 1024)
        bytes += more
        if let response = try HTTPResponse.parse(bytes, ended: more.isEmpty) { return response }
        guard bytes.count <= Self.bodyLimit else {
          throw HTTPResponse.Malformed(reason: "more than \(Self.bodyLimit) bytes")
        }
      }
    } catch let failure as Connection.Failure {
      throw DoorError(
        .metadataUnreachable,
        "\(address): the metadata service does not answer: \(failure.words)",
        hint: "is `latchkey metadata serve` still running, and is this its address?")
    } catch let malformed as HTTPResponse.Malformed {
      throw DoorError(
        .metadataInvalid, "\(address): not a metadata service's answer: \(malformed.reason)")
    } catch {
      throw DoorError(.metadataUnreachable, "\(address): \(error)")
    }
  }
}

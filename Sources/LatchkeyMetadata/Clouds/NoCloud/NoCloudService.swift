import FoundationEssentials

/// A NoCloud seed on a plain web server, where `seedfrom` (or `ds=nocloud;s=URL`) finds it.
///
/// Whoever can reach a web server is answered: there are no tokens. `network-config` is there but
/// empty, which means what its absence means; cloud-init 25 asks for it before all else, and asks ten
/// times, a second apart, where it is not there.
struct NoCloudService: MetadataService {
  let instance: Instance
  private let files: [RenderedFile]

  var validUntil: Date? { nil }

  init(of instance: Instance) {
    self.instance = instance
    files = NoCloudSeed.files(of: instance) + [RenderedFile("network-config", [])]
  }

  func respond(
    to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse {
    let answer = PlainAnswer(to: request, at: time)
    guard instance.metadataOptions.endpoint == .enabled else { return refuse(403, answer) }
    guard let path = RequestTarget(request.target) else { return refuse(400, answer) }
    guard ["GET", "HEAD"].contains(request.method) else {
      return refuse(405, answer, also: [HeaderField("Allow", "GET, HEAD")])
    }
    guard !path.parts.isEmpty else {
      return answer.give(index, type: "text/html; charset=utf-8")
    }
    guard let content = content(of: path) else { return refuse(404, answer) }
    return answer.give(content, type: "application/octet-stream")
  }

  func content(at path: String) -> [UInt8]? {
    guard let path = RequestTarget(path.hasPrefix("/") ? path : "/" + path) else { return nil }
    return path.parts.isEmpty ? index : content(of: path)
  }

  private func content(of path: RequestTarget) -> [UInt8]? {
    guard path.parts.count == 1 else { return nil }
    return files.first { $0.path == path.parts[0] }?.content
  }

  /// The files' names, for a person's browser.
  private var index: [UInt8] {
    let items = files.map { "<li><a href=\"\($0.path)\">\($0.path)</a></li>\n" }.joined()
    return Array(
      """
      <!DOCTYPE html>
      <title>NoCloud seed of \(instance.id)</title>
      <ul>
      \(items)</ul>

      """.utf8)
  }

  private func refuse(
    _ status: Int, _ answer: PlainAnswer, also headers: [HeaderField] = []
  ) -> MetadataResponse {
    let names = [
      400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    ]
    let text = "\(status) \(names[status] ?? "")\n"
    return answer.give(
      Array(text.utf8), status: status, type: "text/plain; charset=utf-8", also: headers)
  }
}

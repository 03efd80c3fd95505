import Foundation
import TestSupport

/// Sockets that are no agent.
enum StandInAgent {
  /// A socket that takes connections and says nothing.
  ///
  /// - Returns: the listening descriptor, to be closed, and its path.
  static func silent(in folder: TemporaryFolder) throws -> (Int32, String) {
    let path = folder.path("agent")
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard descriptor >= 0, status == 0, listen(descriptor, 8) == 0 else {
      throw VerifierTestFailure.noOutcome
    }
    return (descriptor, path)
  }

  /// A socket that reads one request, gives one answer, and closes.
  ///
  /// - Parameter answer: what to send for a request, both with their length before them.
  static func answering(
    in folder: TemporaryFolder, _ answer: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) throws -> String {
    let (descriptor, path) = try silent(in: folder)
    Thread.detachNewThread {
      let client = accept(descriptor, nil, nil)
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(client, &buffer, buffer.count, 0)
      let bytes = answer(Array(buffer.prefix(max(0, count))))
      _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      close(client)
      close(descriptor)
    }
    return path
  }
}

import Foundation
import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// A command's two streams come through one socket.
@Suite(.enabled(if: OpenSSHServer.isAvailable)) struct CommandChannelTests {
  /// A socket in which nothing has come yet when it is asked first: as if the server wrote between one
  /// read of libssh2's and the next.
  private final class LateStream: ByteStream {
    private let socket: SocketStream
    /// Whether nothing has come yet.
    var isLate = false

    init(_ descriptor: Int32) { socket = SocketStream(descriptor) }

    var descriptor: Int32 { socket.descriptor }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      if isLate {
        isLate = false
        return Int(-EAGAIN)
      }
      return socket.receive(into: buffer)
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Int { socket.send(bytes) }

    func shutDown() { socket.shutDown() }
  }

  /// Makes a call until it does not block, waiting for the socket in between as a check does. Each
  /// second time the stream is late.
  private static func finish(
    _ session: Session, on stream: LateStream, _ call: () -> SessionStep
  ) throws {
    var isLate = false
    while true {
      session.context.tap.begin()
      isLate.toggle()
      stream.isLate = isLate
      let step = call()
      if step == .done { return }
      try #require(step == .wouldBlock)
      if session.context.tap.takeMore() { continue }
      var entry = pollfd(
        fd: session.context.tap.descriptor, events: session.pollEvents, revents: 0)
      try #require(poll(&entry, 1, 5000) == 1, "nothing comes, and nothing was noticed")
    }
  }

  @Test(arguments: ["", " >&2"])
  func `what is written between the reads of one stream and the other is heard`(
    target: String
  ) throws {
    let key = try PrivateKey.generate(.ed25519)
    let server = try OpenSSHServer(authorizedKeys: [Checks.line(key.publicKey)])
    let descriptor = try #require(Loopback.connect(server.port))
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    let stream = LateStream(descriptor)
    let session = try Session(tap: SocketTap(stream))
    try Self.finish(session, on: stream) { session.handshake() }
    let attempt = PublicKeyAttempt(identity: Identity(.privateKey(key)), user: server.user)
    try Self.finish(session, on: stream) { session.authenticate(attempt) }
    // Each line is answered by the next, so one that is missed ends the conversation.
    let rounds = 20
    let dialogue = CommandDialogue { result in
      let lines = (result.output + result.errors).count { $0 == 0x0a }
      return lines < rounds ? Array("\(lines)\n".utf8) : []
    }
    var result = CommandResult()
    try Self.finish(session, on: stream) {
      session.run(
        "for i in $(seq \(rounds)); do read line; echo $line\(target); done", dialogue: dialogue,
        result: &result)
    }
    let expected = (0..<rounds).map { "\($0)\n" }.joined()
    #expect(String(decoding: result.output + result.errors, as: UTF8.self) == expected)
    #expect(result.status == 0)
    session.close()
  }
}

/// Makes libssh2 1.10.0 send signatures as they have to be which it cannot: those of certificates,
/// which it gives the certificate's own name (but for ECDSA), and those of security keys, which have
/// two fields more than it knows. OpenSSH verifies neither.
///
/// The signed request, as `libssh2_userauth_publickey` lays it out in one allocation (src/userauth.c
/// of 1.10.0):
///
///     byte[n]   the request up to and with the blob; n = user + name + blob + 45
///     string    string "ssh-ed25519-cert-v01@openssh.com", string what our callback gave
///
/// has to become, in as many bytes,
///
///     byte[n]   the same
///     string    string "ssh-ed25519", string signature
///
/// The length of what is sent follows from what our callback gives. So the callback gives a
/// substitute with which the whole is as long as it has to be; libssh2 writes it into the request,
/// frees it, and only then sends. The free passes through our own memory functions: there the last
/// bytes are replaced by the true ones, wherever they are found exactly as expected.
///
/// This rests on the library's internals: it is used with exactly 1.10.0, and where the request is
/// not found as expected it declares itself failed: the server then gets a signature that verifies
/// nowhere, and the check says that it was ours.
@safe final class SignatureRewrite {
  /// The one release that it is for.
  static let version = "1.10.0"

  /// What stands in for the signature until it is replaced.
  let substitute: [UInt8]
  private let requestSize: Int
  private let head: Int
  private let written: [UInt8]
  private let truth: [UInt8]
  private var address: UnsafeMutableRawPointer?
  private(set) var isDone = false

  /// Prepares the rewriting of one signature; `nil` if it is shorter than the name alone.
  ///
  /// - Parameters:
  ///   - signature: the signature with its name: string algorithm, string signature, and what may
  ///     follow.
  ///   - name: the name that libssh2 writes.
  ///   - blob: the bytes of the blob that was offered.
  ///   - user: the bytes of the user's name.
  init?(signature: [UInt8], name: String, blob: Int, user: Int) {
    let room = signature.count - (4 + name.utf8.count + 4)
    guard room > 0 else { return nil }
    substitute = [UInt8](repeating: 0, count: room)
    head = user + name.utf8.count + blob + 45
    requestSize = head + 4 + (4 + name.utf8.count) + (4 + blob)
    written = WireBytes.string(WireBytes.string(Array(name.utf8)) + WireBytes.string(substitute))
    truth = WireBytes.string(signature)
  }

  /// To be told where libssh2 keeps the substitute.
  func watch(_ address: UnsafeMutableRawPointer) { unsafe self.address = unsafe address }

  /// To be told of every allocation that is freed, before it is; `live` gives those that are there.
  func freed(
    _ pointer: UnsafeMutableRawPointer, live: (_ size: Int) -> [UnsafeMutableRawPointer]
  ) {
    guard let address = unsafe address, unsafe address == pointer else { return }
    unsafe self.address = nil
    let requests = unsafe live(requestSize).filter { request in
      guard head + written.count <= requestSize else { return false }
      let bytes = unsafe UnsafeRawBufferPointer(start: request, count: head + written.count)
      return unsafe bytes[0] == 50 && bytes[head...].elementsEqual(written)
    }
    guard unsafe requests.count == 1, let request = unsafe requests.first else { return }
    for (index, byte) in truth.enumerated() {
      unsafe request.storeBytes(of: byte, toByteOffset: head + index, as: UInt8.self)
    }
    isDone = true
  }
}

import LatchkeyKeys

/// Makes libssh2 1.10.0 authenticate RSA keys with SHA-2 (RFC 8332), which OpenSSH has demanded
/// since 8.8 and 1.10.0 cannot do: it takes the signature algorithm's name from the public key blob,
/// where for RSA it always is `ssh-rsa`, and SHA-1 with it.
///
/// In the blob
///
///     string    "ssh-rsa"           ──►  string    "rsa-sha2-256"
///     mpint     e                         (the rest of e and n that it does not overwrite)
///     mpint     n
///
/// the first 16 bytes are overwritten before the call; in that of a certificate, which begins with
/// `ssh-rsa-cert-v01@openssh.com`, the first 37, with `rsa-sha2-256-cert-v01@openssh.com`; or with
/// the names of `rsa-sha2-512`. `libssh2_userauth_publickey` then does, in this order
/// (src/userauth.c of 1.10.0):
///
///  1. allocates as many bytes as the name has, and copies the name out of the blob;
///  2. allocates the request, of a size that follows from user, name and blob;
///  3. writes name and blob into the request.
///
/// The allocations pass through our own memory functions, so in the second one the true bytes are
/// put back: the request carries the SHA-2 name and the true key, which is RFC 8332 to the byte. The
/// bytes to be signed are checked afterwards (`SignRequest`) before anything is signed.
///
/// This rests on the library's internals: it is used with exactly 1.10.0, and whenever an allocation
/// is not the expected one it puts the true bytes back and declares itself failed.
@safe final class RSAUpgrade {
  /// The one release that it is for.
  static let version = "1.10.0"

  /// What follows the signature algorithm's name in the request's, for each name that a blob may
  /// begin with.
  private static let endings = [
    "ssh-rsa": "", "ssh-rsa-cert-v01@openssh.com": "-cert-v01@openssh.com",
  ]

  /// The public key algorithm that the request names.
  let name: String

  private enum Step { case idle, armed, nameCopied, done, failed }

  private let blob: UnsafeMutableBufferPointer<UInt8>
  private let truth: [UInt8]
  private let forgery: [UInt8]
  private let nameSize: Int
  private let requestSize: Int
  private var step = Step.idle

  /// Prepares the upgrade of a blob, which must stay where it is while the upgrade is used; `nil`
  /// if it is not the blob of an RSA key or of its certificate.
  ///
  /// - Parameter algorithm: one of the two of RFC 8332.
  init?(
    blob: UnsafeMutableBufferPointer<UInt8>, user: String,
    to algorithm: SignatureAlgorithm = .rsaSHA256
  ) {
    var cursor = unsafe WireCursor(blob)
    guard let own = cursor.string(), let ending = Self.endings[String(decoding: own, as: UTF8.self)]
    else { return nil }
    self.name = algorithm.rawValue + ending
    let name = Array(self.name.utf8)
    nameSize = name.count
    forgery = [0, 0, 0, UInt8(name.count)] + name
    guard blob.count > forgery.count else { return nil }
    unsafe self.blob = unsafe blob
    truth = unsafe Array(blob.prefix(forgery.count))
    // The packet: 45 bytes and three variable fields; behind it room for the signature.
    let packet = user.utf8.count + name.count + blob.count + 45
    requestSize = packet + 4 + (4 + name.count) + (4 + blob.count)
  }

  /// Whether the request carries the SHA-2 name and the true key.
  var isDone: Bool { step == .done }

  /// Overwrites the name; to be called right before the call that starts the attempt.
  func arm() {
    write(forgery)
    step = .armed
  }

  /// To be called right after that call returned, whatever it returned.
  func disarm() {
    if step == .done { return }
    write(truth)
    step = .failed
  }

  /// To be told of every allocation of the session, before libssh2 has the memory.
  func allocation(of count: Int) {
    switch step {
    case .armed:
      step = count == nameSize ? .nameCopied : .failed
    case .nameCopied:
      step = count == requestSize ? .done : .failed
    case .idle, .done, .failed: return
    }
    if step != .nameCopied { write(truth) }
  }

  private func write(_ bytes: [UInt8]) {
    for (index, byte) in bytes.enumerated() { unsafe blob[index] = byte }
  }
}

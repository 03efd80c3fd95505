import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// A host key made for one door.
struct HostKey: Sendable {
  /// The private half's file.
  let file: String
  /// The public half.
  let publicKey: PublicKey

  /// Makes a key and writes its private half into the door's folder.
  static func make(_ kind: KeyKind, in folder: String) throws(DoorError) -> HostKey {
    do {
      let key = try PrivateKey.generate(kind)
      let file = "\(folder)/ssh_host_\(key.publicKey.algorithm.name)_key"
      try DoorFolder.write(try key.encoded(as: .openssh), to: file)
      return HostKey(file: file, publicKey: key.publicKey)
    } catch let error as DoorError {
      throw error
    } catch {
      throw DoorError(.system, "making a host key: \(error)")
    }
  }
}

import Latchkey

/// The PPK of the key file that EC2 handed out, if it is the key pair that EC2 lists.
func puttyKey(
  from file: consuming SecretBytes, listedAs fingerprint: String, passphrase: Passphrase
) throws -> SecretBytes? {
  var key = try KeyFile.read(file).privateKey().decrypt()
  guard try key.ec2CreatedFingerprint()?.text == fingerprint else { return nil }
  key.comment = "from EC2"
  return try key.encoded(as: .ppk3, options: EncodingOptions(passphrase: passphrase))
}

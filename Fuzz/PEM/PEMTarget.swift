internal import FuzzSupport

/// What stands after BEGIN, before keys and before other things.
private let labels = [
  "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
  "PUBLIC KEY", "RSA PUBLIC KEY", "OPENSSH PRIVATE KEY", "CERTIFICATE",
]

/// PEM and DER. The first byte says what the rest is: text between BEGIN and END, DER under one of
/// the labels or none, the same with its lengths mended, the same encrypted.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let shape = input.byte()
  let label = input.choice(of: labels)
  let bytes = input.rest()
  let file: [UInt8]
  switch shape % 7 {
  case 0: file = Array("-----BEGIN \(label)-----\n".utf8) + bytes
  case 1: file = Armour.pem(label, bytes)
  case 2: file = bytes
  case 3: file = Armour.pem(label, DERShape.repaired(bytes[...]))
  case 4: file = DERShape.repaired(bytes[...])
  case 5: file = SealedPEM.pkcs8(DERShape.repaired(bytes[...]))
  default: file = SealedPEM.traditional(label, DERShape.repaired(bytes[...]))
  }
  KeyFileProperties.check(file)
  return 0
}

internal import FuzzSupport

/// The kinds of certificate (OpenSSH's PROTOCOL.certkeys), by the keys that they certify.
private let algorithms = [
  "ssh-rsa-cert-v01@openssh.com", "ssh-dss-cert-v01@openssh.com",
  "ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp384-cert-v01@openssh.com",
  "ecdsa-sha2-nistp521-cert-v01@openssh.com", "ssh-ed25519-cert-v01@openssh.com",
  "sk-ssh-ed25519-cert-v01@openssh.com", "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
]

/// OpenSSH certificates. The first byte says what the rest is: the line, the blob in it, what stands
/// in the blob before the authority, or the strings that all that consists of.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let shape = input.byte()
  let name = Array(input.choice(of: algorithms).utf8)
  let blob: [UInt8]
  switch shape % 4 {
  case 0:
    let file = input.rest()
    KeyFileProperties.check(file)
    KeyFileProperties.checkLineBreaks(file)
    return 0
  case 1: blob = input.rest()
  case 2: blob = SealedCertificate.blob(WireShape.strings([name]) + input.rest())
  default: blob = SealedCertificate.blob(fields(name, &input))
  }
  KeyFileProperties.check(name + [0x20] + Armour.base64(blob) + [0x0A])
  return 0
}

/// Fields in their order, each with a length that is right.
private func fields(_ name: [UInt8], _ input: inout FuzzInput) -> [UInt8] {
  let key = WireShape.strings([name, [1, 2, 3]] + input.chunks())
  let serial = (0..<8).map { _ in input.byte() }
  let role: [UInt8] = [0, 0, 0, input.byte() % 4]
  let keyID = WireShape.strings([input.chunk()])
  let principals = WireShape.strings([WireShape.strings(input.chunks())])
  let validity = (0..<16).map { _ in input.byte() }
  let critical = WireShape.strings([WireShape.strings(input.chunks())])
  let extensions = WireShape.strings([WireShape.strings(input.chunks())])
  let reserved = WireShape.strings([input.rest()])
  return key + serial + role + keyID + principals + validity + critical + extensions + reserved
}

internal import FuzzSupport

/// What the type of an ssh.com key says first.
private let types = ["if-modn{sign{rsa-pkcs1-sha1}", "dl-modp{sign{dsa-nist-sha1}"]
private let ciphers = ["none", "3des-cbc", "des-cbc"]

/// RFC 4716 and ssh.com's private keys, which share its armour. The first byte says what the rest
/// is: the lines after the first, a blob with headers, or what an ssh.com key consists of.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let shape = input.byte()
  let file: [UInt8]
  switch shape % 5 {
  case 0: file = Array("---- BEGIN SSH2 PUBLIC KEY ----\n".utf8) + input.rest()
  case 1: file = Array("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n".utf8) + input.rest()
  case 2:
    let headers = input.chunk()
    file = Armour.ssh2("PUBLIC KEY", headers: headers, input.rest())
  case 3:
    let headers = input.chunk()
    file = Armour.ssh2("PUBLIC KEY", headers: headers, WireShape.strings(input.chunks()))
  default:
    let headers = input.chunk()
    let type = input.choice(of: types)
    let cipher = input.choice(of: ciphers)
    let numbers = SSHComShape.numbers(&input, areDSA: type == types[1])
    file = Armour.ssh2(
      "ENCRYPTED PRIVATE KEY", headers: headers,
      SSHComShape.file(type: type, cipher: cipher, content: WireShape.strings([numbers])))
  }
  KeyFileProperties.check(file)
  if shape % 5 < 2 { KeyFileProperties.checkLineBreaks(file) }
  return 0
}

internal import FuzzSupport

/// openssh-key-v1. The first byte says what the rest is: the whole content of the armour, a public
/// blob and a private section in plain text, or the strings that both consist of; the second, which
/// cipher the section is encrypted with.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let shape = input.byte()
  // Few are encrypted and fewer opened: one round of bcrypt takes a hundred times as long as all the
  // rest.
  let byte = Int(input.byte())
  let cipher = byte < 0xE0 ? 0 : byte % SealedOpenSSH.ciphers
  let file: [UInt8]
  switch shape % 3 {
  case 0:
    file = Armour.pem("OPENSSH PRIVATE KEY", input.rest())
  case 1:
    let publicBlob = input.chunk()
    file = SealedOpenSSH.file(publicBlob: publicBlob, section: input.rest(), cipher: cipher)
  default:
    let publicBlob = WireShape.strings(input.chunks())
    var strings: [[UInt8]] = []
    while !input.isAtEnd { strings.append(input.chunk()) }
    file = SealedOpenSSH.file(
      publicBlob: publicBlob, section: SealedOpenSSH.section(strings, cipher: cipher),
      cipher: cipher)
  }
  KeyFileProperties.check(file, opensBcrypt: byte >= 0xF8)
  return 0
}

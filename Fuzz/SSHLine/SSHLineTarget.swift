internal import FuzzSupport

/// The names that may stand before a blob.
private let algorithms = [
  "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
  "ssh-ed25519", "ssh-ed448", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
]

/// Lines of authorized_keys. The first byte says what the rest is: the lines, a blob, or the strings
/// that a blob consists of, with what stands around it.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let shape = input.byte()
  guard shape % 3 > 0 else {
    let file = input.rest()
    KeyFileProperties.check(file)
    KeyFileProperties.checkLineBreaks(file)
    return 0
  }
  let name = Array(input.choice(of: algorithms).utf8)
  let options = input.chunk()
  let comment = input.chunk()
  let blob =
    shape % 3 == 1 ? input.rest() : WireShape.strings([name] + input.chunks())
  let separator: [UInt8] = options.isEmpty ? [] : [0x20]
  let line = options + separator + name + [0x20] + Armour.base64(blob) + [0x20] + comment + [0x0A]
  KeyFileProperties.check(line)
  KeyFileProperties.checkLineBreaks(line)
  return 0
}

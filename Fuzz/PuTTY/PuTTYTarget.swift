internal import FuzzSupport

/// PuTTY's format. The first byte says what the rest is: the lines after the first, or the parts
/// that a file with the right MAC is made of.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let shape = input.byte()
  guard shape % 4 > 0 else {
    let file = Array("PuTTY-User-Key-File-".utf8) + input.rest()
    KeyFileProperties.check(file)
    KeyFileProperties.checkLineBreaks(file)
    return 0
  }
  let algorithm = input.chunk()
  let comment = input.chunk()
  let publicStrings = input.chunks()
  var privateBlob: [UInt8] = []
  if shape % 4 == 1 {
    privateBlob = input.rest()
  } else {
    var strings: [[UInt8]] = []
    while !input.isAtEnd { strings.append(input.chunk()) }
    privateBlob = WireShape.strings(strings)
  }
  let key = SealedPuTTY(
    isVersion2: shape & 0x40 != 0, isEncrypted: shape & 0x80 != 0, algorithm: algorithm,
    comment: comment, publicBlob: WireShape.strings(publicStrings), privateBlob: privateBlob)
  KeyFileProperties.check(key.file())
  return 0
}

internal import FuzzSupport

/// `KeyFile.read` of anything: the input is the file.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let file = input.rest()
  KeyFileProperties.check(file)
  KeyFileProperties.checkLineBreaks(file)
  return 0
}

internal import FuzzSupport

@testable internal import LatchkeyDoor

/// The seed that a simulated guest reads its keys out of.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  guard let seed = NoCloudKeys.read(String(decoding: input.rest(), as: UTF8.self)) else { return 0 }
  // Written as latchkey writes it, it says the same.
  var text = "instance-id: \(quoted(seed.id))\n"
  if !seed.keys.isEmpty { text += "public-keys:\n" }
  for key in seed.keys { text += "  - \(quoted(key))\n" }
  let again = NoCloudKeys.read(text)
  expect(again?.id == seed.id, "the id of \(text)")
  expect(again?.keys == seed.keys, "the keys of \(text)")
  return 0
}

/// A text in double quotes, with whatever is no letter or digit of ASCII as an escape of JSON.
private func quoted(_ text: String) -> String {
  let digits = Array("0123456789abcdef")
  let units = text.utf16.map { unit -> String in
    if let scalar = Unicode.Scalar(unit), scalar.isASCII, scalar.properties.isAlphabetic {
      return String(scalar)
    }
    return "\\u" + [12, 8, 4, 0].map { String(digits[Int(unit >> $0 & 15)]) }.joined()
  }
  return "\"\(units.joined())\""
}

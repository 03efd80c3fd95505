internal import FuzzSupport

@testable internal import LatchkeyMetadata

/// The target of a request to the metadata service.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let text = String(decoding: input.rest(), as: UTF8.self)
  guard let target = RequestTarget(text) else { return 0 }
  expect(
    target.parts.allSatisfy { !$0.isEmpty && !$0.contains("/") && !$0.utf8.contains(0) },
    "a part is a name")
  expect([nil, 0x2f].contains(target.path.utf8.first), "a path begins with a slash")
  expect(target.query.map { text.contains("?\($0)") } ?? true, "the query stands in the target")
  // The same again, with all of it escaped: what it means does not depend on how it is spelled.
  let path = target.parts.map { "/" + escaped($0) }.joined()
  let query = target.parameters.map { "\(escaped($0.name))=\(escaped($0.value))" }
  let spelled =
    (path.isEmpty ? "/" : path) + (target.hasTrailingSlash && !path.isEmpty ? "/" : "")
    + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  let again = RequestTarget(spelled)
  expect(again?.parts == target.parts, "the parts of \(spelled)")
  expect(again?.parameters == target.parameters, "the parameters of \(spelled)")
  expect(again?.hasTrailingSlash == target.hasTrailingSlash, "the end of \(spelled)")
  return 0
}

/// Each byte as a percent escape.
private func escaped(_ text: String) -> String {
  let digits = Array("0123456789abcdef")
  return text.utf8.map { "%\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
}

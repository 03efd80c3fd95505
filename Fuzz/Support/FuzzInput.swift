/// What a fuzzer hands over, taken from the front. Every taking succeeds, whatever is there: the
/// fuzzer finds out by itself which bytes matter.
package struct FuzzInput {
  private var left: ArraySlice<UInt8>

  package init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    left = unsafe ArraySlice(UnsafeBufferPointer(start: start, count: count))
  }

  package var isAtEnd: Bool { left.isEmpty }

  /// The next byte, 0 at the end.
  package mutating func byte() -> UInt8 { left.popFirst() ?? 0 }

  /// One of a list's.
  package mutating func choice<Element>(of elements: [Element]) -> Element {
    elements[Int(byte()) % elements.count]
  }

  /// Everything that is left.
  package mutating func rest() -> [UInt8] {
    defer { left = [] }
    return Array(left)
  }

  /// Bytes after a length in two bytes; as many as there are where there are not so many. A field
  /// of such a form can grow and shrink under mutation without the rest losing its sense.
  package mutating func chunk() -> [UInt8] {
    let count = Int(byte()) << 8 | Int(byte())
    defer { left = left.dropFirst(count) }
    return Array(left.prefix(count))
  }

  /// As many such fields as a byte says.
  package mutating func chunks() -> [[UInt8]] {
    (0..<byte() % 16).map { _ in chunk() }
  }
}

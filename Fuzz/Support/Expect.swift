/// Ends the run, as a crash does, where a property does not hold.
///
/// The message comes first on standard error: an optimised build drops that of a failed precondition.
package func expect(
  _ isTrue: Bool, _ property: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if !isTrue { fail(property(), file: file, line: line) }
}

/// Ends the run because of what must not happen.
package func fail(
  _ reason: String, file: StaticString = #fileID, line: UInt = #line
) -> Never {
  StandardError.write("violated: \(reason) (\(file):\(line))\n")
  fatalError()
}

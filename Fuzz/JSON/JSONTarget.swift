internal import FuzzSupport
internal import LatchkeyJSON
internal import LatchkeyReport
internal import LatchkeyVerifier

/// JSON texts and the lines of reports: a byte that says which, then the text.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let isRecord = input.byte() % 2 == 1
  let text = input.rest()
  return isRecord ? JSONProperties.record(text) : JSONProperties.value(text)
}

/// What has to hold of JSON that was read, of records, and of what is wrong with them.
private enum JSONProperties {
  static func value(_ text: [UInt8]) -> CInt {
    do throws(JSONError) {
      let value = try JSONReader.value(text)
      do throws(JSONError) {
        // A number has three decimals when it is written: once written, it stays as it is.
        let once = try JSONReader.value(Array(value.text.utf8), maximumSize: .max)
        let twice = try JSONReader.value(Array(once.text.utf8), maximumSize: .max)
        expect(once.text == twice.text, "what is written stays as it is")
        expect(
          value.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
          "no control character is written as it is")
      } catch {
        fail("what is written cannot be read: \(error)")
      }
    } catch {
      expect(
        (0...text.count).contains(error.offset), "an error at \(error.offset) of \(text.count)")
      ErrorProperties.check(text: "\(error)")
    }
    return 0
  }

  static func record(_ line: [UInt8]) -> CInt {
    do throws(ReportError) {
      let record = try CheckRecord(jsonLine: line)
      do throws(ReportError) {
        let again = try CheckRecord(jsonLine: Array(record.jsonLine.utf8))
        expect(again == record, "a record is what was written of it")
      } catch {
        fail("a record that is written cannot be read: \(error)")
      }
      write([record, record])
    } catch {
      ErrorProperties.check(text: "\(error)")
    }
    return 0
  }

  /// Every form takes every record, and writes text that no terminal obeys.
  private static func write(_ records: [CheckRecord]) {
    for format in ReportFormat.allCases {
      let report = format.report(records, summary: ReportSummary(records))
      expect(String(validating: report, as: UTF8.self) != nil, "\(format) is UTF-8")
      expect(
        report.allSatisfy { ($0 >= 0x20 || $0 == 0x0A || $0 == 0x09) && $0 != 0x7F },
        "no control character in \(format)")
    }
  }
}

import Foundation
import LatchkeyServer
import Logging
import TestSupport
import Testing

@Suite struct LineWriterTests {
  @Test func `nobody waits for a pipe that is not read, and what is missing is counted`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let writer = LineWriter(descriptor: ends[1], format: .json)
    let line = Array((String(repeating: "x", count: 1023) + "\n").utf8)
    let sent = 5000
    // Five times what may wait; it would take forever if anybody waited.
    for _ in 0..<sent { writer.write(line) }

    let reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let text = Task.detached { String(decoding: reader.readDataToEndOfFile(), as: UTF8.self) }
    writer.finish(within: 20_000)
    writer.write(Array("last\n".utf8))
    writer.finish(within: 20_000)
    close(ends[1])
    let lines = try awaitValue(text).split(separator: "\n")
    let whole = lines.count { $0.utf8.count == 1023 }
    let notices = lines.filter { $0.contains("log lines are missing here") }
    #expect(lines.last == "last")
    #expect(lines.count == whole + notices.count + 1, "nothing but whole lines")
    let dropped = try notices.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }.compactMap { $0["dropped"] as? Int }.reduce(0, +)
    #expect(whole < sent)
    #expect(whole + dropped == sent)
  }

  /// The value of a task, for a test that may block.
  private func awaitValue(_ task: Task<String, Never>) throws -> String {
    let done = DispatchSemaphore(value: 0)
    let box = TextBox()
    Task.detached {
      box.set(await task.value)
      done.signal()
    }
    try #require(done.wait(timeout: .now() + 60) == .success)
    return box.text
  }

  @Test func `a file is appended to, and opened anew by its name`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log")
    try Data("before\n".utf8).write(to: URL(fileURLWithPath: path))
    let writer = try LineWriter(appendingTo: path, format: .text, reports: .silent)
    writer.write(Array("one\n".utf8))
    writer.finish(within: 20_000)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    writer.write(Array("two\n".utf8))
    writer.finish(within: 20_000)
    writer.reopen()
    // What is written meanwhile may go into either.
    writer.finish(within: 20_000)
    writer.write(Array("three\n".utf8))
    writer.finish(within: 20_000)
    #expect(try String(contentsOfFile: path + ".1", encoding: .utf8) == "before\none\ntwo\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "three\n")
  }

  @Test func `a file that cannot be opened anew is said, and the old one is kept`() throws {
    let folder = try TemporaryFolder()
    let logs = folder.path("logs")
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: false)
    let recorder = Recorder()
    let writer = try LineWriter(
      appendingTo: logs + "/log", format: .text,
      reports: Logger(label: "test", factory: { _ in recorder }))
    try FileManager.default.moveItem(atPath: logs, toPath: logs + ".old")
    writer.reopen()
    writer.write(Array("one\n".utf8))
    writer.finish(within: 20_000)
    #expect(try String(contentsOfFile: logs + ".old/log", encoding: .utf8) == "one\n")
    #expect(recorder.lines.count == 1)
    #expect(recorder.lines[0].contains("no such file or directory"))
    #expect(recorder.lines[0].contains("the file that is open is kept"))
  }

  @Test func `a full disk is said once, and nothing waits for it`() throws {
    let recorder = Recorder()
    let writer = try LineWriter(
      appendingTo: "/dev/full", format: .text,
      reports: Logger(label: "test", factory: { _ in recorder }))
    for number in 0..<100 {
      writer.write(Array("\(number)\n".utf8))
      writer.finish(within: 20_000)
    }
    #expect(
      recorder.lines == [
        "/dev/full: no space left on device; lines are dropped until there is room again [:]"
      ])
  }
}

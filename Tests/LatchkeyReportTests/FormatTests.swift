import LatchkeyReport
import LatchkeyVerifier
import TestSupport
import Testing

/// Every form, read by readers that others wrote.
@Suite(.enabled(if: Python.isAvailable)) struct FormatTests {
  private static let records = [
    Records.record(),
    Records.record(.denied, expect: .deny, key: "mallory"),
    Records.record(.denied, host: "web2", detail: "the server does not accept the key"),
    Records.record(.allowed, expect: .deny, host: "web2", key: "mallory"),
    Records.record(.unreachable, host: "db"),
    Records.record(.untrusted, host: "db", key: "mallory"),
    Records.record(.inconclusive, host: "db", user: "root"),
    Records.record(.inconclusive, host: "old", reason: "interrupted"),
    Records.record(.partial, expect: .partial, host: "old", key: "mallory"),
  ]

  @Test func `what was found is what every reader finds`() throws {
    let read = try ReadReports.of(Self.records, missing: 2)
    let ids = Self.records.map(\.id)

    #expect(read.records.ids == ids)
    #expect(read.records.errors == [])

    // Of 9 checks 3 are met, 3 not, 2 without a judgement, 1 interrupted; and the case that says
    // that the run is not whole.
    #expect(read.junit.totals == [10, 3, 3, 1])
    #expect(read.junit.sums == read.junit.totals)
    #expect(read.junit.suites == ["web1", "web2", "db", "old", "latchkey"])
    let results = ids.map { read.junit.cases[$0]?.result }
    #expect(
      results == [
        "Passed", "Passed", "Failure", "Failure", "Error", "Failure", "Error", "Skipped", "Passed",
      ])
    let refused = read.junit.cases[ids[2]]
    #expect(refused?.type == "key-refused")
    #expect(refused?.message == "the server does not accept the key")
    #expect(refused?.body.contains("to do: look at web2") == true)

    #expect(read.tap.points.map(\.number) == Array(1...9))
    let isOK = [true, true, false, false, false, false, false, true, true]
    #expect(read.tap.points.map(\.ok) == isOK)
    #expect(read.tap.points.map(\.skip) == ids.indices.map { $0 == 7 })
    #expect(read.tap.points[2].found["message"] == "the server does not accept the key")
    #expect(read.tap.points[2].found["reason"] == "key-refused")
    #expect(read.tap.kinds.contains("bail"))
    #expect(read.tap.kinds.contains("unknown") == false)

    let met = read.prometheus["latchkey_check_met"] ?? []
    #expect(met.map { $0.labels["check"] } == ids)
    #expect(met.map(\.value) == [1, 1, 0, 0, 0, 0, 0, 0, 1])
    #expect(met.map { $0.labels["verdict"] } == Self.records.map(\.verdict.rawValue))
    let totals = read.prometheus["latchkey_checks"] ?? []
    #expect(totals.map(\.value) == [3, 3, 2, 1, 2])
    #expect(read.prometheus["latchkey_last_run_timestamp_seconds"]?.first?.value == 1_764_112_447)
    #expect(read.prometheus["latchkey_check_duration_seconds"]?.first?.value == 0.013)

    #expect(
      read.markdown.tables.first?.dropFirst().map(\.first) == [2, 3, 4, 5, 6, 7].map { ids[$0] })
    #expect(
      read.markdown.tables.last == [
        ["key", "admin@web1", "admin@web2", "admin@db", "root@db", "admin@old"],
        ["alice", "✓", "✗!", "∅!", "?!", "…!"], ["mallory", "✗", "✓!", "≠!", "", "◐"],
      ])
    #expect(read.html.matrix == read.markdown.tables.last)
    #expect(read.html.links == 6)
  }

  @Test func `the page needs nothing and loads nothing`() throws {
    let page = try ReadReports.of(Self.records).html
    // Where this fails, HTMLStyle.digest has to be what the page's style was found to have.
    #expect(
      page.policy
        == "default-src 'none'; style-src 'sha256-\(page.styleDigest)'; base-uri 'none';"
        + " form-action 'none'")
    #expect(page.deadLinks == [])
    for tag in ["script", "img", "link", "iframe", "object", "form", "svg"] {
      #expect(!page.tags.contains(tag))
    }
    #expect(!page.attributes.contains("src") && !page.attributes.contains("style"))
    #expect(!page.attributes.contains { $0.hasPrefix("on") })
    #expect(page.titles.contains("denied, expected allow (auth: key-refused)"))
  }

  @Test func `a report of nothing can be read, too`() throws {
    let read = try ReadReports.of([])
    #expect(read.records.ids == [])
    #expect(read.junit.totals == [0, 0, 0, 0])
    #expect(read.tap.points.isEmpty)
    #expect(read.prometheus["latchkey_checks"]?.map(\.value) == [0, 0, 0, 0, 0])
    #expect(read.html.matrix == [])
  }

  /// What a server, a host name or a file name could say to break out of a form, or to fool whoever
  /// reads it. Every text of every record is one of these, in turn.
  @Test func `hostile words stay words in every form`() throws {
    let words = [
      "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]><x/>",
      "a\nnot ok 99 - b\n1..0", "# SKIP x", "\\# TODO y", "a|b|c", "| --- |", "`code` **bold**",
      "[link](http://evil.example)", "<!-- -->", "&lt;&amp;amp;",
      "http://evil.example www.evil.example",
      "\u{1b}[2J\u{1b}]0;x\u{7}", "\u{0}\u{7f}\u{9b}", "\u{202e}txt.exe\u{202c}",
      "\u{2066}x\u{2069}",
      "\u{2028}\u{2029}", "\u{FFFE}\u{FFFF}", "x\" y=\"1\\", "tab\there\r\nBail out!", "  ...", "'",
      "{{ 7*7 }} ${x} $(x)", "\"\u{301}} 1", "\\\u{301}", "&\u{301}<\u{301}x>", "e\u{301}🔑",
      "\u{85}---\u{85}", "", " ", "```", "-->", "</details>",
      "</style>", "</title>", "%s%n", "*", "1. list", "> quote", "@everyone", "#1", "~~~",
    ]
    var records: [CheckRecord] = []
    for (index, word) in words.enumerated() {
      for (offset, verdict) in Verdict.allCases.enumerated() {
        func next(_ step: Int) -> String { words[(index + step * 7 + offset) % words.count] }
        var record = Records.record(
          verdict, host: word, user: next(1), key: next(2), detail: next(3))
        record.id = "\(index).\(offset) \(word)"
        record.host = next(4)
        record.remedy = next(5)
        record.banner = next(6)
        record.methods = [next(7)]
        record.key?.path = next(8)
        records.append(record)
      }
    }
    let read = try ReadReports.of(records)

    #expect(read.records.ids.count == records.count)
    #expect(
      zip(read.records.ids, records).allSatisfy {
        $0.unicodeScalars.elementsEqual($1.id.unicodeScalars)
      })
    #expect(read.records.errors == [])
    #expect(read.junit.cases.count == records.count)
    #expect(read.junit.totals == read.junit.sums)
    #expect(read.junit.totals.first == records.count)
    #expect(read.tap.points.map(\.number) == Array(1...records.count))
    #expect(read.tap.points.map(\.ok) == records.map(\.met))
    #expect(!read.tap.points.contains { $0.skip || $0.todo })
    #expect(!read.tap.kinds.contains("unknown") && !read.tap.kinds.contains("bail"))
    #expect(read.prometheus["latchkey_check_met"]?.count == records.count)
    #expect(read.prometheus["latchkey_check_met"]?.map(\.value) == records.map { $0.met ? 1 : 0 })

    #expect(read.markdown.html == ["</code>", "<code>"])
    let failures = records.filter { !$0.met }.count
    #expect(read.markdown.tables.map(\.count) == [min(failures, 200) + 1])
    #expect(read.markdown.tables.joined().allSatisfy { $0.count == 6 })
    for kind in [
      "link_open", "image", "fence", "code_inline", "em_open", "html_block", "list_open",
    ] {
      #expect(!read.markdown.kinds.contains(kind))
    }
    #expect(!read.html.tags.contains("script") && !read.html.tags.contains("img"))
    #expect(!read.html.attributes.contains { $0.hasPrefix("on") || $0 == "src" })
    #expect(read.html.deadLinks == [])
    #expect(read.html.text.contains("</script><script>alert(1)</script>"))
    for format in ReportFormat.allCases { #expect(read.harmful[format.rawValue] == []) }
  }
}

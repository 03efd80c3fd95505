@testable internal import LatchkeyFormats

/// Text around bytes of the fuzzer's, so that they reach the parser behind it.
package enum Armour {
  /// `-----BEGIN LABEL-----`, header lines, base64, `-----END LABEL-----`.
  package static func pem(_ label: String, headers: String = "", _ body: [UInt8]) -> [UInt8] {
    framed("-----BEGIN \(label)-----", "-----END \(label)-----", headers, body)
  }

  /// RFC 4716's armour, of a public key's or, as ssh.com has it, a private one's.
  package static func ssh2(_ label: String, headers: [UInt8], _ body: [UInt8]) -> [UInt8] {
    framed(
      "---- BEGIN SSH2 \(label) ----", "---- END SSH2 \(label) ----",
      String(decoding: headers, as: UTF8.self), body)
  }

  /// Base64 on one line.
  package static func base64(_ body: [UInt8]) -> [UInt8] { Base64.encode(body) }

  private static func framed(
    _ begin: String, _ end: String, _ headers: String, _ body: [UInt8]
  ) -> [UInt8] {
    Array("\(begin)\n\(headers)".utf8) + Base64.encode(body, columns: 64) + Array("\(end)\n".utf8)
  }
}

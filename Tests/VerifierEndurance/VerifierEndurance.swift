import FoundationEssentials
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier

/// Makes many checks, and tells what the process holds on the way; it holds nothing but the verifier.
///
///     verifier-endurance USER PORT SILENT_PORT KEY CHECKS…
///
/// The server at PORT lets USER in by the private key in the file KEY; the one at SILENT_PORT says
/// nothing after its identification line. For each number of CHECKS, in ascending order, a line is
/// written when so many have been made in all: the checks, descriptors, threads, KiB resident, bytes
/// allocated.
@main enum VerifierEndurance {
  /// What is wrong with the arguments, or the answer to a check that is not the expected one.
  struct Failure: Error {
    let text: String
  }

  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    let numbers = words.dropFirst(4).compactMap { Int($0) }
    guard words.count == 4 + numbers.count, let user = words.first,
      let port = UInt16(words[2]), let silent = UInt16(words[3])
    else { throw Failure(text: "usage: verifier-endurance USER PORT SILENT_PORT KEY CHECKS…") }
    let file = try KeyFile.read(Array(Data(contentsOf: URL(filePath: words[4]))))
    let round = Round(
      user: user, port: port, silent: silent, key: try file.privateKey().decrypt(),
      other: try PrivateKey.generate(.ecdsa(.p256)))
    var made = 0
    for number in numbers {
      while made < number { made += try round.go(from: made, at: min(100, number - made)) }
      let now = try Holding()
      print(made, now.descriptors, now.threads, now.resident, now.allocated)
    }
  }
}

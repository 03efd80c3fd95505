import ArgumentParser
import LatchkeyCrypto
import LatchkeyFormats

/// What a passphrase costs to try: the parameters of the key derivations that we write.
struct CostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rounds of bcrypt (openssh, default 24) or iterations of PBKDF2 (pkcs8, default 600000).",
      valueName: "n"))
  var rounds: Int?

  @Option(
    help: ArgumentHelp(
      "Cost of a PPK version 3 file: flavour=argon2id,memory=8192,passes=21,parallelism=1 (KiB).",
      valueName: "name=value,…"))
  var argon2: Argon2Option?

  /// Refuses parameters that no written format would use.
  func validate(for formats: [OutputFormat]) throws {
    let usesRounds: Set<OutputFormat> = [
      .privateKey(.openssh), .privateKey(.pem), .privateKey(.pkcs8),
    ]
    if let rounds {
      guard formats.contains(where: usesRounds.contains) else {
        throw ValidationError("--rounds is for openssh, pem and pkcs8")
      }
      let most =
        formats.contains(.privateKey(.pkcs8))
        ? FormatLimits.pbkdf2Iterations : FormatLimits.bcryptRounds
      guard (1...most).contains(rounds) else {
        throw ValidationError("--rounds \(rounds): 1 to \(most) are possible")
      }
    }
    if argon2 != nil, !formats.contains(.privateKey(.ppk3)) {
      throw ValidationError("--argon2 is for ppk (version 3)")
    }
  }

  /// The options of the formats module.
  func encoding(passphrase: Passphrase?, format: PrivateKeyFormat) -> EncodingOptions {
    var options = EncodingOptions(passphrase: passphrase)
    if let rounds, format == .pkcs8 { options.pbkdf2Iterations = rounds }
    if let rounds, format != .pkcs8 { options.bcryptRounds = rounds }
    if let argon2 { options.argon2 = argon2.parameters }
    return options
  }
}

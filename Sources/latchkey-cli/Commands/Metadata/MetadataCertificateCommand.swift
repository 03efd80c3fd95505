import ArgumentParser
import LatchkeyMetadata

/// `latchkey metadata certificate`.
struct MetadataCertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Print the certificate that identity documents are verified by.",
    discussion: """
      It stands for the one that AWS publishes for each region. Its key is for tests, is kept in \
      the state folder, made when first needed, and opens nothing.

      Examples:
        latchkey metadata certificate > certificate
        openssl smime -verify -in rsa2048 -inform PEM -certfile certificate -noverify
      """)

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let certificate = try MetadataFailure.translate {
      try CloudAuthority(of: storeOptions.store()).certificate()
    }
    Output.standard.result(content: Array(certificate.utf8))
  }
}

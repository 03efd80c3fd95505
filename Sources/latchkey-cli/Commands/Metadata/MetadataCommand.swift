import ArgumentParser

/// `latchkey metadata`: see latchkey-metadata(1).
struct MetadataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metadata",
    abstract: "Serve, read and render the metadata of simulated instances.",
    discussion: """
      Examples:
        latchkey metadata serve web
        latchkey metadata get web meta-data/public-keys/0/openssh-key
        latchkey metadata keys --url http://127.0.0.1:8169
        latchkey metadata render --cloud nocloud web -o seed
      """,
    subcommands: [
      MetadataServeCommand.self, MetadataGetCommand.self, MetadataKeysCommand.self,
      MetadataRenderCommand.self, MetadataCertificateCommand.self,
    ])
}

public import ArgumentParser
import LatchkeyCrypto
public import LatchkeyMetadata

/// `latchkey metadata render`.
struct MetadataRenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Write an instance's metadata into a folder, as a cloud gives it out.",
    discussion: """
      ec2: a file a path, latest/meta-data/ami-id and so on. nocloud: a seed folder for cloud-init.

      Examples:
        latchkey metadata render --cloud nocloud web -o seed
        latchkey metadata render --cloud ec2 web -o web-metadata
      """)

  @Option(help: "Whose layout.")
  var cloud: Cloud

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Option(
    name: [.customShort("o"), .customLong("output-dir")],
    help: ArgumentHelp("The folder, made where it is missing.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @Flag(help: "Replace files that exist.")
  var force = false

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let rendered = try MetadataFailure.translate {
      let store = try storeOptions.store()
      return cloud.files(
        of: try store.instance(id).moved(to: cloud), signedBy: CloudAuthority(of: store))
    }
    let files = OutputFiles(force: force)
    let paths = rendered.map { FilePath.join(folder, $0.path) }
    try files.checkFree(paths)
    for (file, path) in zip(rendered, paths) {
      try MetadataFailure.translate { try RenderedFile.makeFolder(of: path) }
      // For their owner alone, as the store keeps them: user data is often less public than it should
      // be.
      try files.write(secret: SecretBytes(copying: file.content), to: path)
    }
    try files.commit()
    files.keep()
    for path in paths {
      if outputOptions.json {
        var object = JSONObject()
        object.add("path", path)
        outputOptions.output.result(object)
      } else {
        outputOptions.output.result(Visible.text(path))
      }
    }
  }
}

extension Cloud: ExpressibleByArgument {}

public import ArgumentParser
import LatchkeyCrypto
import LatchkeyJSON
public import LatchkeyMetadata

/// `latchkey metadata render`.
struct MetadataRenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract:
      "Write an instance's metadata into a folder or a disk image, as a cloud gives it out.",
    discussion: """
      ec2: a file a path, latest/meta-data/ami-id and so on. nocloud: a seed for cloud-init, as an \
      image labelled cidata. openstack: a config drive, as an image labelled config-2. An output \
      that ends in .iso is an ISO 9660 image, one that ends in .img a vfat image.

      Examples:
        latchkey metadata render --cloud nocloud web -o web.iso
        latchkey metadata render --cloud openstack web -o web.img
        latchkey metadata render --cloud ec2 web -o web-metadata
      """)

  @Option(help: "Whose layout.")
  var cloud: Cloud

  @Argument(help: ArgumentHelp("The instance, by id or name.", valueName: "id"))
  var id: String

  @Option(
    name: [.customShort("o"), .long, .customLong("output-dir")],
    help: ArgumentHelp(
      "The folder, made where it is missing, or the image; - is an image on standard output.",
      valueName: "output"),
    completion: .file())
  var output: String

  @Option(help: "What to write, whatever the output's name ends in.")
  var format: RenderedForm?

  @Flag(
    help: ArgumentHelp(
      "nocloud: add a network-config for the instance's own interface.",
      discussion: "A machine with another hardware address has no network then."))
  var networkConfig = false

  @Flag(help: "Replace files that exist.")
  var force = false

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var outputOptions: OutputOptions

  private var form: RenderedForm { format ?? RenderedForm(output: output) }

  func validate() throws {
    if form != .folder, cloud.diskLabel == nil {
      throw ValidationError(
        "--cloud \(cloud.rawValue) has no disk image: nocloud and openstack have one "
          + "(for a folder of this name use --format folder)")
    }
    guard !networkConfig || cloud == .nocloud else {
      throw ValidationError("--network-config is for --cloud nocloud only")
    }
    guard output != "-" || (form != .folder && !outputOptions.json) else {
      throw ValidationError("-o - is for one image, which nothing else goes with")
    }
  }

  func run() throws {
    let store = try storeOptions.store()
    let instance = try MetadataFailure.translate { try store.instance(id).moved(to: cloud) }
    var rendered = cloud.files(of: instance, signedBy: CloudAuthority(of: store))
    if networkConfig { rendered.append(NoCloudSeed.networkConfig(of: instance)) }
    guard let imageFormat = form.imageFormat else {
      return try write(rendered.map { ($0.content, FilePath.join(output, $0.path)) })
    }
    let image = try MetadataFailure.translate { try instance.image(of: rendered, imageFormat) }
    guard output != "-" else { return Output.standard.result(content: image) }
    try write([(image, output)])
  }

  /// Writes all files or none, for their owner alone, as the store keeps them: user data is often
  /// less public than it should be.
  private func write(_ contents: [(bytes: [UInt8], path: String)]) throws {
    let files = OutputFiles(force: force)
    try files.checkFree(contents.map(\.path))
    for (bytes, path) in contents {
      if form == .folder { try files.makeFolder(of: path) }
      try files.write(secret: SecretBytes(copying: bytes), to: path)
    }
    try files.commit()
    files.keep()
    for (_, path) in contents {
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

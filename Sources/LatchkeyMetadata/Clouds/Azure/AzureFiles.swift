/// What Azure gives an instance as files: the provisioning disk, and the metadata's document in its
/// newest version.
enum AzureFiles {
  static func files(of instance: Instance) -> [RenderedFile] {
    let document = AzureDocument.tree(of: instance, .newest)
    return [
      RenderedFile("metadata/instance.json", Array((document.text + "\n").utf8)),
      RenderedFile("ovf-env.xml", Array(OVFEnvironment.text(of: instance).utf8)),
    ]
  }
}

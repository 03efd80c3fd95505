/// The files of Nova's config drive: `openstack/` in every version, `ec2/` in those that Nova does
/// not leave out by default.
enum OpenStackDrive {
  static func files(of instance: Instance) -> [RenderedFile] {
    let documents = OpenStackDocuments(instance: instance)
    let seed = OpenStackSeed.fixed(for: instance.id)
    var files: [RenderedFile] = []
    for name in ["2009-04-04", "latest"] {
      guard let tree = NovaEC2Tree(of: instance, version: name) else { continue }
      files.append(RenderedFile("ec2/\(name)/meta-data.json", tree.json.bytes))
      if let data = instance.userData { files.append(RenderedFile("ec2/\(name)/user-data", data)) }
    }
    for name in OpenStackVersion.names {
      guard let version = OpenStackVersion(name: name) else { continue }
      for file in documents.names(version) where file != "password" {
        let content = documents.content(file, version, seed: seed)
        files.append(RenderedFile("openstack/\(name)/\(file)", content ?? []))
      }
    }
    return files
  }
}

extension OpenStackDocuments {
  /// What is in a file below `openstack/VERSION/`; `nil` where there is none of that name.
  func content(_ file: String, _ version: OpenStackVersion, seed: @autoclosure () -> String)
    -> [UInt8]?
  {
    switch file {
    case "meta_data.json": metadata(version, seed: seed()).bytes
    case "user_data": instance.userData
    case "vendor_data.json" where version >= .havana: vendorData.bytes
    case "vendor_data2.json" where version >= .newtonTwo: vendorData2.bytes
    // Listed from 2015-10-15 on, but answered in every version.
    case "network_data.json": networkData.bytes
    case "password" where version >= .grizzly: []
    default: nil
    }
  }
}

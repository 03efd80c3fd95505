import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// Whatever reads disks finds in ours every file, byte for byte, under its own name.
@Suite struct ImageReadersTests {
  private static func isThere(_ names: String...) -> Bool { names.allSatisfy(Tool.isAvailable) }

  private func run(_ name: String, _ arguments: [String]) throws -> String {
    let outcome = try #require(Tool(named: name)).run(arguments)
    try #require(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    return outcome.text
  }

  @Test(
    .enabled(if: isThere("bsdtar", "7z", "xorriso", "mcopy")),
    arguments: [Cloud.nocloud, .openstack], ImageReader.all)
  func `an image gives back its files`(
    cloud: Cloud, read: (reader: ImageReader, format: ImageFormat)
  ) throws {
    let image = try SampleImage(cloud, read.format)
    let target = try image.emptyFolder("out")
    try read.reader.extract(image.path, into: target)
    let found = try SampleImage.files(below: target)
    #expect(found == image.files)
  }

  @Test(.enabled(if: isThere("blkid")), arguments: SampleImage.kinds)
  func `blkid, by which guests find it, knows its label and its type`(
    cloud: Cloud, format: ImageFormat
  ) throws {
    let image = try SampleImage(cloud, format, userData: 10)
    let text = try run("blkid", ["-p", "-o", "export", image.path])
    let fields = text.split(separator: "\n")
    #expect(fields.contains("LABEL=\(image.label)"))
    #expect(fields.contains("TYPE=\(format.rawValue)"))
    #expect(fields.contains("USAGE=filesystem"))
  }

  @Test(.enabled(if: isThere("file")), arguments: SampleImage.kinds)
  func `file names it`(cloud: Cloud, format: ImageFormat) throws {
    let image = try SampleImage(cloud, format, userData: 10)
    let text = try run("file", ["--brief", image.path])
    switch format {
    case .iso9660: #expect(text == "ISO 9660 CD-ROM filesystem data '\(image.label)'\n")
    case .vfat:
      #expect(text.hasPrefix("DOS/MBR boot sector"))
      #expect(text.hasSuffix(", FAT (12 bit)\n"))
    }
  }

  @Test(
    .enabled(if: isThere("fsck.vfat")), arguments: [0, 1, 511, 512, 513, 65_536, 1 << 20])
  func `fsck has nothing to mend in a vfat image of any size`(size: Int) throws {
    let image = try SampleImage(.nocloud, .vfat, userData: size)
    let text = try run("fsck.vfat", ["-n", "-v", image.path])
    // The label is a file to fsck.
    #expect(text.contains(": 4 files, "))
    #expect(!text.contains("ifferen"))
  }

  @Test(.enabled(if: isThere("isoinfo")), arguments: [Cloud.nocloud, .openstack])
  func `isoinfo finds three kinds of names`(cloud: Cloud) throws {
    let image = try SampleImage(cloud, .iso9660)
    let facts = try run("isoinfo", ["-d", "-i", image.path])
    #expect(facts.contains("\nVolume id: \(image.label)\n"))
    #expect(facts.contains("\nJoliet with UCS level 3 found\n"))
    #expect(facts.contains("\nRock Ridge signatures version 1 found\n"))
    let paths = image.files.keys.map { "/\($0)" }.sorted()
    let longest = try #require(paths.last)
    for kind in ["-R", "-J"] {
      let listing = try run("isoinfo", [kind, "-f", "-i", image.path])
      let found = Set(listing.split(separator: "\n").map(String.init))
      #expect(found.isSuperset(of: paths), "\(kind)")
      let content = try #require(Tool(named: "isoinfo")).run(
        [kind, "-i", image.path, "-x", longest])
      #expect(content.output == image.files[String(longest.dropFirst())], "\(kind)")
    }
    let plain = try run("isoinfo", ["-f", "-i", image.path])
    let names = plain.split(separator: "\n").filter { $0.hasSuffix(";1") }
    #expect(names.count == paths.count)
    #expect(
      plain.allSatisfy { $0.isUppercase || $0.isNumber || "_./;\n".contains($0) }, "\(plain)")
  }

  @Test(.enabled(if: isThere("isoinfo", "genisoimage")), arguments: [Cloud.nocloud, .openstack])
  func `genisoimage makes the same listing of the same files`(cloud: Cloud) throws {
    let image = try SampleImage(cloud, .iso9660)
    for (path, content) in image.files {
      let parts = path.split(separator: "/").dropLast().joined(separator: "/")
      _ = try image.emptyFolder("in/\(parts)")
      try image.folder.write(content, to: "in/\(path)")
    }
    let theirs = image.folder.path("theirs.iso")
    _ = try run(
      "genisoimage",
      ["-quiet", "-r", "-J", "-V", image.label, "-o", theirs, image.folder.path("in")])
    // Mode, links, owner, group, size, name; neither the time nor the place on the disk.
    func listing(_ path: String) throws -> Set<[String]> {
      let text = try run("isoinfo", ["-l", "-R", "-i", path])
      return Set(
        text.split(separator: "\n").map { line in
          let fields = line.split(separator: " ").map(String.init)
          return fields.count == 12 ? fields[0...4] + [fields[11]] : fields
        })
    }
    #expect(try listing(image.path) == listing(theirs))
  }

  @Test(.enabled(if: isThere("xorriso")), arguments: [Cloud.nocloud, .openstack])
  func `xorriso has nothing to complain of`(cloud: Cloud) throws {
    let image = try SampleImage(cloud, .iso9660)
    let outcome = try #require(Tool(named: "xorriso")).run([
      "-indev", image.path, "-check_media", "--", "-find", "/", "-type", "f", "-exec", "lsdl", "--",
    ])
    #expect(outcome.status == 0)
    for word in ["WARNING", "FAILURE", "SORRY", "FATAL"] {
      #expect(!outcome.errorText.contains(word), "\(outcome.errorText)")
    }
    #expect(
      outcome.text.split(separator: "\n").count { $0.hasPrefix("-r--r--r--") } == image.files.count)
  }

  @Test(.enabled(if: Python.isAvailable), arguments: [Cloud.nocloud, .openstack])
  func `pycdlib reads every file under each of its names`(cloud: Cloud) throws {
    let script = """
      import hashlib, io, json, sys
      import pycdlib
      iso = pycdlib.PyCdlib()
      iso.open(sys.argv[1])
      found = {}
      for kind in ('iso_path', 'rr_path', 'joliet_path'):
        for folder, _, names in iso.walk(**{kind: '/'}):
          for name in names:
            path = folder.rstrip('/') + '/' + name
            out = io.BytesIO()
            iso.get_file_from_iso_fp(out, **{kind: path})
            found.setdefault(kind, {})[path] = len(out.getvalue())
      print(json.dumps(found))
      """
    let image = try SampleImage(cloud, .iso9660)
    let outcome = try #require(Python.tool).run(["-c", script, image.path])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let found = try JSONDecoder().decode(
      [String: [String: Int]].self, from: Data(outcome.output))
    let sizes = Dictionary(
      uniqueKeysWithValues: image.files.map { ("/\($0.key)", $0.value.count) })
    #expect(found["rr_path"] == sizes)
    #expect(found["joliet_path"] == sizes)
    #expect(found["iso_path"]?.values.sorted() == sizes.values.sorted())
  }
}

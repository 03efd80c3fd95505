import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// The Python libraries that read and write SSH keys: cryptography, asyncssh and paramiko.
@Suite(.enabled(if: Python.isAvailable)) struct PythonLibraryTests {
  /// A library, with the lines that load `path` and say what `blob` and `comment` it has.
  struct Library: CustomTestStringConvertible, Sendable {
    let name: String
    let load: String
    let reads: @Sendable (WrittenKey) -> Bool
    var testDescription: String { name }
  }

  static let libraries = [
    Library(
      name: "cryptography",
      load: """
        from cryptography.hazmat.primitives import serialization as s
        def load(path, passphrase):
            data = open(path, 'rb').read()
            ssh = b'OPENSSH' in data
            key = (s.load_ssh_private_key if ssh else s.load_pem_private_key)(data, passphrase)
            line = key.public_key().public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH)
            return line.decode(), None
        """,
      reads: { !$0.isPuTTY }),
    Library(
      name: "asyncssh",
      load: """
        import asyncssh
        def load(path, passphrase):
            key = asyncssh.read_private_key(path, passphrase)
            return key.export_public_key('openssh').decode(), key.get_comment()
        """,
      reads: { !$0.isPuTTY }),
    Library(
      name: "paramiko",
      load: """
        import paramiko
        def load(path, passphrase):
            key = paramiko.PKey.from_path(path, passphrase)
            return f'{key.get_name()} {key.get_base64()}', None
        """,
      reads: { !$0.isPuTTY && $0.format != .pkcs8 }),
  ]

  private struct Loaded: Decodable {
    let line: String
    let comment: String?
  }

  @Test(arguments: libraries)
  func `load what we write`(library: Library) throws {
    let folder = try TemporaryFolder()
    let files = try WrittenKey.all.filter(library.reads).map { written in
      (written: written, file: try written.write(to: folder))
    }
    #expect(files.count > 20)
    let script = """
      import json, sys
      \(library.load)
      found = []
      for path, locked in json.load(sys.stdin):
          try:
              line, comment = load(path, b'\(WrittenKey.passphrase)' if locked else None)
          except Exception as error:
              line, comment = repr(error), None
          found.append({'line': line, 'comment': comment})
      json.dump(found, sys.stdout)
      """
    let input = try JSONSerialization.data(
      withJSONObject: files.map { [$0.file.path, $0.written.isEncrypted] as [Any] })
    let outcome = try #require(Python.tool).run(["-c", script], input: Array(input))
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let loaded = try JSONDecoder().decode([Loaded].self, from: Data(outcome.output))
    try #require(loaded.count == files.count)
    for (file, found) in zip(files, loaded) {
      let line = try? publicKey(inLine: found.line)
      #expect(line?.publicKey == file.file.publicKey, "\(file.written): \(found.line)")
      if file.written.isOpenSSH, let comment = found.comment {
        #expect(KeyComment(comment) == WrittenKey.comment)
      }
    }
  }

  private struct Made: Decodable {
    let name: String
    let line: String
    let file: String
  }

  @Test func `write what we read`() throws {
    let folder = try TemporaryFolder()
    let script = """
      import asyncssh, base64, io, json, sys
      from cryptography.hazmat.primitives import serialization as s
      from cryptography.hazmat.primitives.asymmetric import ec, ed25519, ed448, rsa
      phrase, made = b'\(WrittenKey.passphrase)', []
      def add(name, line, file):
          made.append({'name': name, 'line': line.decode(), 'file': base64.b64encode(file).decode()})
      keys = [ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, 2048)]
      keys += [ec.generate_private_key(curve()) for curve in (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)]
      formats = s.PrivateFormat
      names = {formats.PKCS8: 'PKCS#8', formats.OpenSSH: 'OpenSSH',
               formats.TraditionalOpenSSL: 'traditional'}
      for key in keys:
          kind = type(key).__name__
          line = key.public_key().public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH)
          for format in (formats.PKCS8, formats.OpenSSH, formats.TraditionalOpenSSL):
              if kind == 'Ed25519PrivateKey' and format == formats.TraditionalOpenSSL:
                  continue
              for lock in (s.NoEncryption(), s.BestAvailableEncryption(phrase)):
                  if format == formats.OpenSSH and isinstance(lock, s.BestAvailableEncryption):
                      lock = format.encryption_builder().kdf_rounds(2).build(phrase)
                  file = key.private_bytes(s.Encoding.PEM, format, lock)
                  add(f'cryptography {kind} {names[format]}', line, file)
              if format != formats.OpenSSH:
                  file = key.private_bytes(s.Encoding.DER, format, s.NoEncryption())
                  add(f'cryptography {kind} {names[format]} DER', line, file)
          key = asyncssh.import_private_key(
              key.private_bytes(s.Encoding.PEM, formats.OpenSSH, s.NoEncryption()))
          key.set_comment('from asyncssh')
          for cipher in ('aes256-cbc', 'aes128-ctr', 'aes256-gcm@openssh.com',
                         'chacha20-poly1305@openssh.com', '3des-cbc'):
              file = key.export_private_key('openssh', phrase, cipher_name=cipher, rounds=2)
              add(f'asyncssh {kind} {cipher}', line, file)
          for cipher in ('aes256-cbc', 'des3-cbc', 'aes128-cbc'):
              for hash in ('sha1', 'sha256', 'sha512'):
                  file = key.export_private_key('pkcs8-pem', phrase, cipher_name=cipher, hash_name=hash)
                  add(f'asyncssh {kind} PBES2 {cipher} {hash}', line, file)
          add(f'asyncssh {kind} rfc4716', line, key.export_public_key('rfc4716'))
      json.dump(made, sys.stdout)
      """
    let outcome = try #require(Python.tool).run(["-c", script], in: folder.path)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let made = try JSONDecoder().decode([Made].self, from: Data(outcome.output))
    #expect(made.count > 100)
    for file in made {
      let expected = try publicKey(inLine: file.line).publicKey
      let bytes = [UInt8](try #require(Data(base64Encoded: file.file)))
      #expect(throws: Never.self, "\(file.name)") {
        switch try KeyFile.read(bytes).entries.first {
        case .publicKey(let key):
          #expect(key.publicKey == expected, "\(file.name)")
        case .privateKey(let locked):
          let key = try locked.decrypt(passphrase: Passphrase(utf8: WrittenKey.passphrase))
          #expect(key.publicKey == expected, "\(file.name)")
          if locked.format == .openssh, file.name.hasPrefix("asyncssh") {
            #expect(key.comment == "from asyncssh", "\(file.name)")
          }
        case .certificate, nil:
          Issue.record("nothing in \(file.name)")
        }
      }
    }
  }
}

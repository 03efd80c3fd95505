import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Files that hold no sound key` {
  private static let ed25519Fingerprint =
    (try? KeyFixture(path: "public/ed25519.pub").publicKey().fingerprint.text) ?? ""

  private static let utf16 =
    #"UTF-16 text ("iconv -f UTF-16 -t UTF-8" makes UTF-8 of it; PowerShell writes that with "Out-File -Encoding ascii"), not a key"#

  /// The whole of `fixtures/malformed`: what rule each breaks, and the error as people read it.
  static let expected: [String: (code: FormatError.Code, message: String)] = [
    "aws_create_key_pair_answer": (
      .notAKey,
      #"the JSON answer of "aws ec2 create-key-pair" (take the key out of it with --query KeyMaterial --output text), not a key"#
    ),
    "aws_credentials": (
      .notAKey, "AWS credentials (they call the AWS API, and open no SSH server), not a key"
    ),
    "base64_alone": (
      .unknownFormat, #"base64 without the lines that say what it is ("-----BEGIN …-----")"#
    ),
    "base64_character_missing": (
      .truncated,
      #""RSA PRIVATE KEY": 1587 characters of base64, which is no multiple of 4: some are missing"#
    ),
    "base64_stray_bits": (
      .damaged, #""PRIVATE KEY": the base64 ends in bits that belong to no byte"#
    ),
    "base64_text_between_lines": (
      .truncated,
      #""RSA PRIVATE KEY": 1601 characters of base64, which is no multiple of 4: some are missing"#
    ),
    "base64_wrong_character": (
      .damaged, #""RSA PRIVATE KEY": a character in line 4 is not base64"#
    ),
    "binary": (.notAKey, "binary data, not a key"),
    "blank": (.empty, "there is nothing in the file but blanks"),
    "certificate_cut": (
      .damaged,
      "damaged certificate: a string of 83 bytes expected, but only 53 bytes are left"
    ),
    "certificate_named_as_another": (
      .damaged,
      #"the line says "ssh-rsa-cert-v01@openssh.com", its base64 holds a ssh-ed25519-cert-v01@openssh.com certificate"#
    ),
    "certificate_not_signed": (
      .damaged, "damaged certificate: the signature names no algorithm"
    ),
    "certificate_of_unknown_kind": (
      .unsupported,
      "no OpenSSH certificate of a known kind: 'ssh-future-cert-v01@openssh.com'"
    ),
    "certificate_of_unknown_type": (
      .damaged, "damaged certificate: type 3, where 1 (user) or 2 (host) was expected"
    ),
    "certificate_of_version_00": (
      .unsupported,
      "a certificate of the first version (ssh-rsa-cert-v00@openssh.com), which OpenSSH dropped in 7.0"
    ),
    "certificate_principal_changed": (
      .damaged,
      "the certificate's signature is not that of its authority (ssh-ed25519 \(ed25519Fingerprint)): it was changed after it was signed, or is damaged"
    ),
    "certificate_signed_by_certificate": (
      .unsupported,
      "the certificate's authority: an OpenSSH certificate (ssh-ed25519-cert-v01@openssh.com), where a plain public key is expected"
    ),
    "certificate_signed_by_unknown_means": (
      .unsupported, "the certificate's signature is of an unknown kind, 'ssh-future'"
    ),
    "certificate_trailing_data": (.damaged, "damaged certificate: 1 byte follows the end"),
    "certificate_with_cut_principal": (
      .damaged, "damaged certificate: a string of 4 bytes expected, but only 3 bytes are left"
    ),
    "certificate_with_too_many_principals": (
      .damaged, "damaged certificate: more than 256 principals, which OpenSSH refuses"
    ),
    "comments_alone": (.empty, "there are only comments in the file, and no key"),
    "dek_info_gcm_long_iv": (.damaged, #""DEK-Info" has no IV of 12 bytes in hexadecimal"#),
    "dek_info_missing": (
      .damaged, #""Proc-Type" says encrypted, but there is no "DEK-Info" to say how"#
    ),
    "dek_info_on_the_line_of_proc_type": (
      .damaged, #""Proc-Type" says encrypted, but there is no "DEK-Info" to say how"#
    ),
    "dek_info_short_iv": (.damaged, #""DEK-Info" has no IV of 16 bytes in hexadecimal"#),
    "dek_info_unknown_cipher": (.unsupported, #""DEK-Info" names an unknown cipher, "IDEA-CBC""#),
    "der_extra_element": (.damaged, "PKCS#1 key: 3 bytes too many at the end"),
    "der_indefinite_length": (
      .damaged, "PKCS#1 key: an indefinite length, which DER does not have"
    ),
    "der_leading_zeros": (.damaged, "PKCS#1 key: an INTEGER with needless leading zeros"),
    "der_long_length": (.damaged, "PKCS#1 key: a length that is longer than need be"),
    "der_negative_integer": (.damaged, "PKCS#1 key: a negative INTEGER"),
    "der_trailing_data": (.damaged, "PKCS#1 key: 1 byte too many at the end"),
    "der_truncated": (.truncated, "PKCS#1 key: SEQUENCE of 1185 bytes, of which 1175 are there"),
    "der_wrong_type": (.damaged, "PKCS#1 key: found OCTET STRING where INTEGER was expected"),
    "dropbear_key": (
      .notAKey,
      #"binary data as Dropbear keeps its keys ("dropbearconvert dropbear openssh FILE NEWFILE" makes a file of OpenSSH's), not a key"#
    ),
    "empty": (.empty, "the file is empty"),
    "html": (.notAKey, "an HTML page, as failed downloads leave it, not a key"),
    "json_web_key": (.notAKey, "a JSON web key, not a key"),
    "line_cut": (
      .damaged, "damaged public key: a string of 32 bytes expected, but only 11 bytes are left"
    ),
    "line_of_another_algorithm": (
      .damaged, #"the line says "ssh-rsa", its base64 holds a ssh-ed25519 key"#
    ),
    "line_trailing_data": (.damaged, "damaged public key: 3 bytes follow the end"),
    "line_unknown_algorithm": (.unsupported, "unknown key algorithm 'ssh-future'"),
    "line_without_base64": (
      .unknownFormat,
      "an SSH public key that is not whole: algorithm, base64 and comment on one line"
    ),
    "list_with_damaged_line": (
      .damaged,
      "line 6: damaged public key: a string of 32 bytes expected, but only 26 bytes are left"
    ),
    "list_with_stray_line": (
      .damaged, ##"line 6: neither a key nor a comment (which begins with "#")"##
    ),
    "openssh_base64_character_missing": (
      .truncated,
      #""OPENSSH PRIVATE KEY": 323 characters of base64, which is no multiple of 4: some are missing"#
    ),
    "openssh_check_numbers_differ": (
      .damaged, "openssh-key-v1: the two check numbers differ: the private half is damaged"
    ),
    "openssh_cipher_without_derivation": (
      .damaged, #"openssh-key-v1: cipher "aes256-ctr" does not go with key derivation "none""#
    ),
    "openssh_copies_of_public_half_differ": (
      .damaged, "openssh-key-v1: the two copies of the public key in the private section differ"
    ),
    "openssh_mpint_negative": (.damaged, "damaged public key: an mpint is negative"),
    "openssh_mpint_not_minimal": (
      .damaged, "damaged public key: an mpint is not in its shortest form"
    ),
    "openssh_no_key": (
      .unsupported, "openssh-key-v1: 0 keys in one file, where only one is allowed"
    ),
    "openssh_other_magic": (.damaged, #"openssh-key-v1: does not begin with "openssh-key-v1""#),
    "openssh_private_number_too_long": (
      .damaged, "openssh-key-v1: a private number of 4096 bytes, where 32 are the most"
    ),
    "openssh_public_half_of_another_key": (
      .damaged, "the private half does not belong to the public half of the same file"
    ),
    "openssh_section_no_whole_blocks": (
      .damaged, "openssh-key-v1: a private section of 143 bytes is no whole blocks of 16"
    ),
    "openssh_too_many_rounds": (
      .boundExceeded, "bcrypt with 16777216 rounds: 1 to 4096 are allowed"
    ),
    "openssh_too_much_padding": (
      .damaged, "openssh-key-v1: 264 bytes of padding, where at most 255 are allowed"
    ),
    "openssh_trailing_data": (.damaged, "openssh-key-v1: 1 byte follows the end"),
    "openssh_truncated": (
      .damaged, "openssh-key-v1: a string of 144 bytes expected, but only 124 bytes are left"
    ),
    "openssh_two_keys": (
      .unsupported, "openssh-key-v1: 2 keys in one file, where only one is allowed"
    ),
    "openssh_unknown_cipher": (
      .unsupported, #"openssh-key-v1: encrypted with an unknown cipher, "rot13-cbc""#
    ),
    "openssh_unknown_derivation": (
      .unsupported, #"openssh-key-v1: an unknown key derivation, "crypt"; bcrypt is known"#
    ),
    "openssh_wrong_padding": (.damaged, "openssh-key-v1: the padding is not 1, 2, 3 …"),
    "pbes1_no_iterations": (.boundExceeded, "0 iterations: 1 to 10000000 are allowed"),
    "pbes1_too_many_iterations": (
      .boundExceeded, "100000000 iterations: 1 to 10000000 are allowed"
    ),
    "pbes2_key_of_another_length": (
      .unsupported, "AES-256-CBC with a key of 16 bytes instead of 32"
    ),
    "pbes2_rc2_default_key": (.unsupported, "RC2 with an effective key of 32 bits"),
    "pbes2_rc2_unknown_key": (.unsupported, "RC2 with an unknown effective key (version 1024)"),
    "pbes2_short_iv": (.damaged, "PKCS#8 encryption: AES-256-CBC with an IV of 8 bytes"),
    "pbes2_unknown_cipher": (
      .unsupported, "encrypted with an unknown cipher (1.3.6.1.4.1.188.7.1.1.2)"
    ),
    "pbkdf2_no_iterations": (.boundExceeded, "PBKDF2 with 0 iterations: 1 to 10000000 are allowed"),
    "pbkdf2_too_many_iterations": (
      .boundExceeded, "PBKDF2 with 100000000 iterations: 1 to 10000000 are allowed"
    ),
    "pem_all_on_one_line": (
      .truncated, "a PEM key whose line breaks are lost: BEGIN and END need lines of their own"
    ),
    "pem_begin_line_cut": (.truncated, #"a "-----BEGIN" line that is cut short"#),
    "pem_cut_in_the_middle": (
      .truncated,
      #""-----BEGIN RSA PRIVATE KEY-----" has no "-----END RSA PRIVATE KEY-----": the end of the key is missing"#
    ),
    "pem_escaped_line_breaks": (
      .truncated,
      #"a PEM key with \n as two characters in place of each line break (printf '%b' "$KEY" > FILE writes it with line breaks)"#
    ),
    "pem_end_line_of_four_dashes": (
      .truncated, #"the "-----END" line of "RSA PRIVATE KEY", line 27, is cut short"#
    ),
    "pem_other_end": (
      .damaged, #"begins as "RSA PRIVATE KEY" and ends as "EC PRIVATE KEY" in line 27"#
    ),
    "pem_pkcs1_labelled_openssh": (
      .damaged,
      #"labelled "OPENSSH PRIVATE KEY", but what it holds belongs under "RSA PRIVATE KEY": one of the two was changed"#
    ),
    "pem_private_key_labelled_public": (
      .damaged,
      #"labelled "RSA PUBLIC KEY", but what it holds belongs under "RSA PRIVATE KEY": one of the two was changed"#
    ),
    "pem_public_key_labelled_private": (
      .damaged,
      #"labelled "PRIVATE KEY", but what it holds belongs under "PUBLIC KEY": one of the two was changed"#
    ),
    "pem_without_begin": (
      .unknownFormat, #"a PEM key without its "-----BEGIN" line: the beginning is missing"#
    ),
    "pem_without_content": (
      .truncated, #"nothing stands between BEGIN and END of "RSA PRIVATE KEY""#
    ),
    "pem_without_end": (
      .truncated,
      #""-----BEGIN RSA PRIVATE KEY-----" has no "-----END RSA PRIVATE KEY-----": the end of the key is missing"#
    ),
    "pgp_public_key": (.notAKey, "OpenPGP data (PGP PUBLIC KEY BLOCK), not a key"),
    "pkcs12_encryption_long_salt": (
      .boundExceeded, "a salt of 2000 bytes: at most 1024 are allowed"
    ),
    "pkcs12_encryption_too_many_iterations": (
      .boundExceeded, "100000000 iterations: 1 to 10000000 are allowed"
    ),
    "pkcs12_file": (
      .notAKey,
      #"a PKCS#12 file (.p12, .pfx), which holds keys and certificates under one passphrase: "openssl pkcs12 -in FILE -nocerts" takes the key out"#
    ),
    "pkcs8_key_agreement": (
      .unsupported, "a key for key agreement (X25519 or X448), which cannot log in"
    ),
    "pkcs8_public_half_differs": (.damaged, "the private half does not belong to the public half"),
    "pkcs8_unknown_encryption": (
      .unsupported,
      #"encrypted in a way of which nothing is known (1.2.840.113549.1.5.99); "openssl pkcs8 -topk8 -v2 aes-256-cbc" may write it anew"#
    ),
    "ppk_algorithm_differs": (
      .damaged, #"PuTTY key: the file says "ssh-rsa", its public half is a ssh-ed25519 key"#
    ),
    "ppk_comment_changed": (
      .damaged,
      "PuTTY key: the MAC does not match: the file was changed or damaged, the comment included"
    ),
    "ppk_cut_in_the_middle": (
      .truncated,
      #"PuTTY key: ends where "Argon2-Passes" was expected: the end of the key is missing"#
    ),
    "ppk_memory_no_number": (.damaged, #"PuTTY key: "Argon2-Memory" is not a number"#),
    "ppk_private_half_of_another_key": (
      .damaged, "the private half does not belong to the public half"
    ),
    "ppk_salt_not_hexadecimal": (.damaged, #"PuTTY key: "Argon2-Salt" is not hexadecimal"#),
    "ppk_short_mac": (.damaged, "PuTTY key: a MAC of 1 byte where 32 were expected"),
    "ppk_too_many_lanes": (.boundExceeded, "Argon2 with 100000 lanes: 1 to 64 are allowed"),
    "ppk_too_many_passes": (.boundExceeded, "Argon2 with 1000000 passes: 1 to 1000 are allowed"),
    "ppk_too_much_work": (
      .boundExceeded,
      "Argon2 with 65 passes over 1048576 KiB of memory: at most 67108864 KiB are allowed in all passes"
    ),
    "ppk_too_much_memory": (
      .boundExceeded, "Argon2 with 4194304 KiB of memory: 8 to 1048576 KiB are allowed"
    ),
    "ppk_trailing_data": (.damaged, "PuTTY key: 1 byte too many after the private half"),
    "ppk_unknown_derivation": (.unsupported, #"PuTTY key: an unknown key derivation, "Argon3""#),
    "ppk_unknown_encryption": (
      .unsupported, #"PuTTY key: encrypted with "aes128-cbc"; only "aes256-cbc" is known"#
    ),
    "ppk_version_1": (
      .unsupported,
      "PuTTY key of version 1, which only development versions of PuTTY before 0.52 wrote and which does not protect its public half; load and save it with puttygen"
    ),
    "ppk_version_4": (
      .unsupported,
      #"a PuTTY key of an unknown version, "PuTTY-User-Key-File-4"; 2 and 3 are known"#
    ),
    "ppk_without_comment": (.damaged, #"PuTTY key: no "Comment" where it was expected, in line 3"#),
    "ppk_without_mac": (
      .truncated,
      #"PuTTY key: ends where "Private-MAC" was expected: the end of the key is missing"#
    ),
    "proc_type_changed": (.damaged, #""DEK-Info", but "Proc-Type" is not "4,ENCRYPTED""#),
    "prose": (
      .unknownFormat,
      "no key of any known format: OpenSSH, PEM (PKCS#1, SEC1, PKCS#8), PuTTY, RFC 4716 or SSH line"
    ),
    "rfc4716_without_end": (
      .truncated,
      #""---- BEGIN SSH2 PUBLIC KEY ----" has no "---- END SSH2 PUBLIC KEY ----": the end of the key is missing"#
    ),
    "rsa_even_modulus": (.damaged, "the RSA modulus is even"),
    "rsa_modulus_is_no_product": (.damaged, "the RSA modulus is not the product of the two primes"),
    "rsa_of_512_bits": (.boundExceeded, "an RSA key of 512 bits, where 1024 to 16384 are read"),
    "rsa_public_even_modulus": (.damaged, "the RSA modulus is even"),
    "rsa_three_primes": (.unsupported, "PKCS#1 key with more than two primes"),
    "rsa_without_primes_too_long": (
      .unsupported, "PKCS#1 key: an RSA key without its primes is read up to 4096 bits"
    ),
    "rsa_without_primes_wrong_exponent": (
      .damaged, "PKCS#1 key: the RSA private exponent does not belong to the public key"
    ),
    "rsa_wrong_coefficient": (
      .damaged, "the RSA coefficient is not the inverse of the second prime"
    ),
    "rsa_wrong_private_exponent": (
      .damaged, "the RSA private exponent does not belong to the public one"
    ),
    "rsa_wrong_reduced_exponent": (.damaged, "an RSA exponent does not belong to its prime"),
    "scrypt_too_much_memory": (
      .boundExceeded,
      "scrypt with N=1073741824 r=8 p=1: at most 1024 MiB, p=64 and 16384 MiB for all p are allowed"
    ),
    "scrypt_too_parallel": (
      .boundExceeded,
      "scrypt with N=16384 r=8 p=1000000: at most 1024 MiB, p=64 and 16384 MiB for all p are allowed"
    ),
    "scrypt_too_much_work": (
      .boundExceeded,
      "scrypt with N=1048576 r=8 p=17: at most 1024 MiB, p=64 and 16384 MiB for all p are allowed"
    ),
    "sec1_curve_unknown_to_ssh": (
      .unsupported, "EC key on the curve secp256k1; SSH has P-256, P-384 and P-521"
    ),
    "sec1_explicit_curve_binary_field": (
      .unsupported,
      "EC key with explicit curve parameters that are not those of P-256, P-384 or P-521, the curves that SSH has"
    ),
    "sec1_explicit_curve_other_base_point": (
      .unsupported,
      "EC key with explicit curve parameters that are not those of P-256, P-384 or P-521, the curves that SSH has"
    ),
    "sec1_explicit_curve_other_cofactor": (
      .unsupported,
      "EC key with explicit curve parameters that are not those of P-256, P-384 or P-521, the curves that SSH has"
    ),
    "sec1_explicit_curve_unknown_to_ssh": (
      .unsupported,
      "EC key with explicit curve parameters that are not those of P-256, P-384 or P-521, the curves that SSH has"
    ),
    "sec1_explicit_curve_unknown_version": (.unsupported, "EC parameters of unknown version 9"),
    "sec1_point_off_curve": (.damaged, "making the key failed in libcrypto: point is not on curve"),
    "sec1_scalar_of_another_point": (
      .damaged, "the private scalar does not belong to the public point"
    ),
    "sec1_scalar_zero": (.damaged, "EC key whose private scalar is zero"),
    "sec1_without_curve": (.damaged, "SEC1 key that does not name its curve"),
    "ssh1_private_key": (.notAKey, "a key for the SSH protocol of version 1, not a key"),
    "ssh_signature": (.notAKey, "an SSH signature, not a key"),
    "sshcom_other_magic": (
      .damaged, "ssh.com key: it does not begin with 3f6ff9eb, as all such keys do"
    ),
    "sshcom_trailing_data": (.damaged, "ssh.com key: 1 byte follows the end"),
    "sshcom_truncated": (
      .damaged, "ssh.com key: a string of 926 bytes expected, but only 906 bytes are left"
    ),
    "sshcom_unknown_cipher": (
      .unsupported, #"ssh.com key: encrypted with "idea-cbc"; only "3des-cbc" is known"#
    ),
    "sshcom_unknown_type": (.unsupported, "ssh.com key: neither RSA nor DSA, which are known"),
    "sshcom_without_end": (
      .truncated,
      #""---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----" has no "---- END SSH2 ENCRYPTED PRIVATE KEY ----": the end of the key is missing"#
    ),
    "sshcom_wrong_bit_count": (
      .damaged, "ssh.com key: a number that does not have the 2036 bits that it is said to have"
    ),
    "sshcom_wrong_length": (
      .damaged, "ssh.com key: 1005 bytes long by its own words, and 1006 in truth"
    ),
    "two_lists_with_byte_order_marks": (
      .damaged,
      "line 2: a byte order mark (EF BB BF) in the middle, as of two files put together: take it out"
    ),
    "utf16_big_endian_private_key": (.notAKey, utf16),
    "utf16_big_endian_public_key": (.notAKey, utf16),
    "utf16_private_key": (.notAKey, utf16),
    "utf16_public_key": (.notAKey, utf16),
    "x509_certificate": (.notAKey, "an X.509 certificate, not a key"),
  ]

  @Test func `are all of the folder`() {
    #expect(Set(KeyFixture.all(in: "malformed").map { String($0.name) }) == Set(Self.expected.keys))
  }

  @Test(arguments: KeyFixture.all(in: "malformed"))
  func `are refused with the reason`(fixture: KeyFixture) throws {
    let expected = try #require(Self.expected[String(fixture.name)])
    let error = try #require(throws: FormatError.self) { _ = try fixture.read() }
    #expect(error.code == expected.code)
    #expect(error.description == expected.message)
  }

  @Test func `are refused when they are larger than any list`() throws {
    let error = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(SecretBytes(count: FormatLimits.keyListSize + 1) { _ in })
    }
    #expect(error.code == .boundExceeded)
  }

  @Test func `are refused when one private key is larger than any is`() throws {
    let line = [UInt8](repeating: 0x41, count: 64) + [0x0A]
    let lines = Array(repeating: line, count: FormatLimits.keyFileSize / 65 + 1).joined()
    let bytes =
      Array("-----BEGIN RSA PRIVATE KEY-----\n".utf8) + lines
      + Array("-----END RSA PRIVATE KEY-----\n".utf8)
    let error = try #require(throws: FormatError.self) { _ = try KeyFile.read(bytes) }
    #expect(error.code == .boundExceeded)
  }

  @Test func `show the public half where it is sound`() throws {
    let fixture = KeyFixture(path: "malformed/ppk_comment_changed")
    let error = try #require(throws: FormatError.self) { _ = try fixture.read() }
    #expect(try error.publicKey == KeyFixture(path: "ppk/ed25519_v3_plain").publicKey())
  }
}

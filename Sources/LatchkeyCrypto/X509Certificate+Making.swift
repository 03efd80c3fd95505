internal import CLibCrypto

extension X509Certificate {
  /// What a certificate is to say, but for whose it is and who signs it.
  package struct Request: Sendable {
    /// The subject's names in their order, each under its short name: `("CN", "example.com")`.
    package let subject: [(type: String, name: String)]
    /// The serial number.
    package let serial: UInt64
    /// From when it holds, in seconds since 1970.
    package let start: Int
    /// Until when it holds, in seconds since 1970.
    package let end: Int
    /// Whether it may sign certificates.
    package let isAuthority: Bool
    /// What alone it may be used for, as x509v3_config(5) names it; `nil` for anything.
    package let purpose: String?

    package init(
      subject: [(type: String, name: String)], serial: UInt64, start: Int, end: Int,
      isAuthority: Bool, purpose: String? = nil
    ) {
      self.subject = subject
      self.serial = serial
      self.start = start
      self.end = end
      self.isAuthority = isAuthority
      self.purpose = purpose
    }
  }

  /// Makes a certificate, signed with SHA-256. The same request, key and issuer make the same bytes,
  /// as long as the issuer's key is an RSA key.
  ///
  /// - Parameters:
  ///   - key: the subject's, whose public half it carries.
  ///   - issuer: who signs it; `nil` for the subject itself.
  package static func make(
    _ request: Request, for key: AsymmetricKey,
    issuer: (certificate: X509Certificate, key: AsymmetricKey)? = nil
  ) throws(CryptoError) -> X509Certificate {
    guard let pointer = unsafe X509_new() else { throw CryptoError.libcrypto("a certificate") }
    let made = unsafe X509Certificate(takingOwnershipOf: pointer)
    let signer = issuer?.certificate ?? made
    let filled = unsafe key.withPointer { key in
      unsafe X509_set_version(pointer, Int(X509_VERSION_3)) == 1
        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(pointer), request.serial) == 1
        && ASN1_TIME_set(X509_getm_notBefore(pointer), request.start) != nil
        && ASN1_TIME_set(X509_getm_notAfter(pointer), request.end) != nil
        && X509_set_pubkey(pointer, key) == 1
        && request.subject.allSatisfy { type, name in
          unsafe X509_NAME_add_entry_by_txt(
            X509_get_subject_name(pointer), type, MBSTRING_UTF8, name, -1, -1, 0) == 1
        }
    }
    let issued = unsafe signer.withPointer {
      unsafe X509_set_issuer_name(pointer, X509_get_subject_name($0)) == 1
    }
    guard filled, issued else { throw CryptoError.libcrypto("filling a certificate") }
    // The subject's key identifier first: a self-signed certificate's issuer refers to it.
    try made.add(NID_subject_key_identifier, "hash", signer)
    try made.add(NID_authority_key_identifier, "keyid:always", signer)
    try made.add(
      NID_basic_constraints,
      request.isAuthority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE", signer)
    let usage = request.isAuthority ? ",keyCertSign,cRLSign" : ""
    try made.add(NID_key_usage, "critical,digitalSignature\(usage)", signer)
    if let purpose = request.purpose {
      try made.add(NID_ext_key_usage, "critical,\(purpose)", signer)
    }
    let signed = unsafe (issuer?.key ?? key).withPointer {
      unsafe X509_sign(pointer, $0, EVP_sha256()) > 0
    }
    guard signed else { throw CryptoError.libcrypto("signing a certificate") }
    return made
  }

  /// Adds an extension, written as openssl's configuration files have it (x509v3_config(5)).
  private func add(_ kind: Int32, _ value: String, _ issuer: X509Certificate) throws(CryptoError) {
    let isAdded = unsafe withPointer { subject in
      unsafe issuer.withPointer { issuer in
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer, subject, nil, nil, 0)
        guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, kind, value) else {
          return false
        }
        defer { unsafe X509_EXTENSION_free(made) }
        return unsafe X509_add_ext(subject, made, -1) == 1
      }
    }
    guard isAdded else { throw CryptoError.libcrypto("an extension of a certificate") }
  }
}

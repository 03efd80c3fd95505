import LatchkeyCrypto

/// `dynamic/instance-identity/`: who the instance is, three times signed.
extension MetadataTreeBuilder {
  /// Adds the identity document, with the members and the order of the real one, and what is signed
  /// over it:
  ///
  /// ```
  /// signature   base64 of RSASSA-PKCS1-v1_5 with SHA-256
  /// pkcs7       base64 of a PKCS #7 message with the document in it; EC2's is signed with DSA and
  ///             SHA-1, which libcrypto and others no longer take, ours like rsa2048
  /// rsa2048     the same, with RSA of 2048 bits and SHA-256
  /// ```
  ///
  /// each in lines of 64, without the `-----BEGIN PKCS7-----` that people put around it.
  mutating func addIdentity(of instance: Instance, signedBy authority: CloudAuthority) {
    let folder = "dynamic/instance-identity"
    let text = Self.document(of: instance)
    let document = Array(text.utf8)
    let signature = DeferredText {
      authority.sign { identity in
        Array(
          AuthorityIdentity.base64(try identity.key.sign(document, digest: .sha256)).utf8)
      }
    }
    let message = DeferredText {
      authority.sign { identity in
        let message = try SignedMessage.make(
          document, key: identity.key, certificate: identity.certificate)
        return Array(AuthorityIdentity.base64(message).utf8)
      }
    }
    add("\(folder)/document", text)
    add("\(folder)/signature", .deferred(signature))
    add("\(folder)/pkcs7", .deferred(message))
    add("\(folder)/rsa2048", .deferred(message))
  }

  private static func document(of instance: Instance) -> String {
    """
    {
      "accountId" : "\(Instance.account)",
      "architecture" : "\(instance.architecture)",
      "availabilityZone" : "\(instance.placement.availabilityZone)",
      "billingProducts" : null,
      "devpayProductCodes" : null,
      "marketplaceProductCodes" : null,
      "imageId" : "\(instance.image)",
      "instanceId" : "\(instance.id)",
      "instanceType" : "\(instance.type)",
      "kernelId" : null,
      "pendingTime" : "\(CivilTime(instance.launchTime).iso8601)",
      "privateIp" : "\(instance.network.privateAddress)",
      "ramdiskId" : null,
      "region" : "\(instance.placement.region)",
      "version" : "2017-09-30"
    }
    """
  }
}

/// `dynamic/instance-identity/`. The signatures over the document are not there yet, and so are not
/// listed either: one listed path that does not answer costs cloud-init everything.
extension MetadataTreeBuilder {
  /// Adds the identity document, with the members and the order of the real one.
  mutating func addIdentity(of instance: Instance) {
    add(
      "dynamic/instance-identity/document",
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
      """)
  }
}

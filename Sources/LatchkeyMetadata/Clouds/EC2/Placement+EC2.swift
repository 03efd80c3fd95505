/// The names of EC2 that follow from a place.
extension Placement {
  /// The partition that the region belongs to.
  public var partition: String {
    if region.hasPrefix("cn-") { return "aws-cn" }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    return "aws"
  }

  /// The domain of the partition's services.
  public var servicesDomain: String {
    partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
  }

  /// The domain of the private host names.
  var privateDomain: String {
    region == "us-east-1" ? "ec2.internal" : "\(region).compute.internal"
  }

  /// The domain of the public host names.
  var publicDomain: String {
    region == "us-east-1" ? "compute-1.amazonaws.com" : "\(region).compute.\(servicesDomain)"
  }
}

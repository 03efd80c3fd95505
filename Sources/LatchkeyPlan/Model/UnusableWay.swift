/// A way to a host that an inventory names and that is not gone: to connect directly could be another
/// door.
struct UnusableWay: Sendable {
  /// What is set: `ProxyCommand`, `ansible_ssh_common_args`.
  let setting: String
  /// What can be given instead.
  let advice: String
  let fileName: String
  let place: YAMLPlace
}

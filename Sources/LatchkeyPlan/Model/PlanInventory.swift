/// A file that names hosts.
public struct PlanInventory: Sendable {
  /// What such a file may be.
  public enum Format: String, Sendable, CaseIterable {
    /// Ansible's INI.
    case ansibleINI = "ansible-ini"
    /// Ansible's YAML.
    case ansibleYAML = "ansible-yaml"
    /// What `ansible-inventory --list` prints.
    case ansibleJSON = "ansible-json"
    /// OpenSSH's ssh_config(5).
    case sshConfig = "ssh-config"
  }

  /// Its path, as it is written in the plan.
  public let file: PlanName
  /// What it is; `nil`: as its name and content say.
  public let format: Format?
  /// Tags that all of its hosts get.
  public let tags: [String]
}

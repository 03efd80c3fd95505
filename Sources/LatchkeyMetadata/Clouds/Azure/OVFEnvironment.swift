import FoundationEssentials

/// `ovf-env.xml`, as it lies on the disk that Azure attaches to an instance for its first boot.
///
/// ```
/// Environment
///   ProvisioningSection
///     LinuxProvisioningConfigurationSet: HostName, UserName, SSH/PublicKeys, CustomData (base64)
///   PlatformSettingsSection
/// ```
enum OVFEnvironment {
  static func text(of instance: Instance) -> String {
    let keys = instance.keys.map { key in
      """
                <wa:PublicKey>
                  <wa:Path>/home/\(instance.user)/.ssh/authorized_keys</wa:Path>
                  <wa:Value>\(escaped(key.line))</wa:Value>
                </wa:PublicKey>

      """
    }
    let data = instance.userData.map {
      "      <wa:CustomData>\(Data($0).base64EncodedString())</wa:CustomData>\n"
    }
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <Environment xmlns="http://schemas.dmtf.org/ovf/environment/1" \
      xmlns:wa="http://schemas.microsoft.com/windowsazure" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <wa:ProvisioningSection>
          <wa:Version>1.0</wa:Version>
          <wa:LinuxProvisioningConfigurationSet>
            <wa:ConfigurationSetType>LinuxProvisioningConfiguration</wa:ConfigurationSetType>
            <wa:HostName>\(instance.letteredHostLabel)</wa:HostName>
            <wa:UserName>\(instance.user)</wa:UserName>
            <wa:DisableSshPasswordAuthentication>true</wa:DisableSshPasswordAuthentication>
            <wa:SSH>
              <wa:PublicKeys>
      \(keys.joined())        </wa:PublicKeys>
            </wa:SSH>
      \(data ?? "")    </wa:LinuxProvisioningConfigurationSet>
        </wa:ProvisioningSection>
        <wa:PlatformSettingsSection>
          <wa:Version>1.0</wa:Version>
          <wa:PlatformSettings>
            <wa:ProvisionGuestAgent>false</wa:ProvisionGuestAgent>
            <wa:PreprovisionedVm>false</wa:PreprovisionedVm>
          </wa:PlatformSettings>
        </wa:PlatformSettingsSection>
      </Environment>

      """
  }

  /// Character data, XML 1.0 §2.4.
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

import ArgumentParser

/// `latchkey instance`: see latchkey-instance(1).
struct InstanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instance",
    abstract: "Launch simulated instances, and say which keys they let in.",
    discussion: """
      Instances are documents in the state folder. Their metadata is served by 'latchkey metadata \
      serve', and sees every change at once.

      Examples:
        latchkey instance launch --name web --key laptop.pub --user admin
        latchkey instance inject web colleague.pub --key-name colleague
        latchkey instance eject web SHA256:HvE7+gmH78VS53+iPuRDh/gKjVo26OzYU/qOnJWAgyk
        latchkey instance boot web
        latchkey instance terminate web
      """,
    subcommands: [
      InstanceLaunchCommand.self, InstanceListCommand.self, InstanceShowCommand.self,
      InstanceInjectCommand.self, InstanceEjectCommand.self, InstancePushCommand.self,
      InstanceModifyCommand.self, InstanceTerminateCommand.self, InstanceBootCommand.self,
    ])
}

import LatchkeyVerifier
import TestSupport

/// The session and the command in it.
extension ReasonExample {
  static var command: [ReasonExample] {
    let cloud =
      #"command="echo 'Please login as the user \"ubuntu\" rather than the user \"root\".';exit 142""#
    return [
      faulty(.session, .droppedAfterAuth, .channelOpened, "close"),
      ReasonExample(.session, .refused) { scene, _ in
        try scene.check(scene.sshd("MaxSessions 0"), "--exec", "true")
      },
      faulty(.session, .execRestricted, .commandAccepted, "100"),
      ReasonExample(.session, .forcedCommand) { scene, _ in
        try scene.check(scene.sshd(keys: ["\(cloud) \(scene.line)"]), "--exec", "true")
      },
      faulty(.session, .disconnected, .channelOpened, "disconnect"),
      faulty(.session, .timeout, .channelOpened, "stall"),
      faulty(.session, .interrupted, .channelOpened, "stall"),
      ReasonExample(.exec, .ran) { scene, _ in
        try scene.check(scene.sshd(), "--exec", "exit 3")
      },
      ReasonExample(.exec, .signal) { scene, _ in
        try scene.check(scene.sshd(), "--exec", "kill -TERM $$")
      },
      faulty(.exec, .disconnected, .exitStatus, "disconnect"),
      faulty(.exec, .timeout, .exitStatus, "stall"),
      faulty(.exec, .interrupted, .exitStatus, "stall"),
    ]
  }
}

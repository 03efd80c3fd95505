import ArgumentParser
import FoundationEssentials
import LatchkeyPlan

/// Which part of a plan is asked for.
enum ShardChoice: ExpressibleByArgument {
  /// The part is given.
  case given(Shard)
  /// The job manager's environment says which; of how many, where it does not say that.
  case environment(count: Int?)

  init?(argument: String) {
    if argument == "env" {
      self = .environment(count: nil)
    } else if argument.hasPrefix("env/") {
      guard let count = Int(argument.dropFirst(4)), count > 0 else { return nil }
      self = .environment(count: count)
    } else {
      guard let shard = try? Shard(parsing: argument) else { return nil }
      self = .given(shard)
    }
  }

  /// The part.
  func shard() throws(CommandFailure) -> Shard {
    switch self {
    case .given(let shard): return shard
    case .environment(let count):
      do throws(ShardError) {
        return try Shard.fromEnvironment(ProcessInfo.processInfo.environment, count: count)
      } catch {
        throw CommandFailure(.badInput, "--shard: \(error)")
      }
    }
  }
}

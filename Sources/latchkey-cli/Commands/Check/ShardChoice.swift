import ArgumentParser
import FoundationEssentials
import LatchkeyPlan

/// Which part of a plan is asked for.
enum ShardChoice {
  /// The part is given.
  case given(Shard)
  /// The job manager's environment says which; of how many, where it does not say that.
  case environment(count: Int?)

  /// Reads an argument.
  init(parsing argument: String) throws {
    if argument == "env" {
      self = .environment(count: nil)
    } else if argument.hasPrefix("env/") {
      guard let count = Int(argument.dropFirst(4)), count > 0 else {
        throw ValidationError("expected env/N, N being of how many, at least 1")
      }
      self = .environment(count: count)
    } else {
      do throws(ShardError) {
        self = .given(try Shard(parsing: argument))
      } catch {
        throw ValidationError(error.reason)
      }
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

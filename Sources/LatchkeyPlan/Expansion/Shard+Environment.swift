extension Shard {
  /// The part that a job manager gives this machine.
  ///
  /// - Slurm's job arrays: `SLURM_ARRAY_TASK_ID`, which begins with `SLURM_ARRAY_TASK_MIN`, of
  ///   `SLURM_ARRAY_TASK_COUNT`. An array with a step (`--array=0-8:2`) counts as any other.
  /// - Indexed Jobs of Kubernetes: `JOB_COMPLETION_INDEX`, from 0. Kubernetes does not tell of how
  ///   many, so `count` has to.
  ///
  /// - Parameters:
  ///   - environment: the process's variables.
  ///   - count: how many parts there are, where it is known; it has to be what Slurm says.
  public static func fromEnvironment(
    _ environment: [String: String], count: Int? = nil
  ) throws(ShardError) -> Shard {
    if environment["SLURM_ARRAY_TASK_ID"] != nil {
      return try slurm(environment, count: count)
    }
    guard let index = try number("JOB_COMPLETION_INDEX", environment) else {
      throw ShardError(
        .notSet,
        "neither JOB_COMPLETION_INDEX nor SLURM_ARRAY_TASK_ID is set, so no job manager says which "
          + "shard this is; give it as I/N")
    }
    guard let count else {
      throw ShardError(
        .notSet,
        "JOB_COMPLETION_INDEX does not say of how many; give the Job's completions as well")
    }
    guard index < count else {
      throw ShardError(
        .outOfRange,
        "JOB_COMPLETION_INDEX is \(index), and of \(count) shards the last has \(count - 1)")
    }
    return try Shard(index: index + 1, of: count)
  }

  private static func slurm(
    _ environment: [String: String], count: Int?
  ) throws(ShardError) -> Shard {
    guard let task = try number("SLURM_ARRAY_TASK_ID", environment),
      let total = try number("SLURM_ARRAY_TASK_COUNT", environment),
      let least = try number("SLURM_ARRAY_TASK_MIN", environment)
    else {
      throw ShardError(
        .notSet,
        "SLURM_ARRAY_TASK_ID needs SLURM_ARRAY_TASK_COUNT and SLURM_ARRAY_TASK_MIN beside it")
    }
    if let count, count != total {
      throw ShardError(
        .outOfRange, "\(count) shards are asked for, and Slurm's array has \(total) tasks")
    }
    let step = try number("SLURM_ARRAY_TASK_STEP", environment) ?? 1
    guard step > 0, task >= least, (task - least).isMultiple(of: step) else {
      throw ShardError(
        .outOfRange,
        "SLURM_ARRAY_TASK_ID is \(task), and no task of an array that begins with "
          + "\(least) in steps of \(step)")
    }
    // A list with holes (--array=1,7) has no step that says so: its last would be out of range.
    return try Shard(index: (task - least) / step + 1, of: total)
  }

  private static func number(
    _ name: String, _ environment: [String: String]
  ) throws(ShardError) -> Int? {
    guard let text = environment[name] else { return nil }
    guard let value = number(Substring(text)) else {
      throw ShardError(.malformed, "\(name) is \(text.quoted), where a number is expected")
    }
    return value
  }
}

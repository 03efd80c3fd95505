import Foundation
import TestSupport
import Testing

/// The examples of one plan on several machines.
@Suite(.enabled(if: Tool.isAvailable("sshd"))) struct ShardExampleTests {
  /// What each of the shards' reports holds, and which one misses.
  private static let after = """
    ; echo "status $?"; grep -c . results/shard-*.jsonl
    rm results/shard-2.jsonl; latchkey report merge results/shard-*.jsonl | tail -n 1
    """

  @Test(.enabled(if: Example.hasParallel))
  func `GNU parallel checks shards side by side, and the merge sees what is broken and missing`()
    throws
  {
    let folder = try TemporaryFolder()
    let outcome = try Example.onFleet(
      Example.breaking + "; \"$EXAMPLES/parallel/run.sh\" plan.yml 3 results" + Self.after,
      in: folder)
    let text = outcome.text
    #expect(text.contains("\nFAIL  root@web-2 deploy: denied, expected allow"), "\(text)")
    #expect(text.contains("\nFAIL  root@db-1 mallory: allowed, expected deny"))
    #expect(text.contains("\n10 of 12 as expected, 2 not as expected\nstatus 1\n"))
    #expect(text.contains("shard-1.jsonl:3\nresults/shard-2.jsonl:6\nresults/shard-3.jsonl:3\n"))
    #expect(outcome.errorText.contains("no report of shard 2 of 3"), "\(outcome.errorText)")
  }

  @Test(.enabled(if: Example.hasSlurm))
  func `Slurm runs the shards as an array, and then the job that joins them`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Example.onFleet(
      "'\(Example.helper("slurm-on-loopback.sh"))' \"$EXAMPLES/slurm/submit.sh\" plan.yml 3"
        + " \"$PWD/results\"" + Self.after, in: folder)
    let text = outcome.text
    let words = "\(text) \(outcome.errorText)"
    #expect(text.contains("\n12 of 12 as expected\nstatus 0\n"), "\(words)")
    #expect(text.contains("shard-1.jsonl:3\nresults/shard-2.jsonl:6\nresults/shard-3.jsonl:3\n"))
    #expect(text.hasSuffix("\n6 of 12 as expected, 6 missing\n"))
    #expect(outcome.errorText.contains("no report of shard 2 of 3"), "\(words)")
    // GNU parallel and Slurm leave nothing but what they were told to keep.
    #expect(try folder.names() == [])
  }

  @Test(arguments: ["parallel/run.sh", "slurm/submit.sh"])
  func `an old folder of results is not mixed with new ones`(example: String) throws {
    let folder = try TemporaryFolder()
    let command = [Example.path(example), "plan.yml", "3", folder.path]
    #expect(try Example.run(command, in: folder).status == 3)
    #expect(try Example.run([Example.path(example)], in: folder).status == 64)
  }

  @Test(.enabled(if: Python.isAvailable))
  func `the pods of the Indexed Job check a shard each, and the second Job joins them`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Example.asTold("kubernetes", before: Example.breaking, in: folder)
    for index in 0..<4 {
      #expect(outcome.text.contains("shard \(index): 0\nshard \(index): 3 records\n"))
    }
    #expect(outcome.text.contains("\n10 of 12 as expected, 2 not as expected\nreport: 1\n"))
    #expect(outcome.status == 1, "\(outcome.text) \(outcome.errorText)")
  }
}

/// What one run of a program cost.
struct Sample {
  /// From before the program was started until it was reaped, in milliseconds.
  let wall: Double
  /// Processor time spent in the program's own code, all threads and child processes together, in
  /// milliseconds.
  let user: Double
  /// Processor time that the kernel spent on their behalf, in milliseconds.
  let system: Double
}

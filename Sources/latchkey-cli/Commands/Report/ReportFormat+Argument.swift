public import ArgumentParser
public import LatchkeyReport

/// What `--format` takes.
extension ReportFormat: ExpressibleByArgument {}

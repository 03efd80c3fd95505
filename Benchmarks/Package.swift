// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that a plain build of latchkey never pays for it.
let package = Package(
  name: "latchkey-benchmarks",
  targets: [
    .executableTarget(
      name: "latchkey-bench",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ]
)

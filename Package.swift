// swift-tools-version: 6.2

import PackageDescription

/// What every module of ours is compiled with: the strictest language that the toolchain offers,
/// so that a leaking import, an implicit existential or a warning is a failed build.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// For the modules that touch C: every use of a pointer has to be marked `unsafe`.
let fenced: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
  name: "latchkey",
  products: [
    .library(name: "Latchkey", targets: ["Latchkey"]),
    .library(name: "LatchkeyVerifier", targets: ["LatchkeyVerifier"]),
    .library(name: "LatchkeyPlan", targets: ["LatchkeyPlan"]),
    .library(name: "LatchkeyReport", targets: ["LatchkeyReport"]),
    .library(name: "LatchkeyRotation", targets: ["LatchkeyRotation"]),
    .library(name: "LatchkeyServer", targets: ["LatchkeyServer"]),
    .executable(name: "latchkey", targets: ["latchkey-cli"]),
    .executable(name: "latchkeyd", targets: ["latchkey-daemon"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // The C libraries: a module map and a shim each, nothing else.
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(
      name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CEpoll"),
    .systemLibrary(name: "CProcess"),
    .systemLibrary(name: "CFiles"),

    // Left to right: nothing imports what stands below it.
    .target(
      name: "LatchkeyCrypto", dependencies: ["CLibCrypto", "CArgon2"], swiftSettings: fenced),
    .target(
      name: "LatchkeyFiles", dependencies: ["CFiles", "LatchkeyCrypto"], swiftSettings: fenced),
    .target(name: "LatchkeyKeys", dependencies: ["LatchkeyCrypto"], swiftSettings: strict),
    .target(
      name: "LatchkeyFormats", dependencies: ["LatchkeyKeys", "LatchkeyCrypto"],
      swiftSettings: strict),
    .target(
      name: "LatchkeyMetadata",
      dependencies: [
        "LatchkeyKeys", "LatchkeyFormats", "LatchkeyFiles", "LatchkeyCrypto", "LatchkeyJSON",
      ],
      swiftSettings: strict),
    .target(
      name: "LatchkeyVerifier",
      dependencies: [
        "CEpoll", "CLibSSH2", "LatchkeyKeys", "LatchkeyFormats", "LatchkeyCrypto",
        "LatchkeyFiles",
      ],
      swiftSettings: fenced),
    .target(name: "LatchkeyJSON", swiftSettings: strict),
    .target(
      name: "LatchkeyPlan",
      dependencies: [
        "CYAML", "LatchkeyVerifier", "LatchkeyKeys", "LatchkeyFormats", "LatchkeyCrypto",
        "LatchkeyFiles",
      ],
      swiftSettings: fenced),
    .target(
      name: "LatchkeyReport", dependencies: ["LatchkeyJSON", "LatchkeyVerifier", "LatchkeyKeys"],
      swiftSettings: strict),
    .target(
      name: "LatchkeyRotation",
      dependencies: ["LatchkeyVerifier", "LatchkeyMetadata", "LatchkeyFormats", "LatchkeyKeys"],
      swiftSettings: strict),
    .target(
      name: "LatchkeyDoor",
      dependencies: [
        "CProcess", "LatchkeyCrypto", "LatchkeyMetadata", "LatchkeyFormats", "LatchkeyKeys",
        "LatchkeyFiles",
      ],
      swiftSettings: fenced),
    .target(
      name: "LatchkeyServer",
      dependencies: [
        "LatchkeyMetadata", "LatchkeyFiles",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "Latchkey",
      dependencies: ["LatchkeyCrypto", "LatchkeyKeys", "LatchkeyFormats", "LatchkeyMetadata"],
      swiftSettings: strict),

    .executableTarget(
      name: "latchkey-cli",
      dependencies: [
        "CProcess", "LatchkeyCrypto", "LatchkeyFiles", "LatchkeyKeys", "LatchkeyFormats",
        "LatchkeyMetadata", "LatchkeyVerifier", "LatchkeyRotation", "LatchkeyPlan",
        "LatchkeyReport", "LatchkeyDoor",
        "LatchkeyJSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "latchkey-daemon",
      dependencies: [
        "LatchkeyMetadata", "LatchkeyServer", "LatchkeyFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // Tests: one target a module, the peers and the command line on their own.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "LatchkeyCryptoTests", dependencies: ["LatchkeyCrypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyFilesTests", dependencies: ["LatchkeyFiles", "LatchkeyCrypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyKeysTests", dependencies: ["LatchkeyKeys", "LatchkeyCrypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyFormatsTests",
      dependencies: ["LatchkeyFormats", "LatchkeyKeys", "LatchkeyCrypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyMetadataTests",
      dependencies: ["LatchkeyMetadata", "LatchkeyFormats", "LatchkeyKeys", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyServerTests",
      dependencies: [
        "LatchkeyServer", "LatchkeyMetadata", "LatchkeyFormats", "LatchkeyKeys", "TestSupport",
        "latchkey-cli",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyDoorTests",
      dependencies: [
        "LatchkeyDoor", "LatchkeyServer", "LatchkeyMetadata", "LatchkeyFormats", "LatchkeyKeys",
        "TestSupport", "latchkey-cli", "latchkey-daemon",
      ],
      swiftSettings: strict),
    // A process that holds nothing but the verifier.
    .systemLibrary(name: "CHeap", path: "Tests/CHeap"),
    .executableTarget(
      name: "verifier-endurance",
      dependencies: ["CHeap", "LatchkeyVerifier", "LatchkeyFormats", "LatchkeyKeys"],
      path: "Tests/VerifierEndurance", swiftSettings: strict),
    .testTarget(
      name: "LatchkeyVerifierTests",
      dependencies: [
        "LatchkeyVerifier", "LatchkeyFormats", "LatchkeyKeys", "LatchkeyCrypto", "TestSupport",
        "verifier-endurance",
      ],
      exclude: ["Peers"], swiftSettings: strict),
    .testTarget(
      name: "LatchkeyRotationTests",
      dependencies: [
        "LatchkeyRotation", "LatchkeyVerifier", "LatchkeyMetadata", "LatchkeyFormats",
        "LatchkeyKeys", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyPlanTests",
      dependencies: [
        "LatchkeyPlan", "LatchkeyVerifier", "LatchkeyFormats", "LatchkeyKeys", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LatchkeyReportTests",
      dependencies: [
        "LatchkeyReport", "LatchkeyJSON", "LatchkeyVerifier", "LatchkeyKeys", "TestSupport",
      ],
      exclude: ["Peers"], swiftSettings: strict),
    .testTarget(
      name: "InteropTests",
      dependencies: [
        "Latchkey", "LatchkeyServer", "LatchkeyMetadata", "LatchkeyFormats", "LatchkeyKeys",
        "LatchkeyCrypto", "TestSupport",
      ],
      exclude: ["Peers", "Examples/as_told.py", "Examples/slurm-on-loopback.sh"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "latchkey-cli", "latchkey-daemon"],
      exclude: ["Scripts"], swiftSettings: strict),
  ]
)

// The fuzz targets, which `make fuzz` asks for: no other build pays for them.
if Context.environment["LATCHKEY_FUZZ"] == "1" {
  let formats: [Target.Dependency] = ["LatchkeyFormats", "LatchkeyKeys", "LatchkeyCrypto"]
  package.targets.append(
    .target(
      name: "FuzzSupport", dependencies: formats, path: "Fuzz/Support", swiftSettings: fenced))
  for name in [
    "KeyFile", "PEM", "OpenSSH", "PuTTY", "SSHLine", "RFC4716", "Certificate", "KnownHosts", "Plan",
    "JSON", "RequestTarget", "RequestHead", "NoCloudKeys",
  ] {
    package.targets.append(
      .executableTarget(
        name: "Fuzz\(name)",
        dependencies: ["FuzzSupport"] + formats
          + (name == "KnownHosts" ? ["LatchkeyVerifier"] : [])
          + (name == "Plan" ? ["LatchkeyPlan", "LatchkeyVerifier"] : [])
          + (name == "RequestTarget" ? ["LatchkeyMetadata"] : [])
          + (name == "RequestHead"
            ? [
              "LatchkeyServer", "LatchkeyMetadata", .product(name: "NIOCore", package: "swift-nio"),
              .product(name: "NIOHTTP1", package: "swift-nio"),
              .product(name: "NIOEmbedded", package: "swift-nio"),
            ] : [])
          + (name == "NoCloudKeys" ? ["LatchkeyDoor"] : [])
          + (name == "JSON" ? ["LatchkeyJSON", "LatchkeyReport", "LatchkeyVerifier"] : []),
        path: "Fuzz/\(name)", swiftSettings: strict))
  }
}

// `make sanitize` builds the verifier's tests and what they need, with a sanitizer: no second build of
// all the rest.
if Context.environment["LATCHKEY_SANITIZE"] == "1" {
  let names: Set<String> = [
    "CLibCrypto", "CArgon2", "CLibSSH2", "CEpoll", "CFiles", "CHeap", "LatchkeyCrypto",
    "LatchkeyFiles", "LatchkeyKeys", "LatchkeyFormats", "LatchkeyVerifier", "TestSupport",
    "LatchkeyVerifierTests", "verifier-endurance",
  ]
  package.products = []
  package.targets.removeAll { !names.contains($0.name) }
}

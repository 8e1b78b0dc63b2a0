// swift-tools-version: 6.2
import PackageDescription

// The house (arrows only go down; the build enforces them with
// `--explicit-target-dependency-import-check error`):
//
//   6  RapportCommand
//   5  Rapport
//   4  Campaigns
//   3  Recommenders
//   2  BasketAnalysis · CustomerValue
//   1  Evaluation
//   0  Compute · Commerce
let package = Package(
  name: "rapport",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Rapport", targets: ["Rapport"]),
    .executable(name: "rapport", targets: ["RapportCommand"]),
  ],
  dependencies: [
    // The command line: parsing, help screens, completion.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The embedded database: migrations, transactions, SQLite's C interface.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Recipes and campaigns are YAML.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Checksums of model files, stable arms of experiments, tombstones of erased customers.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // What a job under a timer writes.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // The documentation site of the library.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .target(name: "CKernels"),
    .target(name: "Compute", dependencies: ["COpenBLAS", "CKernels"]),
    .target(name: "Commerce"),
    .target(name: "Evaluation", dependencies: ["Compute", "Commerce"]),
    .target(
      name: "BasketAnalysis", dependencies: ["CKernels", "Compute", "Commerce", "Evaluation"]),
    .target(
      name: "CustomerValue", dependencies: ["CKernels", "Compute", "Commerce", "Evaluation"]),
    .target(
      name: "Recommenders",
      dependencies: [
        "CKernels", "COpenBLAS", "Compute", "Commerce", "Evaluation", "BasketAnalysis",
      ]),
    .target(
      name: "Campaigns",
      dependencies: [
        "Commerce", "CustomerValue", "Evaluation", "Recommenders",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Rapport",
      dependencies: [
        "Compute", "Commerce", "Evaluation", "BasketAnalysis", "CustomerValue", "Recommenders",
        "Campaigns",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "RapportCommand",
      dependencies: [
        "Rapport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(name: "TestSupport", dependencies: ["Compute", "Commerce"], path: "Tests/TestSupport"),
    .testTarget(name: "ComputeTests", dependencies: ["Compute", "CKernels", "TestSupport"]),
    .testTarget(name: "CommerceTests", dependencies: ["Commerce", "TestSupport"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "Compute", "Commerce", "TestSupport"]),
    .testTarget(
      name: "BasketAnalysisTests",
      dependencies: ["BasketAnalysis", "CKernels", "Compute", "Commerce", "TestSupport"]),
    .testTarget(
      name: "CustomerValueTests",
      dependencies: ["CustomerValue", "Compute", "Commerce", "TestSupport"]),
    .testTarget(
      name: "RecommendersTests",
      dependencies: [
        "Recommenders", "BasketAnalysis", "Evaluation", "CKernels", "Compute", "Commerce",
        "TestSupport",
      ]),
    .testTarget(
      name: "CampaignsTests",
      dependencies: [
        "Campaigns", "Recommenders", "CustomerValue", "Evaluation", "Commerce", "TestSupport",
      ], exclude: ["Golden"]),
    .testTarget(
      name: "RapportTests",
      dependencies: ["Rapport", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Fixtures", "Golden", "CampaignFlow/Golden", "Value/Golden"]),
    .testTarget(
      name: "RapportCommandTests",
      dependencies: [
        "RapportCommand", "Rapport", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ], exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.name != "CKernels" {
  target.swiftSettings = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
}

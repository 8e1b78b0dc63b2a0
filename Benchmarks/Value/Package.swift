// swift-tools-version: 6.2
import PackageDescription

// Speed of the value models: `swift run -c release value-benchmark`.
let package = Package(
  name: "value-benchmark",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "rapport", path: "../..")],
  targets: [
    .executableTarget(
      name: "value-benchmark",
      dependencies: [.product(name: "Rapport", package: "rapport")],
      path: "Sources/ValueBenchmark")
  ],
  swiftLanguageModes: [.v6]
)

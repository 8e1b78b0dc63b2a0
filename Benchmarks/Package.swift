// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that users of the library never resolve what only its measurements need.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "rapport", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "Measuring", path: "Measuring"),
    .executableTarget(
      name: "speed",
      dependencies: [
        "Measuring",
        .product(name: "Rapport", package: "rapport"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Speed"),
    .executableTarget(
      name: "quality",
      dependencies: [
        "Measuring",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Quality",
      exclude: ["itemsets.sh", "itemsets.py"]),
    .executableTarget(
      name: "value",
      dependencies: [.product(name: "Rapport", package: "rapport")],
      path: "Value"),
  ],
  swiftLanguageModes: [.v6]
)

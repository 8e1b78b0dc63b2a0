// swift-tools-version: 6.2
import PackageDescription

// Proof that the library can be a dependency of another package: nothing here but its product, by path.
let package = Package(
  name: "embedding",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "rapport", path: "../..")],
  targets: [
    .executableTarget(
      name: "Embedding", dependencies: [.product(name: "Rapport", package: "rapport")])
  ]
)

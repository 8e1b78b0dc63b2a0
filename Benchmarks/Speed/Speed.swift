import ArgumentParser

/// The command `speed`: how fast, against what, on this machine.
@main
struct Speed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed",
    abstract: "Measures Rapport's speed and prints tables as kept in Benchmarks/Results.",
    subcommands: [WholeLoop.self, AgainstImplicit.self, ServingLatency.self])
}

/// What every measurement needs to know.
struct MeasuringOptions: ParsableArguments {
  @Option(help: "The rapport binary (release build).")
  var rapport = "../.build/release/rapport"

  @Option(help: "The commit that is measured, for the table's head line.")
  var commit = "unknown"
}

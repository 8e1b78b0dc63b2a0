public import BasketAnalysis

/// What a search for frequent sets found, and how long it took.
public struct ItemsetReport: Sendable, Encodable {
  /// The number of baskets.
  public let baskets: Int
  /// The number of items that occur.
  public let items: Int
  /// The least count that was asked for, in baskets.
  public let minCount: Int
  /// The number of sets; the empty set is none.
  public let itemsets: Int
  /// The number of sets of each length, beginning with single items.
  public let byLength: [Int]
  /// How they were found.
  public let algorithm: String
  /// Which sets they are.
  public let kind: String
  /// Baskets left out because they were empty.
  public let emptyBaskets: Int
  /// Baskets left out because they were too large.
  public let largeBaskets: Int
  /// Wall seconds of reading.
  public let readSeconds: Double
  /// CPU seconds of reading.
  public let readCpuSeconds: Double
  /// Wall seconds of mining; where a file is written, of both together.
  public let mineSeconds: Double
  /// CPU seconds of mining; where a file is written, of both together.
  public let mineCpuSeconds: Double
  /// Wall seconds spent in writing to the file, which is part of mining.
  public let writeSeconds: Double
  /// Peak memory of the process in megabytes.
  public let peakMegabytes: Double

  /// What to be careful about, one sentence each.
  public let warnings: [String]

  /// Reads a file of baskets and counts its frequent sets, or writes them to a file.
  ///
  /// - Parameters:
  ///   - file: The baskets.
  ///   - options: What to mine.
  ///   - categories: Minimums of their own for some categories, and the file that says which they are.
  ///   - output: A file to write the sets to, one a line with its count in parentheses.
  /// - Throws: `BasketFileError`, `BasketTextError` and `MiningError`.
  public init(
    of file: BasketFile, _ options: MiningOptions, categories: CategoryThresholds? = nil,
    writingTo output: String? = nil
  ) throws {
    let reading = Stopwatch()
    let baskets = try file.read(threads: options.threads)
    var options = options
    options.categorySupport = try categories?.support(for: baskets)
    readSeconds = reading.seconds
    readCpuSeconds = reading.cpuSeconds
    self.baskets = baskets.count
    items = baskets.occurringItems
    minCount = options.support.minimumCount(inBaskets: baskets.count)
    emptyBaskets = baskets.omitted.empty
    largeBaskets = baskets.omitted.large
    warnings = BasketWarnings.sentences(baskets)
    // Handed over, so that their memory is free for the search.
    var last = [consume baskets]
    let mining = Stopwatch()
    let miner = ItemsetMiner(options)
    let writing = WritingTime()
    byLength =
      try output.map { path in
        try OutputFile.write(to: path) { file in
          try miner.write(last.removeLast()) { bytes in
            try writing.measure { try file.write(bytes) }
          }
        }
      } ?? miner.count(last.removeLast())
    mineSeconds = mining.seconds
    mineCpuSeconds = mining.cpuSeconds
    writeSeconds = writing.seconds
    itemsets = byLength.reduce(0, +)
    algorithm = options.algorithm.rawValue
    kind = options.kind.rawValue
    peakMegabytes = Stopwatch.peakMegabytes
  }
}

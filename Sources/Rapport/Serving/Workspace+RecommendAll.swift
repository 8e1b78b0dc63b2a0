import Commerce
import Compute
public import Foundation
import GRDB
import Recommenders

/// What writing everybody's recommendations came to.
public struct RecommendationRun: Sendable, Encodable {
  /// How many customers have a list.
  public let customers: Int
  /// How many lines the file has, without its header.
  public let rows: Int
  /// Wall seconds.
  public let seconds: Double
  /// CPU seconds of all threads.
  public let cpuSeconds: Double
  /// Peak resident memory of the process, in megabytes of 2²⁰ bytes.
  public let peakMegabytes: Double
}

extension Workspace {
  /// Ranks products for every customer who has bought, into a CSV file.
  ///
  /// Columns `customer,rank,product,name,score,reason`, customers ascending. Lists are made and written in
  /// blocks, so memory holds the purchases and one block, however many customers there are; the file takes
  /// its name only when it is complete. Customers who do not want to be profiled get the popular list.
  ///
  /// - Parameters:
  ///   - file: Where to write.
  ///   - options: How many products, as of when, under which policies; no reasons make it faster.
  ///   - settings: Threads and progress; they change nothing in the file.
  /// - Returns: What it came to.
  /// - Throws: `ModelError.noLiveModel`, `ModelFileError`, `WorkspaceError`.
  public func recommendAll(
    to file: URL, options: RecommendationOptions = RecommendationOptions(),
    settings: RunSettings = RunSettings()
  ) throws -> RecommendationRun {
    let watch = Stopwatch()
    let desk = try ServingDesk(self, options, threads: settings.threads)
    let log = try analysisLog(asOf: options.asOf)
    let served = ServedCrowd(
      desk, log: log, groups: try groups(for: desk.model.recommender),
      unprofiled: try unprofiledCustomers(), settings: settings)
    let rows = try AtomicFile.write(to: file) { file in
      try file.append("customer,rank,product,name,score,reason\n".utf8)
      return try served.forEachBlock { try file.append($0) }
    }
    return RecommendationRun(
      customers: log.customers.count, rows: rows, seconds: watch.seconds,
      cpuSeconds: watch.cpuSeconds, peakMegabytes: Stopwatch.peakMegabytes)
  }

  /// Customers who do not want offers to be chosen by what they bought.
  func unprofiledCustomers() throws -> Set<CustomerID> {
    let codes = try store.read {
      try String.fetchAll($0, sql: "SELECT code FROM customers WHERE personalise = 0")
    }
    return Set(codes.map { CustomerID($0) })
  }

  /// A category nobody sells in is a typing mistake, not an empty list, and not a list with what it should keep out.
  func refuseUnknownCategories(_ eligibility: Eligibility, _ catalogue: Catalogue) throws {
    let asked = (eligibility.allowedCategories ?? [])
      .union(eligibility.deniedCategories).union(eligibility.alreadyBoughtByCategory.keys)
    guard !asked.isEmpty else { return }
    let known = Set(catalogue.ids.compactMap { catalogue[$0].category })
    guard let unknown = asked.subtracting(known).min() else { return }
    throw ServingError.unknownCategory(
      name: unknown, suggestion: NearestMatch.to(unknown, among: known.sorted()))
  }
}

import Commerce
import Foundation
import GRDB
import Recommenders
import Synchronization

/// Everything serving needs besides the customer: read and prepared once, used for one after another.
struct ServingDesk: Sendable {
  let model: ServedModel
  let day: Day
  let catalogue: Catalogue
  let options: RecommendationOptions
  /// Products that are no goods.
  let services: Set<ProductID>
  /// Lists of the customers' own.
  let personal: ListMaker
  /// The popular list.
  let popular: ListMaker

  init(_ workspace: Workspace, _ options: RecommendationOptions, threads: Int = 1) throws {
    let model = try workspace.servedModel(options.version)
    let catalogue = try workspace.catalogue()
    try workspace.refuseUnknownCategories(options.eligibility, catalogue)
    if options.shape.value == .margin, model.chance == nil {
      throw ServingError.noChances(version: model.version.version)
    }
    self.model = model
    self.catalogue = catalogue
    self.options = options
    day = try workspace.servingDay(options.asOf, model.version)
    let pattern = try workspace.excludedProducts().map(ProductPattern.init)
    services =
      pattern.map { pattern in
        Set(catalogue.ids.filter { pattern.matches($0.text) })
      } ?? []
    personal = ListMaker(
      model.recommender, options, catalogue, chance: model.chance, threads: threads)
    popular = ListMaker(model.popular(), options, catalogue, chance: nil)
    if options.shape.value == .margin, personal.knownMargins == 0 { throw ServingError.noMargins }
  }

  /// The maker of the popular list for a customer of whom something may be known.
  func popular(for groups: [String]) -> ListMaker {
    guard !groups.isEmpty, let own = model.popular(among: groups) else { return popular }
    return ListMaker(own, options, catalogue, chance: nil)
  }
}

/// Keeps prepared desks for as long as nobody writes to the database.
///
/// A connection of its own watches SQLite's `data_version`, which changes with every commit of any other
/// connection, in this process or another. So an import, a promoted model or a new price is seen by the
/// next list, and until then nothing is read twice.
final class ServingDesks: Sendable {
  private struct State {
    var watcher: DatabaseQueue?
    var version: Int64 = -1
    var desks: [ServingDesk] = []
  }

  private let state = Mutex(State())

  /// Old desks are let go: one way of asking is usual, a few are possible.
  private static let limit = 4

  /// The desk for some options, prepared now where it is not there yet.
  func desk(_ workspace: Workspace, _ options: RecommendationOptions) throws -> ServingDesk {
    let (version, desk) = try state.withLock { state in
      let version = try Self.version(&state, workspace.store)
      if version != state.version {
        state.desks.removeAll()
        state.version = version
      }
      return (version, state.desks.first { $0.options.preparesLike(options) })
    }
    if let desk { return desk }
    let made = try ServingDesk(workspace, options)
    state.withLock { state in
      // What was read may be older than what somebody has committed meanwhile.
      guard state.version == version else { return }
      if state.desks.count >= Self.limit { state.desks.removeFirst() }
      state.desks.append(made)
    }
    return made
  }

  private static func version(_ state: inout State, _ store: Store) throws -> Int64 {
    try Store.translating(store.path) {
      let watcher = try state.watcher ?? Self.watcher(store)
      state.watcher = watcher
      return try watcher.inDatabase { try Int64.fetchOne($0, sql: "PRAGMA data_version") } ?? 0
    }
  }

  private static func watcher(_ store: Store) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: store.database.path, configuration: configuration)
  }
}

extension RecommendationOptions {
  /// Whether the same desk serves both; how long lists are and how much is explained is no matter.
  func preparesLike(_ other: RecommendationOptions) -> Bool {
    asOf == other.asOf && version == other.version && eligibility == other.eligibility
      && shape == other.shape
  }
}

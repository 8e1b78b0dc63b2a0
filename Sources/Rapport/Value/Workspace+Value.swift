public import Commerce
public import CustomerValue
import Foundation

extension Workspace {
  /// Works out what every named customer is worth.
  ///
  /// From the purchases as they were known on the day, returns taken back and services left out. Groups of
  /// similar customers are those of the registry's live value model, where there is one: they keep their
  /// names and their meaning until it is retrained, and their names then too. Returns,
  /// contacts, discounts and the goods' cost of the last year make the cost to serve; the products'
  /// categories make the shares of wallet.
  ///
  /// - Parameters:
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - settings: What is worked out, and how; what the workspace remembers where `nil`.
  ///   - run: Threads and progress; they never change the result.
  /// - Returns: The profiles of all named customers.
  /// - Throws: `WorkspaceError` without purchases, `CustomerValueError` without named customers.
  public func customerValue(
    asOf: Day? = nil, settings: ValueSettings? = nil, run: RunSettings = RunSettings()
  ) throws -> CustomerProfiles {
    let day = try asOf ?? lastPurchaseDay()
    let all = try purchaseLog()
    return try customerValue(
      try analysisLog(of: all, asOf: day), asOf: day, returns: all, settings: settings,
      threads: run.threads)
  }

  /// The same from a log that was read already.
  ///
  /// - Parameters:
  ///   - log: Settled purchases as of the day.
  ///   - day: The day that is today.
  ///   - returns: All lines, from which returns are counted; none are where `nil`.
  ///   - campaign: A campaign whose own contacts do not count, so that building it again changes nothing.
  ///   - settings: What the workspace remembers where `nil`.
  ///   - threads: Change nothing but the time it takes.
  /// - Returns: The profiles of all named customers.
  /// - Throws: `WorkspaceError` where the store cannot be read, `CustomerValueError`.
  func customerValue(
    _ log: PurchaseLog, asOf day: Day, returns: PurchaseLog? = nil,
    exceptContactsOf campaign: String? = nil, settings: ValueSettings? = nil, threads: Int = 1
  ) throws -> CustomerProfiles {
    var settings = try settings ?? valuePreferences().settings()
    if settings.model == ValuePreferences.live { settings.fitted = try liveValueModel() }
    settings.groups = try settings.groups ?? liveGroups()
    let causes = try CostCauses(
      log, asOf: day, returns: returns, exceptContactsOf: campaign, in: store)
    return try CustomerProfiles(
      log, asOf: day, settings: settings, categories: try WalletCategories(log, in: self).numbers,
      causes: causes.byCustomer, threads: threads)
  }

  /// What the workspace remembers of how value is worked out.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func valuePreferences() throws -> ValuePreferences {
    let text = try store.read { try Store.setting(ValuePreferences.name, in: $0) }
    guard let text else { return ValuePreferences() }
    return try JSONDecoder().decode(ValuePreferences.self, from: Data(text.utf8))
  }

  /// Remembers how value is worked out from now on, in `rapport value` and in campaigns.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be written, and what `settings()` throws.
  public func remember(_ preferences: ValuePreferences) throws {
    _ = try preferences.settings()
    let text = try preferences.text()
    try store.write { try Store.remember(text, as: ValuePreferences.name, in: $0) }
  }
}

extension ValuePreferences {
  /// The forecast that asks the registry's live models instead of fitting anew.
  static let live = "live"
  /// The name under which a workspace keeps them.
  static let name = "value"

  /// The form in which they are kept; keys in order, so that equal ones are equal texts.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

/// The categories of products, as numbers that ascend with their names.
struct WalletCategories {
  /// Their names.
  let names: [String]
  /// The category of each product position; `nil` where no product has one.
  let numbers: [Int]?

  /// The name for products without a category.
  static let none = "(no category)"

  init(_ log: PurchaseLog, in workspace: Workspace) throws {
    let catalogue = try workspace.catalogue()
    let found = log.products.ids.map { catalogue[$0].category ?? "" }
    guard found.contains(where: { !$0.isEmpty }) else {
      (names, numbers) = (["everything"], nil)
      return
    }
    let names = Set(found).sorted()
    let placeOf = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    self.names = names.map { $0.isEmpty ? Self.none : $0 }
    numbers = found.map { placeOf[$0] ?? 0 }
  }
}

public import Foundation

extension Workspace {
  /// Takes a file of any kind, in one transaction: all of it or nothing.
  ///
  /// - Parameters:
  ///   - kind: What the file tells of.
  ///   - url: A CSV file.
  ///   - options: How the file is read and what is done with its lines.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  public func importFile(
    _ kind: ImportKind, from url: URL, options: ImportOptions = ImportOptions(),
    settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    switch kind {
    case .purchases: try importPurchases(from: url, options: options, settings: settings)
    case .customers: try importCustomers(from: url, options: options, settings: settings)
    case .products: try importProducts(from: url, options: options, settings: settings)
    case .consent: try importConsent(from: url, options: options, settings: settings)
    case .contacts: try importContacts(from: url, options: options, settings: settings)
    case .responses: try importResponses(from: url, options: options, settings: settings)
    }
  }
}

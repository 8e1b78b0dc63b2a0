import GRDB

extension Store {
  /// The tables of purchases.
  static func registerPurchases(in migrator: inout DatabaseMigrator) {
  }
}

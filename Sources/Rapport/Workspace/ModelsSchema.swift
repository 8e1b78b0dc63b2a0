import GRDB

extension Store {
  /// The tables of models.
  static func registerModels(in migrator: inout DatabaseMigrator) {
  }
}

import GRDB

extension Store {
  /// The tables of campaigns.
  static func registerCampaigns(in migrator: inout DatabaseMigrator) {
  }
}

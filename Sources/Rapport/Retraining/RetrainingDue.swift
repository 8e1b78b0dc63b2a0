import GRDB

/// Whether there is enough that is new to train again, and the sentence that says so.
public struct RetrainingDue: Sendable, Equatable {
  /// Whether it is due.
  public let isDue: Bool
  /// Why, or why not.
  public let reason: String
}

extension Workspace {
  /// Whether there is enough that is new to train again.
  ///
  /// It is due when purchases were imported that the live version (or the last retraining, whatever it
  /// decided) has not seen, and they either reach a later day or are a share of its lines that matters.
  /// Answers from the journal of imports, without reading the purchases.
  ///
  /// - Parameters:
  ///   - options: The share of new lines that matters.
  ///   - kind: The kind of model; each has its own history.
  /// - Returns: The answer with its reason.
  /// - Throws: `ModelError.noLiveModel`.
  public func isRetrainingDue(
    _ options: RetrainingOptions = RetrainingOptions(), of kind: ModelKind = .recommender
  ) throws -> RetrainingDue {
    let live = try liveModel(kind)
    let (newest, seen, lines) = try store.read { db in
      let tried = try Int.fetchOne(
        db, sql: "SELECT max(last_import) FROM runs WHERE task = 'retrain' AND kind = ?",
        arguments: [live.card.kind.rawValue])
      let seen = max(live.lastImport, tried ?? 0)
      let lines = try Int.fetchOne(
        db,
        sql: """
          SELECT sum(max(accepted - unchanged, 1)) FROM imports
          WHERE kind = 'purchases' AND id > ?
          """, arguments: [seen])
      return (try ModelRegistry(db: db).lastImport(), seen, lines ?? 0)
    }
    guard newest > seen else {
      return RetrainingDue(
        isDue: false,
        reason: "No purchases were imported since version \(live.version) was last tried.")
    }
    let share = Double(lines) / Double(max(1, live.card.lines))
    if share >= options.minimumNewShare {
      return RetrainingDue(isDue: true, reason: "\(lines) lines are new or changed.")
    }
    let day = try lastPurchaseDay()
    guard day > live.card.lastDay else {
      return RetrainingDue(
        isDue: false,
        reason: "Only \(lines) lines are new or changed, and none is later than "
          + "\(live.card.lastDay).")
    }
    return RetrainingDue(isDue: true, reason: "There are purchases up to \(day).")
  }
}

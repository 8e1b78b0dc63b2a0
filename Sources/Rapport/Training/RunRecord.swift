import GRDB

/// What was decided about a model, why, and on which evidence: a row of the workspace's diary.
struct RunRecord {
  /// What was being done.
  enum Task: String { case train, retrain, promote, rollback }

  var task: Task
  var model: RegisteredModel
  var champion: RegisteredModel?
  var decision: TrainingReport.Decision
  var reason: String
  /// The numbers behind the reason.
  var comparison: ModelComparison?
  /// The newest file of purchases that was looked at, or `nil` for the newest there is.
  var lastImport: Int?
  var seconds = 0.0

  /// Writes the row.
  func add(to db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO runs (task, kind, model, champion, decision, reason, comparison, last_import,
          ended_at, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, datetime('now'), ?)
        """,
      arguments: [
        task.rawValue, model.card.kind.rawValue, model.version, champion?.version,
        decision.rawValue, reason, comparison?.json,
        try lastImport ?? ModelRegistry(db: db).lastImport(), seconds,
      ])
  }

  /// The same, for whoever asked.
  var report: TrainingReport {
    TrainingReport(
      model: model, decision: decision, reason: reason, comparison: comparison, seconds: seconds)
  }
}

public import Campaigns
public import Commerce
import Foundation

extension Workspace {
  /// Builds a campaign's list: who gets the contact, who is held back, who is left out and why.
  ///
  /// Two files and a manifest are written to the workspace's `lists` folder. Building the same campaign again
  /// gives the same bytes, on the day of the first build unless told otherwise; where purchases, customers,
  /// consent, contacts, products, model or plan have changed, it is refused and says what changed.
  ///
  /// - Parameters:
  ///   - campaign: The plan.
  ///   - dryRun: Only count; nothing is written.
  ///   - asOf: The day the list is for; the plan's, or the day of the newest purchase, where none is given.
  ///   - replaces: Whether a campaign of the same name that was not sent yet may be drawn anew.
  ///   - settings: Threads and progress; they change nothing in the result.
  /// - Returns: What building came to.
  /// - Throws: `CampaignPlanError`, `AudienceError`, `CampaignError`, `ModelError`, `WorkspaceError`.
  public func build(
    _ campaign: CampaignPlan, dryRun: Bool = false, asOf: Day? = nil, replaces: Bool = false,
    settings: RunSettings = RunSettings()
  ) throws -> CampaignBuild {
    let watch = Stopwatch()
    let plan = try campaign.validated()
    let earlier = try dryRun ? nil : earlierBuild(of: plan.name, replaces: replaces)
    let day = try asOf ?? plan.asOf ?? earlier?.asOf ?? lastPurchaseDay()
    let material = try CampaignMaterial(
      plan, in: self, asOf: day, model: plan.model ?? earlier?.modelVersion)
    if let earlier { try refuseChange(from: earlier, to: material) }
    let assignments = try assign(material, settings: settings)
    let files = CampaignFiles(assignments)
    let manifest = CampaignManifest(
      assignments, inputs: material.inputs, modelVersion: material.registered.version,
      modelName: material.registered.card.name, list: files.list, assignment: files.assignment)
    if !dryRun {
      try refuseEmpty(assignments)
      try keep(assignments, manifest, files, isNew: earlier == nil)
    }
    func path(_ name: String) -> String? {
      dryRun ? nil : listsFolder.appending(path: name).path(percentEncoded: false)
    }
    return CampaignBuild(
      manifest: manifest, assignments: assignments,
      warnings: assignments.warnings + material.warnings, isDryRun: dryRun,
      isRebuild: earlier != nil, listPath: path(manifest.list.name),
      assignmentPath: path(manifest.assignment.name),
      manifestPath: path("\(plan.name).manifest.json"), seconds: watch.seconds)
  }

  private func assign(_ material: CampaignMaterial, settings: RunSettings) throws -> Assignments {
    let plan = material.plan
    let scoring = OfferScoring(material, threads: settings.threads)
    let builder = CampaignBuilder(
      plan, asOf: material.asOf, consent: material.consent,
      history: material.history.history(for: plan, asOf: material.asOf))
    let assignments = try builder.build(try material.audience(), score: scoring.scores)
    return assignments.explained(scoring.reasons(assignments.treated.map(\.member)))
  }

  /// The manifest of the same campaign, if it stands; one that may be replaced is as if it were not there.
  private func earlierBuild(of name: String, replaces: Bool) throws -> CampaignManifest? {
    try store.read { db in
      let records = CampaignRecords(db: db)
      guard let record = try records.campaign(name) else { return nil }
      guard replaces else { return record.manifest }
      let sent = try records.sentContacts(of: name)
      guard sent == 0 else { throw CampaignError.underWay(name: name, contacts: sent) }
      return nil
    }
  }

  private func refuseChange(
    from earlier: CampaignManifest, to material: CampaignMaterial
  ) throws {
    var changes = material.inputs.changes(from: earlier.inputs)
    if material.plan != earlier.plan { changes.insert("the plan", at: 0) }
    if material.asOf != earlier.asOf { changes.insert("the day (\(earlier.asOf))", at: 0) }
    guard changes.isEmpty else {
      throw CampaignError.changed(name: earlier.campaign, what: changes)
    }
  }

  private func refuseEmpty(_ assignments: Assignments) throws {
    guard assignments.treated.isEmpty else { return }
    let mostly = assignments.excluded.max { a, b in
      a.value != b.value ? a.value < b.value : a.key > b.key
    }
    throw CampaignError.nobodyLeft(
      audience: assignments.lines.count,
      mostly: mostly?.key.words ?? "all of them were drawn into the control group")
  }

  /// Writes the files, then commits the rows: killed in between, the campaign was never built.
  private func keep(
    _ assignments: Assignments, _ manifest: CampaignManifest, _ files: CampaignFiles, isNew: Bool
  ) throws {
    let text = try CampaignFiles.text(of: manifest)
    func write(_ content: String, _ name: String) throws {
      try AtomicFile.write(to: listsFolder.appending(path: name)) { try $0.append(content.utf8) }
    }
    try store.write { db in
      try write(files.listText, manifest.list.name)
      try write(files.assignmentText, manifest.assignment.name)
      try write(text, "\(manifest.campaign).manifest.json")
      guard isNew else { return }
      let records = CampaignRecords(db: db)
      try records.remove(manifest.campaign)
      try records.add(assignments, manifest: text)
    }
  }
}

/// The texts of a campaign's files and their checksums.
struct CampaignFiles {
  let listText: String
  let assignmentText: String
  let list: CampaignManifest.File
  let assignment: CampaignManifest.File

  /// Writes the files of a campaign in memory.
  init(_ assignments: Assignments) {
    let name = assignments.plan.name
    listText = MailingList(assignments).csv
    assignmentText = AssignmentList(assignments).csv
    list = .init(name: "\(name).csv", sha256: InputFingerprint.of(Data(listText.utf8)))
    assignment = .init(
      name: "\(name).assignment.csv", sha256: InputFingerprint.of(Data(assignmentText.utf8)))
  }

  /// The manifest as it is stored and written: readable, keys in a fixed order.
  static func text(of manifest: CampaignManifest) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(manifest), as: UTF8.self) + "\n"
  }
}

public import Campaigns
import Commerce

/// What building a campaign came to: the counts at every step, the money, the files.
public struct CampaignBuild: Sendable {
  /// How the campaign was drawn.
  public let manifest: CampaignManifest
  /// What became of everybody.
  public let assignments: Assignments
  /// What should be known before sending.
  public let warnings: [CampaignWarning]
  /// Whether nothing was written.
  public let isDryRun: Bool
  /// Whether the same campaign had been built before, with the same bytes.
  public let isRebuild: Bool
  /// Where the list ready to mail is; `nil` where nothing was written.
  public let listPath: String?
  /// Where the assignment of everybody is; `nil` where nothing was written.
  public let assignmentPath: String?
  /// Where the manifest is; `nil` where nothing was written.
  public let manifestPath: String?
  /// Wall seconds.
  public let seconds: Double
}

extension CampaignBuild: Encodable {
  private enum Key: String, CodingKey {
    case campaign, asOf, audience, treated, control, excluded, steps, cost, expectedProfit
    case breakEven, baseRate, usualRate, detectableEffect, list, assignment, manifest, model,
      warnings, dryRun
    case rebuild, seconds
  }

  /// One object with the keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(manifest.campaign, forKey: .campaign)
    try object.encode(manifest.asOf, forKey: .asOf)
    try object.encode(manifest.audience, forKey: .audience)
    try object.encode(manifest.treated, forKey: .treated)
    try object.encode(manifest.control, forKey: .control)
    try object.encode(manifest.excluded, forKey: .excluded)
    try object.encode(manifest.steps, forKey: .steps)
    try object.encode(manifest.cost, forKey: .cost)
    try object.encode(manifest.expectedProfit, forKey: .expectedProfit)
    try object.encode(manifest.breakEven, forKey: .breakEven)
    try object.encode(manifest.baseRate, forKey: .baseRate)
    try object.encode(manifest.usualRate, forKey: .usualRate)
    try object.encode(manifest.detectableEffect, forKey: .detectableEffect)
    try object.encode(listPath, forKey: .list)
    try object.encode(assignmentPath, forKey: .assignment)
    try object.encode(manifestPath, forKey: .manifest)
    try object.encode(manifest.modelVersion, forKey: .model)
    try object.encode(warnings.map(\.sentence), forKey: .warnings)
    try object.encode(isDryRun, forKey: .dryRun)
    try object.encode(isRebuild, forKey: .rebuild)
    try object.encode(seconds, forKey: .seconds)
  }
}

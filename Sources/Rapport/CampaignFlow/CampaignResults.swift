public import Campaigns
public import Commerce
import Evaluation

/// What a campaign did, measured against its control group.
public struct CampaignResults: Sendable {
  /// The campaign's name.
  public let campaign: String
  /// The day it started: the first contact that was sent, or the day of its list.
  public let start: Day
  /// The last day on which purchases count.
  public let windowEnds: Day
  /// The last day whose purchases are known.
  public let knownThrough: Day
  /// What the treated did more than the control.
  public let effect: CampaignEffect
  /// How many contacts were sent by what was imported; 0 where nothing was.
  public let contactsSent: Int
  /// How many answers of each kind were imported.
  public let responses: [String: Int]
  /// What should be known before believing the result.
  public let warnings: [CampaignWarning]

  /// Whether the response window has ended by the newest purchase.
  public var isComplete: Bool { windowEnds <= knownThrough }
}

extension CampaignResults: Encodable {
  private enum Key: String, CodingKey {
    case campaign, from, to, knownThrough, complete, treated, control, rate, uplift, arms
    case sampleRatioP, contactsSent, responses, warnings
  }

  private enum Arms: String, CodingKey { case treated, control }
  private enum Uplift: String, CodingKey { case buyers, revenue, profit }

  /// One object with the keys programs are promised; money is per head of the arm.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(campaign, forKey: .campaign)
    try object.encode(start.advanced(by: 1), forKey: .from)
    try object.encode(windowEnds, forKey: .to)
    try object.encode(knownThrough, forKey: .knownThrough)
    try object.encode(isComplete, forKey: .complete)
    try object.encode(effect.treated.units, forKey: .treated)
    try object.encode(effect.control.units, forKey: .control)
    var rate = object.nestedContainer(keyedBy: Arms.self, forKey: .rate)
    try rate.encode(effect.treated.rate, forKey: .treated)
    try rate.encode(effect.control.rate, forKey: .control)
    var uplift = object.nestedContainer(keyedBy: Uplift.self, forKey: .uplift)
    try uplift.encode(effect.buyers, forKey: .buyers)
    try uplift.encode(effect.revenue, forKey: .revenue)
    try uplift.encode(effect.profit, forKey: .profit)
    var arms = object.nestedContainer(keyedBy: Arms.self, forKey: .arms)
    try arms.encode(effect.treated, forKey: .treated)
    try arms.encode(effect.control, forKey: .control)
    try object.encode(effect.sampleRatioP, forKey: .sampleRatioP)
    try object.encode(contactsSent, forKey: .contactsSent)
    try object.encode(responses, forKey: .responses)
    try object.encode(warnings.map(\.sentence), forKey: .warnings)
  }
}

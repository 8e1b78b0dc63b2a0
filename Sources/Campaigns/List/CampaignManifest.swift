public import Commerce

/// How a campaign was drawn, written beside its lists: what later judges it, and what a rebuild must match.
///
/// It has no clock in it, so that building again gives the same bytes.
public struct CampaignManifest: Codable, Sendable, Equatable {
  /// What the list was made from; each a checksum of the content as it was known on the day.
  public struct Inputs: Codable, Sendable, Equatable {
    /// The purchases up to the day.
    public var purchases: String
    /// The directory of customers.
    public var customers: String
    /// What customers had said by the day.
    public var consent: String
    /// Contacts, bounces and other campaigns by the day.
    public var contacts: String
    /// The products' names, categories, prices and stock.
    public var catalogue: String
    /// The model's file.
    public var model: String
    /// How customers' value is worked out; `nil` where it is as usual.
    public var value: String?

    /// Records the checksums.
    public init(
      purchases: String, customers: String, consent: String, contacts: String,
      catalogue: String, model: String, value: String? = nil
    ) {
      self.value = value
      self.purchases = purchases
      self.customers = customers
      self.consent = consent
      self.contacts = contacts
      self.catalogue = catalogue
      self.model = model
    }

    /// What differs between two builds, in words.
    public func changes(from earlier: Inputs) -> [String] {
      [
        purchases == earlier.purchases ? nil : "the purchases up to its day",
        customers == earlier.customers ? nil : "the customers' addresses or attributes",
        consent == earlier.consent ? nil : "consent",
        contacts == earlier.contacts ? nil : "contacts or other campaigns",
        catalogue == earlier.catalogue ? nil : "the products",
        model == earlier.model ? nil : "the model",
        value == earlier.value ? nil : "how value is worked out",
      ].compactMap { $0 }
    }
  }

  /// A file of the campaign.
  public struct File: Codable, Sendable, Equatable {
    /// Its name in the folder of lists.
    public var name: String
    /// SHA-256 of its bytes as hexadecimal digits.
    public var sha256: String

    /// Records a file.
    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// The version of this form.
  public var format = 1
  /// The campaign's name.
  public var campaign: String
  /// The plan, defaults filled in.
  public var plan: CampaignPlan
  /// The day the list is for.
  public var asOf: Day
  /// The seed that arms were drawn with.
  public var seed: UInt64
  /// The version of the model.
  public var modelVersion: Int
  /// The name of the model.
  public var modelName: String
  /// What the list was made from.
  public var inputs: Inputs
  /// How many customers the audience has.
  public var audience: Int
  /// How many get the contact.
  public var treated: Int
  /// How many are held back.
  public var control: Int
  /// How many were left out, by reason.
  public var excluded: [String: Int]
  /// The counts at every step.
  public var steps: [CampaignStep]
  /// What all contacts cost.
  public var cost: Double
  /// The sum of the expected profits.
  public var expectedProfit: Double
  /// The probability at which a contact pays for itself.
  public var breakEven: Double?
  /// The mean probability that those in an arm buy what is offered.
  public var baseRate: Double?
  /// The share of those in an arm expected to buy anything, contact or not.
  public var usualRate: Double?
  /// The smallest rise of the share of buyers that the control group can show.
  public var detectableEffect: Double?
  /// The list ready to mail.
  public var list: File
  /// What became of everybody.
  public var assignment: File

  /// Writes down how a campaign was drawn.
  public init(
    _ assignments: Assignments, inputs: Inputs, modelVersion: Int, modelName: String, list: File,
    assignment: File
  ) {
    campaign = assignments.plan.name
    plan = assignments.plan
    asOf = assignments.asOf
    seed = assignments.plan.drawingSeed
    self.modelVersion = modelVersion
    self.modelName = modelName
    self.inputs = inputs
    audience = assignments.lines.count
    treated = assignments.treated.count
    control = assignments.control.count
    excluded = assignments.excludedByName
    steps = assignments.steps
    cost = assignments.cost.value
    expectedProfit = assignments.expectedProfit.value
    breakEven = assignments.breakEven
    baseRate = assignments.baseRate
    usualRate = assignments.usualRate
    detectableEffect = assignments.detectableEffect
    self.list = list
    self.assignment = assignment
  }
}

extension Assignments {
  /// How many were left out, by the reasons' names.
  public var excludedByName: [String: Int] {
    Dictionary(uniqueKeysWithValues: excluded.map { ($0.key.rawValue, $0.value) })
  }
}

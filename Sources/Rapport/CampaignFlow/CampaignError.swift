public import Commerce

/// What can go wrong when a campaign is built, looked up or measured.
public enum CampaignError: ExplainedError, Equatable {
  /// The campaign's file cannot be read as YAML.
  case unreadablePlan(path: String, reason: String)
  /// The audience means nobody.
  case nobodyMeant(audience: String, customers: Int)
  /// Everybody whom the audience means is left out.
  case nobodyLeft(audience: Int, mostly: String)
  /// A product, category, department or brand that does not exist.
  case unknownGoods(kind: String, name: String, nearest: String?)
  /// The model was trained without calibrated probabilities.
  case notCalibrated(version: Int)
  /// A campaign of that name was built from something else.
  case changed(name: String, what: [String])
  /// A campaign that is on its way cannot be replaced.
  case underWay(name: String, contacts: Int)
  /// There is no campaign of that name.
  case unknownCampaign(name: String, nearest: String?)
  /// No purchases after the campaign's day are known.
  case nothingAfter(name: String, day: Day, known: Day)
  /// A file of the campaign is not as it was written.
  case changedFile(name: String, path: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .unreadablePlan: "plan-not-readable"
    case .nobodyMeant: "audience-empty"
    case .nobodyLeft: "nobody-to-contact"
    case .unknownGoods: "audience-unknown-goods"
    case .notCalibrated: "model-not-calibrated"
    case .changed: "campaign-changed"
    case .underWay: "campaign-under-way"
    case .unknownCampaign: "unknown-campaign"
    case .nothingAfter: "no-purchases-after-campaign"
    case .changedFile: "campaign-file-changed"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .unreadablePlan(let path, let reason):
      "The campaign file '\(path)' cannot be read: \(reason)."
    case .nobodyMeant(let audience, let customers):
      "None of the \(customers) customers fits the audience '\(audience)'."
    case .nobodyLeft(let audience, let mostly):
      "None of the \(audience) customers of the audience can be contacted, mostly because: "
        + "\(mostly)."
    case .unknownGoods(let kind, let name, _):
      "The campaign names the \(kind) '\(name)', "
        + "which is not known."
    case .notCalibrated(let version):
      "The model \(version) has no calibrated purchase probabilities, which expected profit needs."
    case .changed(let name, let what):
      "The campaign '\(name)' was built already, and since then something changed: "
        + "\(what.joined(separator: ", "))."
    case .underWay(let name, let contacts):
      "The campaign '\(name)' is under way with \(contacts) contacts, so it cannot be replaced."
    case .unknownCampaign(let name, _): "There is no campaign '\(name)' in this workspace."
    case .nothingAfter(let name, let day, let known):
      "No purchases after \(day), the day of the campaign '\(name)', are known; "
        + "the newest is of \(known)."
    case .changedFile(_, let path): "The file '\(path)' is missing or not as it was written."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unreadablePlan:
      "Name a file in YAML, and put texts with ': ' in quotation marks; nothing was changed."
    case .nobodyMeant: "Loosen the conditions; rapport value shows how many are in each segment."
    case .nobodyLeft:
      "See the counts at each step with --dry-run, and import consent and addresses if they are missing."
    case .unknownGoods(let kind, _, let nearest):
      nearest.map { "Did you mean '\($0)'?" }
        ?? (kind == "product"
          ? "Write its code as it stands in the purchases, or import products first."
          : "Import products with their \(kind) first.")
    case .notCalibrated:
      "Import more purchases, or a longer time of them, and train again: rapport train."
    case .changed(let name, _):
      "Give the new campaign another name, or add --replace if '\(name)' was not sent; "
        + "nothing was changed."
    case .underWay: "Give the new campaign another name; nothing was changed."
    case .unknownCampaign(_, let nearest):
      nearest.map { "Did you mean '\($0)'?" } ?? "List them with: rapport campaign list."
    case .nothingAfter: "Import the purchases of the response window and try again."
    case .changedFile(let name, _):
      "Write it again: rapport campaign build, with the file of '\(name)'."
    }
  }
}

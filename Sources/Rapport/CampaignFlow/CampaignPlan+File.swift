public import Campaigns
public import Foundation
import Yams

extension CampaignPlan {
  /// Reads a plan from a YAML (or JSON) file, and checks it.
  ///
  /// - Throws: `CampaignPlanError` for keys and values, `CampaignError.unreadablePlan` for the rest.
  public init(file: URL) throws {
    let path = file.path(percentEncoded: false)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CampaignError.unreadablePlan(path: path, reason: "there is no such file")
    }
    guard !isFolder.boolValue else {
      throw CampaignError.unreadablePlan(path: path, reason: "it is a folder")
    }
    guard let data = try? Data(contentsOf: file) else {
      throw CampaignError.unreadablePlan(path: path, reason: "it cannot be opened")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CampaignError.unreadablePlan(path: path, reason: "it is no text in UTF-8")
    }
    try self.init(yaml: text, path: path)
  }

  /// Reads a plan from text.
  ///
  /// - Throws: As `init(file:)`.
  public init(yaml text: String, path: String = "campaign") throws {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw CampaignError.unreadablePlan(path: path, reason: "it is empty")
    }
    do {
      self = try YAMLDecoder().decode(CampaignPlan.self, from: text).validated()
    } catch {
      if let known = Self.explained(error) { throw known }
      throw CampaignError.unreadablePlan(path: path, reason: Self.reason(error))
    }
  }

  /// The plan's own error inside what a decoder made of it.
  private static func explained(_ error: any Error) -> CampaignPlanError? {
    if let error = error as? CampaignPlanError { return error }
    guard case .dataCorrupted(let context) = error as? DecodingError else { return nil }
    return context.underlyingError.flatMap(explained)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    case DecodingError.dataCorrupted(let context):
      context.underlyingError.map(reason) ?? "it is no list of keys and values"
    default: "it is no list of keys and values"
    }
  }
}

public import Foundation
public import Recommenders
import Yams

extension Recipe {
  /// The recipe that trains when nobody names one.
  public static var standard: Recipe {
    Recipe(RecommenderConfiguration(.auto))
  }

  /// The recipe that `--recipe` names: a YAML or JSON file, or a built-in name.
  ///
  /// - Throws: `RecipeError` for unknown names, keys and values, `ModelError.unreadableRecipe` for a file
  ///   that is no YAML.
  public static func named(_ name: String) throws -> Recipe {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
    if builtInNames.contains(name), !exists || isFolder.boolValue { return try builtIn(name) }
    guard exists else {
      guard !isPath(name) else {
        throw ModelError.unreadableRecipe(path: name, reason: "there is no such file")
      }
      return try builtIn(name)
    }
    guard !isFolder.boolValue else {
      throw ModelError.unreadableRecipe(path: name, reason: "it is a folder")
    }
    return try Recipe(file: URL(filePath: name))
  }

  /// Reads a recipe from a YAML (or JSON) file.
  ///
  /// - Throws: `RecipeError`, `ModelError.unreadableRecipe`.
  public init(file: URL) throws {
    let path = file.path(percentEncoded: false)
    guard let data = try? Data(contentsOf: file) else {
      throw ModelError.unreadableRecipe(path: path, reason: "it cannot be opened")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ModelError.unreadableRecipe(path: path, reason: "it is no text in UTF-8")
    }
    do {
      self = try YAMLDecoder().decode(Recipe.self, from: text)
    } catch {
      if let error = RecipeError.within(error) { throw error }
      throw ModelError.unreadableRecipe(path: path, reason: Self.reason(error))
    }
  }

  private static func isPath(_ name: String) -> Bool {
    name.contains("/") || [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
  }

  /// What a decoder means, in few words.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as YamlError:
      "it is no YAML (\("\(error)".split(separator: "\n").first.map(String.init) ?? "syntax"))"
    case DecodingError.dataCorrupted(let context):
      context.underlyingError.map(reason) ?? "it is no list of keys and values"
    case DecodingError.typeMismatch: "it is no list of keys and values"
    default: "it is no list of keys and values"
    }
  }
}

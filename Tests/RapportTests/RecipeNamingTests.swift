import Foundation
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `A recipe by name` {
  @Test func `is a built-in one`() throws {
    #expect(try Recipe.named("popularity") == Recipe(RecommenderConfiguration(.popularity)))
  }

  @Test func `is a YAML file`() throws {
    let recipe = try named("algorithm: popularity\nname: weekly\nhalfLifeDays: 30\n")
    #expect(recipe.configuration == .popularity(Popularity(halfLifeDays: 30)))
    #expect(recipe.modelName == "popularity weekly")
  }

  @Test func `is a JSON file`() throws {
    #expect(try named(#"{"algorithm": "popularity"}"#).configuration.algorithm == .popularity)
  }

  @Test func `offers the nearest name for one that does not exist`() {
    #expect(throws: RecipeError.unknownRecipe(name: "populrity", suggestion: "popularity")) {
      try Recipe.named("populrity")
    }
  }

  @Test func `offers the nearest key for one that does not exist`() {
    #expect(
      throws: RecipeError.unknownKey(
        key: "halfLifDays", algorithm: "popularity", suggestion: "halfLifeDays")
    ) { try named("algorithm: popularity\nhalfLifDays: 30\n") }
  }

  @Test(arguments: ["a: [", "just words", "", "- a\n- b\n"])
  func `says that a file is no recipe`(text: String) {
    #expect { try named(text) } throws: { error in
      (error as? ModelError)?.code == "unreadable-recipe"
        || (error as? RecipeError) == .missingAlgorithm
    }
  }

  @Test func `says that a file does not exist, and that a folder is none`() {
    #expect(
      throws: ModelError.unreadableRecipe(path: "no/such.yaml", reason: "there is no such file")
    ) { try Recipe.named("no/such.yaml") }
    #expect(throws: ModelError.unreadableRecipe(path: "/", reason: "it is a folder")) {
      try Recipe.named("/")
    }
  }

  @Test func `is no text when it is binary`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "recipe.yaml")
      try Data([0xFF, 0xFE, 0x00, 0xC3]).write(to: file)
      #expect { try Recipe(file: file) } throws: { error in
        (error as? ModelError)?.message.contains("it is no text in UTF-8") == true
      }
    }
  }

  private func named(_ text: String) throws -> Recipe {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "recipe.yaml")
      try Data(text.utf8).write(to: file)
      return try Recipe.named(file.path(percentEncoded: false))
    }
  }
}

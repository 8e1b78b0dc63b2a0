import Commerce
import Foundation
import Recommenders
import Testing

@Suite struct `A recipe` {
  private func recipe(_ json: String) throws -> Recipe {
    try JSONDecoder().decode(Recipe.self, from: Data(json.utf8))
  }

  private func sentence(_ json: String) -> String {
    do {
      _ = try recipe(json)
      return "accepted"
    } catch {
      return RecipeError.within(error).map(String.init(describing:)) ?? "\(error)"
    }
  }

  @Test func `tells in a line how a configuration differs from its algorithm's defaults`() {
    #expect(RecommenderConfiguration(.spectral).summary == "spectral")
    let walk = RandomWalk(sourceExponent: 1, targetExponent: 0, halfLifeDays: 90)
    #expect(
      RecommenderConfiguration.randomWalk(walk).summary
        == "random-walk halfLifeDays 90, sourceExponent 1, targetExponent 0")
  }

  @Test(arguments: Recipe.builtInNames)
  func `of a built-in name has the algorithm's defaults`(name: String) throws {
    let builtIn = try Recipe.builtIn(name)
    #expect(builtIn == (try recipe(#"{"algorithm": "\#(name)"}"#)))
    #expect(builtIn.modelName == name)
  }

  @Test(arguments: Recipe.builtInNames)
  func `is the same after writing and reading`(name: String) throws {
    var original = try Recipe.builtIn(name)
    original.name = "nightly"
    original.excludeProducts = ["POST", "gift_*"]
    let copy = try JSONDecoder().decode(Recipe.self, from: JSONEncoder().encode(original))
    #expect(copy == original)
    #expect(copy.modelName == "\(name) nightly")
  }

  @Test(
    arguments: [
      (
        #"{"halfLifeDays": 3}"#,
        "The recipe does not say which algorithm to train. Add a line such as 'algorithm: "
          + "implicit-als'."
      ),
      (
        #"{"algorithm": "popularty"}"#,
        "There is no algorithm 'popularty'. Did you mean 'popularity'?"
      ),
      (
        #"{"algorithm": "popularity", "halfLiveDays": 3}"#,
        "A recipe for 'popularity' has no key 'halfLiveDays'. Did you mean 'halfLifeDays'?"
      ),
      (
        #"{"algorithm": "popularity", "zzz": 3}"#,
        "A recipe for 'popularity' has no key 'zzz'. Remove the line; the recipes in Models show "
          + "the keys there are."
      ),
      (
        #"{"algorithm": "popularity", "halfLifeDays": "soon"}"#,
        "The recipe's 'halfLifeDays' must be a number. Correct the line that begins with "
          + "'halfLifeDays:'."
      ),
      (
        #"{"algorithm": "popularity", "halfLifeDays": -1}"#,
        "The recipe's 'halfLifeDays' is -1.0, but must be 0.01 to 100000.0. Change the line that "
          + "begins with 'halfLifeDays:'."
      ),
    ])
  func `that is wrong is refused with a sentence`(json: String, expected: String) {
    #expect(sentence(json) == expected)
  }

  @Test func `of an unknown name is refused with the nearest one`() {
    #expect(throws: RecipeError.unknownRecipe(name: "popularit", suggestion: "popularity")) {
      try Recipe.builtIn("popularit")
    }
  }

  @Test func `of an algorithm that is left out says what to use`() {
    let expected =
      "The algorithm 'bpr' is left out on purpose. Use 'implicit-als', which learns the same kind "
      + "of hidden tastes, ranks better and trains faster."
    #expect(sentence(#"{"algorithm": "bpr"}"#) == expected)
    #expect(throws: RecipeError.leftOut(name: "bpr", better: "implicit-als")) {
      try Recipe.builtIn("bpr")
    }
  }

  @Test func `leaves out products by pattern`() throws {
    let log = PurchaseLog([
      bought("POST", by: "a"), bought("POSTCARD", by: "a"), bought("gift_0001_20", by: "a"),
      bought("M", by: "a"),
    ])
    let recipe = Recipe(
      .popularity(Popularity()), excludeProducts: ["POST", "gift_*", "?"])
    let model = try recipe.fit(log, asOf: closingDay)
    #expect(model.products.ids == ["POSTCARD"])
  }
}

import CustomerValue
import Foundation
import Testing

@Suite struct `A saved purchase model` {
  @Test func `comes back with its unit of time`() throws {
    for model in [
      try BGNBDModel(parameters: [0.25, 4, 0.8, 2.5], unit: .weeks) as any PurchaseModel,
      try MBGNBDModel(parameters: [0.5, 6, 0.9, 1.6], unit: .days),
      try ParetoNBDModel(parameters: [0.55, 10.6, 0.6, 11.7], unit: .months),
    ] {
      let bytes = try JSONEncoder().encode(SavedValueModel(model))
      let restored = try JSONDecoder().decode(SavedValueModel.self, from: bytes).restored()
      #expect(restored.parameters == model.parameters && restored.unit == model.unit)
      #expect(type(of: restored).name == type(of: model).name)
    }
  }

  @Test func `of spend or of occasions has no unit`() throws {
    let spends = try SpendHistories(purchases: [1, 3, 2, 5], means: [10, 12, 30, 9])
    let fit = try GammaGammaModel.fit(spends)
    let bytes = try JSONEncoder().encode(SavedValueModel(fit.report, unit: nil))
    let saved = try JSONDecoder().decode(SavedValueModel.self, from: bytes)
    #expect(saved.unit == nil && saved.model == "gamma-gamma")
    #expect(try saved.spend().expectedSpend(purchases: 2, mean: 20) > 0)
    #expect(throws: ValueModelError.parameters(model: "bg-bb", names: BGBBModel.parameterNames)) {
      try saved.occasions()
    }
    let timeless = Data(#"{"model":"bg-nbd","parameters":{"r":1,"alpha":1,"a":1,"b":1}}"#.utf8)
    let refusal = ValueModelError.noUnit(model: "bg-nbd")
    #expect(throws: refusal) {
      try JSONDecoder().decode(SavedValueModel.self, from: timeless).restored()
    }
    #expect(refusal.message.hasSuffix("in which unit it counts time."))
    #expect(refusal.hint.hasPrefix("Fit it again"))
  }

  @Test func `with another name or too few parameters is refused`() throws {
    func restored(_ text: String) throws -> any PurchaseModel {
      try JSONDecoder().decode(SavedValueModel.self, from: Data(text.utf8)).restored()
    }
    #expect(
      throws: ValueModelError.unknownModel(
        name: "bg-nbdd", nearest: "bg-nbd", known: ["bg-nbd", "mbg-nbd", "pareto-nbd"])
    ) { try restored(#"{"model":"bg-nbdd","unit":"weeks","parameters":{}}"#) }
    #expect(
      throws: ValueModelError.parameters(model: "bg-nbd", names: ["r", "alpha", "a", "b"])
    ) { try restored(#"{"model":"bg-nbd","unit":"weeks","parameters":{"r":1}}"#) }
  }
}

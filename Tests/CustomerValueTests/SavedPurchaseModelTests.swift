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
      let bytes = try JSONEncoder().encode(SavedPurchaseModel(model))
      let restored = try JSONDecoder().decode(SavedPurchaseModel.self, from: bytes).restored()
      #expect(restored.parameters == model.parameters && restored.unit == model.unit)
      #expect(type(of: restored).name == type(of: model).name)
    }
  }

  @Test func `with another name or too few parameters is refused`() throws {
    func restored(_ text: String) throws -> any PurchaseModel {
      try JSONDecoder().decode(SavedPurchaseModel.self, from: Data(text.utf8)).restored()
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

import Commerce
import TestSupport
import Testing

@testable import Rapport

@Suite struct `What errors say` {
  @Test func `of model files`() {
    let errors: [ModelFileError] = [
      .missing(path: "m"), .notReadable(path: "m", reason: "Permission denied"),
      .notAModel(path: "m"), .newerFormat(path: "m", format: 9),
      .wrongLength(path: "m", expected: 10, found: 9), .damaged(path: "m", part: "card"),
      .lacksArray(path: "m", name: "bias"),
    ]
    expectGolden(sentences(errors), named: "model-file-errors.txt")
  }

  @Test func `of models`() {
    let errors: [ModelError] = [
      .noLiveModel(kind: .recommender), .noLiveModel(kind: .value),
      .unknownVersion(version: 9, newest: 4),
      .unknownVersion(version: 9, newest: nil), .exchangedFile(version: 3), .isLive(version: 3),
      .nothingToRollBackTo(kind: .recommender), .wrongKind(version: 3, kind: .uplift),
      .unreadableRecipe(path: "r.yaml", reason: "it is a folder"),
    ]
    expectGolden(sentences(errors), named: "model-errors.txt")
  }

  @Test func `of serving and retraining`() {
    let errors: [any ExplainedError] = [
      ServingError.unknownCustomer(id: "C9", suggestion: "C8"),
      ServingError.unknownCustomer(id: "C9", suggestion: nil),
      ServingError.unknownProduct(id: "P9", suggestion: "P8"),
      ServingError.unknownProduct(id: "P9", suggestion: nil),
      ServingError.productNotInModel(id: "P9", version: 3),
      ServingError.cannotCompare(model: "popularity"),
      ServingError.cannotExplain(model: "popularity"),
      ServingError.unknownCategory(name: "te", suggestion: "tea"),
      ServingError.unknownCategory(name: "te", suggestion: nil),
      ServingError.noChances(version: 3), ServingError.noMargins,
      RetrainingError.running(path: "shop"),
    ]
    expectGolden(sentences(errors), named: "serving-errors.txt")
  }

  private func sentences(_ errors: [any ExplainedError]) -> String {
    errors.map { "\($0.code)\n  \($0.message)\n  \($0.hint)\n" }.joined()
  }
}

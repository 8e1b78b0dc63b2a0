import Foundation
import Testing

@testable import Recommenders

@Suite struct `Scales of features` {
  /// One list of new products, and of repeats, with one feature.
  private func list(new: [Float], repeats: [Float]) -> ListwiseRegression.List {
    var list = ListwiseRegression.List()
    list.features = new + repeats
    list.isRepeat = new.map { _ in false } + repeats.map { _ in true }
    list.isBought = list.isRepeat.map { _ in false }
    return list
  }

  @Test func `are one over the standard deviation, among new products and among repeats`() {
    let scales = FeatureScales.of([list(new: [1, 3], repeats: [10, 10, 40, 40])], features: 1)
    #expect(scales == [1, Float(1) / 15])
  }

  @Test(arguments: [Float(1e-12), 1e-6, 1, 1e6])
  func `follow the unit`(unit: Float) {
    let scales = FeatureScales.of(
      [list(new: [1, 3].map { $0 * unit }, repeats: [2, 4])], features: 1)
    #expect(abs(scales[0] * unit - 1) < 1e-6)
  }

  @Test func `of a constant are zero however many rows there are`() {
    let constant = [Float](repeating: logf(0.001), count: 243_000)
    #expect(FeatureScales.of([list(new: constant, repeats: [])], features: 1) == [0, 0])
  }

  @Test func `of nothing are zero`() {
    #expect(FeatureScales.of([], features: 2) == [0, 0, 0, 0])
  }
}

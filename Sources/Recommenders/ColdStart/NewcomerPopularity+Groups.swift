import Foundation

extension NewcomerPopularity {
  /// The share of all customers who bought each product; half a customer where nobody did.
  var shares: [Double] {
    buyers.map { max(0.5, Double($0)) / Double(max(1, customers)) }
  }

  /// Multiplies a row of scores by the lifts of some groups, each to the power 1/√(number of groups).
  ///
  /// What nobody in a group bought has one and the same lift there, so that only the products bought in the
  /// groups are looked at one by one.
  func multiply(byGroups known: [Int], _ row: UnsafeMutablePointer<Float>) {
    let power = 1 / Double(known.count).squareRoot()
    var common = 1.0
    for group in known {
      common *= pow(Self.shrinkage / (Double(members[group]) + Self.shrinkage), power)
      for entry in Int(offsets[group])..<Int(offsets[group + 1]) {
        let product = Int(products[entry])
        let expected = Self.shrinkage * max(0.5, Double(buyers[product])) / Double(customers) + 1
        row[product] *= Float(pow(1 + Double(counts[entry]) / expected, power))
      }
    }
    for product in buyers.indices { row[product] *= Float(common) }
  }

  /// The share of a group that bought a product, and how many times that is the share at large.
  ///
  /// - Returns: `nil` where nobody of the group did.
  func standing(of product: Int, in group: Int) -> (share: Double, lift: Double)? {
    let range = Int(offsets[group])..<Int(offsets[group + 1])
    guard
      let entry = range.first(where: { Int(products[$0]) == product }), members[group] > 0
    else { return nil }
    let share = max(0.5, Double(buyers[product])) / Double(max(1, customers))
    let size = Double(members[group])
    let shrunk = (Double(counts[entry]) + Self.shrinkage * share) / (size + Self.shrinkage)
    return (Double(counts[entry]) / size, shrunk / share)
  }
}

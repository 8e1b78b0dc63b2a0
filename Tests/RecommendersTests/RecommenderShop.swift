import Commerce
import Compute

/// A random shop for slow twins: forty customers, twenty products, dated baskets, nothing planted.
enum RecommenderShop {
  static let log: PurchaseLog = {
    var generator = SeededGenerator(seed: 17)
    var lines: [PurchaseLine] = []
    for customer in 0..<40 {
      for visit in 0..<(1 + generator.below(4)) {
        for _ in 0..<(1 + generator.below(4)) {
          let product = min(generator.below(20), generator.below(20))
          lines.append(
            bought(
              "p\(product)", by: "c\(customer)", daysAgo: 50 - 10 * visit, order: "o\(visit)"))
        }
      }
    }
    return PurchaseLog(lines)
  }()
}

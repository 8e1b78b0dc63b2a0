import Commerce
import Compute
import TestSupport
import Testing

@testable import BasketAnalysis

@Suite struct `Baskets of the same customers` {
  private static let day = Day(number: 15_000)

  /// Baskets by customer: what each basket holds.
  private func priced(_ customers: [[[ProductID]]], prefix: String = "c") -> PricedBaskets {
    let lines = customers.enumerated().flatMap { customer, orders in
      orders.enumerated().flatMap { order, products in
        products.map { product in
          PurchaseLine(
            customer: CustomerID("\(prefix)\(customer)"), product: product,
            order: OrderID("\(prefix)\(customer)-\(order)"), time: Timestamp(Self.day))
        }
      }
    }
    return PricedBaskets(PurchaseLog(lines))
  }

  private func spread(_ priced: PricedBaskets, _ product: ProductID) throws -> (
    CustomerClusters, CustomerClusters.Spread
  ) {
    let item = Int32(try #require(priced.baskets.items.position(of: product)))
    let clusters = CustomerClusters(priced)
    return (clusters, clusters.spread(ItemLists(priced.baskets).baskets(withAll: [item])))
  }

  @Test func `count one by one where everybody has one`() throws {
    let (_, wine) = try spread(
      priced([[["wine"]], [["wine", "milk"]], [["milk"]], [["milk"]], [["tea"]]]), "wine")
    #expect(wine.hits == 2)
    #expect(wine.customers == 2)
    #expect(abs(wine.designEffect - 1) < 1e-12)
  }

  @Test func `count as their customers where each buys the same again and again`() throws {
    // Two of six customers buy wine in each of their five orders: ten baskets say what two would.
    let (clusters, wine) = try spread(
      priced((0..<6).map { i in Array(repeating: [i < 2 ? "wine" : "milk"], count: 5) }), "wine")
    #expect(wine.hits == 10)
    #expect(wine.customers == 2)
    #expect(abs(wine.designEffect - 5) < 1e-12)
    #expect(abs(clusters.correlation(explaining: wine.designEffect) - 1) < 1e-12)
    #expect(abs(clusters.designEffect(ofCorrelation: 1) - 5) < 1e-12)
  }

  @Test func `have the design effect of the definition`() throws {
    for seed in UInt64(0)..<20 {
      var random = SeededGenerator(seed: seed)
      let customers: [[[ProductID]]] = (0..<12).map { _ in
        (0..<1 + random.below(5)).map { _ in random.uniform() < 0.4 ? ["wine"] : ["milk"] }
      }
      guard customers.joined().contains(["wine"]), customers.joined().contains(["milk"]) else {
        continue
      }
      let (_, wine) = try spread(priced(customers), "wine")
      let all = Double(customers.joined().count)
      let share = Double(customers.joined().count { $0 == ["wine"] }) / all
      let variance = customers.reduce(0.0) { sum, orders in
        let residual = Double(orders.count { $0 == ["wine"] }) - share * Double(orders.count)
        return sum + residual * residual
      }
      let effect = max(1, variance / (all * share * (1 - share)))
      #expect(abs(wine.designEffect - effect) < 1e-9, "seed \(seed)")
    }
  }

  @Test func `with a set in all of them are as alike as can be`() throws {
    let (_, wine) = try spread(priced([[["wine"], ["wine"], ["wine"]], [["wine"]]]), "wine")
    #expect(wine.designEffect == 10.0 / 4)
  }

  /// Customers whose liking for wine differs, with the same mean in both groups.
  private func group(
    _ customers: Int, orders: Int, eager: Double, _ random: inout SeededGenerator
  ) -> [[[ProductID]]] {
    (0..<customers).map { _ in
      let liking = random.uniform() < eager ? 0.02 / eager : 0
      return (0..<1 + random.below(2 * orders - 1)).map { _ in
        random.uniform() < liking ? ["wine"] : ["milk"]
      }
    }
  }

  @Test func `of two groups that are alike stand out no more often than the level says`() throws {
    // Four in a hundred customers buy wine in half of their orders, in either group.
    let rounds = 200
    var (asIndependent, asClusters) = (0, 0)
    for seed in 0..<rounds {
      var random = SeededGenerator(seed: UInt64(seed), stream: 3)
      let here = priced(group(60, orders: 12, eager: 0.04, &random))
      let there = priced(group(300, orders: 3, eager: 0.04, &random), prefix: "d")
      guard let wine = here.baskets.items.position(of: "wine"),
        let others = there.baskets.items.position(of: "wine"), wine == others
      else { continue }
      let comparison = ContrastTest(here, there)
      let found = comparison.compare([Int32(wine)])
      asClusters += comparison.pValue(found) <= 0.05 ? 1 : 0
      let total = here.baskets.count + there.baskets.count
      let plain = FisherExact(baskets: total).upperTail(
        RuleCounts(
          both: found.here.hits, antecedent: here.baskets.count,
          consequent: found.here.hits + found.there.hits, baskets: total))
      asIndependent += plain <= 0.05 ? 1 : 0
    }
    #expect(asIndependent > rounds / 8, "\(asIndependent) of \(rounds)")
    #expect(asClusters <= rounds / 20 + 6, "\(asClusters) of \(rounds)")
  }
}

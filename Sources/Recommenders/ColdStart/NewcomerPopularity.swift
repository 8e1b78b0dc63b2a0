public import Commerce
import Compute
import Foundation

/// What sells most to customers like a new one, as far as anything is known of them.
///
/// Of a customer who has bought nothing yet the shop may know the country, the channel or a segment. With
/// p the share of all customers who bought a product, and of the n customers of a group those k who bought
/// it, the group's lift is κ/(n + κ) · (1 + k/(κp + 1)): about the share in the group against the share at
/// large, drawn towards 1 by κ = 100 customers of no particular taste. The 1 beside κp keeps a single buyer
/// of a rare product from speaking for the group. A newcomer's score is p times the lifts of their groups,
/// each to the power 1/√(number of groups), because groups overlap and say things twice.
public struct NewcomerPopularity: Sendable {
  /// The groups that are large enough to say anything, ascending.
  public let groups: [String]
  /// How many customers each group has.
  let members: [Int32]
  /// The products bought in group g are the entries `offsets[g] ..< offsets[g + 1]`.
  let offsets: [Int32]
  let products: [Int32]
  let counts: [Int32]
  /// How many customers bought each product.
  let buyers: [Int32]
  /// How many customers bought anything.
  let customers: Int32

  /// Groups of fewer buyers are not counted.
  public static let smallestGroup = 20
  /// κ: the customers of no particular taste that are added to each group.
  static let shrinkage = 100.0

  /// Counts the buyers of each product in each group.
  ///
  /// - Returns: `nil` where no group is large enough.
  /// - Complexity: O(lines · groups of a customer).
  public init?(_ log: PurchaseLog, products index: IDIndex<ProductID>, groups: CustomerGroups) {
    let log = log.reindexed(to: index)
    var members = [Int32](repeating: 0, count: groups.names.count)
    let buying = log.customers.ids.indices.filter { !log.lines(ofCustomer: $0).isEmpty }
    for position in buying {
      for group in groups.groups(of: log.customers[position]) { members[Int(group)] += 1 }
    }
    let kept = groups.names.indices
      .filter { members[$0] >= Self.smallestGroup && members[$0] < buying.count }
      .sorted { groups.names[$0] < groups.names[$1] }
    guard !kept.isEmpty else { return nil }
    var place = [Int](repeating: -1, count: groups.names.count)
    for (order, group) in kept.enumerated() { place[group] = order }
    var buyers = [Int32](repeating: 0, count: index.count)
    var inGroup = [[Int32: Int32]](repeating: [:], count: kept.count)
    for position in buying {
      let own = groups.groups(of: log.customers[position]).map { place[Int($0)] }.filter { $0 >= 0 }
      for product in log.productsBoughtOnce(byCustomer: position) {
        buyers[Int(product)] += 1
        for group in own { inGroup[group][product, default: 0] += 1 }
      }
    }
    var (offsets, products, counts) = ([Int32(0)], [Int32](), [Int32]())
    for group in inGroup {
      for (product, count) in group.sorted(by: { $0.key < $1.key }) {
        products.append(product)
        counts.append(count)
      }
      offsets.append(Int32(products.count))
    }
    self.groups = kept.map { groups.names[$0] }
    self.members = kept.map { members[$0] }
    (self.offsets, self.products, self.counts) = (offsets, products, counts)
    (self.buyers, customers) = (buyers, Int32(clamping: buying.count))
  }

  /// Every product's score for a newcomer of some groups, or `nil` where none of them is known.
  ///
  /// - Complexity: O(products · known groups).
  public func scores(for names: [String]) -> [Float]? {
    let known = names.compactMap { name in groups.firstIndex(of: name) }
    guard !known.isEmpty, customers > 0 else { return nil }
    let power = 1 / Double(known.count).squareRoot()
    let shares = buyers.map { max(0.5, Double($0)) / Double(customers) }
    var scores = shares
    for group in known {
      let size = Double(members[group])
      var count = [Int32](repeating: 0, count: buyers.count)
      for entry in Int(offsets[group])..<Int(offsets[group + 1]) {
        count[Int(products[entry])] = counts[entry]
      }
      for product in scores.indices {
        let lift =
          (1 + Double(count[product]) / (Self.shrinkage * shares[product] + 1)) * Self.shrinkage
          / (size + Self.shrinkage)
        scores[product] *= pow(lift, power)
      }
    }
    return scores.map(Float.init)
  }

  /// The groups among some names that are known here.
  public func known(_ names: [String]) -> [String] { names.filter(groups.contains) }
}

extension NewcomerPopularity {
  /// What a model file stores beside the model's own arrays; the names begin with `newcomers.`.
  public var arrays: ModelArrays { arrays(as: "newcomers") }

  /// The same under another name.
  func arrays(as part: String) -> ModelArrays {
    var arrays = ModelArrays()
    func set(_ name: String, _ values: [Int32]) {
      arrays.set("\(part).\(name)", AlignedBuffer(values, padding: 0))
    }
    arrays.set("\(part).groups", groups)
    set("members", members)
    set("offsets", offsets)
    set("products", products)
    set("counts", counts)
    set("buyers", buyers)
    set("customers", [customers])
    return arrays
  }

  /// Reads back what `arrays` stored, or `nil` where the arrays do not fit together.
  public init?(_ source: some ModelArraySource, products count: Int) throws {
    try self.init(source, as: "newcomers", products: count)
  }

  /// The same under another name.
  init?(_ source: some ModelArraySource, as part: String, products count: Int) throws {
    func integers(_ name: String) throws -> [Int32] {
      Array(try source.integers("\(part).\(name)").elements)
    }
    groups = try source.texts("\(part).groups")
    members = try integers("members")
    offsets = try integers("offsets")
    products = try integers("products")
    counts = try integers("counts")
    buyers = try integers("buyers")
    customers = try integers("customers").first ?? 0
    guard members.count == groups.count, offsets.count == groups.count + 1,
      counts.count == products.count, offsets.last.map(Int.init) == products.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }), offsets.first == 0,
      products.allSatisfy({ (0..<Int32(count)).contains($0) }), buyers.count == count
    else { return nil }
  }
}

extension PurchaseLog {
  /// The distinct products of a customer, ascending.
  fileprivate func productsBoughtOnce(byCustomer position: Int) -> [Int32] {
    Set(lines(ofCustomer: position).map { columns.product[$0] }).sorted()
  }
}

import CKernels
import Commerce
import Compute

/// Exact lists of a factor model, from a small part of all scores.
///
/// Products stand in descending order of their factors' length. Since |x·z| ≤ |x|·|z| (Cauchy and Schwarz),
/// a customer is done as soon as their last place's score exceeds |x| times the length of the next product:
/// nothing after it can enter. In whitened coordinates few products are long, and a customer is typically
/// done after a tenth of the catalogue (after LEMP, Teflioudi and others 2015).
struct FactorRanking: Sendable {
  private let model: any FactorModel
  private let gate: ProductGate
  /// Positions of the products that may be recommended at all, longest factors first.
  private let positions: [Int32]
  /// The lengths of their factors.
  private let lengths: [Float]
  /// Their factors, in that order.
  private let factors: Matrix

  /// How many products are multiplied at once.
  private static let tile = 512
  /// Room for rounding in the bound.
  private static let slack: Float = 1.0001
  /// Up to so many customers are multiplied one by one: a matrix product would first copy the tile.
  private static let few = 8

  init(_ model: any FactorModel, gate: ProductGate) {
    self.model = model
    self.gate = gate
    let all = model.productFactors
    let length = (0..<all.rows).map { row in
      rapport_dot(all.row(row), all.row(row), all.columns).squareRoot()
    }
    positions = (0..<all.rows).filter { gate.isOpen[$0] }
      .sorted { length[$0] != length[$1] ? length[$0] > length[$1] : $0 < $1 }.map(Int32.init)
    lengths = positions.map { length[Int($0)] }
    factors = Matrix(rows: positions.count, columns: all.columns)
    for (row, position) in positions.enumerated() {
      factors.row(row).update(from: all.row(Int(position)), count: all.columns)
    }
  }

  /// A customer whose list can still change.
  private struct Candidate {
    let row: Int
    let length: Float
    let away: [Int32]
    var best: TopSelection
  }

  /// The best of each customer of a block.
  func lists(
    for customers: Range<Int>, in histories: Histories, asOf: Day, count: Int
  ) -> [[TopSelection.Element]] {
    let x = model.customerFactors(for: customers, in: histories, asOf: asOf)
    var lists = [[TopSelection.Element]](repeating: [], count: customers.count)
    var open: [Candidate] = []
    var popular = ScoreScan(gate: gate, count: count)
    for (row, customer) in customers.enumerated() {
      let away = gate.keptAway(from: customer, in: histories, asOf: asOf)
      guard model.knows(customer: customer, in: histories) else {
        lists[row] = popular.best(of: model.popularity.counts.elements, without: away)
        continue
      }
      let length = rapport_dot(x.row(row), x.row(row), x.columns).squareRoot()
      open.append(
        Candidate(row: row, length: length, away: away, best: TopSelection(limit: count)))
    }
    for candidate in search(open, x) { lists[candidate.row] = candidate.best.ranked() }
    return lists
  }

  /// Goes through the products until no customer's list can change.
  private func search(_ candidates: [Candidate], _ x: Matrix) -> [Candidate] {
    var open = candidates
    var done: [Candidate] = []
    let rows = Matrix(rows: max(1, candidates.count), columns: x.columns)
    let scores = Matrix(rows: max(1, candidates.count), columns: Self.tile)
    let found = AlignedBuffer<Int32>(repeating: 0, count: Self.tile)
    for start in stride(from: 0, to: positions.count, by: Self.tile) {
      let longest = lengths[start] * Self.slack
      // In place of removal from the middle: those who stay move up.
      let split = open.partition { $0.length * longest < $0.best.threshold }
      done += open[split...]
      open.removeSubrange(split...)
      guard !open.isEmpty else { break }
      for (i, candidate) in open.enumerated() {
        rows.row(i).update(from: x.row(candidate.row), count: x.columns)
      }
      let width = min(Self.tile, positions.count - start)
      multiply(rows, open.count, start..<start + width, into: scores)
      for i in open.indices {
        take(scores.row(i), width, from: start, into: &open[i], rows.row(i), found)
      }
    }
    return done + open
  }

  /// Scores of some customers and a tile of products, but for rounding.
  private func multiply(
    _ rows: Matrix, _ count: Int, _ tile: Range<Int>, into scores: Matrix
  ) {
    let width = factors.columns
    guard count > Self.few else {
      for i in 0..<count {
        rapport_dots(rows.row(i), factors.row(tile.lowerBound), width, tile.count, scores.row(i))
      }
      return
    }
    DenseAlgebra.multiply(
      rows.row(0), columnsOfA: width, factors.row(tile.lowerBound), .transposed, columnsOfB: width,
      into: scores.row(0), columnsOfC: Self.tile, m: count, n: tile.count, k: width)
  }

  /// Offers the products of a tile to a customer.
  ///
  /// How a score of the tile is rounded depends on who else is in the block. So those that may reach the last
  /// place are computed again, each by itself: at most `width` roundings of 2⁻²⁴ apart on either side.
  private func take(
    _ scores: UnsafePointer<Float>, _ width: Int, from start: Int,
    into candidate: inout Candidate, _ x: UnsafePointer<Float>, _ found: AlignedBuffer<Int32>
  ) {
    let rounding = candidate.length * lengths[start] * Float(factors.columns) * 0x1p-23
    // The first stretch is short: it fills the list, so that the rest is compared with something.
    var (offset, stretch) = (0, start == 0 ? 64 : width)
    while offset < width {
      let length = min(stretch, width - offset)
      let count = rapport_at_least(
        scores + offset, length, candidate.best.threshold - rounding, Int32(offset), found.pointer)
      for i in 0..<count {
        let column = Int(found.pointer[i])
        let position = positions[start + column]
        guard scores[column] >= candidate.best.threshold - rounding,
          !ScoreScan.contains(position, in: candidate.away)
        else { continue }
        candidate.best.insert(
          position, score: rapport_dot(x, factors.row(start + column), factors.columns))
      }
      offset += length
      stretch = width
    }
  }
}

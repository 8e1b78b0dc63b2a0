import Compute

extension Bootstrap {
  /// The columns' means in every resample, by resample then column.
  func resampledMeans(of columns: [[Double]]) -> [[Double]] {
    let customers = columns.first?.count ?? 0
    precondition(
      columns.allSatisfy { $0.count == customers }, "Every column needs a value a customer.")
    guard customers > 0 else { return [] }
    let rows = Rows(columns)
    return Parallel(threads: threads).mapChunks(of: resamples, chunk: 16) { piece in
      piece.map { resample in rows.means(seed: seed, resample: resample) }
    }.flatMap { $0 }
  }

  /// The columns turned into rows, so that drawing a customer touches one place in memory.
  private struct Rows: Sendable {
    let customers: Int
    let columns: Int
    /// Values by customer then column; zero where there is none.
    let values: [Double]
    /// The columns in which some customers have no value.
    let gappy: [Int]
    /// One where the customer has a value, by customer then gappy column.
    let present: [Double]

    init(_ source: [[Double]]) {
      customers = source[0].count
      columns = source.count
      let gappy = source.indices.filter { source[$0].contains(where: \.isNaN) }
      self.gappy = gappy
      let customers = customers
      values = (0..<customers).flatMap { c in source.map { $0[c].isNaN ? 0 : $0[c] } }
      present = (0..<customers).flatMap { c in gappy.map { source[$0][c].isNaN ? 0.0 : 1.0 } }
    }

    func means(seed: UInt64, resample: Int) -> [Double] {
      var generator = SeededGenerator(seed: seed, stream: UInt64(resample))
      var sums = [Double](repeating: 0, count: columns)
      var counts = [Double](repeating: 0, count: gappy.count)
      values.withUnsafeBufferPointer { values in
        present.withUnsafeBufferPointer { present in
          sums.withUnsafeMutableBufferPointer { sums in
            counts.withUnsafeMutableBufferPointer { counts in
              for _ in 0..<customers {
                let customer = generator.below(customers)
                let row = customer * columns
                for column in 0..<columns { sums[column] += values[row + column] }
                let mask = customer * counts.count
                for column in 0..<counts.count { counts[column] += present[mask + column] }
              }
            }
          }
        }
      }
      var means = sums.map { $0 / Double(customers) }
      for (i, column) in gappy.enumerated() {
        means[column] = counts[i] > 0 ? sums[column] / counts[i] : .nan
      }
      return means
    }
  }
}

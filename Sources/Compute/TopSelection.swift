/// Keeps the k best of a stream of scored positions in O(log k) a change.
///
/// Better means a higher score, and at equal scores the lower position, so that "ties by ascending id" holds
/// everywhere. Scores that are not finite never enter.
public struct TopSelection: Sendable {
  /// A scored position.
  public struct Element: Sendable, Equatable {
    /// The position.
    public let position: Int32
    /// Its score.
    public let score: Float

    /// A position and its score.
    public init(position: Int32, score: Float) {
      self.position = position
      self.score = score
    }

    func isWorse(than other: Element) -> Bool {
      score != other.score ? score < other.score : position > other.position
    }
  }

  private let limit: Int
  /// A heap whose root is the worst element kept.
  private var heap: [Element] = []

  /// Keeps at most so many.
  public init(limit: Int) {
    self.limit = max(0, limit)
    heap.reserveCapacity(self.limit)
  }

  /// The score an element must at least have to enter; −∞ while there is room.
  public var threshold: Float {
    heap.count < limit ? -.infinity : (heap.first?.score ?? .infinity)
  }

  /// Offers a scored position.
  public mutating func insert(_ position: Int32, score: Float) {
    guard score.isFinite, limit > 0 else { return }
    let element = Element(position: position, score: score)
    if heap.count < limit {
      heap.append(element)
      siftUp()
    } else if heap[0].isWorse(than: element) {
      heap[0] = element
      siftDown()
    }
  }

  /// What was kept, best first.
  public func ranked() -> [Element] { heap.sorted { $1.isWorse(than: $0) } }

  /// Forgets everything, keeping the memory.
  public mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

  private mutating func siftUp() {
    let element = heap[heap.count - 1]
    var hole = heap.count - 1
    while hole > 0 {
      let parent = (hole - 1) / 2
      guard element.isWorse(than: heap[parent]) else { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = element
  }

  private mutating func siftDown() {
    let element = heap[0]
    var hole = 0
    while true {
      var child = 2 * hole + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].isWorse(than: heap[child]) { child += 1 }
      guard heap[child].isWorse(than: element) else { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = element
  }
}

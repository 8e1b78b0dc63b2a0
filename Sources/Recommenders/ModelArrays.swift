public import Compute

/// Where a stored model finds its arrays again: a memory-mapped model file, or memory in tests.
///
/// Each access may verify a checksum, so it can fail; after that the array is read without copying.
public protocol ModelArraySource {
  /// An array of floats, as in "productFactors".
  func floats(_ name: String) throws -> AlignedBuffer<Float>
  /// An array of 32-bit integers.
  func integers(_ name: String) throws -> AlignedBuffer<Int32>
  /// An array of texts, as in the product ids.
  func texts(_ name: String) throws -> [String]
}

/// The arrays that make up a model, by name: what a model file stores.
public struct ModelArrays: Sendable {
  /// Arrays of floats by name.
  public private(set) var floats: [String: AlignedBuffer<Float>] = [:]
  /// Arrays of 32-bit integers by name.
  public private(set) var integers: [String: AlignedBuffer<Int32>] = [:]
  /// Arrays of texts by name.
  public private(set) var texts: [String: [String]] = [:]

  /// No arrays yet.
  public init() {}

  /// Keeps an array of floats under a name.
  public mutating func set(_ name: String, _ array: AlignedBuffer<Float>) { floats[name] = array }
  /// Keeps an array of integers under a name.
  public mutating func set(_ name: String, _ array: AlignedBuffer<Int32>) { integers[name] = array }
  /// Keeps an array of texts under a name.
  public mutating func set(_ name: String, _ array: [String]) { texts[name] = array }
}

/// A model that can be written to a model file and read back to answer exactly the same.
public protocol StoredModel: RecommenderModel {
  /// Everything the model needs besides its configuration.
  var arrays: ModelArrays { get }
}

public import Commerce
public import Compute

/// Why stored arrays do not make a model.
public enum ModelArraysError: ExplainedError, Equatable {
  /// The file has no array of this name.
  case missing(array: String)
  /// An array's length contradicts the others.
  case misfit(array: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missing: "missing-model-array"
    case .misfit: "misfitting-model-array"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missing(let array): "The model file has no array '\(array)'."
    case .misfit(let array): "The model file's array '\(array)' does not fit the others."
    }
  }

  /// What to do.
  public var hint: String { "Train the model again, or roll back to an earlier version." }
}

extension ModelArraySource {
  /// An array of floats that must have a certain length.
  func floats(_ name: String, count: Int) throws -> AlignedBuffer<Float> {
    let array = try floats(name)
    guard array.count == count else { throw ModelArraysError.misfit(array: name) }
    return array
  }

  /// An array of integers that must have a certain length.
  func integers(_ name: String, count: Int) throws -> AlignedBuffer<Int32> {
    let array = try integers(name)
    guard array.count == count else { throw ModelArraysError.misfit(array: name) }
    return array
  }
}

extension ModelArrays: ModelArraySource {
  /// The array of floats of a name.
  public func floats(_ name: String) throws -> AlignedBuffer<Float> {
    guard let array = floats[name] else { throw ModelArraysError.missing(array: name) }
    return array
  }

  /// The array of integers of a name.
  public func integers(_ name: String) throws -> AlignedBuffer<Int32> {
    guard let array = integers[name] else { throw ModelArraysError.missing(array: name) }
    return array
  }

  /// The array of texts of a name.
  public func texts(_ name: String) throws -> [String] {
    guard let array = texts[name] else { throw ModelArraysError.missing(array: name) }
    return array
  }
}

extension IDIndex where ID == ProductID {
  /// The products of a stored model, in the order they were stored.
  init(from source: some ModelArraySource) throws {
    self.init(ascending: try source.texts("products").map { ProductID($0) })
  }
}

import Recommenders

extension ModelArrays {
  /// Takes over the arrays of another set; a name in both keeps the other's.
  mutating func merge(_ other: ModelArrays) {
    for (name, array) in other.floats { set(name, array) }
    for (name, array) in other.integers { set(name, array) }
    for (name, array) in other.texts { set(name, array) }
  }
}

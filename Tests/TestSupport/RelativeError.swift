/// How far a value is from what it should be, in parts of what it should be (absolute near zero).
public func relativeError(_ value: Double, _ expected: Double) -> Double {
  let difference = (value - expected).magnitude
  return expected.magnitude > 1e-300 ? difference / expected.magnitude : difference
}

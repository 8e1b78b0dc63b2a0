import Foundation

extension StagedFit {
  /// Puts the end of a climb into numbers and words.
  func report(
    _ outcome: Outcome, model: String, customers: Double, remarks: [String] = []
  ) -> FitReport {
    let result = outcome.result
    let errors = standardErrors(result, customers)
    return FitReport(
      model: model, customers: Int(customers), names: names,
      values: names.indices.map { result.parameters[$0] }, standardErrors: errors,
      logLikelihood: result.curvature.value * customers, converged: result.converged,
      iterations: result.iterations, slope: result.slope, starts: starts.count,
      agreed: outcome.agreed, remarks: words(outcome, errors) + remarks)
  }

  /// Square roots of the diagonal of the inverse of the observed information.
  private func standardErrors(
    _ result: NewtonSearch.Result, _ customers: Double
  ) -> [Double]? {
    guard !result.atBound.contains(true) else { return nil }
    // In the logarithms the matrix is well scaled; there the top's slope is zero, so the errors of the
    // parameters are those of the logarithms times the parameters.
    let local = result.curvature.inLogarithms(at: result.parameters)
    let information = names.indices.map { i in
      names.indices.map { j in -local[i, j] * customers }
    }
    guard let variances = SmallMatrix.inverseDiagonal(information) else { return nil }
    let errors = names.indices.map { variances[$0].squareRoot() * result.parameters[$0] }
    return errors.allSatisfy(\.isFinite) ? errors : nil
  }

  private func words(_ outcome: Outcome, _ errors: [Double]?) -> [String] {
    let result = outcome.result
    var words: [String] = []
    for (place, name) in names.enumerated() where result.atBound[place] {
      words.append(
        "\(name) runs to the edge of what is sensible: these data do not tell how customers differ "
          + "in it.")
    }
    if errors == nil {
      words.append(
        "The data do not identify every parameter (very different values fit as well), so there are "
          + "no standard errors; predictions can still be good.")
    }
    if let errors {
      let vague = names.indices.filter { errors[$0] > result.parameters[$0] }
      if !vague.isEmpty {
        words.append(
          "Very uncertain: \(vague.map { names[$0] }.joined(separator: ", ")) (standard error "
            + "above the value); predictions can still be good.")
      }
    }
    if outcome.agreed < starts.count {
      words.append(
        "\(outcome.agreed) of \(starts.count) starting points led to this optimum; the others ended "
          + "lower.")
    }
    if !result.converged {
      words.append("The search ended before the top; treat the values as rough.")
    }
    return words
  }
}

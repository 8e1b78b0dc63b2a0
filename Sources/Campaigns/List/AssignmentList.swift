import Commerce
import Foundation

/// Everybody of the audience and what became of them: stays in the house, and judges the campaign later.
public struct AssignmentList: Sendable {
  private let assignments: Assignments

  /// Lists everybody in ascending order of customers.
  public init(_ assignments: Assignments) { self.assignments = assignments }

  /// The file: `customer,unit,arm,propensity,score,excludedBecause`.
  ///
  /// The propensity is the probability with which the arm of the line was drawn, so that the treated and the
  /// control can be weighted; the score is the calibrated probability of a purchase. Both are empty where
  /// there is none.
  public var csv: String {
    var text = MailingList.line(
      ["customer", "unit", "arm", "propensity", "score", "excludedBecause"])
    for assignment in assignments.lines {
      var line = CSVLine()
      line.add(text: assignment.member.customer.text)
      line.add(text: assignment.unit)
      line.add(assignment.arm.rawValue)
      line.add(assignment.propensity.map(Self.text) ?? "")
      line.add(assignment.score.map { Self.text($0.probability) } ?? "")
      line.add(assignment.reason?.rawValue ?? "")
      text += line.text
    }
    return text
  }

  /// A share with six decimals and no needless zeros.
  private static func text(_ share: Double) -> String {
    var text = String(format: "%.6f", share)
    while text.hasSuffix("0"), !text.hasSuffix(".0") { text.removeLast() }
    return text
  }
}

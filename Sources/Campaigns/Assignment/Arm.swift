import Crypto

/// The group of the experiment that somebody is in.
public enum Arm: String, Sendable, CaseIterable {
  /// Gets the contact.
  case treated
  /// Is held back, so that the contact's effect can be measured.
  case control
  /// Is no part of the experiment.
  case excluded

  /// Draws the arm of a unit: a stable coin, the same for ever and on every machine.
  ///
  /// u = first 8 bytes of SHA-256(seed, unit) / 2⁶⁴ is uniform on 0 … 1; the control takes u < share. So a
  /// unit's arm depends on nothing but the seed and its name, and all of a household share it.
  ///
  /// - Parameters:
  ///   - unit: The household where there is one, else the customer; see `AssignmentUnit`.
  ///   - seed: The campaign's seed.
  ///   - controlShare: The share to hold back.
  /// - Returns: `.treated` or `.control`.
  public static func drawn(unit: String, seed: UInt64, controlShare: Double) -> Arm {
    let place = Double(number(of: "rapport-arm\u{0}\(seed)\u{0}\(unit)") >> 11) * 0x1p-53
    return place < controlShare ? .control : .treated
  }

  /// The first 8 bytes of a text's SHA-256, the first being the highest.
  static func number(of text: String) -> UInt64 {
    SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// What is drawn into an arm: a household, or a customer who belongs to none.
public enum AssignmentUnit {
  /// The unit's name: `h:` and the household, or `c:` and the customer.
  ///
  /// The prefix keeps a household called "7" apart from the customer 7.
  public static func name(customer: String, household: String?) -> String {
    if let household, !household.isEmpty { return "h:\(household)" }
    return "c:\(customer)"
  }
}

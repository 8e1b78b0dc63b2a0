import Commerce

/// Finds products that are no products: postage, bank charges, vouchers, manual corrections.
///
/// A code is suspected where its shape is rare in the shop (letters where the others begin with digits)
/// and its name has a word for a service, or it is four letters at most; and where every word of its name
/// is such a word, whatever its shape.
struct DescribeServices {
  private let commonShapes: Set<Shape>

  /// What kinds of characters a code has.
  private enum Shape: Hashable { case digits, digitFirst, letters, letterFirst, other }

  /// Learns which shapes are common: the most frequent ones that cover 95 of 100 codes.
  init(codes: [String]) {
    var counts: [Shape: Int] = [:]
    for code in codes { counts[Self.shape(code), default: 0] += 1 }
    var (common, covered) = (Set<Shape>(), 0)
    let shapes: [Shape] = [.digits, .digitFirst, .letterFirst, .letters, .other]
    let ranked = shapes.enumerated().sorted {
      let (a, b) = (counts[$0.element] ?? 0, counts[$1.element] ?? 0)
      return a != b ? a > b : $0.offset < $1.offset
    }
    for (_, shape) in ranked where covered * 100 < codes.count * 95 {
      common.insert(shape)
      covered += counts[shape] ?? 0
    }
    commonShapes = common
  }

  /// Whether a product looks like a service.
  func isLikely(code: String, name: String) -> Bool {
    let words = Self.words(name)
    if !words.isEmpty, words.allSatisfy(Self.plainWords.contains) { return true }
    guard !commonShapes.contains(Self.shape(code)) else { return false }
    let all = words + Self.words(code)
    if all.contains(where: Self.serviceWords.contains) { return true }
    return code.count <= 4 && code.allSatisfy(\.isLetter)
  }

  /// A pattern for `ProductPattern` that matches just these codes; three or more with one beginning up to
  /// an underscore or hyphen are written as that beginning.
  static func pattern(for codes: [String], among all: [String]) -> String? {
    guard !codes.isEmpty else { return nil }
    func stem(_ code: String) -> String? {
      code.firstIndex { "_-".contains($0) }.map { String(code[...$0]) }
    }
    let stems = Dictionary(grouping: codes.compactMap(stem)) { $0 }.mapValues(\.count)
    var parts: [String] = []
    for code in codes {
      let shared = stem(code).flatMap { stem -> String? in
        let total = all.count { $0.hasPrefix(stem) }
        return (stems[stem] ?? 0) >= 3 && total == stems[stem] ? stem : nil
      }
      let part = shared.map { escaped($0) + ".*" } ?? escaped(code)
      if !parts.contains(part) { parts.append(part) }
    }
    // A single plain code is a pattern too, but says more plainly what it is with an anchor.
    return parts.joined(separator: "|")
  }

  private static func escaped(_ code: String) -> String {
    code.map { "\\.*+?()[]{}|^$".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func shape(_ code: String) -> Shape {
    guard let first = code.utf8.first else { return .other }
    let hasDigit = code.utf8.contains { (48...57).contains($0) }
    let hasOther = code.utf8.contains { !(48...57).contains($0) }
    if (48...57).contains(first) { return hasOther ? .digitFirst : .digits }
    return hasDigit ? .letterFirst : .letters
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
  }

  /// Words that name a service and nothing else; a note such as "adjustment" or "sample" may stand on any
  /// product's line.
  private static let plainWords: Set<String> = [
    "post", "postage", "shipping", "shipment", "delivery", "carriage", "freight", "handling",
    "bank", "charge", "charges", "fee", "fees", "commission", "surcharge", "service", "insurance",
    "gift", "voucher", "vouchers", "discount", "coupon", "donation", "deposit", "dotcom",
  ]

  private static let serviceWords: Set<String> = [
    "post", "postage", "shipping", "shipment", "delivery", "carriage", "freight", "handling",
    "bank", "charge", "charges", "fee", "fees", "commission", "manual", "discount", "coupon",
    "sample", "samples", "adjust", "adjustment", "debt", "voucher", "vouchers", "giftcard",
    "giftcards", "deposit", "donation", "rounding", "surcharge", "service", "services",
    "insurance", "refund", "test", "misc", "miscellaneous", "dotcom", "bad",
  ]
}

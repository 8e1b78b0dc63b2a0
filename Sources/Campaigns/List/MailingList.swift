import Commerce

/// The treated, ready to mail: what the mail house or the e-mail service gets.
///
/// The control group is not in it, and neither is anything about arms or scores.
public struct MailingList: Sendable {
  private let plan: CampaignPlan
  private let treated: [Assignment]

  /// Lists the treated in ascending order of customers.
  public init(_ assignments: Assignments) {
    plan = assignments.plan
    treated = assignments.treated
  }

  /// The names of the columns.
  public var header: [String] {
    [
      "customer", "email", "name", "address1", "address2", "address3", "city", "region",
      "postcode", "country", "addressUpdated",
    ]
      + (1...plan.productsPerLetter).flatMap { ["product\($0)", "name\($0)", "reason\($0)"] }
      + ["offer", "key"]
  }

  /// The file: UTF-8 without a byte order mark, CRLF.
  public var csv: String {
    var text = Self.line(header)
    for line in treated { text += row(of: line) }
    return text
  }

  private func row(of assignment: Assignment) -> String {
    let contact = assignment.member.contact
    var row = CSVLine()
    row.add(text: assignment.member.customer.text)
    for text in [
      contact?.email, contact?.name, contact?.address1, contact?.address2, contact?.address3,
      contact?.city, contact?.region, contact?.postcode, contact?.country,
    ] {
      row.add(text: text ?? "")
    }
    row.add(contact?.addressUpdated?.description ?? "")
    let products = assignment.score?.products ?? []
    for place in 0..<plan.productsPerLetter {
      let product = place < products.count ? products[place] : nil
      for text in [product?.product.text, product?.name, product?.reason] {
        row.add(text: text ?? "")
      }
    }
    row.add(text: plan.offer.name)
    row.add(text: assignment.key ?? "")
    return row.text
  }

  static func line(_ cells: [String]) -> String {
    var line = CSVLine()
    for cell in cells { line.add(text: cell) }
    return line.text
  }
}

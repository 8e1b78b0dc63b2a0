import Commerce
public import Foundation

extension SyntheticShop {
  /// The files of a shop, as `rapport import` reads them.
  public struct Files: Sendable {
    /// Lines of receipts.
    public let purchases: URL
    /// Names, categories, prices, costs and stock.
    public let products: URL
    /// Names, e-mails, addresses and households.
    public let customers: URL
    /// Who may be contacted how.
    public let consent: URL
    /// How many lines of receipts were written.
    public let lines: Int
  }

  /// Writes the shop as CSV files into a folder, streaming: memory does not grow with the shop.
  ///
  /// - Throws: What the file system says.
  public func writeFiles(
    to folder: URL, progress: ProgressHandler = { _ in }
  ) throws -> Files {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func file(_ name: String) -> URL { folder.appending(path: name) }
    var lines = 0
    try TextFile.write(to: file("purchases.csv")) { out in
      try out.line("customer,order,time,product,quantity,price")
      for number in 0..<size.customers {
        for line in purchases(of: number) {
          try out.line(Self.cells(of: line))
          lines += 1
        }
        if number % 1000 == 0 {
          progress(
            ProgressUpdate(
              what: "Inventing purchases", done: number, total: size.customers, unit: "customers"))
        }
      }
      for number in 0..<anonymousBaskets {
        for line in anonymousBasket(number) {
          try out.line(Self.cells(of: line))
          lines += 1
        }
      }
    }
    try writeProducts(to: file("products.csv"))
    try writeCustomers(to: file("customers.csv"))
    try writeConsent(to: file("consent.csv"))
    progress(ProgressUpdate(what: "Inventing purchases", done: 1, total: 1))
    return Files(
      purchases: file("purchases.csv"), products: file("products.csv"),
      customers: file("customers.csv"), consent: file("consent.csv"), lines: lines)
  }

  /// Writes more purchases, as those after a campaign.
  ///
  /// - Throws: What the file system says.
  public static func write(_ lines: [PurchaseLine], to file: URL) throws {
    try TextFile.write(to: file) { out in
      try out.line("customer,order,time,product,quantity,price")
      for line in lines { try out.line(cells(of: line)) }
    }
  }

  /// A line of a receipt; the price is that of one.
  private static func cells(of line: PurchaseLine) -> String {
    let quantity = Int(line.quantity)
    let price = Money(tenThousandths: line.amount.tenThousandths / Int64(quantity))
    return
      "\(line.customer?.text ?? ""),\(line.order),\(line.time),\(line.product),\(quantity),\(price)"
  }

  private func writeProducts(to file: URL) throws {
    try TextFile.write(to: file) { out in
      try out.line("product,name,category,department,price,cost,stock")
      for product in products {
        let category = Self.categoryName(product.category)
        try out.line(
          "\(product.id),\(product.name),\(category),"
            + "\(Self.departmentName(product.category)),\(product.price),\(product.cost),"
            + "\(product.stock)"
        )
      }
    }
  }

  private func writeCustomers(to file: URL) throws {
    try TextFile.write(to: file) { out in
      try out.line(
        "customer,name,email,household,address1,city,postcode,country,language,personalise")
      for number in 0..<size.customers {
        let customer = customer(number)
        let home = Int(customer.household.dropFirst()) ?? 0
        try out.line(
          "\(customer.id),\(customer.name),\(customer.email),\(customer.household),"
            + "\(home) Sample Street,Exampleton,\(Self.padded(10_000 + home % 80_000, 5)),"
            + "Exampleland,en,\(customer.personalise ? "yes" : "no")")
      }
    }
  }

  private func writeConsent(to file: URL) throws {
    try TextFile.write(to: file) { out in
      try out.line("customer,channel,purpose,status,time")
      for number in 0..<size.customers {
        for event in consent(of: number) {
          try out.line(
            "\(id(of: number)),\(event.channel),marketing,\(event.status.rawValue),\(event.day)")
        }
      }
    }
  }
}

/// Writes lines through a buffer of a megabyte.
struct TextFile {
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  /// Makes a file, hands it out for writing, and closes it.
  static func write(to url: URL, _ body: (inout TextFile) throws -> Void) throws {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    var file = TextFile(handle: handle)
    try body(&file)
    try file.flush()
  }

  private init(handle: FileHandle) {
    self.handle = handle
    buffer.reserveCapacity(1 << 20)
  }

  /// Adds a line.
  mutating func line(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1_000_000 { try flush() }
  }

  private mutating func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}

import Foundation
import Rapport
import TestSupport
import Testing

@Suite struct `A file of purchases without a workspace` {
  private func read(_ text: String) throws -> PurchaseFile {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "purchases.csv")
      try Data(text.utf8).write(to: file)
      return try PurchaseFile(file)
    }
  }

  @Test func `takes numbered orders for time, everybody's last on one day`() throws {
    let file = try read("customer,order,product\nA,1,x\nA,2,y\nA,10,z\nB,1,x\n")
    let log = file.log
    #expect(!file.hasTime && file.hasOrder)
    let days = (0..<log.count).map { log.day(ofLine: $0).number }
    #expect(days == [0, 1, 2, 2])
    #expect(log.products.ids[Int(log.columns.product[2])] == "z")
  }

  @Test func `takes pairs for one order a customer`() throws {
    let file = try read("customer,product\n1,10\n1,11\n2,10\n")
    #expect(file.log.orderIDs.count == 2 && file.log.count == 3)
    #expect(file.log.customersByProduct() == [2, 1])
  }

  @Test func `shows receipts that stand in both`() throws {
    let train = try read("customer,order,product,time\nA,1,x,2011-05-01\nA,2,y,2011-05-02\n")
    let test = try read("customer,order,product,time\nA,2,z,2011-05-03\n")
    #expect(PurchaseFile.leaks(train: train, test: test) == [.sharedOrders(count: 1)])
    let clean = try read("customer,order,product,time\nA,3,z,2011-05-03\n")
    #expect(PurchaseFile.leaks(train: train, test: clean).isEmpty)
  }

  @Test func `tested on itself is called a leak, not a test without customers`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "purchases.csv")
      try Data("customer,order,product,time\nA,1,x,2011-05-01\nA,2,y,2011-05-02\n".utf8).write(
        to: file)
      #expect(throws: Leak.self) {
        try EvaluationReport(
          recipes: [Recipe(RecommenderConfiguration(.popularity))], trainFile: file,
          testFile: file, options: EvaluationOptions(repeats: .exclude, resamples: 20))
      }
    }
  }

  @Test func `reads customers one a line`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "ids.txt")
      try Data("7\n\n 8 \r\n".utf8).write(to: file)
      #expect(try Set<CustomerID>(idsIn: file) == ["7", "8"])
      try Data("\n".utf8).write(to: file)
      #expect(throws: EvaluationError.noCustomers(path: file.path(percentEncoded: false))) {
        try Set<CustomerID>(idsIn: file)
      }
    }
  }
}

@Suite struct `What a workspace knew on a day` {
  @Test func `leaves out services and nothing else, however many lines came later`() throws {
    try withTemporaryFolder { folder in
      let workspace = try Workspace(at: folder)
      func line(_ customer: String, _ product: String, _ day: Int32) -> PurchaseLine {
        PurchaseLine(
          customer: CustomerID(customer), product: ProductID(product),
          order: OrderID("\(day)"), time: Timestamp(Day(number: day)), amount: Money(1))
      }
      // The later lines of A stand before those of B, so positions shift when they are cut away.
      let lines = [
        line("A", "x", 100), line("A", "POST", 100), line("A", "y", 120), line("A", "POST", 120),
        line("B", "x", 101), line("B", "POST", 101), line("B", "z", 102),
      ]
      try workspace.importPurchases(lines, options: ImportOptions(excludeProducts: "POST"))
      let log = try workspace.analysisLog(asOf: Day(number: 110))
      #expect(log.products.ids == ["x", "z"] && log.count == 3)
      let split = try workspace.temporalSplit(after: Day(number: 110))
      #expect(split.train.count == 3 && split.test.count == 1)
    }
  }
}

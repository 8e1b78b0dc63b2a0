import Commerce
import Foundation
import Testing

@testable import Rapport

@Suite struct `An import of facts about people and products` {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  private func take(_ kind: ImportKind, _ text: String) throws -> ImportReport {
    try workspace.importFile(kind, from: try folder.file("f.csv", text))
  }

  @Test func `knows the households of The Complete Journey by their columns`() throws {
    let report = try take(
      .customers,
      """
      household_id,age,income,home_ownership,household_comp,kids_count
      7,45-54,50-74K,Homeowner,1 Adult No Kids,0
      """)
    #expect(report.added == 1)
    let attributes = try #require(try workspace.customerDirectory()["7"]).attributes
    #expect(attributes["income"] == "50-74K" && attributes["age"] == "45-54")
  }

  @Test func `keeps addresses and any further column`() throws {
    let report = try take(
      .customers,
      """
      Customer ID,E-Mail,Full name,ZIP,Address updated,Personalise,Tier,Shoe size
      C1,one@example.com,Customer One,10115,2024-02-01,yes,gold,
      C2,,Customer Two,,,no,,44
      """)
    #expect(report.added == 2)
    #expect(report.customers == 2)
    let directory = try workspace.customerDirectory()
    let first = try #require(directory["C1"])
    #expect(first.email == "one@example.com")
    #expect(first.postcode == "10115")
    #expect(first.addressUpdated == Day("2024-02-01"))
    #expect(first.personalise)
    #expect(first.attributes == ["Tier": "gold"])
    #expect(!first.hasBought)
    let second = try #require(directory["C2"])
    #expect(second.email == nil)
    #expect(!second.personalise)
    #expect(second.attributes == ["Shoe size": "44"])
    #expect(directory["C3"] == nil)
    #expect(directory.ids == ["C1", "C2"])
  }

  @Test func `changes nothing by an empty cell or by the same file`() throws {
    let text = "customer,email,city,tier\nC1,one@example.com,Ulm,gold\n"
    _ = try take(.customers, text)
    #expect(try take(.customers, text).unchanged == 1)
    #expect(try take(.customers, "customer,email,city,tier\nC1,,,\n").unchanged == 1)
    let report = try take(.customers, "customer,email,city,tier\nC1,,Bonn,silver\n")
    #expect(report.updated == 1)
    let customer = try #require(try workspace.customerDirectory()["C1"])
    #expect(customer.email == "one@example.com")
    #expect(customer.city == "Bonn")
    #expect(customer.attributes == ["tier": "silver"])
  }

  @Test func `lets the later of two lines win, and is settled after one import`() throws {
    let text = "customer,city\nC1,Ulm\nC1,Bonn\n"
    #expect(try take(.customers, text).added == 2)
    #expect(try workspace.customerDirectory()["C1"]?.city == "Bonn")
    #expect(try take(.customers, text).unchanged == 2)
  }

  @Test func `never weakens a suppression`() throws {
    _ = try take(.customers, "customer,personalise\nC1,no\n")
    for cell in ["", "yes"] {
      let report = try take(.customers, "customer,personalise\nC1,\(cell)\n")
      #expect(report.unchanged == 1)
      #expect(try workspace.customerDirectory()["C1"]?.personalise == false)
    }
    let report = try take(.customers, "customer,personalise\nC1,yes\n")
    #expect(
      report.warnings == [
        "1 customers stay unpersonalised though the file says yes; import a granted consent for the "
          + "purpose 'personalisation' to lift that."
      ])
    _ = try take(
      .consent,
      "customer,channel,purpose,status,time\nC1,any,personalisation,granted,2024-03-01\n")
    #expect(try workspace.customerDirectory()["C1"]?.personalise == true)
  }

  @Test func `keeps consent as dated events`() throws {
    let text = """
      customer,channel,purpose,status,time
      C1,E-Mail,Marketing,opt-in,2024-01-01
      C1,email,marketing,withdrawn,2024-02-01 12:00
      C2,post,,objected,2024-01-15
      C2,post,marketing,,2024-01-20
      C3,post,marketing,perhaps,2024-01-20
      C4,post,marketing,granted,
      """
    let report = try take(.consent, text)
    #expect(report.added == 3)
    #expect(report.unchanged == 1)
    #expect(report.rejectedByReason == ["unknown-word": 1, "missing-value": 1])
    let events = try workspace.consentEvents()
    #expect(events.map(\.status) == [.granted, .objected, .withdrawn])
    #expect(events.map(\.channel) == ["email", "post", "email"])
    #expect(events.map(\.purpose) == ["marketing", "any", "marketing"])
    #expect(try take(.consent, text).unchanged == 4)
    #expect(try workspace.customerDirectory().ids == ["C1", "C2"])
  }

  @Test func `lets a given product name stand before descriptions`() throws {
    _ = try take(.purchases, "customer,product,description\nC1,P1,lamp rd\nC1,P2,screw\n")
    let report = try take(
      .products,
      """
      product,name,category,price,cost,stock,active,colour
      P1,Red lamp,Lamps,"1,234.50",9.99,12,yes,red
      P3,Nail,,,,,no,
      P4,Bad,,-1,,,,
      """)
    #expect(report.updated == 1)
    #expect(report.added == 1)
    #expect(report.rejectedByReason == ["negative-price": 1])
    _ = try take(.purchases, "customer,product,description\nC2,P1,lamp rd\n")
    let catalogue = try workspace.catalogue()
    #expect(catalogue["P1"].name == "Red lamp")
    #expect(catalogue["P1"].category == "Lamps")
    #expect(catalogue["P1"].price == Money(tenThousandths: 12_345_000))
    #expect(catalogue["P1"].stock == 12)
    #expect(catalogue["P2"].name == "screw")
    #expect(!catalogue["P3"].isActive)
    #expect(catalogue["P2"].isActive)
  }
}

/// What is known of the customers besides their purchases.
///
/// Holds everybody the shop knows: those who bought, and those who were only named in a file of
/// customers or of consent.
public struct CustomerDirectory: Sendable {
  /// One customer's facts; everything but the two flags may be unknown.
  public struct Customer: Sendable, Equatable {
    /// The e-mail address.
    public var email: String?
    /// The telephone number.
    public var phone: String?
    /// The name as it is written on a letter.
    public var name: String?
    /// The household, whose members share one arm of an experiment.
    public var household: String?
    /// The first line of the postal address.
    public var address1: String?
    /// The second line of the postal address.
    public var address2: String?
    /// The third line of the postal address.
    public var address3: String?
    /// The town of the postal address.
    public var city: String?
    /// The state, county or canton of the postal address.
    public var region: String?
    /// The postcode.
    public var postcode: String?
    /// The country.
    public var country: String?
    /// When the address was last confirmed.
    public var addressUpdated: Day?
    /// The language to write in.
    public var language: String?
    /// Whether offers may be chosen by what the customer bought; `false` is a suppression.
    public var personalise = true
    /// Any further columns of the customer file, by their header.
    public var attributes: [String: String] = [:]
    /// Whether there is at least one purchase or return of this customer.
    public var hasBought = false

    /// A customer of whom nothing is known.
    public init() {}
  }

  private let facts: [CustomerID: Customer]

  /// Keeps the facts of some customers.
  public init(_ facts: [CustomerID: Customer] = [:]) { self.facts = facts }

  /// The facts of a customer, or `nil` for one the shop has never heard of.
  public subscript(id: CustomerID) -> Customer? { facts[id] }

  /// How many customers the shop knows.
  public var count: Int { facts.count }

  /// Everybody the shop knows, ascending.
  public var ids: [CustomerID] { IDIndex<CustomerID>.ordered(Array(facts.keys)) }
}

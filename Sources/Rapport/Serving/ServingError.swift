public import Commerce

/// Why a question about a customer or a product has no answer.
public enum ServingError: ExplainedError, Equatable {
  /// Nobody has ever heard of the customer.
  case unknownCustomer(id: CustomerID, suggestion: String?)
  /// No purchase and no product file names the product.
  case unknownProduct(id: ProductID, suggestion: String?)
  /// The product came after the model was trained, or is excluded from it.
  case productNotInModel(id: ProductID, version: Int)
  /// The model's kind knows nothing of similarity.
  case cannotCompare(model: String)
  /// The model's kind gives no reasons.
  case cannotExplain(model: String)
  /// No product has the category; the list would be empty.
  case unknownCategory(name: String, suggestion: String?)
  /// The model never learned how likely its products are to be bought.
  case noChances(version: Int)
  /// No product has both a price and a cost.
  case noMargins

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .unknownCustomer: "unknown-customer"
    case .unknownProduct: "unknown-product"
    case .productNotInModel: "product-not-in-model"
    case .cannotCompare: "cannot-compare-products"
    case .cannotExplain: "cannot-explain"
    case .unknownCategory: "unknown-category"
    case .noChances: "model-without-chances"
    case .noMargins: "no-margins"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .unknownCustomer(let id, _): "There is no customer '\(id)'."
    case .unknownProduct(let id, _): "There is no product '\(id)'."
    case .productNotInModel(let id, let version):
      "Model version \(version) has never seen the product '\(id)'."
    case .cannotCompare(let model): "A model of '\(model)' does not know which products are alike."
    case .cannotExplain(let model): "A model of '\(model)' gives no reasons."
    case .unknownCategory(let name, _): "No product has the category '\(name)'."
    case .noChances(let version):
      "Model version \(version) does not know how likely its products are to be bought."
    case .noMargins: "No product has both a price and a cost, so there are no margins."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unknownCustomer(_, let suggestion?), .unknownProduct(_, let suggestion?),
      .unknownCategory(_, let suggestion?):
      "Did you mean '\(suggestion)'?"
    case .unknownCustomer: "Check the id; it is written as in the purchases."
    case .unknownProduct: "Check the id; it is written as in the purchases."
    case .unknownCategory: "Import categories with: rapport import products FILE."
    case .noChances: "Train again, with at least two windows of purchases: rapport train."
    case .noMargins: "Import prices and costs with: rapport import products FILE."
    case .productNotInModel:
      "Train again once it has been bought (rapport train); until then its category, brand, price and name "
        + "can speak for it in recommend --product and similar (rapport import products FILE)."
    case .cannotCompare, .cannotExplain:
      "Train one that does, such as: rapport train --recipe item-knn --promote."
    }
  }
}

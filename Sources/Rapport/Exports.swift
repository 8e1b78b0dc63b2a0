// `import Rapport` is all a user of the library writes; the rooms below come with it.
@_exported public import BasketAnalysis
@_exported public import Campaigns
@_exported public import Commerce
@_exported public import CustomerValue
@_exported public import Evaluation
@_exported public import Recommenders

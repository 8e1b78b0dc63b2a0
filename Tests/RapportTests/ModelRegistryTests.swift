import Foundation
import GRDB
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `The registry of models` {
  private func withModels(_ count: Int, _ body: (Workspace) throws -> Void) throws {
    try SmallShop.with(days: 30) { shop in
      for _ in 0..<count { _ = try shop.train(Recipe(RecommenderConfiguration(.popularity))) }
      try body(shop)
    }
  }

  @Test func `allows one live version a kind, whatever the code believes`() throws {
    try withModels(2) { shop in
      let sql = "UPDATE models SET status = 'live', promotion = 7 WHERE version = 2"
      #expect(throws: WorkspaceError.self) { try shop.store.write { try $0.execute(sql: sql) } }
      let live = try shop.liveModel()
      #expect(live.version == 1)
    }
  }

  @Test func `promotes and rolls back, as many steps as there were`() throws {
    try withModels(3) { shop in
      try shop.promote(2)
      try shop.promote(3)
      #expect(try shop.rollBack().version == 2)
      #expect(try shop.rollBack().version == 1)
      #expect(throws: ModelError.nothingToRollBackTo(kind: .recommender)) { try shop.rollBack() }
      #expect(try shop.liveModel().version == 1)
      try shop.promote(3)
      #expect(try shop.rollBack().version == 1)
    }
  }

  @Test func `records who was promoted over whom`() throws {
    try withModels(2) { shop in
      try shop.promote(2)
      let row = try shop.store.read {
        try String.fetchOne(
          $0, sql: "SELECT task || model || champion FROM runs ORDER BY id DESC LIMIT 1")
      }
      #expect(row == "promote21")
    }
  }

  @Test func `says which versions there are when one is unknown`() throws {
    try withModels(1) { shop in
      #expect(throws: ModelError.unknownVersion(version: 9, newest: 1)) { try shop.model(9) }
      #expect(throws: ModelError.unknownVersion(version: 9, newest: 1)) { try shop.promote(9) }
    }
  }

  @Test func `never promotes a damaged file, and keeps what serves`() throws {
    try withModels(2) { shop in
      let file = ModelFolder(shop.modelsFolder).file(of: 2)
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count - 1] ^= 4
      try bytes.write(to: file)
      #expect(throws: ModelFileError.self) { try shop.promote(2) }
      #expect(try shop.liveModel().version == 1)
    }
  }

  @Test func `notices when a file was exchanged for another`() throws {
    try withModels(2) { shop in
      let folder = ModelFolder(shop.modelsFolder)
      try FileManager.default.removeItem(at: folder.file(of: 2))
      try FileManager.default.copyItem(at: folder.file(of: 1), to: folder.file(of: 2))
      #expect(throws: ModelError.exchangedFile(version: 2)) { try shop.promote(2) }
    }
  }

  @Test func `prunes old versions, but neither the live one nor the one before`() throws {
    try withModels(5) { shop in
      try shop.promote(2)
      let planned = try shop.pruneModels(keeping: 1, isDryRun: true).map(\.version)
      #expect(planned == [3, 4])
      #expect(try shop.models().count == 5)
      #expect(try shop.pruneModels(keeping: 1).map(\.version) == [3, 4])
      #expect(try shop.models().map(\.version) == [1, 2, 5])
      let path = shop.modelsFolder.path(percentEncoded: false)
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(names == ["000001.rapport", "000002.rapport", "000005.rapport"])
      _ = try shop.train(Recipe(RecommenderConfiguration(.popularity)))
      #expect(try shop.models().last?.version == 6)
    }
  }

  @Test func `never uses a number twice`() throws {
    try withModels(2) { shop in
      _ = try shop.pruneModels(keeping: 0)
      #expect(try shop.models().map(\.version) == [1])
      #expect(
        try shop.train(Recipe(RecommenderConfiguration(.popularity))).model.version == 3)
    }
  }

  @Test func `exports a verified copy`() throws {
    try withModels(1) { shop in
      let copy = shop.folder.appending(path: "copy.rapport")
      let exported = try shop.exportModel(1, to: copy)
      #expect(try ModelFile(at: copy).checksum == exported.checksum)
    }
  }
}

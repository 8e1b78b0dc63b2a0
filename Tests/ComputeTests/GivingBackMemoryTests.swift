import Testing

@testable import Compute

@Suite struct `Memory given back` {
  @Test func `is whole pages, and nothing beside them`() {
    let (page, pages) = (1 << 16, 8)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: page * pages, alignment: page)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 7)
    let part = page - 1..<page * 5 + 1
    UnsafeRawBufferPointer(rebasing: memory[part]).giveBackPages()
    #expect(memory[..<page].allSatisfy { $0 == 7 })
    #expect(memory[(page * 5)...].allSatisfy { $0 == 7 })
    #if canImport(Glibc)
      #expect(memory[page..<page * 5].allSatisfy { $0 == 0 })
    #endif
  }

  @Test func `of less than a page stays`() {
    let bytes = [UInt8](repeating: 9, count: 100)
    bytes.withUnsafeBytes { $0.giveBackPages() }
    #expect(bytes.allSatisfy { $0 == 9 })
    UnsafeRawBufferPointer(start: nil, count: 0).giveBackPages()
  }
}

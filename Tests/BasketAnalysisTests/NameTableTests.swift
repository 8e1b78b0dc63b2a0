import Compute
import Testing

@testable import BasketAnalysis

@Suite struct `The table of names` {
  @Test(arguments: 0..<4) func `numbers names in order of appearance`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed), stream: 5)
    var (table, numbers, names) = (NameTable(), [[UInt8]: Int32](), [[UInt8]]())
    for _ in 0..<20_000 {
      // Short names of few letters, zero bytes among them, and long ones that differ in their ends.
      var name = (0..<random.below(4)).map { _ in UInt8([0, 65, 66, 255][random.below(4)]) }
      if random.below(2) == 0 {
        name = [UInt8](repeating: 65, count: random.below(20)) + [UInt8(random.below(200))]
      }
      let number = numbers[name] ?? Int32(names.count)
      if number == names.count {
        numbers[name] = number
        names.append(name)
      }
      let found = name.withUnsafeBufferPointer { table.number(of: $0) }
      #expect(found == number, "seed \(seed), \(name)")
    }
    #expect(table.count == names.count && names.count > 300)
    #expect(table.texts == names.map { String(decoding: $0, as: UTF8.self) })
  }
}

import CKernels
import Foundation
import Testing

@testable import Compute

@Suite struct `The kernels of OpenBLAS` {
  @Test(arguments: [
    ("Prescott", 512, "SkylakeX"), ("Prescott", 256, "Haswell"), ("Nehalem", 512, "SkylakeX"),
    ("Prescott", 128, nil), ("Zen", 256, nil), ("Haswell", 512, nil), ("SkylakeX", 512, nil),
    ("Cooperlake", 512, nil), ("a processor to come", 512, nil),
  ])
  func `are changed only where the machine can do more`(
    name: String, bits: Int, expected: String?
  ) {
    #expect(BLASKernels.better(than: name, vectorBits: bits) == expected)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil))
  func `suit this machine`() {
    BLASThreads.retire()
    let bits = Int(rapport_vector_bits())
    #expect(BLASKernels.better(than: BLASKernels.name, vectorBits: bits) == nil)
    #expect(ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil)
  }
}

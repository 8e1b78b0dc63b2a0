import CKernels
import COpenBLAS
import Foundation

/// Which of its kernels OpenBLAS works with.
///
/// OpenBLAS knows processors by name. On one that is younger than the installed library it falls back to the
/// kernels of 2004, with a tenth of the speed, although it has the right ones too: those of the family whose
/// instructions the machine understands.
enum BLASKernels {
  /// Processors that had neither AVX2 nor anything wider; the names are OpenBLAS's.
  private static let old: Set<String> = [
    "Generic", "Unknown", "Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Atom",
    "Core2", "Penryn", "Dunnington", "Nehalem", "Sandybridge", "Athlon", "Opteron", "Opteron_SSE3",
    "Barcelona", "Nano", "Bobcat", "Bulldozer", "Piledriver", "Steamroller",
  ]

  /// The family whose kernels suit a machine better than those in use, or `nil` where these are right.
  static func better(than name: String, vectorBits: Int) -> String? {
    guard old.contains(name) else { return nil }
    switch vectorBits {
    case 512...: return "SkylakeX"
    case 256...: return "Haswell"
    default: return nil
    }
  }

  /// The name of the kernels in use.
  static var name: String { openblas_get_corename().map { String(cString: $0) } ?? "Unknown" }

  /// Lets OpenBLAS choose again where it fell back; whoever sets `OPENBLAS_CORETYPE` has chosen already.
  ///
  /// To be called before any other use, by one thread. A library without a choice is left as it is.
  static func choose() {
    let variable = "OPENBLAS_CORETYPE"
    guard getenv(variable) == nil, dlsym(nil, "gotoblas") != nil,
      let family = better(than: name, vectorBits: Int(rapport_vector_bits())),
      let forget = dlsym(nil, "gotoblas_dynamic_quit"),
      let start = dlsym(nil, "gotoblas_dynamic_init")
    else { return }
    // The variable is the only way to say it; it is there for this one call.
    setenv(variable, family, 1)
    unsafeBitCast(forget, to: (@convention(c) () -> Void).self)()
    unsafeBitCast(start, to: (@convention(c) () -> Void).self)()
    unsetenv(variable)
  }
}

import COpenBLAS
import Foundation

/// OpenBLAS's own threads, which this library never uses, and its kernels (``BLASKernels``), chosen on the way.
public enum BLASThreads {
  /// Lets OpenBLAS work on the calling thread only, and ends the threads it started when it was loaded.
  ///
  /// They would spin for some 25 ms of CPU time before they sleep, more than many a command needs. Parallelism
  /// is ours, over row blocks (`Parallel`). Where a build of OpenBLAS has no such threads, nothing is done.
  public static func retire() { _ = retired }

  /// Done once: a second request for one thread would start them anew.
  private static let retired: Void = {
    BLASKernels.choose()
    openblas_set_num_threads(1)
    guard let symbol = dlsym(nil, "blas_thread_shutdown_") else { return }
    _ = unsafeBitCast(symbol, to: (@convention(c) () -> CInt).self)()
  }()
}

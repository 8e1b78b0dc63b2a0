import Compute

/// What a program of short commands does before anything else.
public enum ProgramStart {
  /// Ends the idle threads of the linear algebra library, which cost every start some 25 ms of CPU time.
  ///
  /// Optional: results are the same without it.
  public static func prepare() { BLASThreads.retire() }
}

import Foundation

/// Measures one phase of work: wall seconds and the process's CPU seconds.
public struct Stopwatch: Sendable {
  private let started = ContinuousClock.now
  private let startedCpu = Stopwatch.cpuSeconds()

  /// Starts now.
  public init() {}

  /// Wall seconds since the start.
  public var seconds: Double {
    let elapsed = (ContinuousClock.now - started).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  }

  /// CPU seconds of all threads since the start.
  public var cpuSeconds: Double { Self.cpuSeconds() - startedCpu }

  /// Peak resident memory of the process so far, in megabytes of 2²⁰ bytes.
  public static var peakMegabytes: Double {
    var usage = rusage()
    getrusage(selfUsage, &usage)
    #if os(Linux)
      return Double(usage.ru_maxrss) / 1024
    #else
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }

  private static func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(selfUsage, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  #if os(Linux)
    private static var selfUsage: __rusage_who_t { __rusage_who_t(RUSAGE_SELF.rawValue) }
  #else
    private static var selfUsage: Int32 { RUSAGE_SELF }
  #endif
}

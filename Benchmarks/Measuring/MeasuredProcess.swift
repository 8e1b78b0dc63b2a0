public import Foundation

/// A command that ran to its end, with what it printed and what it cost.
///
/// Measured from outside by the operating system's own account of the finished process, so that start-up
/// and reading count and no program marks its own work.
public struct MeasuredProcess: Sendable {
  /// What it printed on standard output.
  public let output: Data
  /// Its exit status; 0 is success.
  public let status: Int32
  /// CPU seconds of all its threads, user and system.
  public let cpuSeconds: Double
  /// Seconds from start to end.
  public let seconds: Double
  /// Its peak resident memory in megabytes of 2²⁰ bytes.
  public let peakMegabytes: Double

  /// What can go wrong.
  public enum Failure: Error, CustomStringConvertible {
    /// The command could not be started.
    case notStarted(String)
    /// The command ended with another status than 0.
    case failed(String, status: Int32)

    /// What went wrong.
    public var description: String {
      switch self {
      case .notStarted(let command): "'\(command)' could not be started."
      case .failed(let command, let status): "'\(command)' failed with status \(status)."
      }
    }
  }

  /// Runs a command and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: The path of the program, then its arguments.
  ///   - environment: Variables set on top of the present ones.
  /// - Throws: ``Failure``.
  public init(_ arguments: [String], environment: [String: String] = [:]) throws {
    let command = arguments.joined(separator: " ")
    let file = FileManager.default.temporaryDirectory.appending(path: "out-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let started = ContinuousClock.now
    let child = try Self.spawn(arguments, environment, output: file.path, command)
    var (status, usage) = (Int32(0), rusage())
    wait4(child, &status, 0, &usage)
    let elapsed = (ContinuousClock.now - started).components
    seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    peakMegabytes = Double(usage.ru_maxrss) / 1024
    self.status = (status >> 8) & 0xFF
    output = (try? Data(contentsOf: file)) ?? Data()
    if self.status != 0 { throw Failure.failed(command, status: self.status) }
  }

  /// The output read as one JSON object.
  public func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: output) as? [String: Any] ?? [:]
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String: String], output: String, _ command: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    var variables = ProcessInfo.processInfo.environment
    variables.merge(environment) { $1 }
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child = pid_t()
    guard posix_spawnp(&child, arguments[0], &actions, nil, &argv, &envp) == 0 else {
      throw Failure.notStarted(command)
    }
    return child
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
  }
}

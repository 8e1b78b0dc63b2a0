extension Baskets {
  /// Reads baskets from the bytes of a file.
  ///
  /// Item numbers with blanks between (FIMI), names with commas between, or `order,product` lines under a
  /// header. Line ends may be LF or CRLF, trailing blanks and empty lines are skipped, a product twice in a
  /// basket counts once.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes, which are not kept.
  ///   - format: How they are laid out; found out from the first line if not given.
  ///   - maximumSize: Baskets with more distinct items are counted and left out.
  ///   - threads: How many threads read item numbers; names are read by one.
  ///   - release: Gets bytes that are not needed again, from any thread, while item numbers are read: a mapped file need
  ///     not stay in memory. They are not to be changed.
  /// - Throws: `BasketTextError` where a line cannot be understood or there is no basket.
  /// - Complexity: O(n) for n bytes, plus sorting the distinct names.
  public init(
    text bytes: UnsafeBufferPointer<UInt8>, format: BasketFormat? = nil, maximumSize: Int? = nil,
    threads: Int = 1, release: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
  ) throws {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = UnsafeBufferPointer(rebasing: bytes[start...])
    guard !text.prefix(4096).contains(0) else { throw BasketTextError.notText }
    switch format ?? BasketNames.layout(of: text) {
    case .numbers:
      self = try BasketNumbers(text, threads: threads, release: release).baskets(
        maximumSize: maximumSize)
    case .names: self = try BasketNames(text).basketPerLine(maximumSize: maximumSize)
    case .orders: self = try BasketNames(text).productPerLine(maximumSize: maximumSize)
    }
  }
}

/// A block of memory, aligned to cache lines, that many threads may read and disjoint parts of which they
/// may write while it is being filled.
///
/// The only type of the project that promises `Sendable` by hand. The promise is kept by use: whoever makes
/// a buffer fills it, in parallel only at disjoint places, before handing it on; afterwards it is read-only.
/// The values around it (`Matrix`) give no way to write.
public final class AlignedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  /// The first element; valid while the buffer lives.
  public let pointer: UnsafeMutablePointer<Element>
  /// How many elements there are.
  public let count: Int
  /// Keeps memory alive that this buffer only borrows, such as a mapped file.
  private let owner: (any AnyObject & Sendable)?

  /// Allocates elements that all equal one value.
  public init(repeating value: Element, count: Int) {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    pointer = raw.bindMemory(to: Element.self, capacity: max(1, count))
    pointer.initialize(repeating: value, count: count)
    self.count = count
    owner = nil
  }

  /// Allocates elements that must be written before they are read.
  public init(unfilled count: Int) {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    pointer = raw.bindMemory(to: Element.self, capacity: max(1, count))
    self.count = count
    owner = nil
  }

  /// Borrows memory that an owner keeps alive and nobody writes, such as a mapped model file.
  public init(
    borrowing pointer: UnsafePointer<Element>, count: Int, owner: any AnyObject & Sendable
  ) {
    self.pointer = UnsafeMutablePointer(mutating: pointer)
    self.count = count
    self.owner = owner
  }

  /// Copies elements.
  public convenience init(_ elements: some Collection<Element>, padding: Element) {
    self.init(repeating: padding, count: elements.count)
    for (i, element) in elements.enumerated() { pointer[i] = element }
  }

  deinit {
    if owner == nil { pointer.deallocate() }
  }

  /// A view of the elements; valid while the buffer lives.
  public var elements: UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: pointer, count: count)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// Gives the whole pages of this memory back to the system; what was in them is lost.
  ///
  /// Pages of a mapped file are read again from the file if they are needed after all. Others are zero then.
  public func giveBackPages() {
    guard let start = UnsafeMutableRawPointer(mutating: baseAddress) else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = start.alignedUp(toMultipleOf: page)
    let last = (start + count).alignedDown(toMultipleOf: page)
    if first < last { madvise(first, last - first, Int32(MADV_DONTNEED)) }
  }
}

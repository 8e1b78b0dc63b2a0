#include "include/numbertext.h"

#include <string.h>

// Eight decimal digits at once, the first one in the lowest byte: halves, then pairs, then single digits.
static inline uint64_t eight_digits(uint32_t value) {
  uint64_t halves = (uint64_t)(value / 10000) | (uint64_t)(value % 10000) << 32;
  uint64_t high = ((halves * 10486) >> 20) & 0x0000007F0000007Fu;
  uint64_t pairs = high + ((halves - 100 * high) << 16);
  uint64_t tens = ((pairs * 103) >> 10) & 0x000F000F000F000Fu;
  return tens + ((pairs - 10 * tens) << 8);
}

static inline void put(uint8_t *out, uint64_t digits) {
  digits |= 0x3030303030303030u;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  digits = __builtin_bswap64(digits);
#endif
  memcpy(out, &digits, 8);
}

// How many of some digits are left without the zeros at their end; at least one.
static inline size_t without_zeros(uint64_t first, uint64_t last) {
  if (last != 0) return 16 - (size_t)__builtin_clzll(last) / 8;
  if (first != 0) return 8 - (size_t)__builtin_clzll(first) / 8;
  return 1;
}

size_t rapport_write_number(uint64_t digits, int exponent, uint8_t *out) {
  uint8_t text[32] = {0};
  uint64_t first = eight_digits((uint32_t)(digits / 10000));
  uint64_t last = eight_digits((uint32_t)(digits % 10000) * 10000);
  size_t count = without_zeros(first, last);
  if (exponent < 0) {
    size_t start = (size_t)(1 - exponent);
    memcpy(out, "0.000000", 8);
    put(out + start, first);
    put(out + start + 8, last);
    return start + count;
  }
  put(text, first);
  put(text + 8, last);
  size_t whole = (size_t)exponent + 1;
  memcpy(out, text, 16);
  if (count <= whole) return whole;
  out[whole] = '.';
  memcpy(out + whole + 1, text + whole, 16);
  return count + 1;
}

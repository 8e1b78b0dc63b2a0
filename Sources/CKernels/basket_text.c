#include "include/itemsets.h"

#include <string.h>

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

// Up to eight digits at once: the first byte that is no digit is found by carries, the digits are moved to
// the end of the word and added up pairwise. Zero where there are eight digits or more.
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static inline size_t short_number(const uint8_t *bytes, uint32_t *number) {
  uint64_t text;
  memcpy(&text, bytes, 8);
  uint64_t digits = text ^ 0x3030303030303030u;
  uint64_t others = ((digits + 0x7676767676767676u) | digits) & 0x8080808080808080u;
  if (others == 0) return 0;
  size_t length = (size_t)__builtin_ctzll(others) >> 3;
  digits <<= 64 - 8 * length;
  digits = digits * 10 + (digits >> 8);
  digits = ((digits & 0x000000FF000000FFu) * 0x000F424000000064u
            + ((digits >> 16) & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32;
  *number = (uint32_t)digits;
  return length;
}
#else
static inline size_t short_number(const uint8_t *bytes, uint32_t *number) { return 0; }
#endif

size_t rapport_read_numbers(
    const uint8_t *bytes, size_t count, uint32_t *numbers, size_t *numberCount, uint32_t *lineEnds,
    size_t *lineCount) {
  size_t i = 0, found = 0, lines = 0;
  while (i < count) {
    uint8_t byte = bytes[i];
    if (is_digit(byte)) {
      size_t length = i + 8 <= count ? short_number(bytes + i, numbers + found) : 0;
      if (length == 0) {
        uint64_t value = 0;
        while (i + length < count && is_digit(bytes[i + length]) && length < 11)
          value = value * 10 + (uint64_t)(bytes[i + length++] - '0');
        if (length > 10 || value > UINT32_MAX) break;
        numbers[found] = (uint32_t)value;
      }
      if (i + length < count && bytes[i + length] > 32) break;
      found++;
      i += length;
      if (i < count && bytes[i] == ' ') i++;
    } else if (byte == '\n') {
      lineEnds[lines++] = (uint32_t)found;
      i++;
    } else if (byte == ' ' || byte == '\t' || byte == '\r') {
      i++;
    } else {
      break;
    }
  }
  *numberCount = found;
  *lineCount = lines;
  return i;
}

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

// What stands in 64 bytes: bit i is byte i.
typedef uint8_t v64 __attribute__((vector_size(64), aligned(1), may_alias));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

#define BITS(condition) __extension__({ \
    bits64 bits = __builtin_convertvector(condition, bits64); \
    uint64_t mask; \
    memcpy(&mask, &bits, 8); \
    mask; \
  })

// Up to eight digits that end before `end`, of which there is a block of 64 bytes or more.
static inline uint32_t number_before(const uint8_t *bytes, size_t end, size_t length) {
  uint64_t text;
  if (end >= 8) {
    memcpy(&text, bytes + end - 8, 8);
  } else {
    memcpy(&text, bytes, 8);
    text <<= (64 - 8 * end) & 63;
  }
  uint64_t digits = (text ^ 0x3030303030303030u) & ~(uint64_t)0 << ((64 - 8 * length) & 63);
  digits = digits * 10 + (digits >> 8);
  return (uint32_t)(((digits & 0x000000FF000000FFu) * 0x000F424000000064u
                     + ((digits >> 16) & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32);
}

// Reads whole blocks while they hold nothing but digits, blanks and line ends, and no number is long. Where a
// number ends does not hang on the number before it, so that many are read at once.
//
// Returns where the number begins that was not read.
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
RAPPORT_CLONES static size_t read_blocks(
    const uint8_t *bytes, size_t count, uint32_t *numbers, size_t *numberCount, uint32_t *lineEnds,
    size_t *lineCount) {
  size_t start = 0, found = 0, lines = 0;
  for (size_t base = 0; base + 64 <= count; base += 64) {
    v64 block = *(const v64 *)(bytes + base);
    uint64_t newlines = BITS(block == '\n');
    uint64_t blanks = newlines | BITS(block == ' ') | BITS(block == '\t') | BITS(block == '\r');
    if ((blanks | BITS((block ^ '0') < 10)) != ~(uint64_t)0) break;
    while (blanks != 0) {
      size_t at = (size_t)__builtin_ctzll(blanks), end = base + at, length = end - start;
      if (length > 8) goto done;
      blanks &= blanks - 1;
      numbers[found] = number_before(bytes, end, length);
      found += length > 0;
      lineEnds[lines] = (uint32_t)found;
      lines += newlines >> at & 1;
      start = end + 1;
    }
  }
done:
  *numberCount = found;
  *lineCount = lines;
  return start;
}
#else
static size_t read_blocks(
    const uint8_t *bytes, size_t count, uint32_t *numbers, size_t *numberCount, uint32_t *lineEnds,
    size_t *lineCount) {
  *numberCount = *lineCount = 0;
  return 0;
}
#endif

size_t rapport_read_numbers(
    const uint8_t *bytes, size_t count, uint32_t *numbers, size_t *numberCount, uint32_t *lineEnds,
    size_t *lineCount) {
  size_t found, lines;
  size_t i = read_blocks(bytes, count, numbers, &found, lineEnds, &lines);
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

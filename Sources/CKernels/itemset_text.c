#include "include/itemsets.h"

#include <string.h>

typedef uint8_t v16 __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint8_t v32 __attribute__((vector_size(32), aligned(1), may_alias));

void rapport_line_ends(
    const uint8_t *words, const int32_t *items, size_t itemCount, const uint8_t *countText,
    uint8_t *ends, uint8_t *lengths) {
  memset(ends, 0, 32);
  memcpy(ends, countText, 16);
  lengths[0] = countText[15];
  size_t made = 1;
  // Every end so far once more with one item before it.
  // What is written beyond an end is where the next one goes.
  for (size_t i = itemCount; i-- > 0;) {
    const uint8_t *word = words + 16 * (size_t)items[i];
    size_t length = word[15];
    for (size_t old = 0; old < made; old++) {
      uint8_t *end = ends + 32 * (made + old);
      *(v16 *)end = *(const v16 *)word;
      *(v32 *)(end + length) = *(const v32 *)(ends + 32 * old);
      lengths[made + old] = (uint8_t)(length + lengths[old]);
    }
    made *= 2;
  }
}

// The path is in registers while it is up to two vectors long.
#define LINES(COPY_PATH)                                             \
  for (size_t i = 0; i < count; i++) {                               \
    COPY_PATH                                                        \
    *(v32 *)(out + pathLength) = *(const v32 *)(ends + 32 * i);      \
    out += pathLength + lengths[i];                                  \
  }

RAPPORT_CLONES size_t rapport_write_lines(
    const uint8_t *path, size_t pathLength, const uint8_t *restrict ends,
    const uint8_t *restrict lengths, size_t count, uint8_t *restrict out) {
  uint8_t *start = out;
  v32 first = *(const v32 *)path, second = *(const v32 *)(path + 32);
  if (pathLength <= 32) {
    LINES(*(v32 *)out = first;)
  } else if (pathLength <= 64) {
    LINES(*(v32 *)out = first; *(v32 *)(out + 32) = second;)
  } else {
    LINES(for (size_t at = 0; at < pathLength; at += 32)
            *(v32 *)(out + at) = *(const v32 *)(path + at);)
  }
  return (size_t)(out - start);
}

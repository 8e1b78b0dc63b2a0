#include "include/itemsets.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

// Sixteen rows of 64 baskets become 64 masks of 16 bits: bytes are transposed by unpacking, bits by taking
// the sign of every byte and doubling.
#define LOW(a, b) _mm_unpacklo_epi8(a, b)
#define HIGH(a, b) _mm_unpackhi_epi8(a, b)

static void count_masks(const uint64_t *in, int32_t *table) {
  __m128i a[8], b[8], c[8], d[8];
  for (int i = 0; i < 8; i++)
    a[i] = LOW(_mm_cvtsi64_si128((long long)in[i]), _mm_cvtsi64_si128((long long)in[i + 8]));
  for (int i = 0; i < 4; i++) {
    b[i] = LOW(a[i], a[i + 4]);
    b[i + 4] = HIGH(a[i], a[i + 4]);
  }
  for (int half = 0; half < 8; half += 4)
    for (int i = 0; i < 2; i++) {
      c[half + i] = LOW(b[half + i], b[half + i + 2]);
      c[half + i + 2] = HIGH(b[half + i], b[half + i + 2]);
    }
  for (int i = 0; i < 8; i += 2) {
    d[i] = LOW(c[i], c[i + 1]);
    d[i + 1] = HIGH(c[i], c[i + 1]);
  }
  for (int i = 0; i < 8; i++) {
    __m128i bytes = d[i];
    for (int bit = 0; bit < 8; bit++) {
      table[(uint32_t)_mm_movemask_epi8(bytes)]++;
      bytes = _mm_add_epi8(bytes, bytes);
    }
  }
}
#else
static void count_masks(const uint64_t *in, int32_t *table) {
  for (int basket = 0; basket < 64; basket++) {
    uint32_t mask = 0;
    for (int row = 0; row < 16; row++) mask |= (uint32_t)(in[row] >> basket & 1) << row;
    table[mask]++;
  }
}
#endif

void rapport_mask_counts(const uint64_t *rows, size_t count, size_t words, int32_t *table) {
  memset(table, 0, sizeof(int32_t) << count);
  uint64_t in[16] = {0};
  for (size_t w = 0; w < words; w++) {
    uint64_t any = 0;
    for (size_t row = 0; row < count; row++) any |= in[row] = rows[row * words + w];
    if (any != 0) count_masks(in, table);
  }
}

typedef int32_t v8 __attribute__((vector_size(32), aligned(4)));

// Within eight entries the three lowest bits are summed by shuffling, above that by adding whole vectors.
RAPPORT_CLONES void rapport_superset_sums(int32_t *table, size_t bits) {
  size_t size = (size_t)1 << bits;
  if (bits < 3) {
    for (size_t step = 1; step < size; step <<= 1)
      for (size_t block = 0; block < size; block += 2 * step)
        for (size_t i = 0; i < step; i++) table[block + i] += table[block + step + i];
    return;
  }
  const v8 zero = {0};
  for (size_t i = 0; i < size; i += 8) {
    v8 v = *(v8 *)(table + i);
    v += __builtin_shufflevector(v, zero, 1, 8, 3, 8, 5, 8, 7, 8);
    v += __builtin_shufflevector(v, zero, 2, 3, 8, 8, 6, 7, 8, 8);
    v += __builtin_shufflevector(v, zero, 4, 5, 6, 7, 8, 8, 8, 8);
    *(v8 *)(table + i) = v;
  }
  for (size_t step = 8; step < size; step <<= 1)
    for (size_t block = 0; block < size; block += 2 * step)
      for (size_t i = 0; i < step; i += 8)
        *(v8 *)(table + block + i) += *(v8 *)(table + block + step + i);
}

RAPPORT_CLONES void rapport_tally_table(
    const int32_t *table, size_t bits, int32_t minimum, int64_t *byLength) {
  size_t size = (size_t)1 << bits;
  if (bits < 4) {
    for (size_t mask = 1; mask < size; mask++)
      byLength[__builtin_popcountll(mask)] += table[mask] >= minimum;
    return;
  }
  // Which of sixteen masks have 0, 1, 2, 3 or 4 of the lowest four bits.
  static const uint32_t ofLength[5] = {0x0001, 0x0116, 0x1668, 0x6880, 0x8000};
  for (size_t base = 0; base < size; base += 16) {
    uint32_t hits = 0;
    for (uint32_t i = 0; i < 16; i++) hits |= (uint32_t)(table[base + i] >= minimum) << i;
    if (base == 0) hits &= ~1u;
    if (hits == 0) continue;
    int64_t *cells = byLength + __builtin_popcountll(base);
    for (int more = 0; more < 5; more++) cells[more] += __builtin_popcount(hits & ofLength[more]);
  }
}

#include "include/itemsets.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

// Sixteen rows of 64 baskets become 64 masks of 16 bits: bytes are transposed by unpacking, bits by taking
// the sign of every byte and doubling.
#define LOW(a, b) _mm_unpacklo_epi8(a, b)
#define HIGH(a, b) _mm_unpackhi_epi8(a, b)

static void count_masks(const uint64_t *in, int32_t weight, int32_t *table) {
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
      table[(uint32_t)_mm_movemask_epi8(bytes)] += weight;
      bytes = _mm_add_epi8(bytes, bytes);
    }
  }
}
#else
static void count_masks(const uint64_t *in, int32_t weight, int32_t *table) {
  for (int basket = 0; basket < 64; basket++) {
    uint32_t mask = 0;
    for (int row = 0; row < 16; row++) mask |= (uint32_t)(in[row] >> basket & 1) << row;
    table[mask] += weight;
  }
}
#endif

void rapport_mask_counts(
    const uint64_t *rows, size_t count, size_t words, const uint64_t *shifts, int32_t *table) {
  memset(table, 0, sizeof(int32_t) << count);
  uint64_t in[16] = {0};
  for (size_t w = 0; w < words; w++) {
    uint64_t any = 0;
    for (size_t row = 0; row < count; row++) any |= in[row] = rows[row * words + w];
    if (any != 0) count_masks(in, (int32_t)1 << (shifts ? shifts[w] : 0), table);
  }
}

typedef int32_t v8 __attribute__((vector_size(32), aligned(4)));

// Within eight entries the three lowest bits are summed by shuffling.
#define SUM_WITHIN(v)                                                          \
  v += __builtin_shufflevector(v, zero, 1, 8, 3, 8, 5, 8, 7, 8);               \
  v += __builtin_shufflevector(v, zero, 2, 3, 8, 8, 6, 7, 8, 8);               \
  v += __builtin_shufflevector(v, zero, 4, 5, 6, 7, 8, 8, 8, 8);
#define AS_IT_IS(v)

#define AT(k) (*(v8 *)(table + i + (k) * step))

// Three bits at a time, so that the table goes through the cache as seldom as can be.
#define SUM_EIGHT(FIRST)                                                       \
  v8 a0 = AT(0), a1 = AT(1), a2 = AT(2), a3 = AT(3);                           \
  v8 a4 = AT(4), a5 = AT(5), a6 = AT(6), a7 = AT(7);                           \
  FIRST(a0) FIRST(a1) FIRST(a2) FIRST(a3) FIRST(a4) FIRST(a5) FIRST(a6) FIRST(a7) \
  a0 += a1, a2 += a3, a4 += a5, a6 += a7;                                      \
  a0 += a2, a1 += a3, a4 += a6, a5 += a7;                                      \
  AT(0) = a0 + a4, AT(1) = a1 + a5, AT(2) = a2 + a6, AT(3) = a3 + a7;          \
  AT(4) = a4, AT(5) = a5, AT(6) = a6, AT(7) = a7;

RAPPORT_CLONES void rapport_superset_sums(int32_t *table, size_t bits) {
  const v8 zero = {0};
  size_t size = (size_t)1 << bits, step = 1;
  if (size >= 64) {
    step = 8;
    for (size_t i = 0; i < size; i += 64) { SUM_EIGHT(SUM_WITHIN) }
    for (step = 64; 8 * step <= size; step *= 8)
      for (size_t block = 0; block < size; block += 8 * step)
        for (size_t i = block; i < block + step; i += 8) { SUM_EIGHT(AS_IT_IS) }
  }
  for (; step < size; step <<= 1)
    for (size_t block = 0; block < size; block += 2 * step)
      for (size_t i = block; i < block + step; i++) table[i] += table[i + step];
}

// Which of 64 masks have 0 to 6 of the lowest six bits.
static const uint64_t ofLength[7] = {
    0x0000000000000001, 0x0000000100010116, 0x0001011601161668, 0x0116166816686880,
    0x1668688068808000, 0x6880800080000000, 0x8000000000000000};

RAPPORT_CLONES void rapport_tally_table(
    const int32_t *table, size_t bits, int32_t minimum, int64_t *byLength) {
  size_t size = (size_t)1 << bits;
  if (bits < 6) {
    for (size_t mask = 1; mask < size; mask++)
      byLength[__builtin_popcountll(mask)] += table[mask] >= minimum;
    return;
  }
  for (size_t base = 0; base < size; base += 64) {
    // Counts fall with every bit: where the lowest mask of a block has too few, all have.
    if (base > 0 && table[base] < minimum) continue;
    uint64_t hits = 0;
    for (size_t part = 0; part < 64; part += 32) {
      uint32_t some = 0;
      for (uint32_t i = 0; i < 32; i++) some |= (uint32_t)(table[base + part + i] >= minimum) << i;
      hits |= (uint64_t)some << part;
    }
    if (base == 0) hits &= ~(uint64_t)1;
    int64_t *cells = byLength + __builtin_popcountll(base);
    for (int more = 0; more < 7; more++) cells[more] += __builtin_popcountll(hits & ofLength[more]);
  }
}

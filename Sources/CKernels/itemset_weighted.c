#include "include/itemsets.h"

#include <string.h>

#include "vectors.h"

// What both rows have is written at once, and written over by the next row where it has too little weight.
static inline __attribute__((always_inline)) int64_t meet_weighted(
    const uint64_t *row, const uint64_t *pivot, const uint64_t *shifts, size_t words, uint64_t *out) {
  int64_t sum = 0;
  for (size_t w = 0; w < words; w++) {
    out[w] = row[w] & pivot[w];
    sum += (int64_t)__builtin_popcountll(out[w]) << shifts[w];
  }
  return sum;
}

#define EXTEND(MEET)                                                              \
  size_t kept = 0, same = 0;                                                      \
  for (size_t j = 0; j < count; j++) {                                            \
    int64_t weight = MEET(rows + j * words, pivot, shifts, words, outRows + kept * words); \
    outItems[kept] = items[j];                                                    \
    outCounts[kept] = (int32_t)weight;                                            \
    same += weight == pivotCount;                                                 \
    kept += weight >= minimum;                                                    \
  }                                                                               \
  *equal = same;                                                                  \
  return kept;

RAPPORT_CLONES static size_t extend_weighted(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, const uint64_t *shifts, int32_t minimum, uint64_t *outRows,
    int32_t *outItems, int32_t *outCounts, size_t *equal) {
  EXTEND(meet_weighted)
}

#if defined(__x86_64__)
VECTORS static inline int64_t meet_weighted_vectors(
    const uint64_t *row, const uint64_t *pivot, const uint64_t *shifts, size_t words, uint64_t *out) {
  __m512i sum = _mm512_setzero_si512();
  size_t w = 0;
  for (; w + 8 <= words; w += 8) {
    __m512i both = _mm512_and_si512(_mm512_loadu_si512(row + w), _mm512_loadu_si512(pivot + w));
    _mm512_storeu_si512(out + w, both);
    sum = _mm512_add_epi64(
        sum, _mm512_sllv_epi64(_mm512_popcnt_epi64(both), _mm512_loadu_si512(shifts + w)));
  }
  if (w < words) {
    __mmask8 some = (__mmask8)((1u << (words - w)) - 1);
    __m512i both = _mm512_and_si512(
        _mm512_maskz_loadu_epi64(some, row + w), _mm512_maskz_loadu_epi64(some, pivot + w));
    _mm512_mask_storeu_epi64(out + w, some, both);
    sum = _mm512_add_epi64(
        sum, _mm512_sllv_epi64(
                 _mm512_popcnt_epi64(both), _mm512_maskz_loadu_epi64(some, shifts + w)));
  }
  return _mm512_reduce_add_epi64(sum);
}

VECTORS static size_t extend_weighted_vectors(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, const uint64_t *shifts, int32_t minimum, uint64_t *outRows,
    int32_t *outItems, int32_t *outCounts, size_t *equal) {
  EXTEND(meet_weighted_vectors)
}
#endif

size_t rapport_extend_weighted_rows(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, const uint64_t *shifts, int32_t minimum, uint64_t *outRows,
    int32_t *outItems, int32_t *outCounts, size_t *equal) {
#if defined(__x86_64__)
  if (has_vectors())
    return extend_weighted_vectors(
        pivot, pivotCount, rows, items, count, words, shifts, minimum, outRows, outItems,
        outCounts, equal);
#endif
  return extend_weighted(
      pivot, pivotCount, rows, items, count, words, shifts, minimum, outRows, outItems, outCounts,
      equal);
}

typedef uint64_t v8 __attribute__((vector_size(64)));

// Blocks of `half` times `half` bits change places: across vectors of eight rows, then within them.
#define SWAP_ACROSS(HALF, MASK)                                     \
  for (size_t start = 0; start < 8; start += 2 * (HALF) / 8)        \
    for (size_t k = start; k < start + (HALF) / 8; k++) {           \
      v8 swapped = ((row[k] >> (HALF)) ^ row[k + (HALF) / 8]) & MASK; \
      row[k] ^= swapped << (HALF);                                  \
      row[k + (HALF) / 8] ^= swapped;                               \
    }

// The upper of two rows keeps what is outside of the mask and gets the lower one's bits, and the other way round.
#define SWAP_WITHIN(HALF, MASK, ...)                                              \
  for (size_t k = 0; k < 8; k++) {                                                \
    v8 other = __builtin_shufflevector(row[k], row[k], __VA_ARGS__);              \
    v8 upper = (row[k] & MASK) | ((other & MASK) << (HALF));                      \
    v8 lower = (row[k] & ~MASK) | ((other >> (HALF)) & MASK);           \
    row[k] = (upper & ~isLower##HALF) | (lower & isLower##HALF);                  \
  }

RAPPORT_CLONES static void transpose(uint64_t *block) {
  const uint64_t all = ~(uint64_t)0;
  const v8 isLower4 = {0, 0, 0, 0, all, all, all, all};
  const v8 isLower2 = {0, 0, all, all, 0, 0, all, all};
  const v8 isLower1 = {0, all, 0, all, 0, all, 0, all};
  v8 row[8];
  memcpy(row, block, sizeof row);
  SWAP_ACROSS(32, 0x00000000FFFFFFFF)
  SWAP_ACROSS(16, 0x0000FFFF0000FFFF)
  SWAP_ACROSS(8, 0x00FF00FF00FF00FF)
  SWAP_WITHIN(4, 0x0F0F0F0F0F0F0F0F, 4, 5, 6, 7, 0, 1, 2, 3)
  SWAP_WITHIN(2, 0x3333333333333333, 2, 3, 0, 1, 6, 7, 4, 5)
  SWAP_WITHIN(1, 0x5555555555555555, 1, 0, 3, 2, 5, 4, 7, 6)
  memcpy(block, row, sizeof row);
}

void rapport_baskets_of_rows(
    const uint64_t *rows, size_t count, size_t words, uint64_t *baskets) {
  for (size_t row = 0; row < count; row++) baskets[row] = rows[row * words];
  for (size_t row = count; row < 64; row++) baskets[row] = 0;
  transpose(baskets);
}

void rapport_rows_of_baskets(
    uint64_t *baskets, uint64_t *rows, size_t count, size_t words) {
  transpose(baskets);
  for (size_t row = 0; row < count; row++) rows[row * words] = baskets[row];
}

#include "include/itemsets.h"

#include "vectors.h"

// Every subset of rows a, b, c, d with more than one row; ADD gets its mask and the bits that are in all of it.
#define SUBSETS_2(ADD) ADD(3, a & b)
#define SUBSETS_3(ADD) SUBSETS_2(ADD) ADD(5, a & c) ADD(6, b & c) ADD(7, a & b & c)
#define SUBSETS_4(ADD)                                                                \
  SUBSETS_3(ADD)                                                                      \
  ADD(9, a & d) ADD(10, b & d) ADD(11, a & b & d) ADD(12, c & d) ADD(13, a & c & d)   \
  ADD(14, b & c & d) ADD(15, a & b & c & d)

#define ADD_WORD(mask, bits) sums[mask] += (int64_t)__builtin_popcountll(bits) << shift;

#define COUNT_WORDS(SUBSETS)                                       \
  for (size_t w = 0; w < words; w++) {                             \
    uint64_t shift = shifts ? shifts[w] : 0;                       \
    uint64_t a = rows[w], b = rows[words + w];                     \
    uint64_t c = count > 2 ? rows[2 * words + w] : 0;              \
    uint64_t d = count > 3 ? rows[3 * words + w] : 0;              \
    (void)c, (void)d;                                              \
    SUBSETS(ADD_WORD)                                              \
  }

RAPPORT_CLONES static void count_subsets(
    const uint64_t *rows, size_t count, size_t words, const uint64_t *shifts, int64_t *sums) {
  switch (count) {
    case 2: COUNT_WORDS(SUBSETS_2) break;
    case 3: COUNT_WORDS(SUBSETS_3) break;
    case 4: COUNT_WORDS(SUBSETS_4) break;
  }
}

#if defined(__x86_64__)
#define ADD_EIGHT(mask, bits) \
  sum[mask] = _mm512_add_epi64(sum[mask], _mm512_sllv_epi64(_mm512_popcnt_epi64(bits), shift));
#define TOTAL(mask, bits) sums[mask] = _mm512_reduce_add_epi64(sum[mask]);

#define COUNT_VECTORS(SUBSETS)                                                              \
  for (size_t w = 0; w < words; w += 8) {                                                   \
    size_t left = words - w;                                                                \
    __mmask8 some = left < 8 ? (__mmask8)((1u << left) - 1) : 0xFF;                         \
    __m512i shift = shifts ? _mm512_maskz_loadu_epi64(some, shifts + w) : none;             \
    __m512i a = _mm512_maskz_loadu_epi64(some, rows + w);                                   \
    __m512i b = _mm512_maskz_loadu_epi64(some, rows + words + w);                           \
    __m512i c = count > 2 ? _mm512_maskz_loadu_epi64(some, rows + 2 * words + w) : none;    \
    __m512i d = count > 3 ? _mm512_maskz_loadu_epi64(some, rows + 3 * words + w) : none;    \
    (void)c, (void)d;                                                                       \
    SUBSETS(ADD_EIGHT)                                                                      \
  }                                                                                         \
  SUBSETS(TOTAL)

VECTORS static void count_subsets_vectors(
    const uint64_t *rows, size_t count, size_t words, const uint64_t *shifts, int64_t *sums) {
  const __m512i none = _mm512_setzero_si512();
  __m512i sum[16];
  for (int mask = 0; mask < 16; mask++) sum[mask] = none;
  switch (count) {
    case 2: COUNT_VECTORS(SUBSETS_2) break;
    case 3: COUNT_VECTORS(SUBSETS_3) break;
    case 4: COUNT_VECTORS(SUBSETS_4) break;
  }
}
#endif

void rapport_count_subsets(
    const uint64_t *rows, size_t count, size_t words, const uint64_t *shifts, int32_t *table) {
  int64_t sums[16] = {0};
#if defined(__x86_64__)
  if (has_vectors())
    count_subsets_vectors(rows, count, words, shifts, sums);
  else
#endif
    count_subsets(rows, count, words, shifts, sums);
  for (size_t mask = 3; mask < (size_t)1 << count; mask++)
    if ((mask & (mask - 1)) != 0) table[mask] = (int32_t)sums[mask];
}

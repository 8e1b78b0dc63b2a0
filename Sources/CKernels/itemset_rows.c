#include "include/itemsets.h"

#include <string.h>

#include "vectors.h"

#define KEEP(row_count)                     \
  outItems[kept] = items[j];                \
  outCounts[kept] = (int32_t)(row_count);   \
  same += (int32_t)(row_count) == pivotCount; \
  kept += (int32_t)(row_count) >= minimum;

// One to four words: everything stays in registers and there is no branch on the count.
#define SHORT_ROWS(WORDS)                                             \
  for (size_t j = 0; j < count; j++) {                                \
    int bits = 0;                                                     \
    for (int w = 0; w < WORDS; w++) {                                 \
      uint64_t both = rows[j * WORDS + w] & pivot[w];                 \
      outRows[kept * WORDS + w] = both;                               \
      bits += __builtin_popcountll(both);                             \
    }                                                                 \
    KEEP(bits)                                                        \
  }

RAPPORT_CLONES static size_t extend_short(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, int32_t *outItems,
    int32_t *outCounts, size_t *equal) {
  size_t kept = 0, same = 0;
  switch (words) {
    case 1: SHORT_ROWS(1) break;
    case 2: SHORT_ROWS(2) break;
    case 3: SHORT_ROWS(3) break;
    case 4: SHORT_ROWS(4) break;
  }
  *equal = same;
  return kept;
}

#if defined(__x86_64__)
VECTORS static inline __m512i bits_of_eight(
    const uint64_t *row, const uint64_t *pivot, __mmask8 which) {
  return _mm512_popcnt_epi64(_mm512_and_si512(
      _mm512_maskz_loadu_epi64(which, row), _mm512_maskz_loadu_epi64(which, pivot)));
}

VECTORS static inline int64_t count_vectors(
    const uint64_t *row, const uint64_t *pivot, size_t words) {
  __m512i sum = _mm512_setzero_si512(), more = sum;
  size_t w = 0;
  for (; w + 16 <= words; w += 16) {
    sum = _mm512_add_epi64(sum, bits_of_eight(row + w, pivot + w, 0xFF));
    more = _mm512_add_epi64(more, bits_of_eight(row + w + 8, pivot + w + 8, 0xFF));
  }
  for (; w < words; w += 8) {
    size_t left = words - w;
    __mmask8 which = left < 8 ? (__mmask8)((1u << left) - 1) : 0xFF;
    sum = _mm512_add_epi64(sum, bits_of_eight(row + w, pivot + w, which));
  }
  return _mm512_reduce_add_epi64(_mm512_add_epi64(sum, more));
}
#endif

static inline __attribute__((always_inline)) int64_t count_words(
    const uint64_t *row, const uint64_t *pivot, size_t words) {
  int64_t bits = 0;
  for (size_t w = 0; w < words; w++) bits += __builtin_popcountll(row[w] & pivot[w]);
  return bits;
}

// Longer rows: count first, write only what is kept.
#define LONG_ROWS(COUNT)                                                      \
  size_t kept = 0, same = 0;                                                  \
  for (size_t j = 0; j < count; j++) {                                        \
    const uint64_t *row = rows + j * words;                                   \
    int64_t bits = known ? known[j] : COUNT(row, pivot, words);               \
    if (bits >= minimum) {                                                    \
      uint64_t *out = outRows + kept * words;                                 \
      for (size_t w = 0; w < words; w++) out[w] = row[w] & pivot[w];          \
    }                                                                         \
    KEEP(bits)                                                                \
  }                                                                           \
  *equal = same;                                                              \
  return kept;

RAPPORT_CLONES static size_t extend_long(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, int32_t *outItems,
    int32_t *outCounts, const int32_t *known, size_t *equal) {
  LONG_ROWS(count_words)
}
#if defined(__x86_64__)
VECTORS static size_t extend_vectors(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, int32_t *outItems,
    int32_t *outCounts, const int32_t *known, size_t *equal) {
  LONG_ROWS(count_vectors)
}
#endif

static inline uint64_t gather_bits(uint64_t value, uint64_t mask) {
  uint64_t out = 0;
  for (uint64_t bit = 1; mask != 0; bit <<= 1, mask &= mask - 1)
    if (value & mask & -mask) out |= bit;
  return out;
}

// Closes up the pivot's baskets: rows become short again deep in the tree.
#define CLOSE_UP(GATHER, COUNT)                                                        \
  size_t kept = 0, same = 0;                                                    \
  for (size_t j = 0; j < count; j++) {                                          \
    const uint64_t *row = rows + j * words;                                     \
    int64_t bits = known ? known[j] : COUNT(row, pivot, words);                 \
    if (bits >= minimum) {                                                      \
      uint64_t *out = outRows + kept * outWords;                                \
      uint64_t filling = 0;                                                     \
      size_t filled = 0, next = 0;                                              \
      for (size_t w = 0; w < words; w++) {                                      \
        uint64_t mask = pivot[w];                                               \
        if (mask == 0) continue;                                                \
        uint64_t part = GATHER(row[w], mask);                                   \
        size_t size = (size_t)__builtin_popcountll(mask);                       \
        filling |= part << filled;                                              \
        if (filled + size >= 64) {                                              \
          out[next++] = filling;                                                \
          filling = filled == 0 ? 0 : part >> (64 - filled);                    \
          filled = filled + size - 64;                                          \
        } else {                                                                \
          filled += size;                                                       \
        }                                                                       \
      }                                                                         \
      if (next < outWords) out[next] = filling;                                 \
    }                                                                           \
    KEEP(bits)                                                                  \
  }                                                                             \
  *equal = same;                                                                \
  return kept;

static size_t extend_closing_portable(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, const int32_t *known, size_t *equal) {
  CLOSE_UP(gather_bits, count_words)
}

#if defined(__x86_64__)
__attribute__((target("bmi2,popcnt"))) static size_t extend_closing_bmi2(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, const int32_t *known, size_t *equal) {
  CLOSE_UP(__builtin_ia32_pext_di, count_words)
}

VECTORS static size_t extend_closing_vectors(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, const int32_t *known, size_t *equal) {
  CLOSE_UP(__builtin_ia32_pext_di, count_vectors)
}
#endif

size_t rapport_extend_rows(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, const int32_t *known, size_t *equal) {
  if (outWords < words) {
#if defined(__x86_64__)
    if (has_vectors())
      return extend_closing_vectors(
          pivot, pivotCount, rows, items, count, words, minimum, outRows, outWords, outItems,
          outCounts, known, equal);
    if (__builtin_cpu_supports("bmi2"))
      return extend_closing_bmi2(
          pivot, pivotCount, rows, items, count, words, minimum, outRows, outWords, outItems,
          outCounts, known, equal);
#endif
    return extend_closing_portable(
        pivot, pivotCount, rows, items, count, words, minimum, outRows, outWords, outItems,
        outCounts, known, equal);
  }
  if (words <= 4)
    return extend_short(
        pivot, pivotCount, rows, items, count, words, minimum, outRows, outItems, outCounts,
        equal);
#if defined(__x86_64__)
  if (has_vectors())
    return extend_vectors(
        pivot, pivotCount, rows, items, count, words, minimum, outRows, outItems, outCounts,
        known, equal);
#endif
  return extend_long(
      pivot, pivotCount, rows, items, count, words, minimum, outRows, outItems, outCounts,
        known, equal);
}

// Pivots and rows meet in pieces that stay in the cache nearest to the processor.
#define PIECE 128
#define PAIRS(COUNT)                                                          \
  for (size_t w = 0; w < words; w += PIECE) {                                 \
    size_t piece = words - w < PIECE ? words - w : PIECE;                     \
    for (size_t j = first + 1; j < count; j++) {                              \
      const uint64_t *row = rows + j * words + w;                             \
      size_t before = j - first < pivots ? j - first : pivots;                \
      for (size_t p = 0; p < before; p++)                                     \
        counts[p * count + j] +=                                              \
            (int32_t)COUNT(row, rows + (first + p) * words + w, piece);       \
    }                                                                         \
  }

RAPPORT_CLONES static void count_pairs(
    const uint64_t *rows, size_t first, size_t pivots, size_t count, size_t words,
    int32_t *counts) {
  PAIRS(count_words)
}

#if defined(__x86_64__)
VECTORS static void count_pairs_vectors(
    const uint64_t *rows, size_t first, size_t pivots, size_t count, size_t words,
    int32_t *counts) {
  PAIRS(count_vectors)
}
#endif

void rapport_count_pairs(
    const uint64_t *rows, size_t first, size_t pivots, size_t count, size_t words,
    int32_t *counts) {
  memset(counts, 0, pivots * count * sizeof(int32_t));
#if defined(__x86_64__)
  if (has_vectors()) {
    count_pairs_vectors(rows, first, pivots, count, words, counts);
    return;
  }
#endif
  count_pairs(rows, first, pivots, count, words, counts);
}

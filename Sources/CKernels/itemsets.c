#include "include/itemsets.h"

#include <string.h>

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

// Longer rows: count first, write only what is kept.
RAPPORT_CLONES static size_t extend_long(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, int32_t *outItems,
    int32_t *outCounts, size_t *equal) {
  size_t kept = 0, same = 0;
  for (size_t j = 0; j < count; j++) {
    const uint64_t *row = rows + j * words;
    int64_t bits = 0;
    for (size_t w = 0; w < words; w++) bits += __builtin_popcountll(row[w] & pivot[w]);
    if (bits >= minimum) {
      uint64_t *out = outRows + kept * words;
      for (size_t w = 0; w < words; w++) out[w] = row[w] & pivot[w];
    }
    KEEP(bits)
  }
  *equal = same;
  return kept;
}

static inline uint64_t gather_bits(uint64_t value, uint64_t mask) {
  uint64_t out = 0;
  for (uint64_t bit = 1; mask != 0; bit <<= 1, mask &= mask - 1)
    if (value & mask & -mask) out |= bit;
  return out;
}

// Closes up the pivot's baskets: rows become short again deep in the tree.
#define CLOSE_UP(GATHER)                                                        \
  size_t kept = 0, same = 0;                                                    \
  for (size_t j = 0; j < count; j++) {                                          \
    const uint64_t *row = rows + j * words;                                     \
    int64_t bits = 0;                                                           \
    for (size_t w = 0; w < words; w++) bits += __builtin_popcountll(row[w] & pivot[w]); \
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
    int32_t *outItems, int32_t *outCounts, size_t *equal) {
  CLOSE_UP(gather_bits)
}

#if defined(__x86_64__)
__attribute__((target("bmi2,popcnt"))) static size_t extend_closing_bmi2(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, size_t *equal) {
  CLOSE_UP(__builtin_ia32_pext_di)
}
#endif

size_t rapport_extend_rows(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, size_t *equal) {
  if (outWords < words) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("bmi2"))
      return extend_closing_bmi2(
          pivot, pivotCount, rows, items, count, words, minimum, outRows, outWords, outItems,
          outCounts, equal);
#endif
    return extend_closing_portable(
        pivot, pivotCount, rows, items, count, words, minimum, outRows, outWords, outItems,
        outCounts, equal);
  }
  if (words <= 4)
    return extend_short(
        pivot, pivotCount, rows, items, count, words, minimum, outRows, outItems, outCounts, equal);
  return extend_long(
      pivot, pivotCount, rows, items, count, words, minimum, outRows, outItems, outCounts, equal);
}

// Baskets lie far apart: the one that is read next but a few is fetched already.
#define AHEAD 12
#define FETCH(o) \
  if ((o) + AHEAD < count) __builtin_prefetch(entries + (occurrences[(o) + AHEAD] >> 32));

size_t rapport_deliver(
    const int32_t *entries, const uint64_t *occurrences, size_t count, int32_t minimum,
    int32_t *tally, int32_t *found, size_t *touched) {
  size_t kept = 0, read = 0;
  for (size_t o = 0; o < count; o++) {
    FETCH(o)
    const int32_t *item = entries + (occurrences[o] >> 32);
    const int32_t *end = entries + (uint32_t)occurrences[o];
    read += (size_t)(end - item);
    for (; item < end; item++) {
      int32_t seen = ++tally[*item];
      found[kept] = *item;
      kept += seen == minimum;
    }
  }
  *touched = read;
  return kept;
}

size_t rapport_count_before(
    const int32_t *entries, const uint64_t *occurrences, size_t count, int32_t *tally) {
  size_t read = 0;
  for (size_t o = 0; o < count; o++) {
    FETCH(o)
    const int32_t *item = entries + (occurrences[o] >> 32);
    const int32_t *end = entries + (uint32_t)occurrences[o];
    read += (size_t)(end - item);
    for (; item < end; item++) tally[*item]++;
  }
  return read;
}

RAPPORT_CLONES size_t rapport_frequent_items(
    const int32_t *tally, size_t items, int32_t minimum, int32_t *found) {
  size_t kept = 0, first = 0;
  for (; first < items; first += 16) {
    size_t end = first + 16 < items ? first + 16 : items;
    int any = 0;
    if (first + 16 <= items)
      for (size_t i = 0; i < 16; i++) any |= tally[first + i] >= minimum;
    else
      any = 1;
    if (!any) continue;
    for (size_t i = first; i < end; i++) {
      found[kept] = (int32_t)i;
      kept += tally[i] >= minimum;
    }
  }
  return kept;
}

void rapport_project(
    const int32_t *entries, const uint64_t *occurrences, size_t count, const int32_t *places,
    int32_t *outEntries, uint64_t *outOccurrences, int32_t *ends) {
  size_t filled = 0;
  for (size_t o = 0; o < count; o++) {
    FETCH(o)
    const int32_t *end = entries + (uint32_t)occurrences[o];
    size_t first = filled;
    // No branch on whether an item is kept: what is not goes to place -1.
    for (const int32_t *item = entries + (occurrences[o] >> 32); item < end; item++) {
      int32_t place = places[*item], at = ends[place];
      outEntries[filled] = place;
      outOccurrences[at] = (uint64_t)first << 32 | filled;
      ends[place] = at + ((place >= 0) & (filled > first));
      filled += place >= 0;
    }
    if (filled - first == 1) filled = first;
  }
}

void rapport_clear_tally(
    const int32_t *entries, const uint64_t *occurrences, size_t count, int32_t *tally) {
  for (size_t o = 0; o < count; o++) {
    FETCH(o)
    const int32_t *end = entries + (uint32_t)occurrences[o];
    for (const int32_t *item = entries + (occurrences[o] >> 32); item < end; item++)
      tally[*item] = 0;
  }
}

void rapport_fill_rows(
    const int32_t *entries, const uint64_t *occurrences, size_t count, const int32_t *places,
    uint64_t *rows, size_t words) {
  for (size_t o = 0; o < count; o++) {
    FETCH(o)
    const int32_t *end = entries + (uint32_t)occurrences[o];
    uint64_t *column = rows + (o >> 6), bit = (uint64_t)1 << (o & 63);
    for (const int32_t *item = entries + (occurrences[o] >> 32); item < end; item++)
      column[(ptrdiff_t)places[*item] * (ptrdiff_t)words] |= bit;
  }
}

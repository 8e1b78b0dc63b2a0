#include "include/itemsets.h"

// Walks the end of a basket: its items after one of them, the greatest first.
#define TAIL(end) for (const int32_t *at = ranks + (end); *--at > item;)

int64_t rapport_common_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const uint8_t *isInSet,
    int32_t *common, int64_t known) {
  if (count == 0) return known;
  size_t first = 0;
  for (size_t b = 0; b < count; b++) __builtin_prefetch(ranks + baskets[b] - 1);
  if (known == INT64_MAX) {
    known = 0;
    TAIL(baskets[0]) {
      common[known] = *at;
      known += !isInSet[*at];
    }
    first = 1;
  }
  for (size_t b = first; b < count && known > 0; b++) {
    // Both descend; what is in both is kept. The item itself ends the basket.
    const int32_t *at = ranks + baskets[b] - 1;
    int64_t kept = 0;
    for (int64_t i = 0; i < known; i++) {
      int32_t wanted = common[i];
      while (*at > wanted) at--;
      common[kept] = wanted;
      kept += *at == wanted;
    }
    known = kept;
  }
  return known;
}

int rapport_any_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const uint8_t *isInSet,
    int32_t minimum, int32_t *tally) {
  size_t read = 0;
  int isAny = 0;
  for (; read < count && !isAny; read++) {
    if (read + 4 < count) __builtin_prefetch(ranks + baskets[read + 4] - 1);
    TAIL(baskets[read]) isAny |= ++tally[*at] >= minimum && !isInSet[*at];
  }
  for (size_t b = 0; b < read; b++) TAIL(baskets[b]) tally[*at] = 0;
  return isAny;
}

size_t rapport_frequent_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const uint8_t *isInSet,
    int32_t minimum, int32_t *tally, int32_t *found) {
  size_t kept = 0;
  for (size_t b = 0; b < count; b++) {
    if (b + 8 < count) __builtin_prefetch(ranks + baskets[b + 8] - 1);
    TAIL(baskets[b]) {
      int32_t seen = ++tally[*at];
      found[kept] = *at;
      kept += seen == minimum && !isInSet[*at];
    }
  }
  return kept;
}

void rapport_forget_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, int32_t *tally) {
  for (size_t b = 0; b < count; b++) TAIL(baskets[b]) tally[*at] = 0;
}

void rapport_fill_rows_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const int32_t *rowOf,
    int32_t *tally, uint64_t *rows, size_t words) {
  for (size_t b = 0; b < count; b++) {
    uint64_t *column = rows + (b >> 6), bit = (uint64_t)1 << (b & 63);
    TAIL(baskets[b]) {
      column[(ptrdiff_t)rowOf[*at] * (ptrdiff_t)words] |= bit;
      tally[*at] = 0;
    }
  }
}

void rapport_project_whole(
    const int32_t *entries, const uint64_t *occurrences, size_t count, const int32_t *places,
    int32_t *outEntries, uint64_t *outOccurrences, int32_t *ends) {
  size_t filled = 0;
  for (size_t o = 0; o < count; o++) {
    const int32_t *item = entries + (occurrences[o] >> 32);
    const int32_t *end = entries + (uint32_t)occurrences[o];
    outEntries[filled++] = item[-1];
    size_t first = filled;
    for (; item < end; item++) {
      int32_t place = places[*item], at = ends[place];
      outEntries[filled] = place;
      outOccurrences[at] = (uint64_t)first << 32 | filled;
      ends[place] = at + (place >= 0);
      filled += place >= 0;
    }
  }
}

#include "include/itemsets.h"

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

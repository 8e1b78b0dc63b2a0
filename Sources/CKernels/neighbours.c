#include "include/neighbours.h"

RAPPORT_CLONES size_t rapport_overlaps(const int32_t *rows, const float *values, size_t n,
                                       const int64_t *offsets, const int32_t *columns,
                                       const float *entries, rapport_overlap *overlap,
                                       int32_t *touched) {
  size_t count = 0;
  for (size_t k = 0; k < n; k++) {
    const float value = values[k];
    const int64_t end = offsets[rows[k] + 1];
    if (k + 2 < n) {
      // Rows lie far apart; the next but one is fetched meanwhile.
      const int64_t next = offsets[rows[k + 2]];
      __builtin_prefetch(columns + next);
      __builtin_prefetch(entries + next);
    }
    for (int64_t i = offsets[rows[k]]; i < end; i++) {
      const int32_t j = columns[i];
      // Always written, kept only where it is new: no branch to mispredict.
      touched[count] = j;
      count += overlap[j].together == 0;
      overlap[j].weight += value * entries[i];
      overlap[j].together += 1;
    }
  }
  return count;
}

RAPPORT_CLONES size_t rapport_at_least(const float *scores, size_t n, float threshold,
                                       int32_t first, int32_t *found) {
  size_t count = 0, i = 0;
  for (; i + 32 <= n; i += 32) {
    int32_t any = 0;
    for (size_t j = i; j < i + 32; j++) any |= scores[j] >= threshold;
    if (!any) continue;
    for (size_t j = i; j < i + 32; j++) {
      found[count] = first + (int32_t)j;
      count += scores[j] >= threshold;
    }
  }
  for (; i < n; i++) {
    found[count] = first + (int32_t)i;
    count += scores[i] >= threshold;
  }
  return count;
}

// Sorts keys, largest first: runs of 8 by insertion, then merged without a branch on the keys.
static void sort_descending(uint64_t *keys, size_t n, uint64_t *other) {
  for (size_t start = 0; start < n; start += 8) {
    const size_t end = start + 8 < n ? start + 8 : n;
    for (size_t i = start + 1; i < end; i++) {
      const uint64_t key = keys[i];
      size_t j = i;
      for (; j > start && keys[j - 1] < key; j--) keys[j] = keys[j - 1];
      keys[j] = key;
    }
  }
  uint64_t *from = keys, *to = other;
  for (size_t run = 8; run < n; run *= 2) {
    for (size_t start = 0; start < n; start += 2 * run) {
      const size_t middle = start + run < n ? start + run : n;
      const size_t end = start + 2 * run < n ? start + 2 * run : n;
      size_t i = start, j = middle, k = start;
      while (i < middle && j < end) {
        const uint64_t a = from[i], b = from[j];
        const size_t left = a > b;
        to[k++] = left ? a : b;
        i += left;
        j += 1 - left;
      }
      while (i < middle) to[k++] = from[i++];
      while (j < end) to[k++] = from[j++];
    }
    uint64_t *swapped = from;
    from = to;
    to = swapped;
  }
  if (from != keys) __builtin_memcpy(keys, from, n * sizeof *keys);
}

enum { BUCKETS = 2048, BUCKET_SHIFT = 20 };

size_t rapport_best_overlaps(rapport_overlap *overlap, const int32_t *touched, size_t count,
                             int32_t self, float from, const float *to, size_t limit,
                             uint64_t *keys, int32_t *positions, float *weights,
                             int32_t *together) {
  uint32_t histogram[BUCKETS] = {0};
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    const int32_t j = touched[i];
    const float weight = overlap[j].weight * to[j];
    // Positive floats order like their bits; the complement puts the lower position first among equals.
    uint32_t bits;
    __builtin_memcpy(&bits, &weight, sizeof bits);
    keys[n] = ((uint64_t)bits << 32) | (uint32_t)~j;
    const uint32_t counts = (weight > 0) & (j != self);
    n += counts;
    histogram[(bits >> BUCKET_SHIFT) & (BUCKETS - 1)] += counts;
  }
  if (n > limit) {
    // Keys in buckets below the one that holds the last of the best cannot be among them.
    size_t seen = 0, bucket = BUCKETS;
    while (seen < limit) seen += histogram[--bucket];
    const uint64_t bar = (uint64_t)bucket << (32 + BUCKET_SHIFT);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
      const uint64_t key = keys[i];
      keys[kept] = key;
      kept += key >= bar;
    }
    n = kept;
  }
  sort_descending(keys, n, keys + n);
  const size_t kept = n < limit ? n : limit;
  for (size_t i = 0; i < kept; i++) {
    const int32_t j = (int32_t)~(uint32_t)keys[i];
    positions[i] = j;
    weights[i] = overlap[j].weight * to[j] * from;
    together[i] = overlap[j].together;
  }
  for (size_t i = 0; i < count; i++) overlap[touched[i]] = (rapport_overlap){0, 0};
  return kept;
}

RAPPORT_CLONES void rapport_fill_gaps(float *scores, const float *filling, size_t n, float scale,
                                      float offset) {
  for (size_t i = 0; i < n; i++)
    scores[i] = scores[i] == 0 ? filling[i] * scale + offset : scores[i];
}

RAPPORT_CLONES void rapport_scatter(const int32_t *positions, const float *weights, size_t n,
                                    float factor, float *scores) {
  for (size_t i = 0; i < n; i++) scores[positions[i]] += factor * weights[i];
}

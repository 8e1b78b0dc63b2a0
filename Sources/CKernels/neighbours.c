#include "include/neighbours.h"

RAPPORT_CLONES size_t rapport_overlaps(const int32_t *rows, const float *values, size_t n,
                                       const int64_t *offsets, const int32_t *columns,
                                       const float *entries, rapport_overlap *overlap,
                                       int32_t *touched) {
  size_t count = 0;
  for (size_t k = 0; k < n; k++) {
    const float value = values[k];
    const int64_t end = offsets[rows[k] + 1];
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

// Sorts the `limit` largest keys to the front, largest first; the order of the others does not matter.
static void sort_largest(uint64_t *keys, size_t n, size_t limit) {
  while (n > 16) {
    const uint64_t a = keys[0], b = keys[n / 2], c = keys[n - 1];
    const uint64_t pivot = a > b ? (b > c ? b : (a > c ? c : a)) : (a > c ? a : (b > c ? c : b));
    size_t i = 0, j = n - 1;
    while (1) {
      while (keys[i] > pivot) i++;
      while (keys[j] < pivot) j--;
      if (i >= j) break;
      const uint64_t swapped = keys[i];
      keys[i++] = keys[j];
      keys[j--] = swapped;
    }
    const size_t split = j + 1;
    sort_largest(keys, split, limit < split ? limit : split);
    if (limit <= split) return;
    keys += split;
    n -= split;
    limit -= split;
  }
  for (size_t i = 1; i < n; i++) {
    const uint64_t key = keys[i];
    size_t j = i;
    for (; j > 0 && keys[j - 1] < key; j--) keys[j] = keys[j - 1];
    keys[j] = key;
  }
}

size_t rapport_best_overlaps(rapport_overlap *overlap, const int32_t *touched, size_t count,
                             int32_t self, float from, const float *to, size_t limit,
                             uint64_t *keys, int32_t *positions, float *weights,
                             int32_t *together) {
  // Only keys above the last of the best so far are kept; whenever enough have gathered, the best of them
  // are found and the bar rises. Few keys of many are ever moved.
  const size_t room = 4 * limit + 64;
  uint64_t bar = 0;
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    const int32_t j = touched[i];
    const float weight = overlap[j].weight * to[j];
    // Positive floats order like their bits; the complement puts the lower position first among equals.
    uint32_t bits;
    __builtin_memcpy(&bits, &weight, sizeof bits);
    const uint64_t key = ((uint64_t)bits << 32) | (uint32_t)~j;
    keys[n] = key;
    n += (weight > 0) & (j != self) & (key > bar);
    if (n < room) continue;
    sort_largest(keys, n, limit);
    n = limit;
    bar = limit > 0 ? keys[limit - 1] : UINT64_MAX;
  }
  const size_t kept = n < limit ? n : limit;
  sort_largest(keys, n, kept);
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

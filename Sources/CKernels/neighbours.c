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

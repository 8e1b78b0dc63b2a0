#include "include/neighbours.h"

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

RAPPORT_CLONES void rapport_fill_gaps(float *scores, const float *filling, size_t n, float scale,
                                      float offset) {
  for (size_t i = 0; i < n; i++)
    scores[i] = scores[i] == 0 ? filling[i] * scale + offset : scores[i];
}

RAPPORT_CLONES void rapport_scatter(const int32_t *positions, const float *weights, size_t n,
                                    float factor, float *scores) {
  for (size_t i = 0; i < n; i++) scores[positions[i]] += factor * weights[i];
}

#include "include/sparseproduct.h"

#include <string.h>

// A block of columns stays in registers while all entries of the row are added to it.
#define BLOCK(SIZE)                                                    \
  for (; start + (SIZE) <= width; start += (SIZE)) {                   \
    float sums[SIZE] = {0};                                            \
    for (size_t i = 0; i < count; i++) {                               \
      const float *row = dense + (size_t)indices[i] * width + start;   \
      for (size_t c = 0; c < (SIZE); c++) sums[c] += values[i] * row[c]; \
    }                                                                  \
    memcpy(out + start, sums, sizeof sums);                            \
  }

RAPPORT_CLONES void rapport_sparse_row(
    const int32_t *indices, const float *values, size_t count, const float *dense, size_t width,
    float *out) {
  size_t start = 0;
  BLOCK(64)
  BLOCK(16)
  BLOCK(1)
}

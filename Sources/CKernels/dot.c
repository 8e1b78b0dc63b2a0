#include "include/dot.h"

#pragma clang fp reassociate(on) contract(fast)

RAPPORT_CLONES float rapport_dot(const float *a, const float *b, size_t n) {
  float sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

RAPPORT_CLONES void rapport_dots(const float *x, const float *rows, size_t width, size_t n,
                                 float *products) {
  size_t i = 0;
  // Four rows at a time, so that the vector passes through registers once for all of them.
  for (; i + 4 <= n; i += 4) {
    const float *a = rows + i * width, *b = a + width, *c = b + width, *d = c + width;
    float sa = 0, sb = 0, sc = 0, sd = 0;
    for (size_t k = 0; k < width; k++) {
      sa += x[k] * a[k];
      sb += x[k] * b[k];
      sc += x[k] * c[k];
      sd += x[k] * d[k];
    }
    products[i] = sa;
    products[i + 1] = sb;
    products[i + 2] = sc;
    products[i + 3] = sd;
  }
  for (; i < n; i++) {
    float sum = 0;
    for (size_t k = 0; k < width; k++) sum += x[k] * rows[i * width + k];
    products[i] = sum;
  }
}

RAPPORT_CLONES void rapport_add_rows(const float *weights, const float *rows, size_t width,
                                     size_t n, float *sums) {
  size_t k = 0;
  // Sixteen columns at a time, so that their sums stay in registers while all rows pass.
  for (; k + 16 <= width; k += 16) {
    float part[16] = {0};
    for (size_t i = 0; i < n; i++) {
      const float *row = rows + i * width + k;
      for (size_t j = 0; j < 16; j++) part[j] += weights[i] * row[j];
    }
    for (size_t j = 0; j < 16; j++) sums[k + j] += part[j];
  }
  for (; k + 4 <= width; k += 4) {
    float part[4] = {0};
    for (size_t i = 0; i < n; i++) {
      const float *row = rows + i * width + k;
      for (size_t j = 0; j < 4; j++) part[j] += weights[i] * row[j];
    }
    for (size_t j = 0; j < 4; j++) sums[k + j] += part[j];
  }
  for (; k < width; k++) {
    float sum = 0;
    for (size_t i = 0; i < n; i++) sum += weights[i] * rows[i * width + k];
    sums[k] += sum;
  }
}

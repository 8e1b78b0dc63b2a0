#include "include/dot.h"

#pragma clang fp reassociate(on) contract(fast)

RAPPORT_CLONES float rapport_dot(const float *a, const float *b, size_t n) {
  float sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

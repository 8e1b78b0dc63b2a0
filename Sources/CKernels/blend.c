#include "include/blend.h"

#include <math.h>
#include <string.h>

#pragma clang fp reassociate(on) contract(fast)

// ln of a positive normal float: exponent and mantissa apart, then a polynomial on [√½, √2] with an error
// of a few units in the last place. libm's logf would keep the loop from being vectorised.
static inline __attribute__((always_inline)) float natural_log(float v) {
  int32_t bits;
  memcpy(&bits, &v, sizeof bits);
  int32_t shifted = bits - 0x3f3504f3;
  int32_t exponent = shifted >> 23;
  int32_t mantissa = (shifted & 0x007fffff) + 0x3f3504f3;
  float m;
  memcpy(&m, &mantissa, sizeof m);
  float f = m - 1.0f;
  float s = f / (2.0f + f), s2 = s * s;
  float series = 2.0f * s * (1.0f + s2 * (1.0f / 3 + s2 * (1.0f / 5 + s2 * (1.0f / 7 + s2 / 9))));
  return (float)exponent * 0.693147181f + series;
}

RAPPORT_CLONES void rapport_blend_add(const float *x, size_t n, float unit, float scale,
                                      const float *w, float *out) {
  float a = w[0], b = w[1], c = w[2], d = w[3];
  for (size_t i = 0; i < n; i++) {
    float v = x[i] > 0 ? x[i] : 0;
    float y = v * unit;
    out[i] += a * y + b * __builtin_sqrtf(y) + c * natural_log(y + 0.001f) +
              d * natural_log(1.0f + v * scale);
  }
}

RAPPORT_CLONES void rapport_moments(const float *x, size_t n, float *sum, float *squares) {
  float a = 0, b = 0;
  for (size_t i = 0; i < n; i++) {
    a += x[i];
    b += x[i] * x[i];
  }
  *sum = a;
  *squares = b;
}

RAPPORT_CLONES float rapport_maximum(const float *x, size_t n) {
  float best = -INFINITY;
  for (size_t i = 0; i < n; i++) best = x[i] > best ? x[i] : best;
  return best;
}

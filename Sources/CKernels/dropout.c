#include "include/dropout.h"

#include <math.h>
#include <string.h>

// A polynomial by Horner's rule, highest power first; unrolled, or the loop around it is not vectorised.
static inline __attribute__((always_inline)) double polynomial(const double *terms, size_t n, double x) {
  double p = terms[0];
#pragma clang loop unroll(full)
  for (size_t i = 1; i < n; i++) p = p * x + terms[i];
  return p;
}

// e to a power between −700 and 700, within two units of the last place: a whole number of halvings and a
// Taylor polynomial on ±ln(2)/2. libm's exp would keep the loop from being vectorised.
static inline __attribute__((always_inline)) double exponential(double x) {
  x = x < -700 ? -700 : x;
  double n = __builtin_rint(x * 1.44269504088896340736);
  double r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
  static const double terms[] = {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                                 1.0 / 362880,     1.0 / 40320,     1.0 / 5040,     1.0 / 720,
                                 1.0 / 120,        1.0 / 24,        1.0 / 6,        0.5,
                                 1,                1};
  double p = polynomial(terms, sizeof terms / sizeof *terms, r);
  int64_t bits;
  memcpy(&bits, &p, sizeof bits);
  bits += (int64_t)(int32_t)n * ((int64_t)1 << 52);
  memcpy(&p, &bits, sizeof p);
  return p;
}

// ln of a positive normal double: exponent and mantissa apart, then 2·artanh on [√½, √2].
static inline __attribute__((always_inline)) double natural_log(double v) {
  int64_t bits;
  memcpy(&bits, &v, sizeof bits);
  int64_t shifted = bits - 0x3fe6a09e667f3bcd;
  double exponent = (double)(int32_t)(shifted >> 52);
  int64_t mantissa = (shifted & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd;
  double m;
  memcpy(&m, &mantissa, sizeof m);
  double f = m - 1;
  double s = f / (2 + f), s2 = s * s;
  static const double terms[] = {1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11,
                                 1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3};
  double p = polynomial(terms, sizeof terms / sizeof *terms, s2);
  double tail = 2 * s * s2 * p + exponent * 0x1.a39ef35793c76p-33;
  return exponent * 0x1.62e42fee00000p-1 + (2 * s + tail);
}

RAPPORT_CLONES void rapport_dropout_sums(const double *nodes, const double *weights, size_t n,
                                         const rapport_dropout_path *path, double *out) {
// Only the sums may be taken in another order: the functions above rely on theirs.
#pragma clang fp reassociate(on)
  const rapport_dropout_path p = *path;
  double w0 = 0, a = 0, b = 0, c = 0, d = 0;
  double aa = 0, ab = 0, ac = 0, ad = 0, bb = 0, bc = 0, bd = 0, cc = 0, cd = 0, dd = 0;
  n &= ~(size_t)3;
  for (size_t j = 0; j < n; j++) {
    double y = p.length * nodes[j];
    double near = p.low * exponential(y);
    double far = p.gap + near;
    double log_near = p.log_low + y, log_far = natural_log(far);
    double over_near = 1 / near, over_far = 1 / far;
    double height = -p.near_power * log_near - p.far_power * log_far;
    double w = weights[j] * exponential(height - p.start);
    double wa = w * log_near, wb = w * over_near, wc = w * log_far, wd = w * over_far;
    w0 += w;
    a += wa;
    b += wb;
    c += wc;
    d += wd;
    aa += wa * log_near;
    ab += wa * over_near;
    ac += wa * log_far;
    ad += wa * over_far;
    bb += wb * over_near;
    bc += wb * log_far;
    bd += wb * over_far;
    cc += wc * log_far;
    cd += wc * over_far;
    dd += wd * over_far;
  }
  const double sums[15] = {w0, a, b, c, d, aa, ab, ac, ad, bb, bc, bd, cc, cd, dd};
  memcpy(out, sums, sizeof sums);
}

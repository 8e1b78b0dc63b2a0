#include "include/factorisation.h"

#pragma clang fp reassociate(on) contract(fast)

// Rows are read four at a time, so that the vector they are multiplied with and the sum they are added to
// pass through registers once for four of them. Macros, because a vector argument to a function that is
// not inlined is an error under target_clones.

typedef float v16 __attribute__((vector_size(64), aligned(4)));
typedef float v8 __attribute__((vector_size(32)));
typedef float v4 __attribute__((vector_size(16)));

// Between the two uses of a row: without it the compiler keeps whole rows in registers it does not have.
#define RELOAD __asm__ volatile("" ::: "memory")

#define LOAD(p) (*(const v16 *)(p))
#define STORE(p, v) (*(v16 *)(p) = (v))
#define MAX_WIDTH 1024

#define HALVES(v)                                          \
  (__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) + \
   __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15))
#define QUARTERS(v) \
  (__builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7))
#define SUM(v)                \
  ({                          \
    v8 _h = HALVES(v);        \
    v4 _q = QUARTERS(_h);     \
    (_q[0] + _q[2]) + (_q[1] + _q[3]); \
  })

#define ROW(k) (z + (size_t)index[k] * width)
#define PREFETCH(k)                                                           \
  {                                                                           \
    const char *_p = (const char *)ROW(k);                                    \
    for (size_t _b = 0; _b < width * sizeof(float); _b += 64) __builtin_prefetch(_p + _b); \
  }

// For every entry k: s = SCALE(k, z_k . q), then sum += s z_k. `ahead` entries exist beyond these.
#define SWEEP(q, sum, SCALE, DO_PREFETCH)                                     \
  {                                                                           \
    size_t k = 0;                                                             \
    for (; k + 4 <= n; k += 4) {                                              \
      const float *a = ROW(k), *b = ROW(k + 1), *c = ROW(k + 2), *e = ROW(k + 3); \
      if (DO_PREFETCH) {                                                      \
        size_t last = k + 8 <= ahead ? k + 8 : ahead;                         \
        for (size_t l = k + 4; l < last; l++) PREFETCH(l);                    \
      }                                                                       \
      v16 ta = {0}, tb = {0}, tc = {0}, te = {0};                             \
      for (size_t j = 0; j < width; j += 16) {                                \
        v16 w = LOAD(q + j);                                                  \
        ta += LOAD(a + j) * w;                                                \
        tb += LOAD(b + j) * w;                                                \
        tc += LOAD(c + j) * w;                                                \
        te += LOAD(e + j) * w;                                                \
      }                                                                       \
      RELOAD;                                                                 \
      float sa = SCALE(k, SUM(ta)), sb = SCALE(k + 1, SUM(tb));               \
      float sc = SCALE(k + 2, SUM(tc)), se = SCALE(k + 3, SUM(te));           \
      for (size_t j = 0; j < width; j += 16) {                                \
        v16 t = LOAD(sum + j);                                                \
        t += sa * LOAD(a + j);                                                \
        t += sb * LOAD(b + j);                                                \
        t += sc * LOAD(c + j);                                                \
        t += se * LOAD(e + j);                                                \
        STORE(sum + j, t);                                                    \
      }                                                                       \
      RELOAD;                                                                 \
    }                                                                         \
    for (; k < n; k++) {                                                      \
      const float *a = ROW(k);                                                \
      v16 ta = {0};                                                           \
      for (size_t j = 0; j < width; j += 16) ta += LOAD(a + j) * LOAD(q + j); \
      float sa = SCALE(k, SUM(ta));                                           \
      for (size_t j = 0; j < width; j += 16) STORE(sum + j, LOAD(sum + j) + sa * LOAD(a + j)); \
    }                                                                         \
  }

#define DOT(a, b)                                                             \
  ({                                                                          \
    v16 _t = {0};                                                             \
    for (size_t j = 0; j < width; j += 16) _t += LOAD((a) + j) * LOAD((b) + j); \
    SUM(_t);                                                                  \
  })

#define EXTRA(k) (problem->confidence * value[k] + (1 - problem->unobserved))
// w - d (x . z) of the right-hand side minus the matrix, and d (p . z) of the matrix.
#define RESIDUAL_SCALE(k, t) ({ float _d = EXTRA(k); _d + problem->unobserved - _d * (t); })
#define PRODUCT_SCALE(k, t) (EXTRA(k) * (t))

#define BODY(WIDTH)                                                           \
  const size_t width = WIDTH;                                                 \
  const float *z = problem->factors;                                          \
  const int64_t end = problem->offsets[last];                                 \
  float r[MAX_WIDTH] __attribute__((aligned(64)));                            \
  float p[MAX_WIDTH] __attribute__((aligned(64)));                            \
  float q[MAX_WIDTH] __attribute__((aligned(64)));                            \
  __asm__ volatile("" ::"r"(r), "r"(p), "r"(q) : "memory");                   \
  for (size_t row = first; row < last; row++, x += width) {                   \
    const int64_t start = problem->offsets[row];                              \
    const size_t n = (size_t)(problem->offsets[row + 1] - start);             \
    const size_t ahead = (size_t)(end - start);                               \
    const int32_t *index = problem->indices + start;                          \
    const float *value = problem->values + start;                             \
    if (n == 0) {                                                             \
      for (size_t j = 0; j < width; j++) x[j] = 0;                            \
      continue;                                                               \
    }                                                                         \
    for (size_t j = 0; j < width; j += 16) STORE(r + j, -LOAD(x + j));        \
    SWEEP(x, r, RESIDUAL_SCALE, 1)                                            \
    float rs = DOT(r, r);                                                     \
    const float enough = rs * tolerance + 1e-20f;                             \
    for (size_t j = 0; j < width; j += 16) STORE(p + j, LOAD(r + j));         \
    for (int step = 0; step < steps && rs > enough; step++) {                 \
      for (size_t j = 0; j < width; j += 16) STORE(q + j, LOAD(p + j));       \
      SWEEP(p, q, PRODUCT_SCALE, 0)                                           \
      const float alpha = rs / DOT(p, q);                                     \
      v16 t = {0};                                                            \
      for (size_t j = 0; j < width; j += 16) {                                \
        STORE(x + j, LOAD(x + j) + alpha * LOAD(p + j));                      \
        v16 s = LOAD(r + j) - alpha * LOAD(q + j);                            \
        STORE(r + j, s);                                                      \
        t += s * s;                                                           \
      }                                                                       \
      const float next = SUM(t), beta = next / rs;                            \
      rs = next;                                                              \
      for (size_t j = 0; j < width; j += 16) STORE(p + j, LOAD(r + j) + beta * LOAD(p + j)); \
    }                                                                         \
  }

#define SOLVER(NAME, WIDTH)                                                   \
  RAPPORT_CLONES static void NAME(const rapport_als_problem *problem, size_t first, size_t last, \
                                  float *x, int steps, float tolerance) {     \
    BODY(WIDTH)                                                               \
  }

SOLVER(rows64, 64)
SOLVER(rows128, 128)
SOLVER(rows256, 256)
SOLVER(rows_any, problem->width)

void rapport_als_rows(const rapport_als_problem *problem, size_t first, size_t last, float *x,
                      int steps, float tolerance) {
  switch (problem->width) {
    case 64: rows64(problem, first, last, x, steps, tolerance); break;
    case 128: rows128(problem, first, last, x, steps, tolerance); break;
    case 256: rows256(problem, first, last, x, steps, tolerance); break;
    default: rows_any(problem, first, last, x, steps, tolerance); break;
  }
}

RAPPORT_CLONES void rapport_als_pulled_rows(const rapport_als_problem *problem,
                                            const rapport_als_pull *pull, size_t first, size_t last,
                                            float *x, int steps, float tolerance) {
  const size_t width = problem->width;
  const float *z = problem->factors;
  const int64_t end = problem->offsets[last];
  float r[MAX_WIDTH] __attribute__((aligned(64)));
  float p[MAX_WIDTH] __attribute__((aligned(64)));
  float q[MAX_WIDTH] __attribute__((aligned(64)));
  float d[MAX_WIDTH] __attribute__((aligned(64)));
  __asm__ volatile("" ::"r"(r), "r"(p), "r"(q), "r"(d) : "memory");
  for (size_t row = first; row < last; row++, x += width) {
    const int64_t start = problem->offsets[row];
    const size_t n = (size_t)(problem->offsets[row + 1] - start);
    const size_t ahead = (size_t)(end - start);
    const int32_t *index = problem->indices + start;
    const float *value = problem->values + start;
    if (n == 0) {
      for (size_t j = 0; j < width; j++) x[j] = 0;
      continue;
    }
    const float more = pull->multiples[row] - 1;
    for (size_t j = 0; j < width; j += 16) {
      v16 t = 1 + more * LOAD(pull->share + j);
      STORE(d + j, t);
      STORE(r + j, -t * LOAD(x + j));
    }
    SWEEP(x, r, RESIDUAL_SCALE, 1)
    v16 first_products = {0};
    for (size_t j = 0; j < width; j += 16) {
      v16 t = LOAD(r + j) / LOAD(d + j);
      first_products += t * LOAD(r + j);
      STORE(p + j, t);
    }
    float rs = SUM(first_products);
    const float enough = rs * tolerance + 1e-20f;
    for (int step = 0; step < steps && rs > enough; step++) {
      for (size_t j = 0; j < width; j += 16) STORE(q + j, LOAD(d + j) * LOAD(p + j));
      SWEEP(p, q, PRODUCT_SCALE, 0)
      const float alpha = rs / DOT(p, q);
      v16 t = {0};
      for (size_t j = 0; j < width; j += 16) {
        STORE(x + j, LOAD(x + j) + alpha * LOAD(p + j));
        v16 s = LOAD(r + j) - alpha * LOAD(q + j);
        STORE(r + j, s);
        t += s * s / LOAD(d + j);
      }
      const float next = SUM(t), beta = next / rs;
      rs = next;
      for (size_t j = 0; j < width; j += 16)
        STORE(p + j, LOAD(r + j) / LOAD(d + j) + beta * LOAD(p + j));
    }
  }
}

RAPPORT_CLONES double rapport_als_observed_loss(const rapport_als_problem *problem, size_t first,
                                                size_t last, const float *x) {
  const size_t width = problem->width;
  const float *z = problem->factors;
  double total = 0;
  for (size_t row = first; row < last; row++, x += width) {
    const int64_t start = problem->offsets[row];
    const size_t n = (size_t)(problem->offsets[row + 1] - start);
    const int32_t *index = problem->indices + start;
    const float *value = problem->values + start;
    for (size_t k = 0; k < n; k++) {
      const double s = DOT(x, ROW(k));
      total += (EXTRA(k) + problem->unobserved) * (1 - s) * (1 - s) - problem->unobserved * s * s;
    }
  }
  return total;
}

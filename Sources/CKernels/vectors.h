#ifndef RAPPORT_CKERNELS_VECTORS_H
#define RAPPORT_CKERNELS_VECTORS_H

#if defined(__x86_64__)
#include <immintrin.h>

// Counting bits eight words at a time is newer than the instruction sets that functions are cloned for.
#define VECTORS __attribute__((target("avx512f,avx512vl,avx512bw,avx512vpopcntdq,bmi2,popcnt")))

static inline int has_vectors(void) {
  return __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2");
}
#endif

#endif

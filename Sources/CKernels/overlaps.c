#include "include/overlaps.h"

#include <string.h>

RAPPORT_CLONES size_t rapport_overlaps(const int32_t *rows, const float *values, size_t n,
                                       const int64_t *offsets, const int32_t *columns,
                                       const float *entries, rapport_overlap *overlap,
                                       int32_t *touched) {
  size_t count = 0;
  for (size_t k = 0; k < n; k++) {
    const float value = values[k];
    const int64_t start = offsets[rows[k]], end = offsets[rows[k] + 1];
    if (k + 2 < n) {
      // Rows lie far apart; the next but one is fetched meanwhile.
      const int64_t next = offsets[rows[k + 2]];
      __builtin_prefetch(columns + next);
      if (entries) __builtin_prefetch(entries + next);
    }
    for (int64_t i = start; i < end; i++) {
      const int32_t j = columns[i];
      // Always written, kept only where it is new: no branch to mispredict.
      touched[count] = j;
      count += overlap[j].together == 0;
      overlap[j].weight += entries ? value * entries[i] : value;
      overlap[j].together += 1;
    }
  }
  return count;
}

// Weights as bits: floats above zero order like their bits taken as integers, and all others are below 1.
RAPPORT_CLONES static void weigh(const rapport_overlap *overlap, const int32_t *touched,
                                 size_t count, const float *to, int32_t *bits) {
  for (size_t i = 0; i < count; i++) {
    const float weight = overlap[touched[i]].weight * to[touched[i]];
    memcpy(bits + i, &weight, sizeof weight);
  }
}

RAPPORT_CLONES static int32_t largest(const int32_t *bits, size_t count) {
  int32_t most = 0;
  for (size_t i = 0; i < count; i++) most = bits[i] > most ? bits[i] : most;
  return most;
}

RAPPORT_CLONES static size_t count_from(const int32_t *bits, size_t count, int32_t bar) {
  int32_t n = 0;
  for (size_t i = 0; i < count; i++) n += bits[i] >= bar;
  return (size_t)n;
}

// A bar that at least `limit` of the bits reach, and few more where they differ; 1 where fewer are above
// zero. Bisection: to count what lies above a bar takes one compare for many of them, so a dozen counts
// cost less than one histogram.
static int32_t bar_for(const int32_t *bits, size_t count, size_t limit) {
  if (count <= limit) return 1;
  const size_t enough = limit + limit / 8 + 8;
  int64_t low = 1, high = (int64_t)largest(bits, count) + 1;
  // The best are within a few powers of two of the largest, so that is where the search begins.
  for (int64_t step = 1 << 23; high - step > low; step *= 2) {
    const size_t n = count_from(bits, count, (int32_t)(high - step));
    if (n >= limit) low = high - step;
    if (n >= limit && n <= enough) return (int32_t)low;
    if (n < limit) high -= step;
  }
  while (high - low > 1) {
    const int64_t middle = low + (high - low) / 2;
    const size_t n = count_from(bits, count, (int32_t)middle);
    if (n < limit) {
      high = middle;
      continue;
    }
    low = middle;
    if (n <= enough) break;
  }
  return (int32_t)low;
}

enum { RUN = 32 };

// Sorts a few distinct keys, largest first, by counting for each how many are larger.
RAPPORT_CLONES static void sort_run(const uint64_t *keys, size_t n, uint64_t *sorted) {
  for (size_t i = 0; i < n; i++) {
    const uint64_t key = keys[i];
    uint64_t larger = 0;
    for (size_t j = 0; j < n; j++) larger += keys[j] > key;
    sorted[larger] = key;
  }
}

// Sorts distinct keys, largest first: short runs, then merged without a branch on the keys.
static void sort_descending(uint64_t *keys, size_t n, uint64_t *other) {
  for (size_t start = 0; start < n; start += RUN)
    sort_run(keys + start, n - start < RUN ? n - start : RUN, other + start);
  uint64_t *from = other, *to = keys;
  for (size_t run = RUN; run < n; run *= 2) {
    for (size_t start = 0; start < n; start += 2 * run) {
      const size_t middle = start + run < n ? start + run : n;
      const size_t end = start + 2 * run < n ? start + 2 * run : n;
      size_t i = start, j = middle, k = start;
      while (i < middle && j < end) {
        const uint64_t a = from[i], b = from[j];
        const size_t left = a > b;
        to[k++] = left ? a : b;
        i += left;
        j += 1 - left;
      }
      while (i < middle) to[k++] = from[i++];
      while (j < end) to[k++] = from[j++];
    }
    uint64_t *swapped = from;
    from = to;
    to = swapped;
  }
  if (from != keys) memcpy(keys, from, n * sizeof *keys);
}

RAPPORT_CLONES size_t rapport_best_overlaps(rapport_overlap *overlap, const int32_t *touched,
                                            size_t count, int32_t self, float from,
                                            const float *to, size_t limit, int32_t *bits,
                                            uint64_t *keys, int32_t *positions, float *weights,
                                            int32_t *together) {
  if (self >= 0) overlap[self].weight = 0;
  weigh(overlap, touched, count, to, bits);
  const int32_t bar = bar_for(bits, count, limit);
  size_t n = 0;
  for (size_t i = 0; i < count; i++) {
    // The complement puts the lower position first among equals.
    keys[n] = (uint64_t)(uint32_t)bits[i] << 32 | (uint32_t)~touched[i];
    n += bits[i] >= bar;
  }
  sort_descending(keys, n, keys + n);
  const size_t kept = n < limit ? n : limit;
  for (size_t i = 0; i < kept; i++) {
    const int32_t j = (int32_t)~(uint32_t)keys[i];
    const uint32_t best = (uint32_t)(keys[i] >> 32);
    float weight;
    memcpy(&weight, &best, sizeof weight);
    positions[i] = j;
    weights[i] = weight * from;
    if (together) together[i] = overlap[j].together;
  }
  for (size_t i = 0; i < count; i++) overlap[touched[i]] = (rapport_overlap){0, 0};
  return kept;
}

void rapport_sort_by_position(int32_t *positions, float *weights, size_t n, uint64_t *keys) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, weights + i, sizeof bits);
    keys[i] = (uint64_t)(uint32_t)~positions[i] << 32 | bits;
  }
  sort_descending(keys, n, keys + n);
  for (size_t i = 0; i < n; i++) {
    const uint32_t bits = (uint32_t)keys[i];
    positions[i] = (int32_t)~(uint32_t)(keys[i] >> 32);
    memcpy(weights + i, &bits, sizeof bits);
  }
}

#ifndef RAPPORT_CKERNELS_OVERLAPS_H
#define RAPPORT_CKERNELS_OVERLAPS_H

#include "dispatch.h"

/// What two products have in common so far.
typedef struct {
  float weight;
  int32_t together;
} rapport_overlap;

/// Adds up what a product has in common with every other one.
///
/// For each of the product's `n` places `rows[k]` (customers or baskets), with value `values[k]`, and each
/// product j of that place's row (`offsets`, `columns`, `entries`): overlap[j].weight += values[k] * entry,
/// and together += 1. Without `entries` every entry is 1. Products met for the first time are appended to
/// `touched`, which has room for one more than there are products.
///
/// Returns how many were touched. `overlap` is all zero at the start.
size_t rapport_overlaps(const int32_t *rows, const float *values, size_t n, const int64_t *offsets,
                        const int32_t *columns, const float *entries, rapport_overlap *overlap,
                        int32_t *touched);

/// Picks the `limit` best of `count` touched products, best first, ties to the lower position.
///
/// The weight of j is overlap[j].weight * to[j] * from; only positive ones count, and never `self` (a
/// position, or -1 where none is left out). Clears what was touched. `bits` has room for `count`, `keys`
/// for 2 * `count`; the last three get what is returned, `together` only where it is there.
size_t rapport_best_overlaps(rapport_overlap *overlap, const int32_t *touched, size_t count,
                             int32_t self, float from, const float *to, size_t limit, int32_t *bits,
                             uint64_t *keys, int32_t *positions, float *weights,
                             int32_t *together);

/// Puts positions (distinct) in ascending order, and the weights with them; `keys` has room for 2 * `n`.
void rapport_sort_by_position(int32_t *positions, float *weights, size_t n, uint64_t *keys);

#endif

#ifndef RAPPORT_CKERNELS_NEIGHBOURS_H
#define RAPPORT_CKERNELS_NEIGHBOURS_H

#include "dispatch.h"

/// What two products have in common so far.
typedef struct {
  float weight;
  int32_t together;
} rapport_overlap;

/// Adds up what a product has in common with every other one.
///
/// For each of the product's `n` customers `rows[k]`, with value `values[k]`, and each product j of that
/// customer's row (`offsets`, `columns`, `entries`): overlap[j].weight += values[k] * entry, and together
/// += 1. Products met for the first time are appended to `touched`.
///
/// Returns how many were touched. `overlap` is all zero at the start; the caller clears what was touched.
size_t rapport_overlaps(const int32_t *rows, const float *values, size_t n, const int64_t *offsets,
                        const int32_t *columns, const float *entries, rapport_overlap *overlap,
                        int32_t *touched);

/// Picks the `limit` best of `count` touched products, best first, ties to the lower position.
///
/// The weight of j is overlap[j].weight * to[j] * from; only positive ones count, and never `self`.
/// Clears what was touched. `keys` has room for 2 · `count`; the other three get what is returned.
size_t rapport_best_overlaps(rapport_overlap *overlap, const int32_t *touched, size_t count,
                             int32_t self, float from, const float *to, size_t limit,
                             uint64_t *keys, int32_t *positions, float *weights,
                             int32_t *together);

/// The positions at which a score is at least the threshold, ascending; returns how many there are.
///
/// `found` has room for n positions; they begin with `first`.
size_t rapport_at_least(const float *scores, size_t n, float threshold, int32_t first,
                        int32_t *found);

/// Replaces every score of 0 by filling * scale + offset.
void rapport_fill_gaps(float *scores, const float *filling, size_t n, float scale, float offset);

/// scores[positions[i]] += factor * weights[i], for distinct positions.
void rapport_scatter(const int32_t *positions, const float *weights, size_t n, float factor,
                     float *scores);

#endif

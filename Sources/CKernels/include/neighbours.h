#ifndef RAPPORT_CKERNELS_NEIGHBOURS_H
#define RAPPORT_CKERNELS_NEIGHBOURS_H

#include "dispatch.h"

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

#ifndef RAPPORT_CKERNELS_BLEND_H
#define RAPPORT_CKERNELS_BLEND_H

#include "dispatch.h"

/// out[i] += w[0]·y + w[1]·√y + w[2]·ln(y + 0.001) + w[3]·ln(1 + z) with y = max(x[i], 0) · unit and
/// z = max(x[i], 0) · scale: a component's scores on their way into a blend.
void rapport_blend_add(const float *x, size_t n, float unit, float scale, const float *w,
                       float *out);

/// The largest of n floats; −∞ for none.
float rapport_maximum(const float *x, size_t n);

/// The sum and the sum of squares of n floats.
void rapport_moments(const float *x, size_t n, float *sum, float *squares);

#endif

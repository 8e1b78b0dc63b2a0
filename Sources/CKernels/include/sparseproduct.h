#ifndef RAPPORT_CKERNELS_SPARSEPRODUCT_H
#define RAPPORT_CKERNELS_SPARSEPRODUCT_H

#include "dispatch.h"

/// Multiplies one row of a sparse matrix by a dense one: out = Σ values[i] · row indices[i] of `dense`.
///
/// Rows of `dense` and `out` have `width` floats.
void rapport_sparse_row(
    const int32_t *indices, const float *values, size_t count, const float *dense, size_t width,
    float *out);

#endif

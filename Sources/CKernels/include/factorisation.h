#ifndef RAPPORT_CKERNELS_FACTORISATION_H
#define RAPPORT_CKERNELS_FACTORISATION_H

#include "dispatch.h"

/// What every row of a half-iteration of implicit ALS shares.
typedef struct {
  /// Whitened factors of the other side, row by row.
  const float *factors;
  /// Floats a row: a multiple of 16.
  size_t width;
  /// Row r holds the entries offsets[r] ..< offsets[r + 1].
  const int64_t *offsets;
  /// Rows of `factors`, one an entry.
  const int32_t *indices;
  /// Strengths r of the entries.
  const float *values;
  /// The weight of an observed cell is 1 + confidence * r.
  float confidence;
  /// The weight of every other cell.
  float unobserved;
} rapport_als_problem;

/// How the pull towards zero differs from row to row, in coordinates where it is a diagonal.
typedef struct {
  /// By coordinate: which part of its curvature is the mean pull, 0 to 1.
  const float *share;
  /// By row: the row's pull in multiples of the mean one, above 0.
  const float *multiples;
} rapport_als_pull;

/// Improves the solutions of rows [first, last) by conjugate gradients in whitened coordinates.
///
/// Row u solves (I + sum_k d_k z_k z_k') x = sum_k w_k z_k with w = 1 + confidence r and d = w - unobserved.
/// `x` holds the start and gets the solution of row `first`, then of the next, `width` floats each. A row
/// stops after `steps`, or when its squared residual has fallen to `tolerance` times the first one.
/// Rows without entries become zero.
void rapport_als_rows(const rapport_als_problem *problem, size_t first, size_t last, float *x,
                      int steps, float tolerance);

/// The same with row u's own pull: solves (D_u + sum_k d_k z_k z_k') x = sum_k w_k z_k, where D_u is the
/// diagonal 1 + (multiple_u - 1) share, which also preconditions the conjugate gradients.
void rapport_als_pulled_rows(const rapport_als_problem *problem, const rapport_als_pull *pull,
                             size_t first, size_t last, float *x, int steps, float tolerance);

/// The observed part of the loss of rows [first, last): sum_k w_k (1 - x.z_k)^2 - unobserved (x.z_k)^2,
/// where `x` holds the solutions of row `first` and those after it.
double rapport_als_observed_loss(const rapport_als_problem *problem, size_t first, size_t last,
                                 const float *x);

#endif

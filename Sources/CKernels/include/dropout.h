#ifndef RAPPORT_CKERNELS_DROPOUT_H
#define RAPPORT_CKERNELS_DROPOUT_H

#include "dispatch.h"

/// The way of an integral from a last purchase to now, in y = log(near / low).
typedef struct {
  /// How far y goes.
  double length;
  /// The near factor at the start, and its logarithm.
  double low, log_low;
  /// How much more the far factor is than the near one.
  double gap;
  /// The powers of the two factors that the integrand falls with.
  double near_power, far_power;
  /// The logarithm of the integrand at the start.
  double start;
} rapport_dropout_path;

/// Weighted sums over the n nodes of a rule on 0…1, n a multiple of 4.
///
/// With near = low·e^y, far = gap + near, y = length·node, the weight of a node is weights[j] ·
/// near^−near_power · far^−far_power · e^−start, and v = (ln near, 1/near, ln far, 1/far):
/// out[0] = Σ w, out[1…4] = Σ w v, out[5…14] = Σ w v_i v_j for i ≤ j, row by row.
void rapport_dropout_sums(const double *nodes, const double *weights, size_t n,
                          const rapport_dropout_path *path, double *out);

#endif

#ifndef RAPPORT_CKERNELS_DOT_H
#define RAPPORT_CKERNELS_DOT_H

#include "dispatch.h"

/// The inner product of two vectors of n floats.
float rapport_dot(const float *a, const float *b, size_t n);

/// The inner products of a vector with n rows of as many floats, which lie one after another.
void rapport_dots(const float *x, const float *rows, size_t width, size_t n, float *products);

/// Adds n rows of `width` floats, which lie one after another, each times its weight, to a row of sums.
void rapport_add_rows(const float *weights, const float *rows, size_t width, size_t n, float *sums);

#endif

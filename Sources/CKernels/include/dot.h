#ifndef RAPPORT_CKERNELS_DOT_H
#define RAPPORT_CKERNELS_DOT_H

#include "dispatch.h"

/// The inner product of two vectors of n floats.
float rapport_dot(const float *a, const float *b, size_t n);

#endif

#ifndef RAPPORT_CKERNELS_PROCESSOR_H
#define RAPPORT_CKERNELS_PROCESSOR_H

#include "dispatch.h"

/// How many bits this machine multiplies and adds at once: 512 (AVX-512 F, DQ, BW and VL), 256 (AVX2 and FMA),
/// or 128, also where nobody knows.
int32_t rapport_vector_bits(void);

#endif

#ifndef RAPPORT_CKERNELS_H
#define RAPPORT_CKERNELS_H

// Hand kernels that beat both OpenBLAS and what the Swift compiler makes for baseline x86-64. Each picks
// its instruction set at run time and has a portable twin in Swift that the tests compare it with.
// One header per kernel family; this umbrella includes them all.

#include "dispatch.h"
#include "blend.h"
#include "dot.h"
#include "dropout.h"
#include "factorisation.h"
#include "neighbours.h"
#include "numbertext.h"
#include "overlaps.h"
#include "processor.h"
#include "sparseproduct.h"
#include "itemsets.h"

#endif

#ifndef RAPPORT_CKERNELS_DISPATCH_H
#define RAPPORT_CKERNELS_DISPATCH_H

#include <stddef.h>
#include <stdint.h>

// RAPPORT_CLONES compiles a function once per instruction set; the loader picks the best one the machine
// has. It needs ifunc, so elsewhere than on x86-64 Linux there is one plain version.
#if defined(__x86_64__) && defined(__linux__)
#define RAPPORT_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RAPPORT_CLONES
#endif

#endif

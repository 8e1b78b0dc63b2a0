#ifndef RAPPORT_CKERNELS_NUMBERTEXT_H
#define RAPPORT_CKERNELS_NUMBERTEXT_H

#include <stddef.h>
#include <stdint.h>

/// Writes a number of twelve significant digits without an exponent and without zeros at its end.
///
/// The number is `digits` · 10^(exponent - 11); `digits` has exactly twelve digits and `exponent`, that of the
/// first one, is from -5 to 11. 32 bytes must be writable.
///
/// @return How many bytes the number takes.
size_t rapport_write_number(uint64_t digits, int exponent, uint8_t *out);

#endif

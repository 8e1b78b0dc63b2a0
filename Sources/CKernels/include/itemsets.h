#ifndef RAPPORT_CKERNELS_ITEMSETS_H
#define RAPPORT_CKERNELS_ITEMSETS_H

#include "dispatch.h"

/// Intersects rows of bits with a pivot row and keeps those with enough bits.
///
/// Each row has `words` words of 64 bits, one bit a basket. A kept row is written to `outRows` with its item
/// and count beside it. Where `outWords` is less than `words` the kept row has only the baskets of the
/// pivot, closed up: bit k is the k-th set bit of the pivot. The out buffers need room for all rows.
///
/// @return How many rows were kept; `*equal` is how many of them have as many bits as the pivot.
size_t rapport_extend_rows(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, size_t *equal);

/// Counts the items that stand before the occurrences of one item (occurrence deliver).
///
/// An occurrence is a run of `entries`: where it begins in the high half, where it ends in the low half.
/// `tally` is zero before; `found` gets each item whose count reaches `minimum` and needs room for one more.
///
/// @return How many items were found; `*touched` is how many entries were read.
size_t rapport_deliver(
    const int32_t *entries, const uint64_t *occurrences, size_t count, int32_t minimum,
    int32_t *tally, int32_t *found, size_t *touched);

/// Sets the tally of every item that stands before the occurrences to zero.
void rapport_clear_tally(
    const int32_t *entries, const uint64_t *occurrences, size_t count, int32_t *tally);

/// Sets bit k of row `places[item]` for every item before occurrence k; row −1 takes what has no place.
void rapport_fill_rows(
    const int32_t *entries, const uint64_t *occurrences, size_t count, const int32_t *places,
    uint64_t *rows, size_t words);

/// Adds up counts over all supersets: afterwards `table[m]` is the sum of the old `table[s]` over s ⊇ m.
///
/// The table has 1 << bits entries.
void rapport_superset_sums(int32_t *table, size_t bits);

#endif

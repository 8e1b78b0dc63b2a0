#ifndef RAPPORT_CKERNELS_ITEMSETS_H
#define RAPPORT_CKERNELS_ITEMSETS_H

#include "dispatch.h"

/// Reads lines of item numbers with blanks between.
///
/// `numbers` needs room for count / 2 + 1 of them, `lineEnds` for one each line break; an end is how many
/// numbers came before it.
///
/// @return How many bytes were read: all of them, or up to one that belongs to no number below 2^32.
size_t rapport_read_numbers(
    const uint8_t *bytes, size_t count, uint32_t *numbers, size_t *numberCount, uint32_t *lineEnds,
    size_t *lineCount);

/// Intersects rows of bits with a pivot row and keeps those with enough bits.
///
/// Each row has `words` words of 64 bits, one bit a basket. A kept row is written to `outRows` with its item
/// and count beside it. Where `outWords` is less than `words` the kept row has only the baskets of the
/// pivot, closed up: bit k is the k-th set bit of the pivot. The out buffers need room for all rows. `known` has the
/// count of each row with the pivot, or is null.
///
/// @return How many rows were kept; `*equal` is how many of them have as many bits as the pivot.
size_t rapport_extend_rows(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, int32_t minimum, uint64_t *outRows, size_t outWords,
    int32_t *outItems, int32_t *outCounts, const int32_t *known, size_t *equal);

/// Like `rapport_extend_rows`, for words whose bits have weights: 2 to the power of `shifts` for each word.
///
/// Rows are not closed up.
size_t rapport_extend_weighted_rows(
    const uint64_t *pivot, int32_t pivotCount, const uint64_t *rows, const int32_t *items,
    size_t count, size_t words, const uint64_t *shifts, int32_t minimum, uint64_t *outRows,
    int32_t *outItems, int32_t *outCounts, size_t *equal);

/// Turns one word of each of up to 64 rows into 64 baskets: bit r of basket b is bit b of row r's word.
///
/// `rows` is at the word of the first row and `words` the distance to the next row's; `baskets` has 64 places.
void rapport_baskets_of_rows(
    const uint64_t *rows, size_t count, size_t words, uint64_t *baskets);

/// Turns 64 baskets into one word of each of up to 64 rows; the baskets are lost.
void rapport_rows_of_baskets(uint64_t *baskets, uint64_t *rows, size_t count, size_t words);

/// Counts the baskets of each of some rows, beginning with `first`, together with every row after it.
///
/// `counts[p * count + j]` is that of rows `first + p` and j > `first + p`; `count` is how many rows there are.
void rapport_count_pairs(
    const uint64_t *rows, size_t first, size_t pivots, size_t count, size_t words, int32_t *counts);

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

/// Counts the items that stand before the occurrences of one item, when they are many.
///
/// @return How many entries were read; `rapport_frequent_items` finds the frequent ones in the tally.
size_t rapport_count_before(
    const int32_t *entries, const uint64_t *occurrences, size_t count, int32_t *tally);

/// Finds the items whose tally reaches the minimum, in ascending order; `found` needs room for one more.
size_t rapport_frequent_items(
    const int32_t *tally, size_t items, int32_t minimum, int32_t *found);

/// Writes what stands before the occurrences anew, with new item numbers, and deals out its occurrences.
///
/// An item's new number is its place; items of place -1 are left out. `ends[place]` is where the next
/// occurrence of an item goes and is moved on; `ends[-1]` is a slot that nobody reads. An occurrence with
/// nothing before it is not kept.
void rapport_project(
    const int32_t *entries, const uint64_t *occurrences, size_t count, const int32_t *places,
    int32_t *outEntries, uint64_t *outOccurrences, int32_t *ends);

/// Like `rapport_project`, for baskets with one entry before each that says where the whole basket ends.
///
/// That entry is copied, and every occurrence is kept.
void rapport_project_whole(
    const int32_t *entries, const uint64_t *occurrences, size_t count, const int32_t *places,
    int32_t *outEntries, uint64_t *outOccurrences, int32_t *ends);

/// Narrows down the items above one item that are in every one of some baskets and not in a set.
///
/// A basket is where it ends in `ranks`; its items ascend and `item` is one of them. `common` has the `known`
/// items found so far, descending, or is filled from the first basket where `known` is INT64_MAX; it needs
/// room for one more than a basket.
///
/// @return How many items are left in `common`.
int64_t rapport_common_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const uint8_t *isInSet,
    int32_t *common, int64_t known);

/// Whether an item above one item, not in a set, is in at least `minimum` of some baskets.
///
/// Baskets are as for `rapport_common_after`; `tally` is zero before and after.
int rapport_any_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const uint8_t *isInSet,
    int32_t minimum, int32_t *tally);

/// Finds the items above one item, not in a set, that are in at least `minimum` of some baskets.
///
/// Baskets are as for `rapport_common_after`; `tally` is zero before and holds the counts afterwards; `found` needs
/// room for one more.
size_t rapport_frequent_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const uint8_t *isInSet,
    int32_t minimum, int32_t *tally, int32_t *found);

/// Sets the tally of every item above one item in some baskets to zero.
void rapport_forget_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, int32_t *tally);

/// Sets bit k of row `rowOf[i]` for every item i above one item in basket k, and the item's tally to zero.
///
/// Row −1 takes what has no row.
void rapport_fill_rows_after(
    const int32_t *ranks, const int32_t *baskets, size_t count, int32_t item, const int32_t *rowOf,
    int32_t *tally, uint64_t *rows, size_t words);

/// Counts the baskets that are in every row of each subset of 2 to 4 rows.
///
/// Entry m of `table` is that of the rows whose bits m has; entries of single rows are left alone, and the empty
/// subset's too. A basket counts 2 to the power of its word's shift, or 1 where `shifts` is null.
void rapport_count_subsets(
    const uint64_t *rows, size_t count, size_t words, const uint64_t *shifts, int32_t *table);

/// Counts, for every subset of up to 16 rows, the baskets that are in exactly these rows.
///
/// Bit r of a mask is row r; the table has 1 << count entries. The entry of the empty mask means nothing. A
/// basket counts 2 to the power of its word's shift, or 1 where `shifts` is null.
void rapport_mask_counts(
    const uint64_t *rows, size_t count, size_t words, const uint64_t *shifts, int32_t *table);

/// Adds up counts over all supersets: afterwards `table[m]` is the sum of the old `table[s]` over s ⊇ m.
///
/// The table has 1 << bits entries.
void rapport_superset_sums(int32_t *table, size_t bits);

/// Adds to `byLength[n]` how many masks of n bits have a count that reaches the minimum, for n > 0.
///
/// The table is one of sums: no mask has more than a part of it has. `byLength` has bits + 1 entries, or 7 if these are
/// fewer.
void rapport_tally_table(
    const int32_t *table, size_t bits, int32_t minimum, int64_t *byLength);

/// Makes the ends of lines for every subset of some items: the items' words, then the count.
///
/// A word is a block of 16 bytes: up to 15 bytes of text, their number in the last byte; the word of item i is
/// at `words + 16 * i`, and `countText` is such a block too. End m is the subset where bit k of m stands for
/// item `itemCount - 1 - k`; each takes 32 bytes of `ends`, must not be longer than that, and `ends` needs
/// room for one more.
void rapport_line_ends(
    const uint8_t *words, const int32_t *items, size_t itemCount, const uint8_t *countText,
    uint8_t *ends, uint8_t *lengths);

/// Writes one line for each end: the path, then the end.
///
/// 32 bytes beyond the path, and 64 at least in all, must be readable; 32 bytes beyond what is written, and 64
/// beyond its last line's begin, must be writable.
///
/// @return How many bytes were written.
size_t rapport_write_lines(
    const uint8_t *path, size_t pathLength, const uint8_t *ends, const uint8_t *lengths, size_t count,
    uint8_t *out);

#endif

/*
 * Running text in columns: private to pages.
 * The one idea: every piece of the flow says in which columns it is set, or that it goes across
 * all of them; a band is a stretch of pieces that say the same. A page is bands one below the
 * other, and a column of a band is filled as a page is.
 */
#ifndef PAGES_BANDS_H
#define PAGES_BANDS_H

#include "pages/compose.h"

#define COLUMNS_MOST 3

/* The frame in the columns that `style` asks for, inside its margins: the first of them. The
 * frame itself where that is one, where it is in columns already or in something else, or where
 * they were too narrow, which is reported. */
struct frame band_frame(const struct frame *frame, const struct style *style);

/* The frame for what goes across the columns it is in. */
struct frame band_across(const struct frame *frame);

/* The frame for a heading, or another block, of `style` in the frame: across the columns where
 * the style says so and nothing but the columns is around it, else the frame itself. */
struct frame band_spanned(const struct frame *frame, const struct style *style);

/* The same for a block of the document. */
struct frame band_block(const struct frame *frame, const struct block *block);

/* The band of piece `at`, or NULL where it goes across. */
const struct column_band *band_at(const struct flow *flow, size_t at);

/* How many columns there are at piece `at`. */
uint32_t band_columns(const struct flow *flow, size_t at);

/* The piece behind the last of the band that piece `at` is in: the first of the next one, or
 * where a page is to start, or the flow's end. */
size_t band_end(const struct composition *c, size_t at);

/* By how much the column of `at` stands right of the first. */
sp band_offset(const struct flow *flow, struct cursor at);

/* `y` moved down to the baseline grid. */
sp band_grid(const struct composition *c, sp y);

#endif

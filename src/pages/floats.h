/*
 * Floats: tables, figures and boxes that leave their place in the text for the top or the foot
 * of a page, or a page of their own: private to pages.
 * The one idea: a float is a small flow of its own, numbered where it is written, so that a
 * page needs only to know which range of floats falls to it; they stay in order, none comes
 * before its page, and the first that waits for the next page must stand there.
 */
#ifndef PAGES_FLOATS_H
#define PAGES_FLOATS_H

#include "pages/compose.h"

struct painter;

/* Takes `block` as a float, where its attribute or style says so and it stands in the text
 * itself, not in a box or note. False: it is to be set where it stands. One that is higher than
 * a page is reported, and its pieces are set where it stands. */
bool floats_take(const struct frame *frame, const struct block *block);

/* Whether the attribute or style of `block` gives it the column of margin notes, too. */
bool floats_full(const struct frame *frame, const struct block *block);

/* Sets the notes from mention `first` on, which were first marked in the float that is set in
 * `frame`, at its foot: they go where it goes. */
void floats_notes(const struct frame *frame, size_t first);

/* Numbers a float of `block` as written behind the last piece of the frame's flow. */
void floats_keep(const struct frame *frame, const struct floated *floated,
                 const struct block *block);

/* One past the last float that is written before piece `piece`. */
uint32_t floats_before(const struct composition *c, size_t piece);

/* Whether float `number` cannot stand in the column that starts at `from`: it goes across, or
 * wants a page. */
bool floats_across(const struct composition *c, struct cursor from, uint32_t number);

/* Whether a float waits that may stand at `from`. */
bool floats_here(const struct composition *c, struct cursor from);

/* One past the last of the waiting floats that go across over the columns from `from`, which
 * is at a page's top: `from.floating` where none does. */
uint32_t floats_opening(const struct composition *c, struct cursor from);

/* Height of floats [from, end), with the space that parts each from the text. */
sp floats_height(const struct composition *c, uint32_t from, uint32_t end);

/* One past the last float that must stand on the page from `from`: of those that wait for it
 * the first, and the others while they leave room for text, up to one that wants a page of its
 * own. */
uint32_t floats_owed(const struct composition *c, struct cursor from);

/* Whether the page from `from` holds floats only: they want it, fill it, or the text starts a
 * page. */
bool floats_alone(const struct composition *c, struct cursor from);

/* One past the last of the waiting floats that a page without text from `from` holds: at least
 * one where any waits. */
uint32_t floats_page(const struct composition *c, struct cursor from);

/* Paints floats [from, end) one below the other from `y` below the page's top edge on. `space`:
 * each after the space that parts it from the text, not before it. */
void floats_paint(struct painter *painter, uint32_t from, uint32_t end, sp y, bool space);

#endif

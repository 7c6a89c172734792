/*
 * Pieces → pages: private to pages.
 * The one idea: where a page starts is a small cursor copied by value; filling a page from a
 * cursor touches nothing, so pages can be tried again, by a greedy loop now and by an optimum
 * over the whole document later.
 */
#ifndef PAGES_COMPOSE_H
#define PAGES_COMPOSE_H

#include "pages/flow.h"

struct cursor {
    size_t piece;      /* of the flow */
    uint32_t mention;  /* the first note that is not finished */
    size_t note_piece; /* and the piece of it that comes next */
};

struct page_plan {
    struct cursor from, to;
    sp filled;          /* height of the text */
    sp notes;           /* height of the notes at the foot with their separator; 0 none */
    uint32_t notes_end; /* one past the last mention that has pieces here */
};

/* The flow with what pages need to know of the notes. */
struct composition {
    struct builder *b;
    const struct flow *flow;
    sp height;      /* of the text area */
    sp separator;   /* height of what parts notes from text */
    sp *note_sums;  /* by mention: heights of all notes before it */
    sp *note_least; /* by mention: height of its first two lines */
};

struct composition compose_new(struct builder *b, const struct flow *flow);

/* The page that starts at `from`. Always moves on. Never fails; a piece higher than a page is
 * reported and sticks out. */
struct page_plan compose_page(const struct composition *c, struct cursor from);

/* Whether nothing is left at `at`. */
bool compose_done(const struct composition *c, struct cursor at);

/* ---- walking down a page
 * -----------------------------------------------------------------------*/

struct walk {
    const struct flow *flow;
    sp grid;
    sp y;       /* the lower edge of what was placed */
    sp space;   /* before the next piece */
    bool empty; /* nothing placed yet */
};

/* Starts a page at piece `from`: what was open there opens again. */
struct walk walk_new(const struct builder *b, const struct flow *flow, size_t from);

/* `y`, which has a space of `space` above it, moved to the grid: down, or up where that takes
 * less than a quarter of the space. */
sp walk_grid(sp y, sp space, sp grid);

/* Places the next piece; gives its top. */
sp walk_piece(struct walk *walk, const struct piece *piece);

/* Height of the edges that close container `number` - 1 and all around it; of those that open
 * them again. */
sp walk_closing(const struct flow *flow, uint32_t number);
sp walk_opening(const struct flow *flow, uint32_t number);

/* ---- places for a break
 * ------------------------------------------------------------------------*/

struct candidate {
    size_t piece; /* the next page's first */
    sp filled;    /* height of the text with the edges that close */
    int rank;
    int64_t cost;
};

/* The best page end for a page from `from`; the candidate's piece is `from`'s own where none
 * fits at all. */
struct candidate distribute(const struct composition *c, struct cursor from);

/* Room that the notes of mentions [from, end) need at the foot, separator included: all of it,
 * or, with `least`, no more of the last one than it must show. */
sp notes_need(const struct composition *c, struct cursor from, uint32_t end, bool least);

#endif

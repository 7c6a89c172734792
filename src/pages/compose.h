/*
 * Pieces → pages: private to pages.
 * The one idea: where a page starts is a small cursor copied by value; filling a page from a
 * cursor touches nothing, so pages can be tried again, by a greedy loop or for an optimum over
 * the whole document.
 */
#ifndef PAGES_COMPOSE_H
#define PAGES_COMPOSE_H

#include "pages/flow.h"

struct cursor {
    size_t piece;      /* of the flow */
    uint32_t mention;  /* the first note that is not finished */
    size_t note_piece; /* and the piece of it that comes next */
    uint32_t floating; /* the first float that is not placed */
};

/* A paragraph that can be set a line shorter or longer. Its lines are of one height, which is
 * whole steps of the grid where there is one, so that all below it moves by just that. */
struct variant {
    size_t first; /* the piece of its first line */
    sp leading;
    int shorter, longer; /* what a line less or more costs; VARIANT_NONE */
};

#define VARIANT_NONE INT32_MAX
#define VARIED_MOST  2 /* paragraphs on a page that are set otherwise */

struct page_plan {
    struct cursor from, to;
    sp filled;          /* height of the text */
    sp notes;           /* height of the notes at the foot with their separator; 0 none */
    sp floated;         /* height of the floats with their spaces */
    uint32_t notes_end; /* one past the last mention that has pieces here */
    int change;         /* lines that variants add: so many of `varied` count */
    uint32_t varied[VARIED_MOST];
};

/* The flow with what pages need to know of the notes. */
struct composition {
    struct builder *b;
    const struct flow *flow;
    sp height;                /* of the text area */
    sp separator;             /* height of what parts notes from text */
    sp *note_sums;            /* by mention: heights of all notes before it */
    sp *note_least;           /* by mention: height of its first two lines */
    sp *float_sums;           /* by float: heights of all before it, with their spaces */
    struct variant *variants; /* by piece.variant - 1; NULL where none may be used */
};

struct composition compose_new(struct builder *b, const struct flow *flow);

/* Whether nothing is left at `at`. */
bool compose_done(const struct composition *c, struct cursor at);

/* The page from `from` to where the greedy rule, which sees no other page, ends it. Always
 * moves on. Never fails; a piece higher than a page sticks out. */
struct page_plan compose_page(const struct composition *c, struct cursor from);

/* ---- walking down a page
 * -----------------------------------------------------------------------*/

/* How the group that is off the grid was met: from its top or not. */
enum settling {
    SETTLE_FULL, /* in the middle of a page */
    SETTLE_TOP,  /* the page starts with it */
    SETTLE_NONE  /* the page starts inside it */
};

struct walk {
    const struct flow *flow;
    sp grid;
    sp y;       /* the lower edge of what was placed */
    sp space;   /* before the next piece */
    bool empty; /* nothing placed yet */
    enum settling settling;
};

/* Starts a page at piece `from`: what was open there opens again. */
struct walk walk_new(const struct builder *b, const struct flow *flow, size_t from);

/* `y`, which has a space of `space` above it, moved to the grid: down, or up where that takes
 * less than a quarter of the space. */
sp walk_grid(sp y, sp space, sp grid);

/* Places the next piece; gives its top. */
sp walk_piece(struct walk *walk, const struct piece *piece);

/* Height of what stands again above `piece` where it starts a page: its group's name. */
sp walk_again(const struct piece *piece);

/* Height of the edges that close container `number` - 1 and all around it; of those that open
 * them again. */
sp walk_closing(const struct flow *flow, uint32_t number);
sp walk_opening(const struct flow *flow, uint32_t number);

/* ---- ways to end a page
 * ------------------------------------------------------------------------*/

/* What a page's end can cost. */
enum cause {
    CAUSE_BREAK,     /* where it falls: `before` of the next page's first piece */
    CAUSE_WITHIN,    /* and what it is inside of */
    CAUSE_UNDERFULL, /* lines that are empty at the foot */
    CAUSE_HEADING,   /* a heading low on the page */
    CAUSE_NOTE,      /* a note goes on on the next page */
    CAUSE_FLOAT,     /* floats wait for the next page */
    CAUSE_MARGIN,    /* margin notes stand away from their lines */
    CAUSE_VARIANT,   /* paragraphs are set a line shorter or longer */
    CAUSE_LAST,      /* the last page holds but a few lines */
    CAUSES
};

struct ending {
    size_t piece;    /* the next page's first */
    sp filled;       /* height of the text with the edges that close */
    sp empty;        /* height that is left at the foot */
    uint32_t floats; /* one past the last float on the page */
    int change;      /* as a plan's */
    uint32_t varied[VARIED_MOST];
    enum rank rank;
    int costs[CAUSES];
    int64_t total; /* their sum, with the rank's */
};

struct endings {
    ARRAY(struct ending) list;
};

/* Fills `endings` with every way to end a page from `from`, in the order of the text; with none
 * where not even one piece fits. Up to VARIED_MOST paragraphs that are whole on the page may be
 * set shorter or longer (Mittelbach, "A general framework for globally optimized pagination",
 * Computational Intelligence 35, 2019, section 4). */
void distribute(const struct composition *c, struct cursor from, struct endings *endings);

/* The greedy rule's choice of `endings`: of the least rank, then the least cost, then the last.
 * NULL if there is none. */
const struct ending *endings_best(const struct endings *endings);

/* What a page without an ending costs. */
int64_t squeezed_cost(const struct composition *c, struct cursor from);

/* What a page costs whose facing page has `difference` more or less height left. */
int64_t spread_cost(const struct composition *c, sp difference);

/* The page from `from` with its notes, ended as `ending` says; NULL: with the floats that wait
 * alone, or where none does, after its first piece, though that sticks out. */
struct page_plan compose_plan(const struct composition *c, struct cursor from,
                              const struct ending *ending);

/* Room that the notes of mentions [from, end) need at the foot, separator included: all of it,
 * or, with `least`, no more of the last one than it must show. */
sp notes_need(const struct composition *c, struct cursor from, uint32_t end, bool least);

#endif

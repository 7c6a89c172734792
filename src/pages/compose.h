/*
 * Pieces → pages: private to pages.
 * The one idea: where a page starts is a small cursor copied by value; filling a page from a
 * cursor touches nothing, so pages can be tried again, by a greedy loop or for an optimum over
 * the whole document. A column, and what goes across above or below columns, is filled as a
 * page is, with a cursor that says how far down it starts.
 */
#ifndef PAGES_COMPOSE_H
#define PAGES_COMPOSE_H

#include "pages/flow.h"

struct cursor {
    size_t piece;      /* of the flow */
    uint32_t mention;  /* the first note that is not finished */
    size_t note_piece; /* and the piece of it that comes next */
    uint32_t floating; /* the first float that is not placed */
    uint32_t column;   /* of its band, from 0 */
    sp top;            /* where it starts, from the text area's top down */
    sp foot;           /* height taken at the page's foot by notes of bands above it */
    sp limit;          /* columns being balanced: how far down they may go; else 0 */
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

/* A page, or one column of it, or a band across. */
struct page_plan {
    struct cursor from, to;
    sp filled;          /* lower edge of the text, without the floats over it */
    sp notes;           /* height of the notes at the foot with their separator; 0 none */
    sp floated;         /* height of the floats with their spaces */
    uint32_t notes_end; /* one past the last mention that has pieces here */
    int change;         /* lines that variants add: so many of `varied` count */
    uint32_t varied[VARIED_MOST];
};

/* The depth that columns from a piece on come to where they have room, no notes and no floats.
 */
struct balanced {
    sp depth;      /* from their top down; 0: not sought yet */
    int64_t total; /* what it costs */
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
    size_t *ends; /* by piece: where its band ends; NULL where the flow has no columns */
    sp *sums;     /* by piece: heights of all before it that are no spaces; or NULL */
    struct balanced *balanced; /* by piece: what is known of columns from there; or NULL */
};

struct composition compose_new(struct builder *b, const struct flow *flow);

/* Whether a plan is the first of its page. */
bool plan_opens(const struct page_plan *plan);

/* How far down text and notes from `at` on may go. */
sp cursor_room(const struct composition *c, struct cursor at);

/* Whether nothing is left at `at`. */
bool compose_done(const struct composition *c, struct cursor at);

/* The page, column or band from `from` to where the greedy rule, which sees no other page, ends
 * it. Always moves on. Never fails; a piece higher than a page sticks out. */
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

/* The same at a place on a page. */
struct walk walk_at(const struct builder *b, const struct flow *flow, struct cursor from);

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
    CAUSE_COLUMNS,   /* balanced columns are not even */
    CAUSES
};

struct ending {
    size_t piece;    /* the next page's first */
    sp filled;       /* lower edge of the text with the edges that close */
    sp empty;        /* height that is left at the foot */
    uint32_t floats; /* one past the last float on the page */
    int change;      /* as a plan's */
    uint32_t varied[VARIED_MOST];
    bool stays;          /* what comes next stands below it, on the same page */
    struct cursor below; /* STAYS, and a band of balanced columns: where that starts */
    sp limit;            /* a band of balanced columns: how far down it goes; else 0 */
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

/* The same for a column that is being balanced: the cursor has a limit. Where there are ways to
 * end it near that, others are left out. `last`: only to where its band ends. */
void distribute_column(const struct composition *c, struct cursor from, bool last,
                       struct endings *endings);

/* Adds up what an ending costs. */
void ending_sum(struct ending *ending);

/* The way to go on below the band that ends before `piece` and, at `filled`, on the page, with
 * `foot` of its height taken by notes. False where what comes next has no room there. */
bool ending_below(const struct composition *c, size_t piece, sp filled, sp foot,
                  struct cursor *below);

/* The greedy rule's choice of `endings`: of the least rank, then the least cost, then the last.
 * NULL if there is none. */
const struct ending *endings_best(const struct endings *endings);

/* What a page without an ending costs. */
int64_t squeezed_cost(const struct composition *c, struct cursor from);

/* What a page costs whose facing page, or the column beside it, has `difference` more or less
 * height left. */
int64_t spread_cost(const struct composition *c, sp difference);

/* What a height left empty costs. */
int64_t empty_cost(const struct composition *c, sp empty);

/* The page, or one column of it, from `from` with its notes, ended as `ending` says; NULL: with
 * the floats that wait alone, or where none does, after its first piece, though that sticks
 * out; but where it starts below a page's top, it is left empty. Not for a band of balanced
 * columns.
 */
struct page_plan compose_plan(const struct composition *c, struct cursor from,
                              const struct ending *ending);

/* Room that the notes of mentions [from, end) need at the foot, separator included: all of it,
 * or, with `least`, no more of the last one than it must show. */
sp notes_need(const struct composition *c, struct cursor from, uint32_t end, bool least);

#endif

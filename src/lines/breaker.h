/*
 * Takes boxes, glue and penalties, gives the best places to end lines.
 * The one idea: the whole paragraph is broken at once, by the least sum of demerits over all
 * lines (Knuth and Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
 * 11, 1981); only integers decide. It knows nothing of text, fonts or pages.
 */
#ifndef LINES_BREAKER_H
#define LINES_BREAKER_H

#include "base/array.h"
#include "base/length.h"

enum breaker_kind { BREAKER_BOX, BREAKER_GLUE, BREAKER_PENALTY };

#define BREAKER_NEVER  10000    /* a penalty at which no line ends */
#define BREAKER_ALWAYS (-10000) /* a penalty at which a line must end */

struct breaker_item {
    enum breaker_kind kind;
    bool hyphen;        /* a line that ends here ends in a hyphen */
    int penalty;        /* of ending a line here; GLUE and PENALTY */
    sp width;           /* BOX, GLUE */
    sp stretch, shrink; /* GLUE; BOX: stretch is what its letters give, either way */
    sp before, after;   /* what breaking here adds to the line before and after it */
    uint32_t atom;      /* the caller's */
    uint32_t split;     /* the caller's */
};

struct breaker_rules {
    sp width;                 /* of all lines but the first */
    sp first_width;           /* of the first line */
    sp line_stretch;          /* stretch that each line has beside its glue: ragged margin */
    int tolerance;            /* the most badness (100 r³) of a line */
    int penalty_most;         /* breaks with a higher penalty are not used */
    int line_penalty;         /* added to each line's badness */
    int64_t fitness_demerits; /* neighbouring lines differ in tightness by more than a class */
    int64_t double_hyphen_demerits; /* two lines running end in hyphens */
    int64_t last_hyphen_demerits;   /* the last line but one ends in a hyphen */
    sp last_least;                  /* a last line shorter than this … */
    int64_t last_short_demerits;    /* … costs this, twice if it is of a parted word */
    bool must;                      /* overfull lines rather than no result */
    bool counted;                   /* ways with different numbers of lines are kept apart */
    size_t wanted;                  /* and this number is taken if it can be had; 0: the best */
};

struct breaker_node;

/* The breaker's room, used again for each paragraph; zeroed but for `arena` at first. */
struct breaker {
    struct arena *arena;
    ARRAY(struct breaker_node) nodes;
    ARRAY(uint32_t) breaks; /* the result: items that lines end at, in order */
    int64_t demerits;       /* the result's */
    sp last_width;          /* the natural width of its last line; 0 where it is the only one */
    size_t ends;            /* private: the first node at the last item */
};

/* Breaks `items`, of which the last must be a penalty BREAKER_ALWAYS. After a break glue and
 * penalties are dropped up to the next box. A line that ends at BREAKER_ALWAYS is filled up
 * with white. False, without a result, where no way keeps to the rules and `must` is not set.
 * Time is linear in the items for lines of bounded length. */
bool breaker_run(struct breaker *breaker, const struct breaker_item *items, size_t count,
                 const struct breaker_rules *rules);

/* After a run with `counted`: the demerits of the best way to break into `lines` lines, or
 * BREAKER_NO_WAY. Ways that are two lines or more from the best one may be missing (looseness:
 * The TeXbook, chapter 14; tex.web, section 875). */
#define BREAKER_NO_WAY INT64_MAX
int64_t breaker_demerits(const struct breaker *breaker, size_t lines);

/* The same of the best way, whatever its lines. */
int64_t breaker_least(const struct breaker *breaker);

/* 100 (amount/room)³ of a line, at most 10000; `amount` and `room` not negative. */
int breaker_badness(sp amount, sp room);

#endif

/*
 * Page plans → placed items: private to pages.
 * The one idea: a page is walked as it was when it was filled, first the edges and backgrounds
 * of what is open on it, then the text over them.
 */
#ifndef PAGES_PAINT_H
#define PAGES_PAINT_H

#include "pages/compose.h"

/* The part of a container that is on the page. */
struct edge {
    uint32_t container;
    sp top, bottom;
    bool again; /* it began on an earlier page */
    bool open;  /* its closing piece was not reached yet */
};

/* A margin note on the page: where its line is, then where it stands. */
struct hung {
    uint32_t aside;
    sp y;
};

/* What of the text reaches into the outer margin. */
struct reach {
    sp top, bottom;
};

struct painter {
    struct builder *b;
    ARRAY(struct hung) asides;   /* of the page */
    ARRAY(struct reach) reaches; /* from the top down */
    ARRAY(struct item) items;    /* of the page being painted */
    ARRAY(struct link_area) areas;
    ARRAY(sp) tops;                   /* scratch: of the pieces of a stretch */
    ARRAY(struct edge) edges;         /* scratch: outer ones first */
    struct destination *destinations; /* by place */
    struct index_pages *reached;      /* by place: the pages that anchors of it are on */
    const uint32_t *ranks;            /* of tags in reading order */
    uint32_t page;
    sp left, top;           /* of the text area */
    bool turned;            /* it counts from the corner of the page turned to be read */
    size_t turned_end;      /* items of the page that lie so, the first ones */
    bool even;              /* a left-hand page under duplex: the outer margin is left */
    enum artifact artifact; /* all is of this kind where it is not NONE */
    uint32_t section;       /* heading of level 1 current at the page's top, number + 1 */
    size_t line_count;      /* lines numbered so far */
    bool line_narrow;       /* there was no room for a number */
    bool running_wide;      /* it was reported that running matter has too little room */
    uint32_t section_first; /* first heading of level 1 on the page, number + 1 */
};

/* Paints the text of a plan, the text area's top at `y`. */
void paint_plan(struct painter *painter, const struct flow *flow, const struct page_plan *plan,
                sp y);

/* Paints pieces [from, to) of `flow`, their walk starting `y` below the page's top edge. */
void paint_pieces(struct painter *painter, const struct flow *flow, size_t from, size_t to,
                  sp y);

/* Paints a line with its measure's left edge at x and its baseline at y, from the page's
 * corner.
 */
void paint_line(struct painter *painter, const struct paragraph *paragraph, size_t line, sp x,
                sp y);

/* A filled rectangle (left, top, right, bottom) as an artifact. Paints nothing where it has no
 * colour or no area. */
void paint_fill(struct painter *painter, const sp box[4], colour ink);

/* A new item on the page with tag or artifact as `tag` and the painter say. */
struct item *paint_item(struct painter *painter, enum item_kind kind, uint32_t tag);

/* A border in the box, along its longer side. */
void paint_border(struct painter *painter, const struct border *border, const sp box[4]);

/* The edges of a box: background and borders. */
void paint_box(struct painter *painter, const struct style *style, const sp box[4]);

/* Makes what was painted the page's items, fills first and then in the order they are read, and
 * its areas; the painter is empty for the next page. */
void paint_keep(struct painter *painter, struct page *page);

/* An area of link `link` + 1. */
void paint_area(struct painter *painter, uint32_t link, const sp box[4]);

#endif

/*
 * What every file of this folder works on: the structure tree being made, the places links lead
 * to, and the notes in the order of their marks.
 * The one idea: everything here is numbered in reading order and only ever appended to, so a
 * piece of the flow can refer to it by number and pages can be tried without undoing anything.
 */
#ifndef PAGES_BUILD_H
#define PAGES_BUILD_H

#include "base/job.h"
#include "base/map.h"
#include "pages/pages.h"

struct flow;

/* A paragraph's runs and, once broken, its lines; made once and used by every trial page. */
struct paragraph {
    const struct style *style;
    struct run *runs;
    size_t count;
    struct lines lines;
    struct measure measure;          /* that they were broken to */
    uint32_t tag;                    /* its element, NO_TAG for an artifact */
    bool goes_on;                    /* more text of the element is set beside or below it */
    uint32_t aside_first, aside_end; /* margin notes written in it: of builder.asides */
    struct span span;
};

/* A heading of the text, known before the contents list is set. */
struct heading {
    const struct block *block; /* NULL for generated ones */
    struct inlines inlines;
    struct text number; /* "3.1" as printed, or empty */
    struct text plain;  /* for bookmarks and running heads */
    int level;          /* in the outline: 1 … */
    uint32_t place;
};

/* A note, numbered by its first mark. */
struct mention {
    uint32_t note;
    uint32_t place; /* where its mark's link leads */
    struct text mark;
    const struct flow *flow; /* its pieces; NULL until they are made */
};

/* A destination, and whether the flow has it. */
struct target {
    struct text id;
    uint32_t tag;
    bool defined;
};

/* A place in the text of a run; those of one run are a chain. */
struct anchor {
    uint32_t place;
    uint32_t next; /* number + 1; 0 ends */
    bool behind;   /* at the run's end, not from its start on */
};

/* Pages that a mark of the index is on, from 1; 0 where it is on none. */
struct index_pages {
    uint32_t first, last;
};

/* A block that floats; numbered where it is written. */
struct floated {
    enum placement placement;
    struct flow *flow; /* its pieces: */
    size_t from, to;
    sp room;     /* its height with the space that parts it from the text */
    bool turned; /* it has a page for itself and lies across it */
    bool across; /* as wide as the text area, not as a column of it */
};

/* A margin note: a block after the one it stands beside, or written in a line. */
struct aside {
    const struct flow *flow; /* NULL: it has no place in the margin */
    sp height;
    uint32_t next; /* number + 1 of the next one at the same piece */
    bool in_line;
    uint32_t note;          /* in a line: index into document.notes; or */
    struct paragraph *mark; /* the mark of a certainty, unbroken; else NULL */
    uint32_t after;         /* in a line: the run it is written behind, number + 1 */
    struct span span;
};

struct builder {
    struct job *job;
    struct arena *arena;
    const struct document *document;
    const struct references *references;
    struct design *design;
    struct fonts *fonts;
    bool draft;
    struct text language; /* of the document */
    sp measure;           /* the text area's width */
    sp height;            /* and height */
    const struct style *body;
    ARRAY(struct tag) tags;
    ARRAY(struct target) places;
    ARRAY(struct link) links;
    ARRAY(struct heading) headings;
    size_t heading_next; /* the first one the flow has not reached */
    ARRAY(struct mention) mentions;
    ARRAY(struct anchor) anchors;
    uint32_t *mark_places;  /* by mark of the index: place + 1; NULL where none is printed */
    uint32_t *entry_places; /* by entry of the index that others name: the same */
    const struct index_pages *known; /* by mark, of the round before; NULL in the first */
    bool greedy; /* page breaks are chosen page by page, as in a last round */
    ARRAY(struct floated) floats;
    ARRAY(struct aside) asides;
    size_t mention_next;    /* the first one without a flow */
    bool in_note;           /* notes mentioned in a note wait until it is done */
    uint32_t *note_mention; /* by note number: mention + 1, 0 while unmentioned */
    bool notes_below;       /* what is mentioned now stands under the table it is in: */
    ARRAY(struct mention) below;
    struct map place_ids; /* id → place + 1, as a pointer's value */
    struct map captions;  /* "t2", "f1" → the same, where a list leads there */
    uint32_t explain;     /* page whose end is to be explained, from 1; 0 none */
    struct text explanation;
    bool letter_marks; /* notes are marked a, b, c: the cites are raised numbers */
};

/* A builder for the input, with nothing in it yet. */
struct builder *builder_new(struct job *job, const struct page_input *input);

/* ---- tags
 * -------------------------------------------------------------------------------------*/

/* A new last child of `parent` (NO_TAG: an artifact's, gives NO_TAG); its number. */
uint32_t tag_new(struct builder *b, enum tag_role role, uint32_t parent, struct span span);

/* The leaf that text going on in `parent` belongs to: its last child if that is a leaf, else a
 * new one. NO_TAG for NO_TAG. */
uint32_t tag_leaf(struct builder *b, uint32_t parent, struct span span);

/* The rank of each tag in reading order, the root's 0. In the arena. */
uint32_t *tag_ranks(struct builder *b);

/* The tag itself, valid until the next one is made. */
struct tag *tag_at(struct builder *b, uint32_t tag);

/* ---- places and links
 * -------------------------------------------------------------------------*/

/* The number of the place `id`, made if it is not known yet. */
uint32_t place_find(struct builder *b, struct text id);

/* A place of its own, without an id anyone can name. */
uint32_t place_new(struct builder *b);

/* Says that the flow has `place`, and the element it points at. */
void place_define(struct builder *b, uint32_t place, uint32_t tag);

/* A link with its TAG_LINK element under `parent`; its number. `place` or `url` says where. */
uint32_t link_new(struct builder *b, uint32_t parent, uint32_t place, struct text url,
                  struct span span);

/* ---- small helps
 * ------------------------------------------------------------------------------*/

/* The style of `role` under `parent`. */
const struct style *role_style(struct builder *b, const struct style *parent, const char *role);

/* `a`, `b`, `c` in one text of the arena. */
struct text text_join(struct arena *arena, struct text a, struct text b, struct text c);

/* A whole number as text; as letters: 1 is "a", 27 "aa". */
struct text text_decimal(struct arena *arena, int64_t number);
struct text text_letters(struct arena *arena, size_t number);

#endif

/*
 * Takes the document, what evidence found, and the design; gives pages of placed items and the
 * tag tree. The one idea: everything painted carries either a tag (a leaf of the structure
 * tree) or is an artifact; the tree is made in reading order while the text is laid out, so a
 * paragraph over two pages is still one element. The PDF writer decides nothing.
 */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "document/document.h"
#include "evidence/evidence.h"
#include "lines/lines.h"

/* ---- structure
 * -------------------------------------------------------------------------------*/

enum tag_role {
    TAG_DOCUMENT,
    TAG_SECT,
    TAG_DIV,
    TAG_ASIDE_BOX,
    TAG_TITLE,
    TAG_P,
    TAG_H, /* level in `level` */
    TAG_L,
    TAG_LI,
    TAG_LBL,
    TAG_LBODY,
    TAG_TABLE,
    TAG_THEAD,
    TAG_TBODY,
    TAG_TR,
    TAG_TH,
    TAG_TD,
    TAG_CAPTION,
    TAG_FIGURE,
    TAG_NOTE,
    TAG_REFERENCE,
    TAG_LINK,
    TAG_SPAN,
    TAG_QUOTE,
    TAG_BLOCK_QUOTE,
    TAG_CODE,
    TAG_TOC,
    TAG_TOCI,
    TAG_INDEX,
    TAG_BIB_ENTRY,
    TAG_FORM_BLANK,
    TAG_TEXT /* a leaf: marked content; no element of its own, it holds its place in the
                parent's children */
};

enum scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW, SCOPE_BOTH };
enum numbering {
    NUMBERING_NONE,
    NUMBERING_DISC,
    NUMBERING_CIRCLE,
    NUMBERING_SQUARE,
    NUMBERING_DECIMAL
};

/* Tags are numbered in the order they are made; number 0 is the document, "no tag" is NO_TAG.
 */
#define NO_TAG ((uint32_t)0xFFFFFFFF)

struct tag {
    enum tag_role role;
    uint32_t parent;
    uint32_t first, last, next;     /* children in reading order; NO_TAG ends */
    int level;                      /* TAG_H */
    enum scope scope;               /* TAG_TH */
    enum numbering numbering;       /* TAG_L */
    uint32_t column_span, row_span; /* 0 and 1: one */
    uint32_t header_count;          /* TAG_TH, TAG_TD: the cells that head it */
    const uint32_t *headers;        /* their tags, which have an id; NULL: by scope */
    uint32_t link;                  /* TAG_LINK: link number + 1 */
    struct text language;           /* empty: the parent's */
    struct text alternative;        /* Alt */
    struct text actual;             /* ActualText */
    struct text expansion;          /* E */
    struct text id;                 /* notes and table headers: unique ID, or empty */
    sp box[4];                      /* figures: left, top, right, bottom on their page */
    struct span span;               /* what it came from */
};

/* ---- what is painted
 * -------------------------------------------------------------------------*/

enum item_kind {
    ITEM_GLYPHS, /* fragments of one run on one line */
    ITEM_FILL,   /* a filled rectangle: rules, backgrounds */
    ITEM_STROKE, /* a stroked straight line, solid or dashed */
    ITEM_PATH,   /* a filled or stroked outline: marks, ticks, triangles */
    ITEM_IMAGE
};

enum artifact {
    ARTIFACT_NONE,
    ARTIFACT_LAYOUT,
    ARTIFACT_BACKGROUND,
    ARTIFACT_HEADER,
    ARTIFACT_FOOTER
};

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

struct path_point {
    enum path_verb verb;
    sp x[3], y[3]; /* from the item's x and y; CURVE uses three, MOVE and LINE the first */
};

/* Positions are from the page's top left corner, y downward. Items are in painting order. */
struct item {
    enum item_kind kind;
    enum artifact artifact; /* NONE exactly where tag is not NO_TAG */
    uint32_t tag;           /* a TAG_TEXT leaf, or a TAG_FIGURE's leaf */
    sp x, y;          /* GLYPHS: the line's left edge and baseline; else top left, start */
    sp width, height; /* FILL, IMAGE; STROKE: the vector */
    sp line_width;    /* STROKE; PATH: stroked with it, 0 filled */
    colour colour;
    bool dashed;
    const struct fragment *fragments; /* GLYPHS */
    size_t fragment_count;
    const struct run *runs;        /* GLYPHS: that its fragments name by number */
    const struct path_point *path; /* PATH */
    size_t path_count;
    uint32_t image;    /* IMAGE: source number of the file */
    uint32_t columns;  /* IMAGE: its pixels across */
    struct text shows; /* PATH or STROKE: the text it stands for, for ActualText, or empty */
};

/* ---- links, destinations, outline
 * ------------------------------------------------------------*/

#define LINK_NOWHERE ((uint32_t)0xFFFFFFFF)

struct destination {
    struct text id;
    uint32_t page; /* index */
    sp y;          /* from the top */
    uint32_t tag;  /* the element it points at */
};

struct link {
    struct text url;      /* or empty: */
    uint32_t destination; /* index into destinations, LINK_NOWHERE if url */
    uint32_t tag;         /* its TAG_LINK element */
    struct text contents; /* what it says, for /Contents */
};

struct link_area {
    uint32_t link; /* index into links */
    sp left, top, right, bottom;
    uint32_t order; /* of its view in reading; 0 without views */
};

struct bookmark {
    struct text title;
    int level; /* 1 … */
    uint32_t destination;
};

/* ---- pages
 * -----------------------------------------------------------------------------------*/

/* A page on a sheet that holds several, or one scaled or moved: its items, which keep their
 * places on the page, and where that comes to lie. Or what of a page is turned, by 90°
 * anticlockwise: its items count from the top left corner as they are read. */
struct view {
    size_t first, count; /* of the sheet's items */
    bool turned;
    sp x, y;        /* where that corner lies on the sheet */
    int64_t scale;  /* in 1/65536 */
    uint32_t order; /* of the page in reading: its index before */
};

#define VIEW_SCALE_ONE ((int64_t)65536)

/* A part of a page from its left to its right margin or one column of it, with text. */
struct page_column {
    uint32_t number, count; /* from 1, of so many; 1 of 1 goes across */
    sp x, y, width, height;
};

/* A sheet's sides: left, top, right, bottom; all 0 where it is the whole sheet. */
struct edges {
    sp left, top, right, bottom;
};

struct page {
    size_t item_count;
    struct item *items;
    size_t area_count;
    struct link_area *areas;
    size_t column_count; /* 0: all is set in one */
    struct page_column *columns;
    struct text label; /* "iv", "12" */
    bool rotated;      /* a screen shows it turned clockwise, for what is turned to be read */
    size_t view_count; /* items in no view are where they say */
    struct view *views;
    struct edges trim, bleed; /* what is left when it is cut; what paint reaches */
};

/* How both sides of a sheet are to lie. */
enum binding { BINDING_NONE, BINDING_LONG_EDGE, BINDING_SHORT_EDGE };

struct metadata {
    struct text title, subject, keywords, language, version, licence, identifier;
    struct texts authors;
    struct text fingerprint; /* of the content; or empty */
    struct date date;        /* the version's, else the day it was made; year 0: neither */
    struct date review_by;
    enum binding binding;
};

struct pages {
    sp width, height;
    size_t count;
    struct page *items;
    size_t tag_count;
    struct tag *tags;
    size_t destination_count;
    struct destination *destinations;
    size_t link_count;
    struct link *links;
    size_t bookmark_count;
    struct bookmark *bookmarks;
    struct metadata metadata;
    bool draft;
    struct text explanation; /* of the page that was asked for, or empty */
    size_t listed;           /* pages at the end that are no part of the document: */
    struct blocks faults;    /* the list of a draft's faults, and what it says */
};

struct page_input {
    const struct document *document;
    const struct references *references;
    struct design *design;
    struct fonts *fonts;
    bool draft;              /* print DRAFT on each page */
    uint32_t explain;        /* page, from 1, whose end is to be explained; 0 none */
    struct text fingerprint; /* of the content, for the metadata; or empty */
    struct date made;        /* for a document without a date; year 0: none */
};

/* Lays the whole out. Reports what does not fit; NULL where nothing usable came of it. */
const struct pages *pages_build(struct job *job, const struct page_input *input);

/* The same, set as tight as it takes, but no tighter, for all to fit the pages or sheets that
 * the layout's `fit` allows: first the space between blocks gives way, then the leading, then
 * the type. Says in a note what was found; where even the tightest does not do, reports by how
 * many lines and which blocks are largest. Without a `fit` it is pages_build. */
const struct pages *pages_fit(struct job *job, const struct page_input *input);

/* The pages of a draft with every error and warning that was reported so far: a sign and a
 * number in the margin beside each line a fault stands in, and pages at the end that list them
 * in the order of the numbers, those that stand on no page last. `pages` itself where there are
 * none. What pages_fit gave for the same input; in the job's arena. */
const struct pages *pages_faults(struct job *job, const struct page_input *input,
                                 const struct pages *pages);

/* Placed items by page, for `dump pages`; and the tag tree with the text of its leaves, for
 * `dump tags`. */
void pages_dump(const struct pages *pages, struct buffer *out);
void pages_dump_tags(const struct pages *pages, struct buffer *out);
/* Every paragraph's lines, for `dump lines`. */
void pages_dump_lines(const struct pages *pages, struct buffer *out);

#endif

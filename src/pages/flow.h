/*
 * Blocks → pieces, one below the other: private to pages.
 * The one idea: the flow is one list; a page is a stretch of it, a place for a page break is an
 * index into it, and every piece says what a break before it costs.
 */
#ifndef PAGES_FLOW_H
#define PAGES_FLOW_H

#include "pages/inline.h"
#include "pages/keep.h"

/* ---- pieces
 * -----------------------------------------------------------------------------------*/

enum piece_kind {
    PIECE_SPACE, /* dropped at the top and foot of a page */
    PIECE_LINE,
    PIECE_ROW, /* of a table */
    PIECE_IMAGE,
    PIECE_RULE,
    PIECE_OPEN, /* the top edge of a container; belongs to the container around it */
    PIECE_CLOSE /* its bottom edge; belongs to the container itself */
};

/* What stands beside a line: a list's marker, a contents entry's page number. */
enum beside_kind { BESIDE_TEXT, BESIDE_MARK, BESIDE_PAGE };

struct beside {
    const struct beside *next;
    enum beside_kind kind;
    const struct paragraph *paragraph; /* TEXT: its first line */
    enum mark mark;                    /* MARK */
    bool ticked;                       /* MARK: a box with a tick in it */
    const struct style *style;         /* MARK, PAGE */
    sp x;                              /* left edge; PAGE: right edge */
    uint32_t tag;                      /* leaf for MARK and PAGE */
    uint32_t link;                     /* PAGE: number + 1 */
    uint32_t place;                    /* PAGE: whose page */
};

struct cell_lines {
    const struct paragraph *paragraph;
    size_t first, end; /* lines */
    sp x, y;           /* from the row's top left */
};

/* Stretches of a row's rule, from the left on, that are left out. */
struct gaps {
    size_t count;
    struct gap {
        sp left, right; /* from the row's left */
    } * items;
};

struct row {
    size_t count;
    struct cell_lines *cells;
    const struct style *style; /* of its cells: borders and background */
    sp x, width, height;
    struct gaps above, below;
    const struct row *again; /* painted above it where it starts a page; or NULL */
    const struct row *over;  /* painted over it there; or NULL */
    struct span span;
};

struct figure {
    struct figure *next; /* beside it, or NULL */
    uint32_t image;      /* source number */
    uint32_t columns;    /* pixels across */
    uint32_t tag;        /* the TAG_FIGURE element */
    uint32_t leaf;
    uint32_t place; /* number + 1 of the place that is there, besides the piece's; 0 none */
    sp x, y;        /* from the piece's top left */
    sp column;      /* likewise, the left edge of what is set below it */
    sp width, height;
    struct span span;
};

struct piece {
    enum piece_kind kind;
    enum keep before; /* what a break before it does */
    enum keep within; /* and what it is inside of: adds its cost to one of rank free */
    bool forced;      /* a page starts here */
    sp x;             /* left edge in the text area; LINE: of the measure */
    sp height;
    sp width;           /* RULE: its length */
    sp reach;           /* by how much its frame passes the text area, into the outer margin */
    uint32_t container; /* number + 1 of the innermost one; 0 none */
    uint32_t band;      /* number + 1 of the columns it is set in; 0: across the page */
    uint32_t mention_end; /* notes mentioned up to and with this piece */
    uint32_t float_end;   /* floats written up to behind this piece */
    uint32_t aside;       /* number + 1 of the first margin note beside it; 0 none */
    uint32_t place;       /* number + 1 of the place that is here; 0 none */
    uint32_t heading;     /* number + 1 of the heading that starts here */
    uint32_t line;        /* LINE */
    uint32_t variant;     /* the last LINE of a paragraph: number + 1 of what else it can be */
    uint32_t critical;    /* number + 1 of what must not be cut and holds it; 0 none */
    bool on_grid;         /* its top sits on the baseline grid */
    bool leads;           /* the first piece of a group off the grid that is no space */
    sp settle;     /* SPACE: what it gets so that the text after its group is on the grid */
    sp settle_top; /* the same where the group stands at a page's top */
    union {
        const struct paragraph *paragraph; /* LINE */
        const struct row *row;             /* ROW */
        const struct figure *figure;       /* IMAGE */
        const struct style *style;         /* RULE */
        uint32_t opened;                   /* OPEN: the container's number */
    } of;
    const struct beside *beside;
};

/* A box or table around pieces. Across a page turn its foot edge closes the one page and its
 * top edge (a table: its head) opens the next. */
enum container_kind { CONTAINER_BOX, CONTAINER_TABLE };

struct container {
    enum container_kind kind;
    uint32_t parent; /* number + 1 */
    const struct style *style;
    sp x, width;
    sp reach;          /* as a piece's */
    sp open, close;    /* heights of its edges */
    sp again;          /* height of what opens it on a further page */
    struct row **head; /* TABLE: rows repeated there */
    size_t head_count;
    bool on_grid; /* pieces in it sit on the grid */
};

/* What must not be cut: the pieces that name it, or what it holds. */
struct critical {
    uint32_t parent; /* number + 1 of what holds it; 0 none */
    const char *what;
    struct span span;
    bool told; /* reported as cut */
};

/* Columns that pieces are set in, which have the left edge of the first. */
struct column_band {
    uint32_t columns; /* 2 or more */
    sp gap;
    sp left, width; /* of all of them */
    sp column;      /* width of one */
    struct border rule;
};

struct flow {
    ARRAY(struct piece) pieces;
    ARRAY(struct column_band) bands;
    ARRAY(struct critical) criticals;
    ARRAY(struct container) containers;
    /* what waits for the next piece */
    sp space;         /* the larger of after and before */
    sp limit;         /* the most space before the next piece; 0 no limit */
    bool top;         /* at a container's top: no space before */
    enum keep before; /* the least a break does */
    bool forced;      /* a page starts */
    uint32_t place;   /* number + 1 */
    uint32_t heading; /* number + 1 */
    const struct beside *beside;
    uint32_t float_end;          /* floats written so far */
    size_t block_first;          /* first piece of the last block that did not float */
    const struct block *floated; /* the last block set, if it floats */
    bool floated_indent;         /* and whether a paragraph stands before it */
};

/* Where blocks are set: passed by value down the tree. */
struct frame {
    struct builder *b;
    struct flow *flow;
    const struct style *style; /* that roles are looked up under */
    uint32_t tag;              /* the element blocks go into */
    uint32_t container;        /* number + 1 */
    uint32_t columns;          /* number + 1 of the band it is a column of; 0 none */
    sp left, width;
    sp reach;      /* by how much it, or what it is in, passes the text area */
    bool full;     /* the next margins let it take the column of margin notes */
    bool tight;    /* no space between paragraphs */
    bool off_grid; /* lines keep their distances, not the grid */
    bool beside;   /* in the margin, a column’s float, or turned: nothing reaches out */
    bool turned;   /* on a turned page */
    bool own;      /* a flow of its own, for a float: blocks in it do not float */
    bool indent;   /* a paragraph's first line is indented here: it follows another */
    int depth;
    struct situation situation; /* of the block that is set, among its siblings */
};

/* The style of `role` for the block that the frame is given for, in its situation. */
const struct style *block_style(const struct frame *frame, const char *role);

/* The frame inside `style`'s margins. Negative ones reach into the page's margin, but not out
 * of a box or list. */
struct frame frame_inside(const struct frame *frame, const struct style *style);

/* Asks for at least `amount` of space before the next piece. */
void flow_space(struct flow *flow, sp amount);

/* A break before the next piece does at least `before`. */
void flow_keep(struct flow *flow, enum keep before);

/* A new last piece in the frame's container, with what waited for it; valid until the next. */
struct piece *flow_push(const struct frame *frame, enum piece_kind kind, sp height,
                        enum keep before);

/* Adds `item` to what stands beside the next piece. */
void flow_beside(const struct frame *frame, struct beside item);

/* Pieces of the broken lines of a paragraph at the frame's left edge, and of the notes it
 * mentions (their tags go into the frame's element). Spaces before and after are the style's
 * unless `tight`. */
void flow_lines(const struct frame *frame, const struct paragraph *paragraph);

/* The notes mentioned up to the end of `line`, given those before it. */
uint32_t line_mentions(const struct paragraph *paragraph, const struct line *line,
                       uint32_t before);

/* Breaks a paragraph to the frame less its style's margins and adds its lines. */
void flow_set(const struct frame *frame, struct paragraph *paragraph, sp indent);

/* A paragraph of inlines with its element `role`, broken to the frame, as pieces. */
struct paragraph *flow_paragraph(const struct frame *frame, struct inlines inlines,
                                 const struct style *style, enum tag_role role);

void flow_blocks(const struct frame *frame, struct blocks blocks);
void flow_block(const struct frame *frame, const struct block *block);

/* Block `at` of its siblings: what stands before it decides on indent and keeping. */
void flow_sibling(const struct frame *frame, struct blocks blocks, size_t at);

/* Makes the pieces from `first` on stay together; where they are higher than a page that cannot
 * be, which is said at `span`, and they stay as they are. */
void flow_together(const struct frame *frame, size_t first, struct span span);

/* Makes breaks of rank free between the pieces from `first` on cost what `within` does more. */
void flow_within(struct flow *flow, size_t first, enum keep within);

/* Moves the pieces of `other`, a flow of the same measure, behind the last; what waits takes
 * its place before the first. */
void flow_append(const struct frame *frame, const struct flow *other);

/* Height of all pieces as they are placed on a page. */
sp flow_walk_height(const struct builder *b, const struct flow *flow);

/* Sum of the pieces' heights from `first` on. */
sp flow_height(const struct flow *flow, size_t first);

/* Opens a container; its number. Closes it. */
uint32_t flow_open(const struct frame *frame, struct container container);
void flow_close(const struct frame *frame, uint32_t container);

/* Finds by how much the spaces around what is off the grid grow or shrink, so that the space
 * that brings the text after it back to the grid does not all stand behind it. */
void flow_settle(struct builder *b, struct flow *flow);

/* ---- by block
 * ---------------------------------------------------------------------------------*/

void list_flow(const struct frame *frame, const struct block *list);
void terms_flow(const struct frame *frame, const struct block *terms);
void box_flow(const struct frame *frame, const struct block *box);

/* The style of a box of the kind `role`. */
const struct style *box_style(const struct frame *frame, struct text role);

/* Opens a container with `style`'s edges; the frame inside it and the container's number. */
struct frame box_open(const struct frame *frame, const struct style *style,
                      uint32_t *container);
void quote_flow(const struct frame *frame, const struct block *quote);
void table_flow(const struct frame *frame, const struct block *block);
void figure_flow(const struct frame *frame, const struct block *block);

/* The figure of the image of `block` with the element `tag`, made smaller where the frame asks
 * for it; NULL after a report where the image does not say its size. */
struct figure *figure_new(const struct frame *frame, const struct block *block, uint32_t tag);

/* The pictures of `block`, which has several, in the element `tag`; `style` is the figure's. */
void panels_flow(const struct frame *frame, const struct block *block,
                 const struct style *style, uint32_t tag);

void code_flow(const struct frame *frame, const struct block *block);
void heading_flow(const struct frame *frame, const struct block *block);
void entry_flow(const struct frame *frame, const struct block *block, sp label_width);

/* The place of a table or figure, which lists may lead to; PLACE_NONE where nothing can name
 * it.
 */
#define PLACE_NONE ((uint32_t)0xFFFFFFFF)
uint32_t caption_place(struct builder *b, const struct block *block);

/* "Table 2" in the style `role`, where it has a number, and the caption after it. */
void caption_runs(struct runs *runs, struct voice voice, const char *role,
                  const struct block *block);

/* The width of the widest label of the bibliography entries. */
sp entry_label_width(const struct frame *frame, struct blocks entries);

/* Where the baseline lies below the top of a line's slot. */
sp line_baseline(const struct builder *b, const struct style *style, bool on_grid);

#endif

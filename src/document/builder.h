/*
 * Takes the nodes of prepared Markdown in reading order, gives blocks and inlines.
 * The one idea: inlines come first as flat lists of pieces (text, single marks, tokens,
 * finished nodes), one list a level, so that brackets, sub- and superscripts are matched over
 * siblings, and markup inside a citation's prefix is no obstacle.
 */
#ifndef DOCUMENT_BUILDER_H
#define DOCUMENT_BUILDER_H

#include "document/markdown.h"
#include "document/prepared.h"
#include "document/reader.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_OPEN,      /* [ */
    PIECE_CLOSE,     /* ] */
    PIECE_TILDE,     /* ~ */
    PIECE_CARET,     /* ^ */
    PIECE_SEMICOLON, /* ; */
    PIECE_TOKEN,
    PIECE_NODE
};

#define NO_PARTNER UINT32_MAX

struct piece {
    enum piece_kind kind;
    uint32_t at; /* bytes [at, end) of the prepared text */
    uint32_t end;
    uint32_t partner; /* the piece that closes or opens this one, or NO_PARTNER */
    struct text text; /* as printed, if it turns out to be text */
    const struct token *token;
    struct inline_node *node;
};

/* One level of inlines while its pieces are gathered. */
struct level {
    ARRAY(struct piece) pieces;
    enum node_kind kind;
    uint32_t at;
    bool pointed; /* a link written "<…>" */
    struct text url;
    struct text title;
};

/* An open block. */
struct frame {
    struct block block;
    bool token;                          /* opened by a token, not by a node of cmark */
    const struct attributes *attributes; /* of a box */
    uint32_t note;                       /* of a footnote's frame: its number + 1, else 0 */
    size_t base;                         /* where its children start in builder.blocks */
};

#define FRAMES_MOST (2 * NESTING_MOST + 8)

struct builder {
    struct builder *next; /* in reader.spare */
    struct reader *reader;
    const struct prepared *prepared;
    size_t frame_count;
    size_t skipped;             /* nodes entered beyond FRAMES_MOST */
    ARRAY(struct block) blocks; /* finished blocks whose parent is open */
    struct level levels[INLINES_MOST];
    size_t level_count;
    size_t level_skipped;              /* likewise beyond INLINES_MOST */
    size_t links;                      /* levels that are links */
    ARRAY(struct inline_node) inlines; /* finished inlines whose parent is not */
    uint32_t at; /* the cursor: what comes before this byte of the prepared text is read */
    size_t line; /* its line */
    struct pipe_table *table;      /* the table whose cells come now */
    size_t cell;                   /* the next one */
    ARRAY(struct cite_item) items; /* of citations being read */
    ARRAY(struct inlines) fragments;
    struct frame frames[FRAMES_MOST]; /* last: one is filled when it is opened, not before */
};

/* ---- pieces.c: nodes to pieces */

/* Moves the cursor to where the content of prepared line `line` starts. */
void pieces_start(struct builder *builder, size_t line);

/* Opens a level of inlines; NODE_PARAGRAPH or NODE_HEADING for a block's own. */
void pieces_open(struct builder *builder, const struct node *node);

/* Closes an inline node's level and adds it to the level around. */
void pieces_close(struct builder *builder, const struct node *node);

/* Adds a node without children. */
void pieces_leaf(struct builder *builder, const struct node *node);

/* The innermost level. */
struct level *pieces_level(struct builder *builder);

/* ---- inlines.c: pieces to inlines */

/* The inlines of the pieces [low, high) of one level. */
struct inlines inlines_build(struct builder *builder, struct piece *pieces, size_t count);

/* The same for a part of a level whose brackets are matched. */
struct inlines inlines_range(struct builder *builder, struct piece *pieces, size_t low,
                             size_t high);

/* Adds a node that covers pieces [first, last] to the list being built. */
struct inline_node *inlines_add(struct builder *builder, enum inline_kind kind,
                                const struct piece *first, const struct piece *last);

/* Appends the text of pieces [low, high), markup left out, tokens as written. */
void inlines_plain(const struct builder *builder, const struct piece *pieces, size_t low,
                   size_t high, struct buffer *out);

/* ---- cites.c */

/* Whether the matched brackets at `open` hold a citation group: each part between semicolons
 * has a key. */
bool cites_is_group(const struct piece *pieces, size_t open);

/* Adds that group; gives the piece behind it. */
size_t cites_group(struct builder *builder, struct piece *pieces, size_t open);

/* Adds the citation with the author in the text at `at`, with a bracket that follows; gives the
 * piece behind it. */
size_t cites_in_text(struct builder *builder, struct piece *pieces, size_t at, size_t high);

/* ---- abbreviations.c */

/* How an abbreviation is used at one place; kept in inline_node.number until order.c has seen
 * them all. */
enum abbreviation_use {
    USE_PLAIN,
    USE_JOINED,     /* part of a word with a hyphen: not a place to expand it */
    USE_WRITTEN_OUT /* the author wrote the expansion before it: it is explained from here on */
};

/* Adds `text`, which stands at `span`, as text and abbreviations. */
void abbreviations_split(struct builder *builder, struct text text, struct span span);

/* Notes an abbreviation for abbreviations_split; NULL if its name has no letter in front.
 * `base`: the abbreviation whose plural it is, or NULL. */
struct abbreviation *abbreviations_add(struct reader *reader, struct abbreviation *base,
                                       struct text name, struct text expansion,
                                       struct span span);

/* The abbreviation written as `name`, or NULL. */
struct abbreviation *abbreviations_find(const struct reader *reader, struct text name);

/* ---- uses.c */

/* The inlines that "claim:…", or inside a claim's text the name of a number, stands for in the
 * text at `at`; none after a report. */
struct inlines uses_expand(struct reader *reader, struct text name, struct span at);

/* Whether `name` is such a name, and no variable. */
bool uses_named(const struct reader *reader, struct text name);

/* Marks the inlines of "[words]{claim=id}" as carrying that claim. */
void uses_carry(struct reader *reader, const struct located *id, struct inlines words,
                struct span span);

/* ---- generate.c */

/* Adds to builder.blocks what "::: claims {make=…}" makes: `box` holds its id and, as children,
 * what was written inside it, the caption last. Reports a selection that is empty, and
 * attributes that are none of its kind. */
void generate_part(struct builder *builder, const struct block *box,
                   const struct attributes *attributes);

/* ---- columns.c */

/* Takes "widths", "align", "header-column" and "header-columns", where they are there, for a
 * table with its columns; bad ones are reported. */
void table_attributes(struct builder *builder, struct table *table,
                      const struct attributes *attributes);

/* Takes `value` as a whole number from 0 to `most`; reports any other and leaves `*count`. */
void attribute_count(struct builder *builder, const struct located *value, size_t most,
                     size_t *count);

/* ---- blocks.c */

/* The blocks of a prepared section. */
struct blocks builder_section(struct reader *reader, const struct prepared *prepared);

/* The inlines of `count` prepared fragments, one for each, owned by the arena. */
struct inlines *builder_fragments(struct reader *reader, const struct prepared *prepared,
                                  size_t count);

/* ---- images.c */

/* Reads the image file `written` in a link's place; gives its number in reader.images. */
uint32_t images_read(struct reader *reader, struct text written, struct span span);

#endif

/*
 * Takes Markdown of our kind, gives CommonMark that cmark reads without loss, and the way back.
 * The one idea: what CommonMark lacks becomes tokens: a citation key inside a line is a private
 * sentinel with a number, a box or table is a paragraph that holds only such a sentinel. After
 * parsing the tokens are turned into nodes, or, inside code and URLs, back into what was
 * written. Every byte of the prepared text knows its place in the source.
 */
#ifndef DOCUMENT_PREPARED_H
#define DOCUMENT_PREPARED_H

#include "document/attributes.h"
#include "document/document.h"

struct reader;

/* The sentinels, U+E000 …; input may not hold U+E000–U+E00F. */
#define SENTINEL_INLINE "\xEE\x80\x80" /* number, then SENTINEL_END */
#define SENTINEL_END    "\xEE\x80\x81"
#define SENTINEL_BREAK  "\xEE\x80\x82" /* keeps "[@key]:" from being a link definition */
#define SENTINEL_BLOCK  "\xEE\x80\x83" /* number, then SENTINEL_END; starts a paragraph */
#define SENTINEL_SIZE   3

enum token_kind {
    TOKEN_CITE,       /* text: the key; mode */
    TOKEN_MARK,       /* text: the footnote's label */
    TOKEN_VARIABLE,   /* text: its name */
    TOKEN_ATTRIBUTES, /* attributes */
    TOKEN_CHECK,      /* done */
    /* the kinds below are paragraphs of their own, with or without text behind the sentinel */
    TOKEN_CELL,
    TOKEN_CAPTION,
    TOKEN_TABLE_NOTE,
    TOKEN_TITLE,
    TOKEN_FRAGMENT,
    TOKEN_TERM,
    TOKEN_TABLE,           /* table; its cells and caption follow */
    TOKEN_BOX_OPEN,        /* text: its kind; attributes; its title follows */
    TOKEN_BOX_CLOSE,       /* */
    TOKEN_DEFINITION_OPEN, /* */
    TOKEN_DEFINITION_CLOSE,
    TOKEN_NOTE_OPEN, /* text: the footnote's label */
    TOKEN_NOTE_CLOSE
};

/* What a cell of a pipe table says of itself, and what that came to (see spans.c). */
enum join { JOIN_NONE, JOIN_LEFT, JOIN_ABOVE };

struct pipe_cell {
    enum join join;
    uint32_t owner; /* the cell it belongs to, itself or another */
    uint32_t across, down;
    uint32_t parts; /* cells that belong to it */
    struct span span;
};

/* A pipe table before its cells are parsed; the cells follow its token, head first. */
struct pipe_table {
    struct table table;
    ARRAY(struct pipe_cell) cells; /* head first */
    struct attributes attributes;  /* of its caption */
    struct span span;
};

struct token {
    enum token_kind kind;
    enum cite_mode mode;
    bool done;
    struct text text;
    struct text written; /* in the source, where it stands inside a line */
    struct attributes *attributes;
    struct pipe_table *table;
    struct span span;
};

/* Tokens that need no data of their own have fixed numbers. */
enum {
    FIXED_CELL,
    FIXED_CAPTION,
    FIXED_TABLE_NOTE,
    FIXED_TITLE,
    FIXED_FRAGMENT,
    FIXED_TERM,
    FIXED_COUNT
};

/* Bytes from `at` on, up to the next stretch, come from source bytes [from, to): one by one,
 * or, for a token, as a whole. */
struct stretch {
    uint32_t at;
    uint32_t from;
    uint32_t to;
};

struct prepared {
    uint32_t source;
    struct text text;
    ARRAY(struct token) tokens;
    size_t stretch_count;
    const struct stretch *stretches; /* by `at` */
    size_t line_count;
    const uint32_t *lines; /* where the content of each line starts, by line from 0 */
};

/* Prepares a whole section, source number `source`. Reports faults of boxes, tables,
 * attributes, limits and reserved characters. NULL after a report if a limit was passed. */
struct prepared *prepare_section(struct reader *reader, uint32_t source);

/* A stretch of inline Markdown that stands by itself: a glossary entry, a figure's caption. */
struct fragment {
    struct text text;
    struct span span; /* holds the text, with or without quotes, or stands for it as a whole */
};

/* Prepares `count` fragments of one source as one text of TOKEN_FRAGMENT paragraphs. */
struct prepared *prepare_fragments(struct reader *reader, const struct fragment *fragments,
                                   size_t count);

/* The source span of bytes [start, end) of the prepared text. */
struct span prepared_span(const struct prepared *prepared, size_t start, size_t end);

/* Reads the token at byte `*at` of `text`, which starts with a sentinel, and moves behind it;
 * NULL, moving behind the sentinel, where it is none that stands for a token. */
const struct token *prepared_token(const struct prepared *prepared, struct text text,
                                   size_t *at);

/* `text` with every token as it was written in the source; borrowed if it holds none. */
struct text prepared_restore(struct arena *arena, const struct prepared *prepared,
                             struct text text);

#endif

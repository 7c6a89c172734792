/*
 * Takes lines of Markdown, gives the containers each one lies in (quotes, list items,
 * definitions, footnotes) by the rules of CommonMark 0.30, section 5.
 * The one idea: only the line starts are read, as far as needed to know where boxes, tables and
 * footnotes may stand; cmark reads the rest.
 */
#ifndef DOCUMENT_CONTAINERS_H
#define DOCUMENT_CONTAINERS_H

#include "document/reader.h"

/* A line of the source and how far it has been read. */
struct line {
    struct text text; /* without its end */
    size_t start;     /* its place in the source */
    size_t at;        /* byte to read next */
    int column;       /* of that place, tabs counted */
    int spare;        /* columns of a tab already passed that were not used */
};

enum container_kind {
    CONTAINER_QUOTE,
    CONTAINER_ITEM,
    CONTAINER_DEFINITION, /* ": …"; not known to CommonMark, so not written to its text */
    CONTAINER_NOTE        /* "[^n]: …"; likewise */
};

struct container {
    enum container_kind kind;
    int offset;         /* columns by which its further lines are indented */
    int indent;         /* columns before its marker */
    struct text marker; /* of an item */
    bool written;       /* its marker is in the prepared text */
    struct span span;
};

struct containers {
    size_t count;
    struct container items[NESTING_MOST];
};

/* White space as CommonMark means it between words of structure; a CR alone is written as a
 * space. Form feeds and the like are text. */
bool line_space(char byte);

/* The line of `text` that starts at byte `start`. */
struct line line_at(struct text text, size_t start);

/* The place of the line after it, or text.length + 1 if it is the last. */
size_t line_next(const struct line *line);

/* Columns of white space ahead. */
int line_indent(const struct line *line);

/* Passes up to `columns` of white space. */
void line_skip(struct line *line, int columns);

/* What is ahead, without the white space before it. */
struct text line_rest(const struct line *line);

/* The source place of what line_rest gives. */
size_t line_rest_start(const struct line *line);

/* Whether nothing but white space is ahead. */
bool line_blank(const struct line *line);

/* Reads the starts of those containers that the line continues; gives how many. */
size_t containers_match(const struct containers *containers, struct line *line);

/* Reads the start of a quote or list item, if there is one. `interrupts`: a paragraph would go
 * on here, which only some markers end. */
bool container_open(struct line *line, bool interrupts, struct container *opened);

/* Whether a line's rest is a thematic break, or an ATX heading's start. */
bool line_is_rule(struct text rest);
bool line_is_heading(struct text rest);

/* The length of a code fence's run that opens at the start of `rest`, or 0. */
size_t line_fence(struct text rest);

#endif

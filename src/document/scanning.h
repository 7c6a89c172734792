/*
 * What the files that read Markdown line by line share: the containers and boxes that are open,
 * and how lines and block tokens are written to the prepared text.
 */
#ifndef DOCUMENT_SCANNING_H
#define DOCUMENT_SCANNING_H

#include "document/containers.h"
#include "document/preparing.h"

struct open_box {
    size_t depth; /* containers around it */
    struct span span;
};

struct scan {
    struct preparing preparing;
    struct text text;
    uint32_t source;
    size_t next; /* start of the line to read next */
    struct containers containers;
    struct open_box boxes[NESTING_MOST];
    size_t box_count;
    bool paragraph;     /* the line before belongs to a paragraph that may go on */
    bool terms;         /* a definition list is open at terms_depth */
    size_t terms_depth; /* containers around it */
    size_t note;        /* containers up to and with the open footnote, or 0 */
    size_t fence;       /* length of the open code fence, or 0 */
    char fence_byte;
    size_t fence_depth; /* containers around it */
    struct span fence_span;
};

/* The source span of bytes [start, end). */
struct span scan_span(const struct scan *scan, size_t start, size_t end);

/* The source place of the rest of `line`. */
struct span scan_rest(const struct scan *scan, const struct line *line);

/* Whether the innermost container's marker is still to be written: the next line begins it. */
bool scan_opening(const struct scan *scan);

/* The rest of `line` without white space at its end, and its source place. */
struct text scan_trimmed(const struct scan *scan, const struct line *line, struct span *place);

/* Starts a line of the prepared text: the marks of the first `depth` containers, then
 * `indent` spaces. */
void scan_begin(struct scan *scan, size_t depth, int indent);

/* Ends it. */
void scan_end(struct scan *scan);

/* Writes an empty line unless the last one is. */
void scan_blank(struct scan *scan);

/* Writes token `number` as a paragraph of its own, with the line `text` behind it, which stands
 * at `place` (empty for none). */
void scan_token(struct scan *scan, size_t number, struct text text, struct span place);

/* The same without an end: further lines may be added to the paragraph. */
void scan_token_line(struct scan *scan, size_t number, struct text text, struct span place);

/* Reads the next line if it lies in all present containers; false, with nothing read, if not.
 */
bool scan_peek(const struct scan *scan, size_t start, struct line *line);

/* Closes containers until `count` are open, and boxes inside them, with a report. */
void scan_close(struct scan *scan, size_t count);

/* Whether one more box or container may be opened at `place`; reports and fails if not. */
bool scan_deeper(struct scan *scan, struct span place);

/* ---- boxes.c */

/* Whether `rest` is a fence of a box: three or more colons. */
bool box_fence(struct text rest);

/* Opens or closes a box. */
void box_take(struct scan *scan, const struct line *line);

/* Reports the boxes that are still open in `depth` or more containers, and forgets them. */
void box_abandon(struct scan *scan, size_t depth);

/* ---- tables.c */

/* Whether `line` heads a pipe table: it has a "|" and a row of dashes follows, at once or after
 * further rows that open with a "|" as it does. */
bool table_begins(const struct scan *scan, const struct line *line);

/* Reads a whole table with its caption, from its first line on. */
void table_take(struct scan *scan, const struct line *line);

/* Which cells of a table join which: fills in owner, across and down of all cells. Reports
 * those that join nothing or no rectangle, and leaves them apart. */
void table_join(struct job *job, struct pipe_table *table);

/* Whether `rest` is a caption "Table: …". */
bool table_caption(struct text rest);

/* Where the attributes at the end of `text` start, or text.length if there are none. */
size_t attributes_tail(struct text text);

#endif

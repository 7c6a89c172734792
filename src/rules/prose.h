/*
 * Takes the document's tree, gives its running text in reading order, as a rule wants it: each
 * paragraph, heading, cell, caption … is one passage of plain text that knows where it stands
 * and where in the source each of its bytes was written.
 * The one idea: a rule is a short function over passages, sentences and words; the tree is
 * walked once, here.
 */
#ifndef RULES_PROSE_H
#define RULES_PROSE_H

#include "document/document.h"

enum passage_kind {
    PASSAGE_HEADING,
    PASSAGE_PARAGRAPH, /* also of list items, boxes, quotes, definitions */
    PASSAGE_TITLE,     /* of a box */
    PASSAGE_TERM,
    PASSAGE_HEAD_CELL,
    PASSAGE_CELL,
    PASSAGE_CAPTION /* of a table or figure */
};

/* What markup covers the bytes [start, end) of a passage, by the kind of its node: links,
 * emphasis, code, abbreviations …; what prints no text of its own has start = end: citations,
 * note marks, cross-references, blanks, images. */
struct prose_mark {
    enum inline_kind kind;
    size_t start, end;
    const struct inline_node *node;
};

/* Bytes from `at` on, up to the next stretch, were written at `span`. */
struct prose_stretch {
    size_t at;
    struct span span;
    uint32_t use; /* of a claim: index into document.uses + 1, or 0 */
};

struct passage {
    enum passage_kind kind;
    const struct block *block; /* the heading, paragraph, box, table … */
    const struct block *box;   /* the innermost box around it, or NULL */
    const struct block *list;  /* the innermost list around it, or NULL */
    const struct block *head;  /* the heading it stands under; itself for a heading */
    const struct note *note;   /* the footnote it belongs to, or NULL */
    size_t section;            /* index into document.sections */
    size_t row, column;        /* of a cell; the head is no row */
    struct text text;          /* without markup, spaces folded */
    struct span span;          /* where all of it was written */
    size_t mark_count;
    const struct prose_mark *marks; /* in the order of their starts */
    size_t stretch_count;
    const struct prose_stretch *stretches;
};

struct prose {
    struct job *job;
    const struct document *document;
    size_t count;
    const struct passage *items;
    size_t words; /* of all passages */
};

/* The running text of the document: sections in order, footnotes behind the passage that marks
 * them. In the job's arena. */
const struct prose *prose_new(struct job *job, const struct document *document);

/* Where bytes [start, end) of a passage were written. */
struct span prose_span(const struct prose *prose, const struct passage *passage, size_t start,
                       size_t end);

/* Whether the source at that place holds exactly those bytes, so that a fix may replace them.
 */
bool prose_exact(const struct prose *prose, const struct passage *passage, size_t start,
                 size_t end);

/* ---- sentences and words
 * ----------------------------------------------------------------------*/

struct stretch_of {
    size_t start, end; /* bytes of the text */
};

/* The next sentence from byte `*at` on, without the space around it; moves `*at` behind it.
 * False at the end. A full stop ends one where a space and no small letter follows, unless it
 * belongs to an abbreviation ("e.g.", "vs.", "Fig.", an initial) or stands in a number. */
bool prose_sentence(struct text text, size_t *at, struct stretch_of *sentence);

/* The next word from byte `*at` on, before byte `end`: letters, digits, and apostrophes and
 * hyphens within. Moves `*at` behind it; false if there is none. */
bool prose_word(struct text text, size_t *at, size_t end, struct stretch_of *word);

/* Whether a letter or digit stands at byte `at`, before byte `end`. */
bool prose_word_at(struct text text, size_t at, size_t end);

/* The words of bytes [start, end). */
size_t prose_words(struct text text, size_t start, size_t end);

/* The next place at or after `from` where `phrase` stands as whole words, ASCII letters in
 * either case; text.length if there is none. */
size_t prose_find(struct text text, struct text phrase, size_t from);

/* Whether a mark of that kind touches bytes [start, end). */
bool prose_marked(const struct passage *passage, enum inline_kind kind, size_t start,
                  size_t end);

#endif

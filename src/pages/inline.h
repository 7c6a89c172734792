/*
 * Inlines → runs → paragraphs: private to pages.
 * The one idea: runs are collected with the tag, link and note each belongs to, so that a line
 * broken anywhere still knows what it shows.
 */
#ifndef PAGES_INLINE_H
#define PAGES_INLINE_H

#include "pages/build.h"

/* How text is set where it stands: passed by value down the tree. */
struct voice {
    const struct style *style;
    struct text language;
    uint32_t parent; /* the element it is in */
    uint32_t link;   /* number + 1 */
    uint32_t anchor; /* number + 1 of the places it is in */
    uint32_t use;    /* of a claim that it prints or carries: number + 1 */
    bool unbroken;   /* no line breaks inside */
    bool level;      /* raised text is set on the line */
    bool marked;     /* marks of certainty that the layout wants in the margin may go there */
    bool refers;     /* in a TAG_REFERENCE */
    bool bare;       /* without marks, cites and links: for lists of headings */
    bool margined;   /* notes for the margin may be written in it */
    int depth;
};

/* Runs being collected. */
struct runs {
    struct builder *b;
    size_t skip;      /* bytes of the next text that were set before */
    uint32_t anchors; /* number + 1 of places that wait for the next run */
    ARRAY(struct run) list;
};

/* Deepest nesting of inlines or blocks that is laid out. */
#define NESTING_MOST 100

struct runs runs_new(struct builder *b);

/* The voice of `style` in the element `parent`, in the document's language. */
struct voice voice_of(struct builder *b, const struct style *style, uint32_t parent);

void runs_add(struct runs *runs, struct voice voice, struct inlines inlines);
void runs_text(struct runs *runs, struct voice voice, struct text text, struct span span);

/* A forced line break. */
void runs_break(struct runs *runs, struct voice voice, struct span span);

/* A ruled blank of at least `width` with its label after it in brackets, if there is one. */
void runs_blank(struct runs *runs, struct voice voice, struct text label, struct span span);

/* A ruled line of that width in the element `voice.parent`, in the style of blanks. */
void runs_line(struct runs *runs, struct voice voice, sp width, struct span span);

/* A finished paragraph of the collected runs, broken to `width` by the rules of its style, the
 * first line indented by `indent`. Owned by the arena. */
struct paragraph *paragraph_of(struct runs *runs, const struct style *style, uint32_t tag);
void paragraph_break(struct builder *b, struct paragraph *paragraph, sp width, sp indent);

/* The same by a measure of the caller's; and on one line, however long. */
void paragraph_measure(struct builder *b, struct paragraph *paragraph,
                       const struct measure *measure);
void paragraph_line(struct builder *b, struct paragraph *paragraph);

/* A paragraph of one line of plain text in `style`. */
struct paragraph *paragraph_text(struct builder *b, const struct style *style, uint32_t tag,
                                 struct text text);

/* How many bytes at the start of `text` a raised number in front of it moves behind: full stops
 * and commas with the quotation mark that closes after them (AMA Manual of Style, 11th edition,
 * 3.6). */
size_t cite_punctuation(struct text text);

/* `text` with places for a break after the hyphens of words too long to stand on one line
 * ("alpha-amino-…"); itself where it has none. */
struct text long_word_breaks(struct arena *arena, struct text text);

/* What a reference to `label` prints: "Table 2", or the title where it has no number. */
struct text reference_text(struct builder *b, const struct label *label);

/* The number printed before a heading: empty where the layout does not number its level. */
struct text heading_number(struct builder *b, const struct block *block);

/* The role of a heading of `level`: "heading.3". */
const char *heading_role(int level);

#endif

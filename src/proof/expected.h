/*
 * Takes the document, its references and the design, gives the words that a finished file must
 * say, in reading order, each with its place in the source.
 * The one idea: the walk follows the rules of the content format and knows nothing of pages.
 * What the layout adds is named, not guessed; these are all such parts:
 *   - a number before a heading; "Table 2" and "Figure 1" before captions; a box's word before
 *     its title; words of labels may carry the punctuation that parts them from what follows;
 *   - markers of list items: the number of a numbered one, a sign without letters of others;
 *   - the headings of generated parts (contents, references, glossary, abbreviations), in the
 *     layout's words where it has any;
 *   - the contents list: the headings with their numbers and page labels;
 *   - the strip: the document's metadata, in any order, each under a label of at most
 *     STRIP_LABEL_MOST words.
 * Running heads and feet are artifacts and in no structure tree. Private to proof.
 */
#ifndef PROOF_EXPECTED_H
#define PROOF_EXPECTED_H

#include "proof/proof.h"

enum want_kind {
    WANT_WORD,   /* exactly this */
    WANT_LABEL,  /* this, and punctuation after it */
    WANT_BULLET, /* may be absent: the words of a label without letters or digits */
    WANT_TITLE,  /* all words of a block, whatever they are */
    WANT_PAGE,   /* may be absent: the label of a page */
    WANT_STRIP   /* all words of a division that hold the document's metadata */
};

struct want {
    enum want_kind kind;
    struct text word;
    uint32_t hash;
    struct span span;    /* of the text node it is in */
    const void *heading; /* of a heading's first word, and of its page in the contents: the same
                            for both, and for no other heading; else NULL */
};

/* An address that the document links to. */
struct address {
    struct text text;
    struct span span;
};

struct wants {
    ARRAY(struct want) list;
    ARRAY(struct address) addresses;
};

#define STRIP_LABEL_MOST 3

/* The fields of the strip, in no order of meaning. */
#define STRIP_FIELDS 7
const struct meta *strip_field(const struct document *document, size_t index);

/* All wants, in the job's arena. */
const struct wants *expected_words(struct job *job, const struct proof_against *against);

#endif

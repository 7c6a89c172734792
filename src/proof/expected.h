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
 *   - the index: its letters, its entries, and the numbers of the pages where the words they
 *     mark were read;
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
    WANT_PAGES,  /* may be absent: all page numbers of the index entry `place` */
    WANT_STRIP   /* all words of a division that hold the document's metadata */
};

struct want {
    enum want_kind kind;
    struct text word;
    uint32_t hash;
    struct span span;  /* of the text node it is in */
    const void *place; /* of the first word of what links can lead to, and of its page in the
                          contents: the same for both, and for nothing else; else NULL */
};

/* The last two: where what a mark of the index covers starts, and in which word it ends. */
enum unseen_kind { UNSEEN_LINK, UNSEEN_EXPANSION, UNSEEN_MARK, UNSEEN_MARK_END };

/* What words carry that is not on paper: that a link within the document starts there, or an
 * abbreviation with its expansion. */
struct unseen {
    enum unseen_kind kind;
    uint32_t want;     /* in which it starts */
    size_t start;      /* private: where in the text of its block */
    const void *place; /* LINK: of the want it leads to; NULL where nothing is there */
    bool framed; /* LINK: a picture, a box or cells may stand above the first words there */
    struct text expansion;
    uint32_t mark; /* MARK, MARK_END: its number */
    struct span span;
};

/* An address that the document links to. */
struct address {
    struct text text;
    struct span span;
};

struct wants {
    ARRAY(struct want) list;
    ARRAY(struct unseen) unseen; /* in the order of the wants */
    ARRAY(struct address) addresses;
};

#define STRIP_LABEL_MOST 3

/* All wants, in the job's arena. */
const struct wants *expected_words(struct job *job, const struct proof_against *against);

#endif

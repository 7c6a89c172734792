/*
 * What is read back from a finished file: its elements in reading order, the words that they
 * hold, and what was found wrong on the way.
 * The one idea: letters remember the code and font they were shown by, and words the element
 * they stand in; so a fault of a glyph, of a tag or of the text comes to a word, and the word
 * to a line of the source. Private to proof; the steps that fill it are declared here in order.
 */
#ifndef PROOF_READING_H
#define PROOF_READING_H

#include "proof/file.h"
#include "proof/font.h"
#include "proof/proof.h"

/* ---- letters ----------------------------------------------------------------------------*/

#define NO_FONT ((uint16_t)0xFFFF) /* of a letter that stands in an ActualText */

/* Runes of letters with a meaning of their own. */
#define LETTER_BREAK  '\n' /* the line changes: a space or nothing */
#define LETTER_SPACE  ' '
#define LETTER_HYPHEN 0xAD /* a hyphen that only a line's end put there */

struct letter {
    uint32_t rune;
    uint16_t font; /* index into reading.fonts */
    uint16_t code;
};

/* Where the pen is on a page, in points; for telling lines apart: x along the text, y across
 * it. */
struct pen {
    double x, y, size;
    bool turned; /* text runs up the page: x counts upward, y to the left */
};

/* A stretch of marked content with an identifier. */
struct marked {
    int64_t mcid;
    uint32_t first, end; /* letters of the page */
    struct pen from, to; /* of the first and after the last glyph */
    bool shown;          /* a glyph was shown: the pens are set */
    bool painted;        /* something was painted */
    bool read;           /* the structure tree holds it */
};

struct page_read {
    uint32_t object; /* the page's object number */
    size_t marked_count;
    struct marked *marked; /* in order of the content stream */
    uint32_t *by_mcid;     /* index + 1 into marked; mcid_count entries */
    size_t mcid_count;
    size_t letter_count;
    struct letter *letters; /* in order of content */
    struct text running;    /* head and foot, with spaces between texts only */
    double box[4];          /* left, bottom, right, top of the media box */
    bool turned;            /* something tagged is turned anticlockwise */
};

/* ---- elements and words -----------------------------------------------------------------*/

#define NO_ELEMENT ((uint32_t)0xFFFFFFFF)
#define NO_WORD    ((uint32_t)0xFFFFFFFF)

struct element {
    struct text type; /* the standard structure type, after the role map */
    uint32_t parent;  /* NO_ELEMENT for those of the root */
    uint32_t block;   /* the nearest element from it upward that is no inline */
    uint32_t object;
    struct text alternative;
    struct text actual;
    bool has_actual;
    struct text expansion;
    uint32_t first, end; /* letters of the proof that it holds; none where it is silent */
    uint32_t arrival;    /* of its links the last, index + 1; 0 for none */
};

#define NO_PAGE ((uint32_t)0xFFFFFFFF)

/* Where a link leads within the file. */
struct arrival {
    uint32_t page; /* NO_PAGE for one that was told to lead nowhere */
    double y;      /* from the page's bottom */
    bool placed;   /* `y` is known */
    uint32_t next; /* of the same element, index + 1; 0 for none */
};

/* How a word is joined to the one before. */
enum joint { JOINT_SPACE, JOINT_LINE, JOINT_BLOCK };

struct word {
    struct text text;
    uint32_t hash;
    uint32_t element;
    uint32_t first, end; /* letters of the proof */
    uint32_t page;
    const struct marked *marked; /* that it starts in; NULL where a text stands for content */
    enum joint before;
};

/* ---- faults -----------------------------------------------------------------------------*/

struct fault {
    enum diag_id id;
    const char *said[4]; /* arguments, NULL after the last */
    uint32_t word;       /* that it stands at, or NO_WORD */
};

#define FAULTS_MOST 100

/* Where the words end so far, while they are made. */
struct seam {
    uint32_t block; /* of the last letter */
    uint32_t page;
    struct pen pen;
    bool placed;                 /* the pen is known */
    bool open;                   /* a word is not ended yet */
    bool hyphen;                 /* it goes on after the line's end */
    bool space, other_block;     /* what was met since the last word's end */
    const struct marked *marked; /* that is read, or NULL */
    struct buffer text;          /* of the word that is open */
};

struct proof {
    struct job *job;
    const struct proof_against *against;
    const struct wants *wants;
    struct file *file;
    size_t page_count;
    struct page_read *pages;
    uint32_t *page_of; /* by object number: page index + 1 */
    ARRAY(struct font *) fonts;
    uint32_t *font_of;            /* by object number: place in fonts + 1 */
    ARRAY(struct letter) letters; /* in reading order, normalised */
    ARRAY(struct element) elements;
    ARRAY(struct word) words;
    ARRAY(struct fault) faults;
    struct fault surplus; /* what is beyond FAULTS_MOST is written into */
    uint32_t *holder;     /* by object number: the element that holds this annotation, + 1 */
    ARRAY(struct arrival) arrivals;
    ARRAY(struct text) addresses; /* that links lead to */
    struct seam seam;
};

/* Keeps a fault; beyond FAULTS_MOST they are dropped. The strings are not copied. */
struct fault *fault_add(struct proof *proof, enum diag_id id, uint32_t word);

/* A number and a text as strings in the arena, for faults. */
const char *said_number(struct proof *proof, int64_t number);
const char *said_text(struct proof *proof, struct text text);

/* ---- the steps --------------------------------------------------------------------------*/

/* Reads all pages' content: boxes, fonts, marked content with its letters. */
void content_read(struct proof *proof);

/* The page's media box, and its crop box, which may not be larger. False where it has none that
 * can be printed. */
bool sides_read(struct proof *proof, struct page_read *page, const struct object *dict);

/* Reports a page whose box is none (`sized` false), or that a screen turns though the layout
 * does not ask for it, or does not turn though it does. */
void sides_judge(struct proof *proof, const struct page_read *page, bool sized,
                 const struct object *dict);

/* Whether between the two pens of one text the line changes: another baseline, or a step back
 * or far ahead on the same. */
bool pen_breaks(struct pen before, struct pen after);

/* Walks the structure tree in order, checks it against content and parents, and makes words. */
void tree_read(struct proof *proof);

/* Checks every link annotation and the destinations of the outline. */
void links_read(struct proof *proof);

/* ---- words, as the tree is walked (words.c) ---------------------------------------------*/

/* Makes room for about as many words and letters as there will be. */
void words_start(struct proof *proof);

/* Adds the letters of `marked` on `page`, which stand in `element`, to the words. */
void words_marked(struct proof *proof, uint32_t element, uint32_t page,
                  const struct marked *marked);

/* Adds `text`, which stands for all that `element` holds. */
void words_text(struct proof *proof, uint32_t element, struct text text);

/* No more words: keeps the faults of glyphs with the words they stand in. */
void words_end(struct proof *proof);

/* The letters that `rune` is compared by: none for characters that show nothing, the letters of
 * a ligature one by one, LETTER_SPACE for white space, itself for all others. How many. */
size_t rune_plain(uint32_t rune, uint32_t plain[3]);

#endif

/*
 * What elements render to: a tree of text with looks, which knows what its parts stand for.
 * The one idea: nothing is a string before the very end, so that names, dates, year suffixes
 * and numbers can be found again, changed and collapsed, and punctuation merges last, in
 * flatten.c, where every neighbour is known.
 */
#ifndef CITATION_TREE_H
#define CITATION_TREE_H

#include "citation/citation.h"

enum font_style { FONT_STYLE_UNSET, FONT_STYLE_NORMAL, FONT_STYLE_ITALIC, FONT_STYLE_OBLIQUE };
enum font_variant { FONT_VARIANT_UNSET, FONT_VARIANT_NORMAL, FONT_VARIANT_SMALL_CAPS };
enum font_weight { FONT_WEIGHT_UNSET, FONT_WEIGHT_NORMAL, FONT_WEIGHT_BOLD, FONT_WEIGHT_LIGHT };
enum decoration { DECORATION_UNSET, DECORATION_NONE, DECORATION_UNDERLINE };
enum vertical { VERTICAL_UNSET, VERTICAL_BASELINE, VERTICAL_SUP, VERTICAL_SUB };

struct format {
    enum font_style style : 4;
    enum font_variant variant : 4;
    enum font_weight weight : 4;
    enum decoration decoration : 4;
    enum vertical vertical : 4;
};

enum text_case {
    CASE_NONE,
    CASE_LOWER,
    CASE_UPPER,
    CASE_CAPITALIZE_FIRST,
    CASE_CAPITALIZE_ALL,
    CASE_SENTENCE,
    CASE_TITLE
};

enum display {
    DISPLAY_NONE,
    DISPLAY_BLOCK,
    DISPLAY_LEFT_MARGIN,
    DISPLAY_RIGHT_INLINE,
    DISPLAY_INDENT
};

enum node_tag {
    TAG_NONE,
    TAG_NAMES,     /* all that a names element prints */
    TAG_NAME_LIST, /* the names of one variable, without its label */
    TAG_NAME,
    TAG_DATE,
    TAG_YEAR,
    TAG_YEAR_SUFFIX,
    TAG_NUMBER, /* a citation number */
    TAG_TITLE,  /* the item's own title */
    TAG_LOCATOR,
    TAG_CITE,
    TAG_DELIMITER /* text between cites, which stands outside their looks */
};

struct node {
    struct text text; /* of a leaf; a leaf has no children */
    struct node *first;
    struct node *last;
    struct node *next;
    struct text prefix; /* outside the format and quotes */
    struct text suffix;
    struct text delimiter; /* between children that print something */
    struct format format;
    enum display display : 4;
    enum node_tag tag : 4;
    bool affixes_inside : 1; /* the format holds for prefix and suffix too (layouts) */
    bool quotes : 1;
    bool markup : 1; /* the format stands in a field, where italic within italic is upright */
    bool nocase : 1; /* text-case leaves it alone */
    bool affix : 1;  /* a leaf that came from a style's affix or delimiter, not from a field */
    const struct source_item *item;
    struct text link;
};

/* A leaf with `text`, or a node for children; owned by the job. */
struct node *node_text(struct job *job, struct text text);
struct node *node_group(struct job *job);

/* Hangs `child` (NULL: nothing) in as the last child of `parent`. */
void node_add(struct node *parent, struct node *child);

/* A copy of the tree and its texts. */
struct node *node_copy(struct job *job, const struct node *node);

/* Whether the tree prints nothing at all. */
bool node_empty(const struct node *node);

/* The first node with that tag in printing order, or NULL. */
struct node *node_find(struct node *node, enum node_tag tag);

/* The text of a tree without looks or punctuation merging, for comparing renderings. */
void node_text_all(struct buffer *buffer, const struct node *node);

/* Field text with markup and quotation marks as a tree; never NULL (markup.c). `plain` text
 * gives one leaf. */
struct node *markup_read(struct job *job, struct text text);

/* Removes full stops from all text below `node`. */
void node_strip_periods(struct job *job, struct node *node);

#endif

/*
 * Takes an element of a style and an item, gives a tree of text.
 * The one idea: all that a rendering depends on stands in one context, so that a cite can be
 * rendered again with other settings, which is how disambiguation works.
 */
#ifndef CITATION_RENDER_H
#define CITATION_RENDER_H

#include "citation/style.h"

#define LISTS_MOST  6  /* lists of names in a cite that disambiguation looks at */
#define GIVENS_MOST 64 /* names in each of them */

/* How much of the names of a cite is printed beyond what the style asks for. */
struct ambiguity {
    int names[LISTS_MOST];                         /* names shown; 0: as the style says */
    unsigned char givens[LISTS_MOST][GIVENS_MOST]; /* 1: initials, 2: the given name in full */
    bool condition;                                /* what disambiguate="true" tests */
};

/* An item in use, and what the processor found out about it. */
struct entry {
    const struct source_item *item;
    size_t number;                         /* citation number, 1 … */
    size_t order;                          /* of first use */
    int suffix;                            /* year suffix 0 = a …; -1: none */
    size_t first_note;                     /* the note it was first cited in, or 0 */
    const struct source_variable *journal; /* its abbreviated title, from a list, or NULL */
    bool undated; /* the bibliography asked for the day of access and there was none */

    struct ambiguity *ambiguity; /* NULL: nothing beyond the style */
};

enum purpose { FOR_CITATION, FOR_BIBLIOGRAPHY, FOR_SORT };

/* What a rendering found out on its way, list by list: for disambiguation. */
struct list_facts {
    const struct source_names *names;
    size_t total; /* names in the list */
    size_t shown; /* of them printed, before et al */
};

struct context {
    struct job *job;
    const struct citation_style *style;
    const struct locale *locale;
    const struct entry *entry;
    const struct source_item *item;
    const struct citation_cite *cite; /* NULL outside citations */
    enum purpose purpose;
    bool sorting_citation;              /* FOR_SORT of cites in a cluster */
    const struct name_options *options; /* of the area, or the sort key */
    enum cite_position position;
    bool near_note;
    bool suppress_author;
    struct text locator;
    struct text label;
    const struct ambiguity *ambiguity;
    int suffix;               /* year suffix to print, or -1 */
    const struct map *global; /* of given-name levels by name; see names.c */

    /* what changes while rendering */
    size_t called;                   /* variables asked for … */
    size_t filled;                   /* … and found */
    bool suppressed[VARIABLE_COUNT]; /* rendered through a substitute before */
    bool substituting;
    bool substituted[VARIABLE_COUNT]; /* rendered in the substitute being tried */
    bool begun; /* something has been printed: a term would not be the first word */
    bool suffix_done;
    bool locator_done;
    bool names_done; /* a names element has printed something */
    bool undated;    /* the day of access was asked for and is not there */
    size_t list_count;
    struct list_facts lists[LISTS_MOST];
    const struct names_element *outer_names; /* whose shorthand a substitute may use */
    struct text delimiter; /* of the list being rendered: a choose's children join it */
    size_t budget;         /* elements that may still be rendered */
    int depth;
};

/* A context for `entry`; position and the like are left at their zeroes, suffix at -1. */
struct context context_new(struct job *job, const struct citation_style *style,
                           const struct entry *entry, enum purpose purpose);

/* The whole layout of the context's purpose for its item, without the layout's own affixes;
 * NULL if it prints nothing. */
struct node *render_layout(struct context *context);

/* A list of elements; the result has `delimiter` between them. NULL if nothing printed. */
struct node *render_list(struct context *context, const struct element *first,
                         struct text delimiter);

/* `node` with the looks of an element put on it; NULL stays NULL. */
struct node *render_looks(struct context *context, struct node *node,
                          const struct looks *looks);

/* A names element; in names.c. */
struct node *names_render(struct context *context, const struct element *element);

/* A date element; in dates.c. */
struct node *date_render(struct context *context, const struct element *element);

/* The date of a variable as YYYYMMDD for sorting; empty if there is none. */
struct text date_sort_key(struct job *job, const struct source_date *date);

/* A year suffix ("a") as a node, if one is due and not printed yet; else NULL. */
struct node *suffix_render(struct context *context);

/* Notes that `variable` is asked for and whether it is there: for groups and substitutes.
 * False if it must count as empty since a substitute printed it. */
bool variable_call(struct context *context, enum variable variable, bool found);

/* The variable of the context's item, or NULL. */
const struct source_variable *variable_of(const struct context *context,
                                          enum variable variable);

/* Whether title case may be applied to the item's texts. */
bool context_english(const struct context *context);

/* "a" … "z", "aa" … */
struct text suffix_letters(struct job *job, int suffix);

#endif

/*
 * Takes the tag tree and what was painted for each tag, gives the structure tree of the file.
 * The one idea: pages are painted first, and each marked piece (page, number on the page) is
 * chained to its tag; then every tag that has something to say becomes one element, written
 * when the file is.
 */
#ifndef PDF_STRUCTURE_H
#define PDF_STRUCTURE_H

#include "pages/pages.h"
#include "pdf/objects.h"

/* What chains things of the same tag in the order they are read in. */
struct link_on {
    uint32_t order; /* of the view it is in; 0 where pages have none */
    uint32_t next;  /* place + 1; 0 ends */
};

/* A marked piece of a page's content. */
struct piece {
    uint32_t tag;
    uint32_t page;
    struct link_on link;
};

/* An annotation: an area of a page that is a link. */
struct annotation {
    const struct link_area *area;
    uint32_t page;
    struct link_on link;
};

/* What an element is found by. */
struct identifier {
    struct text text;
    uint32_t tag;
};

/* A chain of pieces or annotations: places + 1. */
struct chain {
    uint32_t first, last;
};

struct structure {
    struct job *job;
    const struct pages *pages;
    ARRAY(struct piece) pieces;
    uint32_t *page_start;     /* by page and one more: place in pieces */
    uint32_t page;            /* being painted */
    uint32_t order;           /* of the view being painted */
    struct chain *tag_pieces; /* by tag */
    uint32_t annotation_count;
    struct annotation *annotations; /* in order of pages */
    uint32_t *annotation_start;     /* by page and one more */
    struct chain *tag_annotations;  /* by tag */
    uint32_t *element;              /* by tag: place in elements + 1; 0 has none */
    uint32_t element_count;
    uint32_t *elements; /* tags, in order */
    uint32_t key_count; /* pages with pieces */
    uint32_t *key_pages;
    uint32_t *page_key;                   /* by page: its key + 1; 0 none */
    ARRAY(struct identifier) identifiers; /* sorted */
    uint32_t first_page, first_element, first_annotation, root; /* object numbers */
    uint32_t scopes[4], numberings[5]; /* shared attribute objects by enum; 0 unused */
};

/* An empty structure, with the annotations of all pages. */
struct structure *structure_new(struct job *job, const struct pages *pages);

/* Pieces from now on are on `page`; pages come in order. */
void structure_turn(struct structure *structure, uint32_t page);

/* Pieces from now on are in a view with that place in reading; whatever the order of sheets, a
 * tag's pieces are read in this one. 0 at each turn. */
void structure_order(struct structure *structure, uint32_t order);

/* Adds a piece for `tag`; its number on the page. */
uint32_t structure_add(struct structure *structure, uint32_t tag);

/* All is painted: decides which tags become elements. */
void structure_close(struct structure *structure);

/* The nearest tag, from `tag` upward, that is an element. */
uint32_t structure_owner(const struct structure *structure, uint32_t tag);

/* Makes all objects and gives the root's number. The members first_page and first_annotation
 * must be set. */
uint32_t structure_write(struct structure *structure, struct writer *writer);

/* The identifier of `tag`: its own, for a note without one a made one, else empty. */
struct text structure_identifier(const struct structure *structure, uint32_t tag);

/* The key of `page` among the parents, or -1 if nothing on it is tagged. */
int64_t structure_key(const struct structure *structure, uint32_t page);

/* The key of an annotation. */
uint32_t structure_annotation_key(const struct structure *structure, uint32_t annotation);

#endif

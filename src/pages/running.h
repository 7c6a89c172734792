/*
 * Running heads and feet: private to pages.
 * The one idea: a head or foot is three texts made from a template when all else is known; it
 * is never read out (an artifact), so it has no tags.
 */
#ifndef PAGES_RUNNING_H
#define PAGES_RUNNING_H

#include "pages/paint.h"

struct running_page {
    size_t number;    /* 1 … */
    size_t count;     /* of all pages */
    bool even;        /* a left-hand page under duplex: inner is right */
    uint32_t section; /* heading number + 1; 0 none */
};

/* Paints the head and feet of a page, its rules, and DRAFT on a draft. */
void running_paint(struct painter *painter, const struct running_page *page);

/* The same on a page of the list of a draft's faults, which is no page of the document: DRAFT
 * and the list's own page number. */
void running_listing(struct painter *painter, const struct running_page *page);

#endif

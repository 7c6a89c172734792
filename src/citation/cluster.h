/*
 * A cluster's cites between rendering and writing.
 */
#ifndef CITATION_CLUSTER_H
#define CITATION_CLUSTER_H

#include "citation/session.h"

struct printed {
    struct place_cite *place;
    struct node *body;  /* what the layout gave, or NULL */
    struct node *names; /* the names in it, or NULL */
    struct text joint;  /* what stands between the cite before and this one */
    bool plain;         /* without prefix and suffix */
    bool located;       /* with a locator */
    bool dropped;       /* inside a range: not printed */
};

/* Groups and collapses the cites as the style asks; gives how many there are now. */
size_t cluster_collapse(struct session *session, struct printed *list, size_t count);

#endif

/*
 * What one rendering of all clusters and the bibliography works on.
 * The one idea: the stages (register, place, sort, disambiguate, write) each fill in a little
 * more of the entries, and all of it lives in one struct that is passed along.
 */
#ifndef CITATION_SESSION_H
#define CITATION_SESSION_H

#include "citation/render.h"

/* One cite, as it was given and where it stands. */
struct place_cite {
    const struct citation_cite *cite;
    struct entry *entry;
    enum cite_position position;
    bool near_note;
    size_t note;
};

struct place_cluster {
    const struct citation_cluster *cluster;
    struct place_cite *cites; /* in the order given */
    size_t count;
};

struct session {
    struct job *job;   /* owns what lasts */
    struct job *trees; /* owns what is rendered: its arena is reset when a tree is done with */
    const struct citation_style *style;
    const struct citation_options *options;
    ARRAY(struct entry *) entries; /* in order of registration */
    struct map by_id;              /* struct entry by item id */
    struct entry **sorted;         /* in the order of the bibliography */
    struct place_cluster *clusters;
    size_t cluster_count;
    struct map global_levels; /* int by name: given names told apart in the whole text */
    bool has_global;
};

/* Sorts the bibliography and numbers the entries; in sort.c. */
void session_sort(struct session *session);

/* The cites of a cluster in the order they are printed; owned by the job. */
struct place_cite **session_sort_cites(struct session *session,
                                       const struct place_cluster *cluster);

/* Finds positions (first, subsequent, ibid …) and first notes; in position.c. */
void session_place(struct session *session);

/* Tells apart cites that look alike; in disambiguate.c. */
void session_disambiguate(struct session *session);

/* Given names needed to tell people apart, whatever they wrote; in people.c. */
void session_people(struct session *session);

/* The tree of one cite, by itself: without its prefix and suffix. `ambiguity` replaces the
 * entry's own, and `suffix` its year suffix (-1: none). `*lists` (may be NULL) receives what
 * was found out about its names. */
struct node *session_cite(struct session *session, const struct place_cite *place,
                          struct context *context);

/* A context set up for a cite. */
struct context session_context(struct session *session, const struct place_cite *place);

/* The whole cluster as a tree, looks of the layout included; in cluster.c. */
struct node *session_cluster(struct session *session, const struct place_cluster *cluster);

/* The entry as a tree, looks of the layout included; in bibliography.c. */
struct node *session_entry(struct session *session, struct entry *entry);

/* Entry `index` of the bibliography, its authors replaced where they repeat those of the entry
 * before and the style asks for it. `*before` is NULL at first and then kept by this call. */
struct node *session_entry_after(struct session *session, size_t index, struct node **before);

/* An entry's tree with what the options ask for behind it; in tails.c. */
struct node *session_tails(struct session *session, struct node *node,
                           const struct source_item *item);

/* Rich text of a caller as a tree. */
struct node *rich_node(struct job *job, const struct rich *rich);

/* Opens a session: items registered, placed, sorted, told apart. To be closed. */
struct session *session_open(struct job *job, const struct citation_style *style,
                             const struct citation_cluster *clusters, size_t count,
                             const struct citation_options *options);

/* Frees the trees of the session; entries and what was written stay. */
void session_close(struct session *session);

#endif

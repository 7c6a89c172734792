/*
 * Takes what an import format says of a source, gives the map of values that CSL-YAML would
 * have. The one idea: every format is turned into the same tree, spans included, so that one
 * reader (library.c) makes items of it and finds the same faults.
 */
#ifndef CITATION_RECORD_H
#define CITATION_RECORD_H

#include "citation/citation.h"
#include "data/tree.h"

/* One file while its records are read. */
struct importer {
    struct job *job;
    uint32_t source;
    struct text text;
    struct tree tree; /* holds the limits; where it has failed, reading stops */
    struct tree_items records;
};

/* One source while it is built. */
struct record {
    struct importer *importer;
    struct span span; /* the record's start, where its faults are reported */
    struct tree_entries entries;
    struct tree_entries custom; /* of "custom": retractions and the like */
};

/* A reader of source `number`, which must be text that was read before. */
struct importer importer_new(struct job *job, uint32_t number);

/* The list of all records that were closed. */
struct value *importer_finish(struct importer *importer);

/* Bytes [start, end) of the file, clamped to it. */
struct span importer_span(const struct importer *importer, size_t start, size_t end);

/* Reports `message` with `hint` (NULL: none) as a fault of syntax at `span`. */
void importer_fault(struct importer *importer, struct span span, const char *message,
                    const char *hint);

struct record record_new(struct importer *importer, struct span span);

/* The text kept for `key`, or empty text; whether anything is kept for it. */
struct text record_text(const struct record *record, const char *key);
bool record_has(const struct record *record, const char *key);

/* Keeps `text` for `key`, unless there is a value already or `text` is blank. `key` must
 * outlive the record; `text` is borrowed. */
void record_set(struct record *record, const char *key, struct text text, struct span span);

/* The same, replacing an older value. */
void record_replace(struct record *record, const char *key, struct text text, struct span span);

/* Takes `key` and its value out. */
void record_drop(struct record *record, const char *key);

/* Adds a name to the list `key`; blank names are left out. */
void record_name(struct record *record, const char *key, const struct source_name *name,
                 struct span span);

/* Adds `text` to the list `key` of the record's "custom" map. */
void record_custom(struct record *record, const char *key, struct text text, struct span span);

/* Puts the record into its importer's list. */
void record_close(struct record *record);

/* Gives every record without an id one made of author and year, see keys.c. */
void keys_make(struct importer *importer);

/* Whether `text` can stand as a citation key without braces: [@text]. */
bool key_usable(struct text text);

/* The name of the preprint server that `text` names ("medRxiv : the preprint server …", "arXiv
 * preprint arXiv:2001.1"), or NULL. */
const char *server_find(struct text text);

/* Makes a record whose journal, publisher or series is a preprint server, and which has no
 * volume, a preprint: type "article", the server as publisher, "preprint" as genre. */
void server_apply(struct record *record);

/* An author as "Family, Given" or "Family, Given, Suffix", or a single word or a group's name
 * as it stands where `group`; also "Family, Given 3rd". */
struct source_name name_inverted(struct text text, bool group);

/* "475-82" with the second number in full, "475-482"; anything else as it is. */
struct text pages_full(struct job *job, struct text pages);

/* `text` without "https://doi.org/", "doi:" and the like before the DOI. */
struct text doi_bare(struct text text);

#endif

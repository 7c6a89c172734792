/*
 * Takes the citation processor's rich text, gives the document's inlines, and the other way
 * round. Private to evidence.
 */
#ifndef EVIDENCE_CONVERT_H
#define EVIDENCE_CONVERT_H

#include "base/map.h"
#include "evidence/evidence.h"

/* Inlines that grow in an arena. */
struct inline_list {
    ARRAY(struct inline_node) list;
};

/* Appends `rich` to `out` as inlines at `span`: looks become nested inlines, what stands for an
 * item becomes a link to its entry, and a URL a link to it. */
void convert_rich(struct job *job, const struct rich *rich, struct span span,
                  struct inline_list *out);

/* The inlines gathered in `list`. */
struct inlines convert_done(const struct inline_list *list);

/* One inline of `kind` around `children`. */
struct inline_node convert_wrap(struct job *job, enum inline_kind kind, struct inlines children,
                                struct span span);

/* The id of an item's bibliography entry, "ref-<key>". */
struct text convert_entry_id(struct job *job, const struct source_item *item);

/* Inlines as rich text, for prefixes: emphasis, strength, small caps and raised text are kept.
 */
struct rich convert_inlines(struct job *job, struct inlines inlines);

/* Bytes [from, to) of the text of `rich`, with their looks. */
struct rich convert_slice(struct job *job, const struct rich *rich, size_t from, size_t to);

#endif

/*
 * Takes the document and the library of sources, gives messages, the text of every citation and
 * the bibliography as ordinary blocks.
 * The one idea: what the author wrote is never changed; what belongs to cite number n stands at
 * index n of a side table, and generated parts are blocks that the ordinary path lays out.
 */
#ifndef EVIDENCE_EVIDENCE_H
#define EVIDENCE_EVIDENCE_H

#include "citation/citation.h"
#include "document/document.h"

/* The printed form of one citation group. */
struct cited {
    struct inlines
        inlines;      /* complete: INLINE_SUPER where the style raises the cite, and INLINE_LINK
                         "#ref-<key>" around what points at an entry */
    bool superscript; /* all of it is raised: it goes after "." and "," without a space before,
                         and stands before ":" and ";" */
};

struct references {
    size_t cite_count;
    struct cited *cites;        /* by the document's cite number */
    struct blocks bibliography; /* BLOCK_ENTRY, ids "ref-<key>", in the style's order */
    size_t cited_count;         /* sources cited */
};

/* Reports keys that no source has and, where the job has no error at all, sources that nobody
 * cites. False if an error was reported. */
bool evidence_check(struct job *job, const struct document *document,
                    const struct library *library);

/* Renders all citations and the bibliography. `range` stands between the ends of a range of
 * numbers, empty for the style's own. NULL after a report. */
const struct references *evidence_cite(struct job *job, const struct document *document,
                                       const struct library *library,
                                       const struct citation_style *style, struct text range);

/* Cites and bibliography as text, for `dump references`. */
void references_dump(const struct references *references, const struct document *document,
                     struct buffer *out);

#endif

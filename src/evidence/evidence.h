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

/* The numbers of the files that the content was read from: document, sections, glossary,
 * images, sources, claims; not those that say how it looks. */
struct content_files {
    size_t count;
    uint32_t *numbers;
};

/* What an attachment is to the document that carries it (ISO 19005-3, annex E). */
enum relation { RELATION_SOURCE, RELATION_DATA, RELATION_SUPPLEMENT };

/* A file within the PDF. */
struct attachment {
    struct text name;  /* a path relative to the document, unique */
    struct text words; /* what it is, for people */
    struct text type;  /* its media type */
    enum relation relation;
    struct text bytes;
};

struct attachments {
    size_t count;
    struct attachment *items; /* sorted by name */
};

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
    struct blocks bibliography; /* BLOCK_ENTRY, ids "ref-<key>", in the style's order; its
                                   children a note on it; several lists each behind a
                                   BLOCK_HEADING */
    size_t cited_count;         /* sources cited */
};

/* What became of a source after it was published. */
struct notice {
    enum source_standing standing;
    struct text text; /* where that was published, or empty */
};

/* For each source in the library's order what its record and the document's list of retractions
 * say; in `strangers` the status (const char *) of each id that is on the list and no key of
 * the library. Reports a list that cannot be read. Owned by the job. */
const struct notice *evidence_notices(struct job *job, const struct document *document,
                                      const struct library *library, struct map *strangers);

/* What a list of retractions may hold, for the schema. */
const struct field_table *evidence_retractions_fields(void);

/* What rests on a source. */
enum fallen_kind { FALLEN_CLAIM, FALLEN_SENTENCE, FALLEN_NUMBER, FALLEN_ROW, FALLEN_KINDS };

struct fallen {
    enum fallen_kind kind;
    struct span span;          /* where it is written or, made from a claim, asked for */
    struct text text;          /* as read aloud */
    const struct claim *claim; /* of a claim or a number, else NULL */
    const struct claim_number *number; /* of a number, else NULL */
};

struct impact {
    size_t count;
    struct fallen *items; /* claims first, then in reading order, notes last */
};

/* Every claim, sentence, number and table row that cites source `key` or rests on it. */
struct impact evidence_impact(struct job *job, const struct document *document,
                              struct text key);

/* "sentence". */
struct text fallen_word(enum fallen_kind kind);

/* A line for each with its place, and the counts. */
void impact_print(struct job *job, const struct impact *impact, struct text key,
                  struct buffer *out);

/* What is needed to cite. */
struct cite_request {
    const struct document *document;
    const struct library *library;
    const struct citation_style *style;
    const struct notice *notices; /* by the library's order, or NULL */
    const struct map *strangers;  /* of evidence_notices, or NULL */
    struct text range; /* the layout's word between the ends of a range of numbers, or empty */
};

/* Reports keys that no source has, sources that were retracted or corrected, raised numbers
 * that read as exponents and, where the job has no error at all, sources that nobody cites. The
 * style may be NULL. False if an error was reported. */
bool evidence_check(struct job *job, const struct cite_request *request);

/* Renders all citations and the bibliography; everything in `request` must be there. NULL after
 * a report. */
const struct references *evidence_cite(struct job *job, const struct cite_request *request);

/* Whether the document asks for nothing that needs a date, or the PDF will be `dated`; false
 * after a report. */
bool evidence_may_carry(struct job *job, const struct document *document, bool dated);

/* What the document asks to carry: its files under names from its own folder on, or from the
 * project root where one lies outside of that folder; the cited sources as CSL-JSON. */
struct attachments evidence_attachments(struct job *job, const struct document *document,
                                        const struct library *library,
                                        const struct references *references,
                                        const struct content_files *files);

/* What the content is, in 64 hexadecimal digits: the SHA-256 of the sorted lines that hold the
 * SHA-256 of each file (with LF and without byte order mark) and of each "KEY=VALUE" set on the
 * command line. It depends on no name, place or order of files and on no version of the
 * program. */
struct text evidence_fingerprint(struct job *job, const struct content_files *files,
                                 const struct settings *settings);

/* Each file's digest with its name, and the fingerprint, for `dump fingerprint`. */
void evidence_dump_fingerprint(struct job *job, const struct content_files *files,
                               const struct settings *settings, struct buffer *out);

/* Cites and bibliography as text, for `dump references`. */
void references_dump(const struct references *references, const struct document *document,
                     struct buffer *out);

#endif

/*
 * Takes a BibTeX or BibLaTeX file, gives entries with raw values; and the parts that turn an
 * entry into a record: inheritance, names, LaTeX.
 */
#ifndef CITATION_BIBTEX_H
#define CITATION_BIBTEX_H

#include "base/map.h"
#include "citation/record.h"

struct bib_field {
    struct text name;  /* in lower case */
    struct text value; /* raw LaTeX, macros expanded */
    struct span name_span;
    struct span span; /* of the value */
};

struct bib_entry {
    struct text type; /* in lower case */
    struct text key;  /* empty if it has none */
    struct span type_span;
    struct span key_span;
    struct span span; /* of "@type" */
    ARRAY(struct bib_field) fields;
    bool inherited; /* its parents' fields are there already */
    bool visited;   /* while parents are followed */
};

struct bib_file {
    struct importer *importer;
    ARRAY(struct bib_entry *) entries;
    struct map by_key;
    struct map checked; /* names of fields that are no slips */
    struct map macros;  /* of @string and the months: name → struct text * */
    size_t at;
    size_t expanded; /* bytes that came from macros and parents, which could grow without end */
};

/* The bytes of values that macros and crossrefs may add to one file. */
#define BIB_EXPANDED_MOST ((size_t)16 * 1024 * 1024)

/* Reads all entries of the file, reporting faults of syntax at their places. An entry whose
 * brace never closes ends where the next one starts. */
void bib_parse(struct bib_file *file);

/* The field `name`, or NULL. */
const struct bib_field *bib_find(const struct bib_entry *entry, const char *name);

/* Gives every entry the fields of those that its crossref, xdata and xref fields name, after
 * the rules of the BibLaTeX manual, appendix B. Reports parents that are absent. */
void bib_inherit(struct bib_file *file);

/* Adds the entry to the importer as a record. */
void bib_record(struct bib_file *file, const struct bib_entry *entry);

/* Adds the names of a field ("Jane Doe and {WHO} and others") to `key`. Where `prefix` is false
 * the "von" part is a dropping particle, otherwise it belongs to the family name. */
void bib_names(struct record *record, const char *key, const struct bib_field *field,
               bool prefix);

/* The place of the next "and" between spaces outside braces at or after `at`, or text.length;
 * what follows it starts 4 bytes on. */
size_t bib_find_and(struct text text, size_t at);

/* --- LaTeX ----------------------------------------------------------------------------------
 */

enum latex_mode {
    LATEX_TITLE = 1 << 0, /* braces protect from changes of case: CSL's nocase */
    LATEX_LINES = 1 << 1, /* line ends stay */
    LATEX_PLAIN = 1 << 2  /* no markup: names, numbers */
};

/* LaTeX as text with CSL's markup. `at` is where faults are reported if `text` is not a slice
 * of the file. Warns of unknown commands, whose arguments are kept. */
struct text latex_text(struct importer *importer, struct text text, unsigned mode,
                       struct span at);

/* A URL or identifier: only escapes and braces are taken away. */
struct text latex_verbatim(struct job *job, struct text text);

/* The end of the brace group that starts at `at`, behind its closing brace, or text.length. */
size_t latex_group_end(struct text text, size_t at);

#endif

/*
 * Takes a file of sources in any format, gives its records as the tree of values that CSL-YAML
 * would have.
 */
#ifndef CITATION_IMPORT_H
#define CITATION_IMPORT_H

#include "citation/record.h"

enum source_format {
    FORMAT_YAML,
    FORMAT_JSON,
    FORMAT_BIBTEX,
    FORMAT_NBIB,
    FORMAT_RIS,
    FORMAT_ENDNOTE
};

/* The format of a file: what its first lines show (XML, "@type{", "PMID-", "TY  -"), else what
 * the ending of `path` says; YAML where neither says anything. */
enum source_format import_format(struct text path, struct text text);

/* The records of source `number` in `format`. NULL after a report if nothing can be read; a
 * fault in one record is reported and the next one read. */
struct value *import_value(struct job *job, uint32_t number, enum source_format format);

/* Reads the file `path` and gives its records. NULL after a report. Files of the import formats
 * that are not UTF-8 are read as Windows-1252, with a warning. */
struct value *import_read(struct job *job, struct text path, struct span at);

/* The readers. Each adds records to `importer` and reports faults at their places. */
void bibtex_read(struct importer *importer);
void nbib_read(struct importer *importer);
void ris_read(struct importer *importer);
void endnote_read(struct importer *importer);

#endif

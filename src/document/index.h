/*
 * Takes the terms that spans of text are marked with and what the document says of the index
 * beside them, gives the entries in printed order.
 * The one idea: a term is a path ("dose; intravenous"); the same path is the same entry,
 * wherever it is written.
 */
#ifndef DOCUMENT_INDEX_H
#define DOCUMENT_INDEX_H

#include "document/attributes.h"
#include "document/builder.h"

/* Marks the inlines of a span with the terms that its attributes give: class `index` the words
 * themselves, `index="a | b; c"` those paths, `range=start` or `end` as the ends of a range.
 * Gives `words`, inside a node for each term. Terms without text or with too many levels are
 * reported. */
struct inlines index_span(struct reader *reader, const struct attributes *attributes,
                          struct inlines words, struct span span);

/* Reads what the document says of its index (`value`: the map, or NULL), and sorts the entries
 * into reader->document. Reports what sends the reader nowhere or round in a circle, ranges
 * without an end, and terms that differ in nothing that is sorted by. */
void index_finish(struct reader *reader, const struct value *value);

/* What a document may say of its index, for the schema. */
extern const struct field_table index_table;

#endif

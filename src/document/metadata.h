/*
 * Takes the metadata as written in the document file, gives the document's metadata by name.
 * The one idea: one table (metadata.def) says which there are, for the reader, for variables in
 * the text and for the rules.
 */
#ifndef DOCUMENT_METADATA_H
#define DOCUMENT_METADATA_H

#include "document/reader.h"

/* The metadata as the file has them. */
struct written_metadata {
#define META(member, key, kind, needed, help) struct located member;
#include "document/metadata.def"
};

/* Fills the document's metadata from what was written and from settings; reports dates, the
 * language tag and a review before the version's date. */
void metadata_keep(struct reader *reader, const struct written_metadata *written);

/* How many there are; the key of number `number`; what the document says there. */
size_t metadata_count(void);
const char *metadata_key(size_t number);
struct meta *metadata_at(struct document *document, size_t number);

/* Whether `name` is metadata. */
bool metadata_named(struct text name);

#endif

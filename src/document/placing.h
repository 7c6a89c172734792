/*
 * Takes attributes of tables, figures and boxes, gives where and how they stand on the page:
 * private to document.
 * The one idea: what an author may say of the page is a choice among few words, which a layout
 * can say for all blocks of a role as well.
 */
#ifndef DOCUMENT_PLACING_H
#define DOCUMENT_PLACING_H

#include "document/attributes.h"
#include "document/reader.h"

/* Takes `float`, `orientation`, `width` and `part` into the block; reports a value that is none
 * of theirs. */
void placing_take(struct reader *reader, const struct attributes *attributes,
                  struct block *block);

/* Gives `to` the place that was written for `from`. */
void placing_copy(const struct block *from, struct block *to);

#endif

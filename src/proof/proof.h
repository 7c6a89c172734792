/*
 * Takes a finished PDF file and the document it was made of, gives what can be read back from
 * the file and where that differs from the document.
 * The one idea: the file is read as a stranger's reader would, from its bytes alone, by its
 * structure tree; what comes back is compared word for word with what the document and the
 * references say. The parts that the layout adds (numbers of sections, words on boxes, the
 * contents list, the strip) are allowed where, and only as, expected.h says.
 */
#ifndef PROOF_PROOF_H
#define PROOF_PROOF_H

#include "design/design.h"
#include "evidence/evidence.h"

struct proof;

/* What a file is compared with. */
struct proof_against {
    const struct document *document;
    const struct references *references;
    struct design *design; /* says which parts and which words the layout adds */
    const struct attachments *attachments; /* that it is to carry; NULL for none */
    struct blocks listed; /* what the file says behind the document: a draft's faults … */
    size_t listed_pages;  /* … on so many pages at its end, which the others do not count */
};

/* Reads the finished file `bytes`, called `name` in messages, to hold it against a document,
 * whose size bounds time and memory. Checks on the way that every page has a sane box; all
 * content is tagged or an artifact, on the page and visible; structure tree and content agree;
 * every glyph shown exists, prints something unless it is a space, is as wide as the file says
 * and reads as text; every link leads somewhere. NULL after a report where the file is no PDF,
 * damaged, encrypted, of a kind this program does not write, or asks for more than the document
 * can need; all other faults are kept for proof_compare. In the job's arena, as `against` must
 * be, which is NULL where nothing is to be compared. */
const struct proof *proof_read(struct job *job, struct text bytes, struct text name,
                               const struct proof_against *against);

/* Reports what proof_read found wrong and every difference from the document, each an error at
 * the line of the source it belongs to: words and their order, where links within the document
 * lead, addresses, expansions of abbreviations, page numbers of the contents list, metadata and
 * attachments. Whether there was none. */
bool proof_compare(struct job *job, const struct proof *proof);

/* What was read back, for tests and the curious: an element with words of its own a line, its
 * type, its page and its words. */
void proof_dump(const struct proof *proof, struct buffer *out);

#endif

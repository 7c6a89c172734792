/*
 * Takes claims, gives the inlines that print their parts, with the side table of where each is
 * used; for prose and for generated parts. Private to document.
 */
#ifndef DOCUMENT_USES_H
#define DOCUMENT_USES_H

#include "document/reader.h"
#include "document/wording.h"

/* Inlines that grow in an arena. */
struct inline_list {
    ARRAY(struct inline_node) list;
};

/* The inlines gathered so far. */
struct inlines uses_done(const struct inline_list *list);

/* The language of the document, for generated words. */
enum wording_language uses_language(const struct reader *reader);

/* Notes a use at `span` inside reader.outer; its number + 1, to become reader.outer. */
uint32_t uses_add(struct reader *reader, enum use_kind kind, const struct claim *claim,
                  struct span span);

/* Appends a node of reader.outer; it is valid until the next one. */
struct inline_node *uses_push(struct reader *reader, struct inline_list *out,
                              enum inline_kind kind, struct span span);

/* Appends text, unless it is empty. */
void uses_text(struct reader *reader, struct inline_list *out, struct text text,
               struct span span);

/* Appends a text of `claim` read as Markdown; nothing if it is absent. */
void uses_markdown(struct reader *reader, struct inline_list *out, const struct claim *claim,
                   const struct located *text);

/* Appends the cite of all that a claim rests on, or of one source, after a space if anything
 * stands before it; nothing without sources. */
void uses_cite(struct reader *reader, struct inline_list *out, const struct claim *claim);
void uses_cite_one(struct reader *reader, struct inline_list *out, const struct located *key,
                   const struct located *locator);

/* Appends the mark of a claim's certainty, which it has. */
void uses_mark(struct reader *reader, struct inline_list *out, const struct claim *claim);

/* Appends statement, cite and certainty as one or two sentences. */
void uses_whole(struct reader *reader, struct inline_list *out, const struct claim *claim);

#endif

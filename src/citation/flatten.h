/*
 * Takes a rendered tree, gives a flat stream of text and what opens and closes around it.
 * The one idea: punctuation is merged here and nowhere else, between pieces that came from
 * different places; formatting is transparent to it, quotation marks let full stops and commas
 * in where the locale wants that.
 */
#ifndef CITATION_FLATTEN_H
#define CITATION_FLATTEN_H

#include "base/array.h"
#include "citation/locale.h"
#include "citation/tree.h"

enum token_kind { TOKEN_TEXT, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_QUOTE, TOKEN_UNQUOTE };

struct token {
    enum token_kind kind;
    struct text text;        /* of TOKEN_TEXT */
    const struct node *node; /* of the others: whose looks begin or end */
};

struct stream {
    ARRAY(struct token) tokens;
    struct job *job;
    const struct locale *locale;
};

/* The stream of a tree; owned by the job. */
struct stream *stream_of(struct job *job, const struct locale *locale, const struct node *node);

/* The stream as runs in `job`, with quotation marks of the locale, nested ones alternating, and
 * italic within italic upright where a field asked for it. */
struct rich stream_runs(struct job *job, const struct stream *stream);

/* The stream as HTML, as the CSL test suite expects it. */
struct text stream_html(const struct stream *stream);

/* The stream as text without looks; for sort keys. */
struct text stream_text(const struct stream *stream);

#endif

/*
 * Takes CommonMark text, gives its nodes in reading order: the wall around cmark, which no
 * other file includes.
 */
#ifndef DOCUMENT_MARKDOWN_H
#define DOCUMENT_MARKDOWN_H

#include "base/job.h"

enum node_kind {
    NODE_QUOTE,
    NODE_LIST, /* ordered, tight, start */
    NODE_ITEM,
    NODE_CODE, /* literal; info */
    NODE_HTML, /* literal */
    NODE_PARAGRAPH,
    NODE_HEADING, /* level */
    NODE_RULE,
    /* inlines */
    NODE_TEXT,       /* literal */
    NODE_SOFT_BREAK, /* a line end */
    NODE_HARD_BREAK,
    NODE_CODE_SPAN, /* literal */
    NODE_HTML_SPAN, /* literal */
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_LINK, /* url */
    NODE_IMAGE /* url, title */
};

struct node {
    enum node_kind kind;
    int level;
    bool ordered;
    bool tight;
    int64_t start;
    struct text literal; /* the texts live until the walk ends */
    struct text info;
    struct text url;
    struct text title;
    size_t first_line; /* of a block, from 0 */
    size_t last_line;
};

struct visitor {
    void (*enter)(void *context, const struct node *node);
    void (*leave)(void *context, const struct node *node);
    void *context;
};

/* Parses `text` as CommonMark 0.30 and calls `visitor` for each node but the root; `leave` only
 * for those that can have children. */
void markdown_walk(struct job *job, struct text text, const struct visitor *visitor);

#endif

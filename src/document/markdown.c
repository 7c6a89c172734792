/*
 * Takes CommonMark text, gives its nodes: the one file that knows cmark. cmark's memory lives
 * only while markdown_walk runs; where it cannot be had the run ends as the arena's exhaustion
 * does. The tree is walked with cmark_iter, so its depth costs no stack.
 */
#include "document/markdown.h"

#define CMARK_NO_SHORT_NAMES /* its NODE_TEXT … are ours here */
#include <cmark.h>
#include <stdlib.h>
#include <unistd.h>

/* cmark's allocator calls carry no context, so running out cannot reach the job. */
static void *checked(void *memory)
{
    static const char message[] = "imprimatur: error: out of memory [out-of-memory]\n";
    if (memory != NULL)
        return memory;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    _exit(written < 0 ? 2 : 2);
}

static void *take(size_t count, size_t size)
{
    return checked(calloc(count, size));
}

static void *retake(void *memory, size_t size)
{
    return checked(realloc(memory, size));
}

/* The kind of a cmark node; false for the root and what we do not ask cmark for. */
static bool kind_of(cmark_node *node, enum node_kind *kind)
{
    static const struct {
        cmark_node_type type;
        enum node_kind kind;
    } kinds[] = {
        {CMARK_NODE_TEXT, NODE_TEXT},
        {CMARK_NODE_PARAGRAPH, NODE_PARAGRAPH},
        {CMARK_NODE_SOFTBREAK, NODE_SOFT_BREAK},
        {CMARK_NODE_EMPH, NODE_EMPHASIS},
        {CMARK_NODE_STRONG, NODE_STRONG},
        {CMARK_NODE_LINK, NODE_LINK},
        {CMARK_NODE_CODE, NODE_CODE_SPAN},
        {CMARK_NODE_ITEM, NODE_ITEM},
        {CMARK_NODE_LIST, NODE_LIST},
        {CMARK_NODE_HEADING, NODE_HEADING},
        {CMARK_NODE_BLOCK_QUOTE, NODE_QUOTE},
        {CMARK_NODE_CODE_BLOCK, NODE_CODE},
        {CMARK_NODE_HTML_BLOCK, NODE_HTML},
        {CMARK_NODE_THEMATIC_BREAK, NODE_RULE},
        {CMARK_NODE_LINEBREAK, NODE_HARD_BREAK},
        {CMARK_NODE_HTML_INLINE, NODE_HTML_SPAN},
        {CMARK_NODE_IMAGE, NODE_IMAGE},
    };
    cmark_node_type type = cmark_node_get_type(node);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == type) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static size_t line_of(int line)
{
    return line > 0 ? (size_t)line - 1 : 0;
}

static struct node node_of(cmark_node *from, enum node_kind kind)
{
    struct node node = {.kind = kind};
    node.literal = text_of(cmark_node_get_literal(from));
    node.first_line = line_of(cmark_node_get_start_line(from));
    node.last_line = line_of(cmark_node_get_end_line(from));
    if (kind == NODE_LINK || kind == NODE_IMAGE) {
        node.url = text_of(cmark_node_get_url(from));
        node.title = text_of(cmark_node_get_title(from));
    } else if (kind == NODE_LIST) {
        node.ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
        node.tight = cmark_node_get_list_tight(from) != 0;
        node.start = cmark_node_get_list_start(from);
    } else if (kind == NODE_HEADING) {
        node.level = cmark_node_get_heading_level(from);
    } else if (kind == NODE_CODE) {
        node.info = text_of(cmark_node_get_fence_info(from));
    }
    return node;
}

static void walk(cmark_iter *iter, const struct visitor *visitor)
{
    cmark_event_type event;
    enum node_kind kind;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (!kind_of(at, &kind))
            continue;
        struct node node = node_of(at, kind);
        if (event == CMARK_EVENT_ENTER)
            visitor->enter(visitor->context, &node);
        else
            visitor->leave(visitor->context, &node);
    }
}

void markdown_walk(struct job *job, struct text text, const struct visitor *visitor)
{
    cmark_mem *memory = arena_alloc(&job->arena, sizeof *memory);
    memory->calloc = take;
    memory->realloc = retake;
    memory->free = free;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, memory);
    cmark_parser_feed(parser, text.bytes, text.length);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_iter *iter = cmark_iter_new(root);
    walk(iter, visitor);
    cmark_iter_free(iter);
    cmark_node_free(root);
}

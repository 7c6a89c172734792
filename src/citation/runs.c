/*
 * Takes a flat stream, gives runs of rich text, neighbours of the same looks joined.
 * The one idea: looks are a small value copied on opening and restored on closing.
 */
#include "citation/flatten.h"
#include "citation/looks.h"

#define LOOKS_DEPTH_MOST 64

struct present {
    unsigned flags;
    const struct source_item *item;
    struct text link;
};

struct run_writer {
    struct job *job;
    ARRAY(struct rich_run) runs;
    struct present stack[LOOKS_DEPTH_MOST];
    size_t depth;
    struct present now;
    unsigned quotes;
    struct buffer text;
    struct present text_looks;
    unsigned block; /* flags for the next run: it starts a block */
};

static bool same(const struct present *a, const struct present *b)
{
    return a->flags == b->flags && a->item == b->item && text_equal(a->link, b->link);
}

static void flush(struct run_writer *writer)
{
    if (!writer->text.length)
        return;
    struct rich_run *run = array_push(&writer->job->arena, &writer->runs);
    run->text = text_copy(&writer->job->arena, buffer_text(&writer->text));
    run->flags = writer->text_looks.flags | writer->block;
    run->item = writer->text_looks.item;
    run->link = writer->text_looks.link;
    if (run->link.length)
        run->link = text_copy(&writer->job->arena, run->link);
    writer->block = 0;
    writer->text.length = 0;
}

static void write_text(struct run_writer *writer, struct text text)
{
    if (!text.length)
        return;
    if (!same(&writer->text_looks, &writer->now))
        flush(writer);
    writer->text_looks = writer->now;
    buffer_add(&writer->text, text);
}

static void set(unsigned *flags, unsigned flag, bool on)
{
    *flags = on ? *flags | flag : *flags & ~flag;
}

unsigned looks_flags(unsigned flags, const struct node *node)
{
    const struct format *f = &node->format;
    bool flip = node->markup;
    if (f->style)
        set(&flags, RICH_ITALIC,
            f->style != FONT_STYLE_NORMAL && !(flip && (flags & RICH_ITALIC)));
    if (f->weight) {
        set(&flags, RICH_BOLD, f->weight == FONT_WEIGHT_BOLD && !(flip && (flags & RICH_BOLD)));
        set(&flags, RICH_LIGHT, f->weight == FONT_WEIGHT_LIGHT);
    }
    if (f->variant)
        set(&flags, RICH_SMALL_CAPS,
            f->variant == FONT_VARIANT_SMALL_CAPS && !(flip && (flags & RICH_SMALL_CAPS)));
    if (f->decoration)
        set(&flags, RICH_UNDERLINE, f->decoration == DECORATION_UNDERLINE);
    if (f->vertical) {
        set(&flags, RICH_SUPERSCRIPT, f->vertical == VERTICAL_SUP);
        set(&flags, RICH_SUBSCRIPT, f->vertical == VERTICAL_SUB);
    }
    return flags;
}

static void open_looks(struct run_writer *writer, const struct node *node)
{
    if (writer->depth < LOOKS_DEPTH_MOST)
        writer->stack[writer->depth] = writer->now;
    writer->depth++;
    writer->now.flags = looks_flags(writer->now.flags, node);
    if (node->item)
        writer->now.item = node->item;
    if (node->link.length)
        writer->now.link = node->link;
    if (node->display == DISPLAY_BLOCK || node->display == DISPLAY_INDENT) {
        flush(writer);
        writer->block = RICH_BLOCK | (node->display == DISPLAY_INDENT ? RICH_INDENT : 0U);
    }
}

static void close_looks(struct run_writer *writer, const struct node *node)
{
    writer->depth--;
    if (writer->depth < LOOKS_DEPTH_MOST)
        writer->now = writer->stack[writer->depth];
    if (node->display == DISPLAY_BLOCK || node->display == DISPLAY_INDENT) {
        flush(writer);
        writer->block = RICH_BLOCK;
    }
}

struct text quote_text(const struct locale *locale, unsigned depth, bool open)
{
    if (depth % 2 == 0)
        return open ? locale->open_quote : locale->close_quote;
    return open ? locale->open_inner : locale->close_inner;
}

struct rich stream_runs(struct job *job, const struct stream *stream)
{
    struct run_writer *writer = arena_alloc(&stream->job->arena, sizeof *writer);
    writer->job = job;
    writer->text = buffer_new(&stream->job->arena);
    for (size_t i = 0; i < stream->tokens.count; i++) {
        const struct token *token = &stream->tokens.items[i];
        switch (token->kind) {
        case TOKEN_TEXT:
            write_text(writer, token->text);
            break;
        case TOKEN_OPEN:
            open_looks(writer, token->node);
            break;
        case TOKEN_CLOSE:
            close_looks(writer, token->node);
            break;
        case TOKEN_QUOTE:
            write_text(writer, quote_text(stream->locale, writer->quotes++, true));
            break;
        case TOKEN_UNQUOTE:
            write_text(writer, quote_text(stream->locale, --writer->quotes, false));
            break;
        }
    }
    flush(writer);
    return (struct rich){writer->runs.count, writer->runs.items};
}

/*
 * Takes a rendered tree, gives a flat stream with punctuation merged.
 * The one idea: a piece of text meets the last character printed before it, whatever looks
 * closed in between; what may follow what is one small table.
 */
#include "citation/flatten.h"

#include <string.h>

enum meeting { KEEP_BOTH, KEEP_OLD, KEEP_NEW };

/* What remains of two marks that meet. The table is the one the CSL test suite settles
 * (punctuation_FullMonty…): rows are the mark that stands, columns the one that comes. */
static enum meeting meet(uint32_t old, char new)
{
    static const char marks[] = ".:;!?,";
    static const char table[6][7] = {
        /*      .:;!?, */
        /* . */ "obbbbb", /* : */ "oobnnb", /* ; */ "ooonnb",
        /* ! */ "oobobb", /* ? */ "oobbob", /* , */ "bbbbbo",
    };
    if (old >= 0x80 || !old)
        return KEEP_BOTH;
    const char *row = strchr(marks, (int)old);
    const char *column = strchr(marks, new);
    if (!row || !column)
        return KEEP_BOTH;
    char cell = table[row - marks][column - marks];
    return cell == 'o' ? KEEP_OLD : cell == 'n' ? KEEP_NEW : KEEP_BOTH;
}

static struct token *push(struct stream *stream, enum token_kind kind, const struct node *node)
{
    struct token *token = array_push(&stream->job->arena, &stream->tokens);
    token->kind = kind;
    token->node = node;
    return token;
}

static bool boundary(const struct token *token)
{
    return token->kind == TOKEN_QUOTE ||
           (token->kind != TOKEN_TEXT && token->node->display != DISPLAY_NONE);
}

/* The last text before the end of the stream, or NULL; `*unquote` is the place of the first
 * closing quotation mark after it, or the stream's end. */
static struct token *last_text(struct stream *stream, size_t *unquote)
{
    *unquote = stream->tokens.count;
    for (size_t i = stream->tokens.count; i-- > 0;) {
        struct token *token = &stream->tokens.items[i];
        if (token->kind == TOKEN_UNQUOTE)
            *unquote = i;
        if (token->kind == TOKEN_TEXT && token->text.length)
            return token;
        if (boundary(token))
            return NULL;
    }
    return NULL;
}

static uint32_t last_rune(struct text text)
{
    size_t at = text.length - 1;
    while (at && ((unsigned char)text.bytes[at] & 0xC0) == 0x80)
        at--;
    return text_next(text, &at);
}

static bool space_rune(uint32_t rune)
{
    return rune == ' ' || rune == 0xA0;
}

static void insert_text(struct stream *stream, size_t at, struct text text)
{
    push(stream, TOKEN_TEXT, NULL);
    struct token *items = stream->tokens.items;
    memmove(items + at + 1, items + at, (stream->tokens.count - 1 - at) * sizeof *items);
    items[at] = (struct token){TOKEN_TEXT, text, NULL};
}

/* Whether `mark` goes inside a closing quotation mark before it. */
static bool moves_in(const struct stream *stream, char mark)
{
    return stream->locale->punctuation_in_quote && mark && strchr(".,!?", mark);
}

/* Deals with the first byte of `text`, which meets the stream's last text; true if it was used
 * up or the stream changed, so that the next byte's turn comes. */
static bool meet_first(struct stream *stream, struct text *text)
{
    size_t unquote;
    struct token *last = last_text(stream, &unquote);
    if (!last)
        return false;
    uint32_t old = last_rune(last->text);
    char new = text->bytes[0];
    struct text one = text_slice(*text, 0, 1);
    struct text rest = text_slice(*text, 1, text->length);
    if (space_rune(old) && new == ' ') {
        *text = rest;
        return true;
    }
    if (!new || !strchr(".,:;!?", new))
        return false;
    switch (meet(old, new)) {
    case KEEP_OLD:
        *text = rest;
        return true;
    case KEEP_NEW:
        last->text.length--;
        return true;
    case KEEP_BOTH:
        break;
    }
    if (unquote == stream->tokens.count || !moves_in(stream, new))
        return false;
    insert_text(stream, unquote, one);
    *text = rest;
    return true;
}

static void add_text(struct stream *stream, struct text text)
{
    while (text.length && meet_first(stream, &text))
        continue;
    if (text.length)
        push(stream, TOKEN_TEXT, NULL)->text = text;
}

static bool has_format(const struct node *node)
{
    const struct format *f = &node->format;
    return f->style || f->variant || f->weight || f->decoration || f->vertical || node->item ||
           node->link.length;
}

static void add_node(struct stream *stream, const struct node *node)
{
    bool format = has_format(node) || node->display;
    bool outside = format && (node->affixes_inside || node->display);
    if (outside)
        push(stream, TOKEN_OPEN, node);
    add_text(stream, node->prefix);
    if (node->quotes)
        push(stream, TOKEN_QUOTE, node);
    if (format && !outside)
        push(stream, TOKEN_OPEN, node);
    add_text(stream, node->text);
    bool printed = false;
    for (const struct node *child = node->first; child; child = child->next) {
        if (node_empty(child))
            continue;
        if (printed)
            add_text(stream, node->delimiter);
        add_node(stream, child);
        printed = true;
    }
    if (format && !outside)
        push(stream, TOKEN_CLOSE, node);
    if (node->quotes)
        push(stream, TOKEN_UNQUOTE, node);
    add_text(stream, node->suffix);
    if (outside)
        push(stream, TOKEN_CLOSE, node);
}

struct stream *stream_of(struct job *job, const struct locale *locale, const struct node *node)
{
    struct stream *stream = arena_alloc(&job->arena, sizeof *stream);
    stream->job = job;
    stream->locale = locale;
    if (!node_empty(node))
        add_node(stream, node);
    return stream;
}

struct text stream_text(const struct stream *stream)
{
    struct buffer buffer = buffer_new(&stream->job->arena);
    for (size_t i = 0; i < stream->tokens.count; i++)
        if (stream->tokens.items[i].kind == TOKEN_TEXT)
            buffer_add(&buffer, stream->tokens.items[i].text);
    return buffer_text(&buffer);
}

/*
 * Takes pieces with citation keys, gives citations by pandoc's rules (MANUAL.txt, "Citation
 * syntax"): groups in brackets, and keys in the running text with a bracket behind them.
 */
#include <string.h>

#include "document/builder.h"

/* A part of a group: pieces [low, high), its key at `key` (`high` if it has none). */
struct part {
    size_t low;
    size_t key;
    size_t high;
};

static bool is_key(const struct piece *piece)
{
    return piece->kind == PIECE_TOKEN && piece->token->kind == TOKEN_CITE;
}

/* The part that starts at `low` in brackets closed at `close`; inner brackets are passed over.
 */
static struct part part_at(const struct piece *pieces, size_t low, size_t close)
{
    struct part part = {low, close, close};
    bool found = false;
    for (size_t i = low; i < close; i++) {
        const struct piece *piece = &pieces[i];
        if (piece->kind == PIECE_SEMICOLON) {
            part.high = i;
            break;
        }
        if (!found && is_key(piece)) {
            found = true;
            part.key = i;
        }
        if (piece->kind == PIECE_OPEN && piece->partner != NO_PARTNER && piece->partner < close)
            i = piece->partner;
    }
    if (!found)
        part.key = part.high;
    return part;
}

/* Whether every part from `low` on has a key. */
static bool all_keyed(const struct piece *pieces, size_t low, size_t close)
{
    for (;;) {
        struct part part = part_at(pieces, low, close);
        if (part.key == part.high)
            return false;
        if (part.high == close)
            return true;
        low = part.high + 1;
    }
}

bool cites_is_group(const struct piece *pieces, size_t open)
{
    return all_keyed(pieces, open + 1, pieces[open].partner);
}

static struct text locator_of(struct builder *builder, const struct piece *pieces, size_t low,
                              size_t high)
{
    if (low == high)
        return TEXT("");
    if (low + 1 == high && pieces[low].kind != PIECE_NODE)
        return text_trim(pieces[low].text);
    struct buffer out = buffer_new(builder->reader->arena);
    inlines_plain(builder, pieces, low, high, &out);
    return text_trim(buffer_text(&out));
}

/* Whether pieces [low, high) hold markup that can be kept; cites and notes within a group are
 * not taken apart. */
static bool has_markup(const struct piece *pieces, size_t low, size_t high)
{
    bool markup = false;
    for (size_t i = low; i < high; i++) {
        bool raised = pieces[i].kind == PIECE_TILDE || pieces[i].kind == PIECE_CARET;
        if (pieces[i].kind == PIECE_TOKEN)
            return false;
        markup = markup || pieces[i].kind == PIECE_NODE ||
                 (raised && pieces[i].partner != NO_PARTNER);
    }
    return markup;
}

/* Fills what stands behind the item's key: pieces [low, high). */
static void add_after(struct builder *builder, struct cite_item *item, struct piece *pieces,
                      size_t low, size_t high)
{
    if (!has_markup(pieces, low, high)) {
        item->locator = locator_of(builder, pieces, low, high);
        return;
    }
    struct buffer plain = buffer_new(builder->reader->arena);
    item->after = inlines_range(builder, pieces, low, high);
    document_plain(builder->reader->document, item->after, &plain);
    item->locator = text_trim(buffer_text(&plain));
}

/* Takes the white space off the front of a prefix. */
static struct inlines trimmed(struct inlines inlines)
{
    if (inlines.count == 0 || inlines.items[0].kind != INLINE_TEXT)
        return inlines;
    struct text *text = &inlines.items[0].text;
    while (text->length > 0 && text_space(text->bytes[0])) {
        text->bytes++;
        text->length--;
        inlines.items[0].span.start++;
    }
    if (text->length == 0) {
        inlines.items++;
        inlines.count--;
    }
    return inlines;
}

/* A new item at the end of those being gathered; builder.items is their stack, since a group
 * may stand in another's prefix. */
static struct cite_item *add_item(struct builder *builder, const struct piece *key)
{
    struct cite_item *item = array_push(builder->reader->arena, &builder->items);
    memset(item, 0, sizeof *item);
    item->key = key->token->text;
    item->mode = key->token->mode;
    item->locator = TEXT("");
    item->span = key->token->span;
    return item;
}

/* Adds the parts from `low` on, all with keys. */
static void add_parts(struct builder *builder, struct piece *pieces, size_t low, size_t close)
{
    for (;;) {
        struct part part = part_at(pieces, low, close);
        struct inlines prefix = trimmed(inlines_range(builder, pieces, low, part.key));
        struct cite_item after = {0};
        add_after(builder, &after, pieces, part.key + 1, part.high);
        struct cite_item *item = add_item(builder, &pieces[part.key]);
        item->prefix = prefix;
        item->locator = after.locator;
        item->after = after.after;
        if (part.high == close)
            return;
        low = part.high + 1;
    }
}

/* Adds the cite of the items from `base` on. */
static void add_cite(struct builder *builder, size_t base, const struct piece *first,
                     const struct piece *last)
{
    struct reader *reader = builder->reader;
    struct inline_node *node = inlines_add(builder, INLINE_CITE, first, last);
    node->number = (uint32_t)reader->cites.count;
    struct cite *cite = array_push(reader->arena, &reader->cites);
    cite->count = builder->items.count - base;
    cite->items = arena_array(reader->arena, cite->count, sizeof *cite->items);
    memcpy(cite->items, builder->items.items + base, cite->count * sizeof *cite->items);
    builder->items.count = base;
    cite->span = node->span;
}

size_t cites_group(struct builder *builder, struct piece *pieces, size_t open)
{
    size_t close = pieces[open].partner;
    size_t base = builder->items.count;
    add_parts(builder, pieces, open + 1, close);
    add_cite(builder, base, &pieces[open], &pieces[close]);
    return close + 1;
}

/* The bracket that belongs to a key in the text, at most white space between; `high` if there
 * is none. */
static size_t bracket_after(const struct piece *pieces, size_t at, size_t high)
{
    size_t open = at + 1;
    if (open < high && pieces[open].kind == PIECE_TEXT &&
        text_trim(pieces[open].text).length == 0)
        open++;
    if (open >= high || pieces[open].kind != PIECE_OPEN || pieces[open].partner == NO_PARTNER ||
        pieces[open].partner >= high)
        return high;
    size_t behind = pieces[open].partner + 1;
    bool more = behind < high && (pieces[behind].kind == PIECE_OPEN ||
                                  (pieces[behind].kind == PIECE_TOKEN &&
                                   pieces[behind].token->kind == TOKEN_ATTRIBUTES));
    return more ? high : open;
}

size_t cites_in_text(struct builder *builder, struct piece *pieces, size_t at, size_t high)
{
    size_t base = builder->items.count;
    struct cite_item *item = add_item(builder, &pieces[at]);
    if (item->mode == CITE_GROUPED)
        item->mode = CITE_IN_TEXT;
    size_t open = bracket_after(pieces, at, high);
    size_t close = open < high ? pieces[open].partner : 0;
    size_t low = open + 1;
    if (open < high) {
        struct part first = part_at(pieces, low, close);
        bool bare = first.key == first.high;
        if (bare && first.high < close && !all_keyed(pieces, first.high + 1, close))
            open = high;
        else if (bare)
            add_after(builder, item, pieces, low, first.high);
        else if (!all_keyed(pieces, low, close))
            open = high;
        low = bare ? first.high + 1 : low;
    }
    if (open == high) {
        add_cite(builder, base, &pieces[at], &pieces[at]);
        return at + 1;
    }
    if (low <= close)
        add_parts(builder, pieces, low, close);
    add_cite(builder, base, &pieces[at], &pieces[close]);
    return close + 1;
}

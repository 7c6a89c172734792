/*
 * Takes the text of a field, gives a tree: <i>, <b>, <sup>, <sub>, <sc>, the two kinds of
 * <span> that CSL-JSON knows, and quotation marks become nodes.
 * The one idea: one pass with a stack of what is open; an opener that never finds its closer is
 * plain text again, so the work is linear whatever the field holds.
 */
#include "citation/tree.h"
#include "citation/unicode.h"

#define OPEN_MOST 24

enum opener_kind { OPEN_TAG, OPEN_DOUBLE, OPEN_SINGLE, OPEN_CURLY_DOUBLE, OPEN_CURLY_SINGLE };

struct opener {
    enum opener_kind kind;
    struct text written; /* the opener itself, for when it stays unclosed */
    const char *close;   /* of a tag */
    struct node *node;   /* what it becomes */
};

struct marker {
    struct job *job;
    struct text text;
    size_t at;
    struct node *root;
    struct buffer pending; /* plain text not yet in the tree */
    struct opener open[OPEN_MOST];
    size_t count;
};

static const struct {
    const char *open;
    const char *close;
    struct format format;
    bool nocase;
} tags[] = {
    {"<i>", "</i>", {.style = FONT_STYLE_ITALIC}, false},
    {"<b>", "</b>", {.weight = FONT_WEIGHT_BOLD}, false},
    {"<sup>", "</sup>", {.vertical = VERTICAL_SUP}, false},
    {"<sub>", "</sub>", {.vertical = VERTICAL_SUB}, false},
    {"<sc>", "</sc>", {.variant = FONT_VARIANT_SMALL_CAPS}, false},
    {"<span class=\"nocase\">", "</span>", {0}, true},
    {"<span class='nocase'>", "</span>", {0}, true},
    {"<span style=\"font-variant:small-caps;\">",
     "</span>",
     {.variant = FONT_VARIANT_SMALL_CAPS},
     false},
    {"<span style=\"font-variant: small-caps;\">",
     "</span>",
     {.variant = FONT_VARIANT_SMALL_CAPS},
     false},
    {"<span style=\"font-style:normal;\">", "</span>", {.style = FONT_STYLE_NORMAL}, false},
};

static struct node *top(struct marker *marker)
{
    return marker->count ? marker->open[marker->count - 1].node : marker->root;
}

static void flush(struct marker *marker)
{
    if (!marker->pending.length)
        return;
    struct text text = text_copy(&marker->job->arena, buffer_text(&marker->pending));
    node_add(top(marker), node_text(marker->job, text));
    marker->pending.length = 0;
}

static struct node *push(struct marker *marker, enum opener_kind kind, size_t length)
{
    if (marker->count == OPEN_MOST)
        return NULL;
    flush(marker);
    struct opener *opener = &marker->open[marker->count++];
    *opener = (struct opener){kind, text_slice(marker->text, marker->at, marker->at + length),
                              NULL, node_group(marker->job)};
    opener->node->markup = true;
    marker->at += length;
    return opener->node;
}

/* An unclosed opener: its text and what followed it join the node around it. */
static void drop(struct marker *marker)
{
    flush(marker);
    struct opener opener = marker->open[--marker->count];
    struct node *outer = top(marker);
    struct text written = opener.kind == OPEN_SINGLE ? TEXT("\u2019") : opener.written;
    node_add(outer, node_text(marker->job, written));
    if (!opener.node->first)
        return;
    node_add(outer, opener.node->first);
    outer->last = opener.node->last;
}

static void pop(struct marker *marker, size_t index, size_t length)
{
    while (marker->count > index + 1)
        drop(marker);
    flush(marker);
    marker->count--;
    node_add(top(marker), marker->open[index].node);
    marker->at += length;
}

/* The innermost open `kind` (with that closing tag), or OPEN_MOST. */
static size_t find_open(const struct marker *marker, enum opener_kind kind, const char *close)
{
    for (size_t i = marker->count; i-- > 0;) {
        const struct opener *opener = &marker->open[i];
        if (opener->kind == kind &&
            (!close ||
             (opener->close && text_of(opener->close).length == text_of(close).length &&
              text_is(text_of(opener->close), close))))
            return i;
    }
    return OPEN_MOST;
}

/* --- tags ----------------------------------------------------------------------------------
 */

static bool tag_read(struct marker *marker)
{
    struct text rest = text_slice(marker->text, marker->at, marker->text.length);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (text_starts(rest, tags[i].open)) {
            struct node *node = push(marker, OPEN_TAG, text_of(tags[i].open).length);
            if (!node)
                return false;
            marker->open[marker->count - 1].close = tags[i].close;
            node->format = tags[i].format;
            node->nocase = tags[i].nocase;
            return true;
        }
        if (!text_starts(rest, tags[i].close))
            continue;
        size_t index = find_open(marker, OPEN_TAG, tags[i].close);
        if (index == OPEN_MOST)
            continue;
        pop(marker, index, text_of(tags[i].close).length);
        return true;
    }
    return false;
}

/* --- quotation marks -----------------------------------------------------------------------
 */

/* The character before `at` that is text: tags do not count. 0 at the start. */
static uint32_t rune_before(const struct marker *marker)
{
    size_t at = marker->at;
    while (at && marker->text.bytes[at - 1] == '>') {
        size_t start = at - 1;
        while (start && marker->text.bytes[start] != '<')
            start--;
        if (marker->text.bytes[start] != '<')
            break;
        at = start;
    }
    if (!at)
        return 0;
    size_t start = at - 1;
    while (start && ((unsigned char)marker->text.bytes[start] & 0xC0) == 0x80)
        start--;
    return text_next(marker->text, &start);
}

/* The character after the mark of `length` bytes at `at`; 0 at the end. */
static uint32_t rune_after(const struct marker *marker, size_t length)
{
    size_t at = marker->at + length;
    while (at < marker->text.length && marker->text.bytes[at] == '<') {
        size_t end = text_find(marker->text, '>', at);
        if (end == marker->text.length || end - at > 50)
            break;
        at = end + 1;
    }
    return at < marker->text.length ? text_next(marker->text, &at) : 0;
}

static bool opens_after(uint32_t before)
{
    return !before || rune_space(before) || before == '(' || before == '[' ||
           before == 0x201C || before == 0x2018 || before == 0x2013 || before == 0x2014 ||
           before == '/' || before == 0xAB;
}

static bool letter_or_digit(uint32_t rune)
{
    return rune_letter(rune) || (rune >= '0' && rune <= '9');
}

/* Whether the opener before `at` is a quotation mark with nothing in it yet. */
static bool just_opened(const struct marker *marker)
{
    if (!marker->count || marker->pending.length)
        return false;
    const struct opener *opener = &marker->open[marker->count - 1];
    return opener->kind != OPEN_TAG && !opener->node->first;
}

static bool straight_read(struct marker *marker, enum opener_kind kind)
{
    uint32_t before = rune_before(marker);
    uint32_t after = rune_after(marker, 1);
    size_t index = find_open(marker, kind, NULL);
    bool spaced = rune_space(before) || !before;
    if (index != OPEN_MOST && !spaced && !just_opened(marker) &&
        (kind == OPEN_DOUBLE || !letter_or_digit(after))) {
        pop(marker, index, 1);
        return true;
    }
    if (index != OPEN_MOST && just_opened(marker))
        return false;
    bool nested = (before == '"' || before == '\'') && just_opened(marker);
    if ((!opens_after(before) && !nested) || rune_space(after) || !after)
        return false;
    struct node *node = push(marker, kind, 1);
    if (node)
        node->quotes = true;
    return node != NULL;
}

static bool curly_read(struct marker *marker, uint32_t rune)
{
    if (rune == 0x201C || rune == 0x2018) {
        struct node *node =
            push(marker, rune == 0x201C ? OPEN_CURLY_DOUBLE : OPEN_CURLY_SINGLE, 3);
        if (node)
            node->quotes = true;
        return node != NULL;
    }
    enum opener_kind kind = rune == 0x201D ? OPEN_CURLY_DOUBLE : OPEN_CURLY_SINGLE;
    size_t index = find_open(marker, kind, NULL);
    if (index == OPEN_MOST)
        return false;
    if (rune == 0x2019 && letter_or_digit(rune_after(marker, 3)))
        return false;
    pop(marker, index, 3);
    return true;
}

static bool mark_read(struct marker *marker)
{
    size_t next = marker->at;
    char byte = marker->text.bytes[marker->at];
    if (byte == '<')
        return tag_read(marker);
    if (byte == '"')
        return straight_read(marker, OPEN_DOUBLE);
    if (byte == '\'') {
        if (straight_read(marker, OPEN_SINGLE))
            return true;
        buffer_string(&marker->pending, "\u2019");
        marker->at++;
        return true;
    }
    uint32_t rune = text_next(marker->text, &next);
    bool curly = rune == 0x201C || rune == 0x201D || rune == 0x2018 || rune == 0x2019;
    return curly && curly_read(marker, rune);
}

static bool has_marks(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '<' || byte == '"' || byte == '\'')
            return true;
        if (byte == '\xE2' && i + 1 < text.length && text.bytes[i + 1] == '\x80')
            return true;
    }
    return false;
}

struct node *markup_read(struct job *job, struct text text)
{
    if (!has_marks(text))
        return node_text(job, text);
    struct marker *marker = arena_alloc(&job->arena, sizeof *marker);
    marker->job = job;
    marker->text = text;
    marker->root = node_group(job);
    marker->pending = buffer_new(&job->arena);
    while (marker->at < text.length) {
        if (mark_read(marker))
            continue;
        size_t start = marker->at;
        text_next(text, &marker->at);
        buffer_add(&marker->pending, text_slice(text, start, marker->at));
    }
    while (marker->count)
        drop(marker);
    flush(marker);
    return marker->root;
}

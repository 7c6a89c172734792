/*
 * Takes running text, gives text and abbreviations. The one idea: each word is looked up once;
 * abbreviations of several words or with hyphens hang in a list behind their first word, the
 * longest first.
 */
#include <string.h>

#include "document/builder.h"

static size_t word_end(struct text text, size_t at)
{
    while (at < text.length) {
        size_t next = at;
        if (text_alpha(text.bytes[at]) || text_digit(text.bytes[at])) {
            at++;
            continue;
        }
        if ((unsigned char)text.bytes[at] < 0x80)
            break;
        if (!rune_in_word(text_next(text, &next)))
            break;
        at = next;
    }
    return at;
}

/* Puts `made` into its list, the longest first. */
static void insert(struct reader *reader, struct text word, struct abbreviation *made)
{
    struct abbreviation *head = map_find(&reader->abbreviations, word);
    if (head == NULL || head->name.length < made->name.length) {
        made->next = head;
        map_put(&reader->abbreviations, word, made);
        return;
    }
    while (head->next != NULL && head->next->name.length >= made->name.length)
        head = head->next;
    made->next = head->next;
    head->next = made;
}

struct abbreviation *abbreviations_add(struct reader *reader, struct abbreviation *base,
                                       struct text name, struct text expansion,
                                       struct span span)
{
    size_t end = word_end(name, 0);
    if (end == 0)
        return NULL;
    struct abbreviation *made = arena_alloc(reader->arena, sizeof *made);
    made->base = base == NULL ? made : base;
    made->name = name;
    made->expansion = expansion;
    made->span = span;
    made->rank = ABBREVIATION_UNPLACED;
    reader->initials[(unsigned char)name.bytes[0]] = true;
    insert(reader, text_slice(name, 0, end), made);
    return made;
}

struct abbreviation *abbreviations_find(const struct reader *reader, struct text name)
{
    struct text word = text_slice(name, 0, word_end(name, 0));
    struct abbreviation *found = map_find(&reader->abbreviations, word);
    while (found != NULL && !text_equal(found->name, name))
        found = found->next;
    return found;
}

/* The longest abbreviation at byte `at`, whose first word ends at `end`. */
static const struct abbreviation *match(const struct reader *reader, struct text text,
                                        size_t at, size_t end)
{
    struct abbreviation *found = map_find(&reader->abbreviations, text_slice(text, at, end));
    for (; found != NULL; found = found->next) {
        size_t behind = at + found->name.length;
        if (text_equal(text_slice(text, at, behind), found->name) &&
            word_end(text, behind) == behind)
            return found;
    }
    return NULL;
}

/* Whether the author wrote the expansion out just before: "… (NMDA". */
static bool written_out(struct text text, size_t at, struct text expansion)
{
    if (at < expansion.length + 2 || text.bytes[at - 1] != '(' || text.bytes[at - 2] != ' ')
        return false;
    return text_equal(text_slice(text, at - 2 - expansion.length, at - 2), expansion);
}

static enum abbreviation_use use_of(struct text text, size_t at,
                                    const struct abbreviation *found)
{
    size_t end = at + found->name.length;
    if (written_out(text, at, found->expansion))
        return USE_WRITTEN_OUT;
    bool joined =
        (at > 0 && text.bytes[at - 1] == '-') || (end < text.length && text.bytes[end] == '-');
    return joined ? USE_JOINED : USE_PLAIN;
}

static void add(struct builder *builder, enum inline_kind kind, struct text whole,
                struct span span, size_t from, size_t to)
{
    if (from == to)
        return;
    struct inline_node *node = array_push(builder->reader->arena, &builder->inlines);
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->text = text_slice(whole, from, to);
    node->expansion = TEXT("");
    node->span = span;
    if (span.end - span.start == whole.length) {
        node->span.start = span.start + (uint32_t)from;
        node->span.end = span.start + (uint32_t)to;
    }
}

void abbreviations_split(struct builder *builder, struct text text, struct span span)
{
    size_t done = 0;
    bool wanted = builder->links == 0 && builder->reader->abbreviations.count > 0;
    for (size_t at = 0; wanted && at < text.length;) {
        size_t end = word_end(text, at);
        const struct abbreviation *found =
            end > at && builder->reader->initials[(unsigned char)text.bytes[at]]
                ? match(builder->reader, text, at, end)
                : NULL;
        if (found != NULL) {
            add(builder, INLINE_TEXT, text, span, done, at);
            done = at + found->name.length;
            add(builder, INLINE_ABBREVIATION, text, span, at, done);
            struct inline_node *node = &builder->inlines.items[builder->inlines.count - 1];
            node->expansion = found->expansion;
            node->number = use_of(text, at, found);
            end = done;
        }
        at = end;
        if (found == NULL && at < text.length)
            text_next(text, &at);
    }
    add(builder, INLINE_TEXT, text, span, done, text.length);
}

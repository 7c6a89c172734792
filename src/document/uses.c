/*
 * Takes the names of claims and their parts in the text, gives what they print as inlines.
 * The one idea: the words are read from the claim file as fragments, at their own places, so
 * they are ordinary inlines; what they belong to is a side table that the nodes point into.
 */
#include <string.h>

#include "document/builder.h"
#include "document/quantity.h"
#include "document/uses.h"

enum wording_language uses_language(const struct reader *reader)
{
    return wording_language(reader->document->language.value.text);
}

/* ---- inlines
 * -----------------------------------------------------------------------------------*/

struct inline_node *uses_push(struct reader *reader, struct inline_list *out,
                              enum inline_kind kind, struct span span)
{
    struct inline_node *node = array_push(reader->arena, &out->list);
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->text = node->expansion = TEXT("");
    node->span = span;
    node->use = reader->outer;
    return node;
}

void uses_text(struct reader *reader, struct inline_list *out, struct text text,
               struct span span)
{
    if (text.length > 0)
        uses_push(reader, out, INLINE_TEXT, span)->text = text;
}

static void add_inlines(struct reader *reader, struct inline_list *out, struct inlines inlines)
{
    for (size_t i = 0; i < inlines.count; i++) {
        struct inline_node *node = array_push(reader->arena, &out->list);
        *node = inlines.items[i];
        if (node->use == 0)
            node->use = reader->outer;
    }
}

struct inlines uses_done(const struct inline_list *list)
{
    struct inlines inlines = {list->list.count, list->list.items};
    return inlines;
}

uint32_t uses_add(struct reader *reader, enum use_kind kind, const struct claim *claim,
                  struct span span)
{
    struct claim_use *use = array_push(reader->arena, &reader->uses);
    use->kind = kind;
    use->claim = claim;
    use->part = TEXT("");
    use->outer = reader->outer;
    use->span = span;
    return (uint32_t)reader->uses.count;
}

/* ---- parts of a claim
 * ---------------------------------------------------------------------------*/

void uses_markdown(struct reader *reader, struct inline_list *out, const struct claim *claim,
                   const struct located *text)
{
    if (text->text.length == 0)
        return;
    struct fragment fragment = {text->text, text->span};
    struct map definitions = reader->definitions;
    const struct claim *around = reader->claim;
    reader->definitions = map_new(reader->arena);
    reader->claim = claim;
    add_inlines(reader, out,
                *builder_fragments(reader, prepare_fragments(reader, &fragment, 1), 1));
    reader->claim = around;
    reader->definitions = definitions;
}

/* Adds a source to the cite being made, once for each place in it. */
static void add_source(struct reader *reader, struct cite *cite, const struct located *key,
                       const struct located *locator)
{
    struct buffer where = buffer_new(reader->arena);
    buffer_string(&where, locator->text.length > 0 ? ", " : "");
    buffer_add(&where, locator->text);
    struct cite_item item = {.key = key->text, .span = key->span, .made = true};
    item.locator = buffer_text(&where);
    for (size_t i = 0; i < cite->count; i++)
        if (text_equal(cite->items[i].key, item.key) &&
            (item.locator.length == 0 || text_equal(cite->items[i].locator, item.locator)))
            return;
    if (key->text.length > 0)
        cite->items[cite->count++] = item;
}

/* Adds the cite to `out`, after a space that raised cites take back; none without sources. */
static void put_cite(struct reader *reader, struct inline_list *out, const struct cite *cite)
{
    if (cite->count == 0)
        return;
    if (out->list.count > 0)
        uses_text(reader, out, TEXT(" "), cite->span);
    uses_push(reader, out, INLINE_CITE, cite->span)->number = (uint32_t)reader->cites.count;
    *array_push(reader->arena, &reader->cites) = *cite;
}

void uses_cite(struct reader *reader, struct inline_list *out, const struct claim *claim)
{
    struct cite cite = {0};
    cite.items = arena_array(reader->arena, claim->support_count, sizeof *cite.items);
    for (size_t i = 0; i < claim->support_count; i++)
        add_source(reader, &cite, &claim->supports[i].cite, &claim->supports[i].locator);
    if (claim->support_count > 0)
        cite.span = claim->supports[0].span;
    put_cite(reader, out, &cite);
}

void uses_cite_one(struct reader *reader, struct inline_list *out, const struct located *key,
                   const struct located *locator)
{
    struct cite cite = {0};
    cite.items = arena_alloc(reader->arena, sizeof *cite.items);
    cite.span = key->span;
    add_source(reader, &cite, key, locator);
    put_cite(reader, out, &cite);
}

void uses_mark(struct reader *reader, struct inline_list *out, const struct claim *claim)
{
    struct inline_node *mark = uses_push(reader, out, INLINE_CERTAINTY, claim->certainty_span);
    mark->text = wording_mark(claim->certainty);
    mark->expansion = wording_mark_aloud(uses_language(reader), claim->certainty);
}

static void add_certainty(struct reader *reader, struct inline_list *out,
                          const struct claim *claim, bool capital)
{
    struct text words = wording_certainty(uses_language(reader), claim->certainty, capital);
    if (words.length == 0)
        return;
    uses_text(reader, out, words, claim->certainty_span);
    uses_text(reader, out, TEXT("\xC2\xA0"), claim->certainty_span);
    uses_mark(reader, out, claim);
}

/* Takes the full stop off the end of `out`: what follows stands before it. */
static bool take_stop(struct inline_list *out)
{
    if (out->list.count == 0)
        return false;
    struct inline_node *last = &out->list.items[out->list.count - 1];
    if (last->kind != INLINE_TEXT || !text_ends(last->text, "."))
        return false;
    last->text.length--;
    out->list.count -= last->text.length == 0;
    return true;
}

void uses_whole(struct reader *reader, struct inline_list *out, const struct claim *claim)
{
    uses_markdown(reader, out, claim, &claim->statement);
    bool stop = take_stop(out);
    uses_cite(reader, out, claim);
    struct span end = claim->statement.span;
    end.start = end.end;
    uses_text(reader, out, stop ? TEXT(".") : TEXT(""), end);
    if (claim->certainty == CERTAINTY_NONE)
        return;
    uses_text(reader, out, TEXT(" "), end);
    add_certainty(reader, out, claim, stop);
    uses_text(reader, out, stop ? TEXT(".") : TEXT(""), end);
}

/* ---- names
 * -------------------------------------------------------------------------------------*/

static const struct located *markdown_part(const struct claim *claim, struct text part)
{
    const struct {
        const char *name;
        const struct located *text;
    } parts[] = {
        {"statement", &claim->statement},
        {"short", &claim->short_form},
        {"population", &claim->population},
        {"topic", &claim->topic},
        {"for", &claim->in_favour},
        {"against", &claim->against},
        {"would-settle", &claim->would_settle},
        {"open-question", &claim->open_question},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_is(part, parts[i].name))
            return parts[i].text;
    return NULL;
}

/* Prints a part of the claim that is no number; false if there is none of that name. */
static bool print_part(struct reader *reader, struct inline_list *out,
                       const struct claim *claim, struct text part)
{
    const struct located *text = markdown_part(claim, part);
    if (text != NULL)
        uses_markdown(reader, out, claim, text);
    else if (text_is(part, "cite"))
        uses_cite(reader, out, claim);
    else if (text_is(part, "certainty"))
        add_certainty(reader, out, claim, false);
    else if (text_is(part, "evidence"))
        uses_text(reader, out, evidence_word(claim->evidence), claim->evidence_span);
    else
        return false;
    return true;
}

static void print_number(struct reader *reader, struct inline_list *out,
                         const struct claim_number *number, struct text part)
{
    struct buffer text = buffer_new(reader->arena);
    if (text_is(part, "cite"))
        uses_cite_one(reader, out, &number->cite, &number->locator);
    else if (quantity_add(uses_language(reader), number, part, &text))
        uses_text(reader, out, buffer_text(&text), quantity_span(number, part));
}

/* Prints "response.drug" or "response.drug.interval" of a claim. */
static void use_number(struct reader *reader, struct inline_list *out,
                       const struct claim *claim, struct text name, struct span at)
{
    struct text part;
    const struct claim_number *number = claim_number_part(claim, name, &part);
    if (number == NULL) {
        claim_number_missing(reader->job, claim, name, at);
        return;
    }
    uint32_t around = reader->outer;
    uint32_t use = uses_add(reader, USE_NUMBER, claim, at);
    reader->uses.items[use - 1].number = number;
    reader->uses.items[use - 1].part = part;
    reader->outer = use;
    size_t count = out->list.count;
    print_number(reader, out, number, part);
    reader->outer = around;
    if (out->list.count == count && !claim->faulty)
        diag(reader->job, DIAG_USE_EMPTY, at, reader_string(reader, number->name),
             reader_string(reader, part.length > 0 ? part : TEXT("value")), NULL);
}

/* Prints a claim, or the part of it that `part` names. */
static void use_claim(struct reader *reader, struct inline_list *out, const struct claim *claim,
                      struct text part, struct span at)
{
    uint32_t around = reader->outer;
    reader->outer = uses_add(reader, part.length == 0 ? USE_CLAIM : USE_PART, claim, at);
    reader->uses.items[reader->outer - 1].part = part;
    size_t count = out->list.count;
    if (part.length == 0)
        uses_whole(reader, out, claim);
    else
        print_part(reader, out, claim, part);
    reader->outer = around;
    if (out->list.count == count && !claim->faulty)
        diag(reader->job, DIAG_USE_EMPTY, at, reader_string(reader, claim->id.text),
             reader_string(reader, part), NULL);
}

static bool is_part(const struct claim *claim, struct text name)
{
    return name.length == 0 || markdown_part(claim, name) != NULL || text_is(name, "cite") ||
           text_is(name, "certainty") || text_is(name, "evidence");
}

/* "claim:k1" and "claim:k1.REST" in the prose. */
static void use_in_prose(struct reader *reader, struct inline_list *out, struct text name,
                         struct span at)
{
    size_t point = text_find(name, '.', 0);
    const struct claim *claim =
        claims_expect(reader->job, reader->document->claims, text_slice(name, 0, point), at);
    struct text rest = text_slice(name, point + 1, name.length);
    if (claim == NULL)
        return;
    if (!is_part(claim, rest))
        use_number(reader, out, claim, rest, at);
    else if (reader->claim != NULL)
        diag(reader->job, DIAG_USE_NESTED, at, reader_string(reader, claim->id.text), NULL);
    else
        use_claim(reader, out, claim, rest, at);
}

/* "NUMBER" and "k2:NUMBER" in a claim's own text. */
static void use_in_claim(struct reader *reader, struct inline_list *out, struct text name,
                         struct span at)
{
    size_t colon = text_find(name, ':', 0);
    const struct claim *claim = reader->claim;
    if (colon < name.length) {
        claim = claims_expect(reader->job, reader->document->claims, text_slice(name, 0, colon),
                              at);
        name = text_slice(name, colon + 1, name.length);
    }
    if (claim != NULL)
        use_number(reader, out, claim, name, at);
}

bool uses_named(const struct reader *reader, struct text name)
{
    return text_starts(name, "claim:") ||
           (reader->claim != NULL && !map_has(&reader->variables, name));
}

struct inlines uses_expand(struct reader *reader, struct text name, struct span at)
{
    struct inline_list out = {0};
    if (text_starts(name, "claim:"))
        use_in_prose(reader, &out, text_slice(name, strlen("claim:"), name.length), at);
    else
        use_in_claim(reader, &out, name, at);
    return uses_done(&out);
}

void uses_carry(struct reader *reader, const struct located *id, struct inlines words,
                struct span span)
{
    const struct claim *claim =
        claims_expect(reader->job, reader->document->claims, id->text, id->span);
    if (claim == NULL)
        return;
    uint32_t use = uses_add(reader, USE_WORDS, claim, span);
    for (size_t i = 0; i < words.count; i++) {
        uint32_t *own = &words.items[i].use;
        if (*own == 0 || *own == reader->outer)
            *own = use;
        else if (reader->uses.items[*own - 1].outer == reader->outer)
            reader->uses.items[*own - 1].outer = use;
    }
}

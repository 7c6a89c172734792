/* Takes tokens of passages, gives places, words and what stands around them; see checks.h. */
#include "rules/checks.h"

/* The bytes of tokens [start, end), at least one. */
static struct stretch_of bytes_of(const struct checks *rules, size_t number, struct match match)
{
    const struct token *items = rules->words->passages[number].items;
    struct stretch_of bytes = {items[match.start].start, items[match.end - 1].end};
    return bytes;
}

struct span rule_span(const struct checks *rules, size_t number, struct match match)
{
    struct stretch_of bytes = bytes_of(rules, number, match);
    return prose_span(rules->prose, &rules->prose->items[number], bytes.start, bytes.end);
}

const char *rule_words(const struct checks *rules, size_t number, struct match match)
{
    struct stretch_of bytes = bytes_of(rules, number, match);
    return rule_string(rules, text_slice(rule_text(rules, number), bytes.start, bytes.end));
}

bool rule_exact(const struct checks *rules, size_t number, struct match match)
{
    struct stretch_of bytes = bytes_of(rules, number, match);
    return prose_exact(rules->prose, &rules->prose->items[number], bytes.start, bytes.end);
}

/* ---- what stands around
 * -----------------------------------------------------------------------*/

static bool has_cite(const struct passage *passage)
{
    return prose_marked(passage, INLINE_CITE, 0, passage->text.length);
}

/* Whether a citation at `other` stands for `passage` too. */
static bool stands_for(const struct passage *other, const struct passage *passage)
{
    bool cell = passage->kind == PASSAGE_CELL || passage->kind == PASSAGE_HEAD_CELL;
    if (cell && other->block == passage->block)
        return other->kind == PASSAGE_CAPTION || other->kind == PASSAGE_HEAD_CELL ||
               other->row == passage->row;
    return passage->box != NULL && other->box == passage->box;
}

bool rule_cited(const struct checks *rules, size_t number)
{
    const struct passage *passage = &rules->prose->items[number];
    if (has_cite(passage))
        return true;
    for (size_t i = 0; i < rules->prose->count; i++)
        if (stands_for(&rules->prose->items[i], passage) && has_cite(&rules->prose->items[i]))
            return true;
    return false;
}

static bool lies_in(struct span span, struct span around)
{
    return span.source == around.source && span.start >= around.start &&
           span.start < around.end;
}

bool rule_quoted(const struct checks *rules, struct span span)
{
    const struct claims *claims = rules->document->claims;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t n = 0; n < claims->items[i].correction_count; n++)
            if (lies_in(span, claims->items[i].corrections[n].statement.span))
                return true;
    return false;
}

/* ---- amounts
 * ------------------------------------------------------------------------------------*/

static bool is_unit(const struct checks *rules, struct text text, const struct token *token)
{
    return map_has(&rules->packs->units, text_slice(text, token->start, token->end));
}

/* Whether the token joins the two ends of a range. */
static bool joins(struct text text, const struct token *token)
{
    struct text word = text_slice(text, token->start, token->end);
    return text_is(word, "to") || text_is(word, "or") || text_is(word, "and") ||
           text_is(word, "-") || text_is(word, "\xE2\x80\x93");
}

bool rule_amount(const struct checks *rules, size_t number, size_t token, size_t *unit)
{
    const struct tokens *tokens = rule_tokens(rules, number);
    const struct token *items = tokens->items;
    struct text text = rule_text(rules, number);
    if (items[token].kind != TOKEN_NUMBER)
        return false;
    *unit = token + 1;
    if (token + 3 < tokens->count && joins(text, &items[token + 1]) &&
        items[token + 2].kind == TOKEN_NUMBER)
        *unit = token + 3;
    return *unit < tokens->count && items[*unit].sentence == items[token].sentence &&
           is_unit(rules, text, &items[*unit]);
}

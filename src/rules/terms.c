/*
 * Takes hard words and short forms, gives those that nobody explains.
 */
#include "rules/checks.h"

/* ---- hard words
 * ---------------------------------------------------------------------------------*/

/* Whether the glossary has a term that the words are in, or that they hold. */
static bool in_glossary(const struct checks *rules, struct text words)
{
    const struct document *document = rules->document;
    for (size_t i = 0; i < document->term_count; i++) {
        struct text name = document->terms[i].name;
        if (prose_find(name, words, 0) < name.length ||
            prose_find(words, name, 0) < words.length)
            return true;
    }
    return false;
}

/* Whether a bracket, or the plain words, follow in the sentence. */
static bool explained(const struct checks *rules, const struct hard_word *hard, size_t number,
                      struct match match)
{
    const struct passage *passage = &rules->prose->items[number];
    const struct tokens *tokens = rule_tokens(rules, number);
    const struct token *next = &tokens->items[match.end];
    bool bracket = match.end < tokens->count && passage->text.bytes[next->start] == '(';
    return bracket || prose_find(passage->text, hard->say.text, 0) < passage->text.length ||
           prose_marked(passage, INLINE_CODE, tokens->items[match.start].start,
                        tokens->items[match.start].end);
}

/* Looks at the first use only; true once that is found. */
static bool check_hard(const struct checks *rules, const struct hard_word *hard,
                       const struct pattern *pattern, size_t number)
{
    struct match match;
    if (!pattern_find(pattern, rule_text(rules, number), rule_tokens(rules, number), 0, &match))
        return false;
    struct span at = rule_span(rules, number, match);
    const char *words = rule_words(rules, number, match);
    struct fix fix = {at, hard->say.text};
    if (in_glossary(rules, text_of(words)) || explained(rules, hard, number, match))
        return true;
    if (rule_exact(rules, number, match))
        diag_fix(rules->job, DIAG_JARGON_UNDEFINED, fix, at, words,
                 rule_string(rules, hard->say.text), NULL);
    else
        diag(rules->job, DIAG_JARGON_UNDEFINED, at, words, rule_string(rules, hard->say.text),
             NULL);
    return true;
}

void rule_jargon(const struct checks *rules)
{
    for (size_t i = 0; i < rules->packs->hard.count; i++) {
        const struct hard_word *hard = &rules->packs->hard.items[i];
        for (size_t n = 0; n < hard->word.count; n++)
            for (size_t number = 0; pattern_possible(&hard->word.items[n], rules->words) &&
                                    number < rules->prose->count;
                 number++)
                if (check_hard(rules, hard, &hard->word.items[n], number))
                    break;
    }
}

/* ---- abbreviations
 * ------------------------------------------------------------------------------*/

/* Two capitals or more, and no more than a small "s" or one letter besides. */
static bool is_short_form(struct text word)
{
    size_t capitals = 0, others = 0;
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.bytes[i];
        capitals += byte >= 'A' && byte <= 'Z';
        others += byte >= 'a' && byte <= 'z';
        if ((unsigned char)byte >= 0x80)
            return false;
    }
    return capitals >= 2 && others <= 1 && word.length <= 8;
}

static bool is_roman(struct text word)
{
    for (size_t i = 0; i < word.length; i++)
        if (strchr("IVXLCDM", word.bytes[i]) == NULL)
            return false;
    return true;
}

/* Whether the whole passage is in capitals, so that its words are no short forms. */
static bool shouts(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] >= 'a' && text.bytes[i] <= 'z')
            return false;
    return true;
}

/* Whether it is the rest of a name that a hyphen, a raised or a lowered part makes: 5-HT~1B~.
 */
static bool is_rest(const struct passage *passage, const struct token *token)
{
    return (token->start > 0 && passage->text.bytes[token->start - 1] == '-') ||
           prose_marked(passage, INLINE_SUB, token->start, token->end) ||
           prose_marked(passage, INLINE_SUPER, token->start, token->end);
}

/* Whether it stands alone in brackets, behind the words it stands for. */
static bool in_brackets(struct text text, const struct token *token)
{
    return token->start > 1 && text.bytes[token->start - 1] == '(' &&
           token->end < text.length && text.bytes[token->end] == ')';
}

static bool is_known(const struct checks *rules, struct text word)
{
    const struct document *document = rules->document;
    for (size_t i = 0; i < document->abbreviation_count; i++)
        if (text_equal(document->abbreviations[i].name, word))
            return true;
    return map_has(&rules->packs->known, word) || map_has(&rules->packs->units, word) ||
           is_roman(word);
}

static void check_word(const struct checks *rules, struct map *seen, size_t number, size_t at)
{
    const struct passage *passage = &rules->prose->items[number];
    const struct token *token = &rule_tokens(rules, number)->items[at];
    struct text word = text_slice(passage->text, token->start, token->end);
    struct match match = {at, at + 1};
    if (token->kind != TOKEN_WORD || !is_short_form(word) || map_has(seen, word))
        return;
    map_put(seen, word, seen);
    if (is_known(rules, word) || is_rest(passage, token) || in_brackets(passage->text, token) ||
        prose_marked(passage, INLINE_ABBREVIATION, token->start, token->end) ||
        prose_marked(passage, INLINE_CODE, token->start, token->end))
        return;
    struct span place = rule_span(rules, number, match);
    if (!rule_reported(rules, DIAG_UNIT_ABBREV, place))
        diag(rules->job, DIAG_ABBR_UNDEFINED, place, rule_string(rules, word), NULL);
}

void rule_abbr_undefined(const struct checks *rules)
{
    struct map seen = map_new(&rules->job->arena);
    for (size_t number = 0; number < rules->prose->count; number++)
        for (size_t i = 0; i < rule_tokens(rules, number)->count; i++)
            if (!shouts(rule_text(rules, number)))
                check_word(rules, &seen, number, i);
}

void rule_abbr_unused(const struct checks *rules)
{
    const struct document *document = rules->document;
    for (size_t i = 0; i < document->unused_count; i++)
        diag(rules->job, DIAG_ABBR_UNUSED, document->unused[i].span,
             rule_string(rules, document->unused[i].name), NULL);
}

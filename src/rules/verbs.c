/*
 * Takes a statement and the certainty it has, gives its verb with what softens it, and the
 * words that fit the certainty in their place: "reduces" → "may reduce". Verbs are data of
 * packs; where none is known there is nothing to point at.
 */
#include "rules/checks.h"

static struct text token_text(struct text text, const struct token *token)
{
    return text_slice(text, token->start, token->end);
}

/* The verb that a word is, as plain or as base; NULL where it is none. */
static const struct verb *find_verb(const struct packs *packs, struct text word, bool base)
{
    for (size_t i = 0; i < packs->verbs.count; i++) {
        const struct verb *verb = &packs->verbs.items[i];
        if (text_equal(base ? verb->base : verb->plain, word))
            return verb;
    }
    return NULL;
}

static bool hedged_by(const struct patterns *patterns, struct text text,
                      const struct tokens *tokens, size_t before)
{
    struct match match;
    for (size_t i = 0; i < patterns->count; i++)
        if (pattern_at(&patterns->items[i], text, tokens, before - 1, &match) &&
            match.end == before)
            return true;
    return false;
}

/* Whether the word before token `at` says how certain something is, for any certainty. */
static bool is_hedged(const struct packs *packs, struct text text, const struct tokens *tokens,
                      size_t at)
{
    for (int i = 0; at > 0 && i < CERTAINTY_COUNT; i++)
        if (hedged_by(&packs->grades[i].wants, text, tokens, at) ||
            hedged_by(&packs->grades[i].never, text, tokens, at))
            return true;
    return false;
}

/* `form` with {plain} and {base} filled in. */
static struct text filled(const struct checks *rules, struct text form, const struct verb *verb)
{
    struct buffer out = buffer_new(&rules->job->arena);
    for (size_t at = 0; at < form.length;) {
        struct text rest = text_slice(form, at, form.length);
        bool plain = text_starts(rest, "{plain}"), base = text_starts(rest, "{base}");
        if (plain || base)
            buffer_add(&out, plain ? verb->plain : verb->base);
        else
            buffer_byte(&out, rest.bytes[0]);
        at += plain ? sizeof "{plain}" - 1 : base ? sizeof "{base}" - 1 : 1;
    }
    return buffer_text(&out);
}

bool rule_find_verb(const struct checks *rules, struct text text, const struct tokens *tokens,
                    struct text form, struct verb_phrase *phrase)
{
    for (size_t i = 0; i < tokens->count; i++) {
        struct text word = token_text(text, &tokens->items[i]);
        bool hedged = is_hedged(rules->packs, text, tokens, i);
        const struct verb *verb = find_verb(rules->packs, word, false);
        bool plain = verb != NULL;
        if (!plain && hedged)
            verb = find_verb(rules->packs, word, true);
        if (verb == NULL)
            continue;
        size_t first = hedged ? tokens->items[i - 1].start : tokens->items[i].start;
        phrase->words = text_slice(text, first, tokens->items[i].end);
        phrase->right = filled(rules, form, verb);
        /* behind "may" one and many look alike, so the plain verb is only a proposal */
        phrase->sure = plain || text_search(form, TEXT("{plain}"), 0) == form.length;
        return true;
    }
    return false;
}

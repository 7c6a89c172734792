/*
 * Takes a word, gives where lines may end in it and what its parts measure: joins the rules
 * about text (splits.c) with the patterns of its language (hyphenate.c).
 */
#include <string.h>

#include "lines/hyphenate.h"
#include "lines/splits.h"
#include "lines/words.h"

static bool unbreakable(const struct fonts *fonts, struct text lower)
{
    while (lower.length > 0 && strchr("([\"'", lower.bytes[0]) != NULL)
        lower = text_slice(lower, 1, lower.length);
    while (lower.length > 0 && strchr(")]\"',.;:", lower.bytes[lower.length - 1]) != NULL)
        lower = text_slice(lower, 0, lower.length - 1);
    return map_has(&fonts->unbreakable, lower);
}

/* How unwelcome a hyphen is that breaks a compound elsewhere than at its own. */
#define UNLIKE_COMPOUND 120

/* Adds the hyphenation of one stretch of letters, which starts at byte `start`. */
static size_t add_hyphens(struct hyphenator *hyphenator, struct text letters, size_t start,
                          bool compound, struct chance *chances)
{
    bool marks[HYPHENATE_MOST];
    size_t count = 0;
    if (letters.length > HYPHENATE_MOST)
        return 0;
    hyphenate(hyphenator, letters, marks);
    for (size_t i = 1; i < letters.length && count < CHANCES_MOST; i++)
        if (marks[i])
            chances[count++] =
                (struct chance){(uint16_t)(start + i), true, compound ? UNLIKE_COMPOUND : 0};
    return count;
}

/* Sorts by place, keeping the first of those at one place. */
static size_t sort_chances(struct chance *chances, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct chance chance = chances[i];
        size_t to = kept;
        while (to > 0 && chances[to - 1].at > chance.at)
            to--;
        if (to > 0 && chances[to - 1].at == chance.at)
            continue;
        memmove(&chances[to + 1], &chances[to], (kept - to) * sizeof *chances);
        chances[to] = chance;
        kept++;
    }
    return kept;
}

static size_t hyphen_chances(const struct fonts *fonts, const struct word *word,
                             struct text lower, struct chance *chances, size_t count)
{
    size_t from = 0;
    bool compound = count > 0;
    struct hyphenator *hyphenator = word->setting->hyphenator;
    struct text letters;
    while ((letters = splits_letters(lower, &from)).length > 0) {
        size_t start = (size_t)(letters.bytes - lower.bytes);
        struct chance found[CHANCES_MOST];
        size_t more = map_has(&fonts->unbreakable, letters)
                          ? 0
                          : add_hyphens(hyphenator, letters, start, compound, found);
        for (size_t i = 0; i < more && count < CHANCES_MOST; i++)
            chances[count++] = found[i];
    }
    return sort_chances(chances, count);
}

static struct splits keep_splits(struct job *job, struct fonts *fonts, const struct word *word,
                                 const struct chance *chances, size_t count)
{
    struct split *items = arena_array(&fonts->arena, count, sizeof *items);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = chances[i].at;
        if (at == 0 || at >= word->text.length)
            continue;
        items[kept++] = (struct split){
            .at = chances[i].at,
            .hyphen = chances[i].hyphen,
            .at_hyphen = word->text.bytes[at - 1] == '-',
            .unlike = chances[i].unlike,
            .before = words_part(job, fonts, word, 0, at),
            .after = words_part(job, fonts, word, at, word->text.length),
        };
    }
    return (struct splits){kept, items};
}

static bool has_hyphenator(struct job *job, struct fonts *fonts, struct setting *setting,
                           struct span at)
{
    if (!setting->hyphenator_known && setting->language.length > 0)
        setting->hyphenator = hyphenators_find(job, fonts->hyphenators, setting->language, at);
    setting->hyphenator_known = true;
    return setting->hyphenator != NULL;
}

/* Capitals at the start are made small for the patterns, but those inside must still tell a
 * code from a word, so the question is asked of the text as it is. */
static bool may_hyphenate(struct text text)
{
    size_t from = 0;
    return text_search(text, TEXT("\u00AD"), 0) == text.length &&
           splits_letters(text, &from).length > 0;
}

const struct splits *words_splits(struct job *job, struct fonts *fonts, struct word *word,
                                  bool hyphenated, const struct run *run)
{
    struct splits *splits = hyphenated ? &word->all : &word->plain;
    bool *known = hyphenated ? &word->all_known : &word->plain_known;
    if (*known)
        return splits;
    *known = true;
    char bytes[WORD_MOST];
    struct text lower = {bytes, word->text.length};
    struct chance chances[CHANCES_MOST];
    splits_lower(word->text, bytes);
    if (unbreakable(fonts, lower))
        return splits;
    size_t count = splits_find(word->text, chances);
    if (hyphenated && may_hyphenate(word->text) &&
        has_hyphenator(job, fonts, word->setting, run->span))
        count = hyphen_chances(fonts, word, lower, chances, count);
    *splits = keep_splits(job, fonts, word, chances, count);
    return splits;
}

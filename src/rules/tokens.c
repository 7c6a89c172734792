/* Takes text, gives its tokens; see tokens.h. */
#include "rules/tokens.h"

#define NO_BREAK_SPACE 0xA0
#define NARROW_SPACE   0x202F
#define HYPHEN         0x2010
#define FIXED_HYPHEN   0x2011

static bool is_blank(uint32_t rune)
{
    return rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == NO_BREAK_SPACE ||
           rune == NARROW_SPACE || (rune >= 0x2000 && rune <= 0x200A) || rune == 0xAD;
}

static bool is_hyphen(uint32_t rune)
{
    return rune == '-' || rune == HYPHEN || rune == FIXED_HYPHEN;
}

static bool digit_at(struct text text, size_t at, size_t end)
{
    return at < end && text_digit(text.bytes[at]);
}

/* Whether a word begins at `at`, a digit not being one. */
static bool letter_at(struct text text, size_t at, size_t end)
{
    return prose_word_at(text, at, end) && !text_digit(text.bytes[at]);
}

/* The end of a number that begins at `at`: digits, groups of three behind commas, one point. */
static size_t number_end(struct text text, size_t at, size_t end)
{
    bool point = text.bytes[at] == '.';
    size_t to = at + point;
    while (to < end) {
        char byte = text.bytes[to];
        bool group = byte == ',' && digit_at(text, to + 1, end) &&
                     digit_at(text, to + 2, end) && digit_at(text, to + 3, end) &&
                     !digit_at(text, to + 4, end);
        bool decimals = byte == '.' && !point && digit_at(text, to + 1, end);
        if (!text_digit(byte) && !group && !decimals)
            break;
        point = point || decimals;
        to++;
    }
    return to;
}

/* The end of a word without the parts that hyphens join to it. */
static size_t word_end(struct text text, size_t at, size_t end)
{
    struct stretch_of word = {at, at};
    size_t to = at;
    prose_word(text, &to, end, &word);
    for (size_t i = word.start; i < word.end;) {
        size_t start = i;
        if (is_hyphen(text_next(text, &i)))
            return start;
    }
    return word.end;
}

static bool number_at(struct text text, size_t at, size_t end)
{
    bool joined = at > 0 && (text_digit(text.bytes[at - 1]) || text.bytes[at - 1] == '.');
    return digit_at(text, at, end) ||
           (text.bytes[at] == '.' && !joined && digit_at(text, at + 1, end));
}

/* Skips what parts tokens: blanks, and hyphens between words. */
static bool skip_blanks(struct text text, size_t *at, size_t end)
{
    bool spaced = *at == 0;
    while (*at < end) {
        size_t next = *at;
        uint32_t rune = text_next(text, &next);
        bool inside = is_hyphen(rune) && *at > 0 && letter_at(text, next, end) &&
                      !text_space(text.bytes[*at - 1]);
        if (!is_blank(rune) && !inside)
            break;
        spaced = true;
        *at = next;
    }
    return spaced;
}

/* Letters and digits have numbers of their own, all other first bytes share the rest. */
static unsigned char initial_of(char first)
{
    unsigned char byte = (unsigned char)first;
    if (text_alpha(first))
        return (unsigned char)((byte | 0x20) - 'a');
    if (text_digit(first))
        return (unsigned char)(26 + byte - '0');
    return (unsigned char)(36 + byte % 28);
}

void opening_add(struct opening *opening, uint32_t hash, char first)
{
    opening->hashes[hash / 64 % 4] |= (uint64_t)1 << hash % 64;
    opening->initials |= (uint64_t)1 << initial_of(first);
}

bool opening_in(const struct opening *opening, const struct tokens *tokens)
{
    uint64_t both = 0;
    for (int i = 0; i < 4; i++)
        both |= opening->hashes[i] & tokens->present.hashes[i];
    return both != 0 && (opening->initials & tokens->present.initials) != 0;
}

uint32_t token_hash(struct text text)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (unsigned char)(byte - 'A' + 'a');
        hash = (hash ^ byte) * 16777619U;
    }
    return hash;
}

bool token_next(struct text text, size_t *at, size_t end, struct token *token)
{
    memset(token, 0, sizeof *token);
    token->spaced = skip_blanks(text, at, end);
    if (*at >= end)
        return false;
    token->start = *at;
    token->end = *at;
    if (number_at(text, *at, end)) {
        token->kind = TOKEN_NUMBER;
        token->end = number_end(text, *at, end);
    } else if (letter_at(text, *at, end)) {
        token->kind = TOKEN_WORD;
        token->end = word_end(text, *at, end);
    } else {
        token->kind = TOKEN_SIGN;
        text_next(text, &token->end);
    }
    token->hash = token_hash(text_slice(text, token->start, token->end));
    token->initial = initial_of(text.bytes[token->start]);
    *at = token->end;
    return true;
}

/* ---- all tokens of a document
 * ------------------------------------------------------------------*/

struct token_list {
    ARRAY(struct token) list;
    struct opening present;
};

static void note(struct words *words, uint32_t hash)
{
    uint32_t bit = hash % PRESENT_BITS;
    words->present[bit / 8] = (unsigned char)(words->present[bit / 8] | 1U << bit % 8);
}

bool words_have(const struct words *words, uint32_t hash)
{
    uint32_t bit = hash % PRESENT_BITS;
    return (words->present[bit / 8] >> bit % 8 & 1) != 0;
}

static struct tokens tokens_of(struct job *job, struct words *words, struct text text)
{
    struct token_list out = {0};
    struct stretch_of sentence;
    struct token token;
    uint32_t number = 0;
    for (size_t at = 0; prose_sentence(text, &at, &sentence); number++)
        for (size_t from = sentence.start; token_next(text, &from, sentence.end, &token);) {
            token.sentence = number;
            note(words, token.hash);
            opening_add(&out.present, token.hash, text.bytes[token.start]);
            *array_push(&job->arena, &out.list) = token;
        }
    struct tokens tokens = {out.list.count, out.list.items, out.present};
    return tokens;
}

const struct words *tokens_new(struct job *job, const struct prose *prose)
{
    struct words *words = arena_alloc(&job->arena, sizeof *words);
    words->passages = arena_array(&job->arena, prose->count, sizeof *words->passages);
    for (size_t i = 0; i < prose->count; i++)
        words->passages[i] = tokens_of(job, words, prose->items[i].text);
    return words;
}

/* Takes patterns, gives automata, and runs them; see pattern.h. */
#include "rules/pattern.h"

#define GAP_MOST 5 /* tokens that "..." may stand for */

/* What a part of a pattern comes to. */
struct part {
    bool empty; /* it may match nothing */
    uint64_t first, last;
};

struct compiler {
    struct text text;
    size_t at;
    int depth;
    const struct map *lists;
    struct step steps[PATTERN_STEPS_MOST];
    uint64_t follow[PATTERN_STEPS_MOST];
    size_t count;
    const char *fault; /* NULL: none so far */
};

static struct part parse_choice(struct compiler *compiler);

/* ---- putting parts together
 * --------------------------------------------------------------------*/

static struct part add_step(struct compiler *compiler, const struct step *position)
{
    struct part part = {true, 0, 0};
    if (compiler->count == PATTERN_STEPS_MOST) {
        compiler->fault = "it has more than 64 words";
        return part;
    }
    compiler->steps[compiler->count] = *position;
    part.empty = false;
    part.first = part.last = (uint64_t)1 << compiler->count++;
    return part;
}

static struct part in_a_row(struct compiler *compiler, struct part a, struct part b)
{
    for (size_t i = 0; i < compiler->count; i++)
        if (a.last >> i & 1)
            compiler->follow[i] |= b.first;
    struct part both = {a.empty && b.empty, a.first | (a.empty ? b.first : 0),
                        b.last | (b.empty ? a.last : 0)};
    return both;
}

static struct part either(struct part a, struct part b)
{
    struct part both = {a.empty || b.empty, a.first | b.first, a.last | b.last};
    return both;
}

/* ---- parsing
 * -----------------------------------------------------------------------------------*/

static char peek(const struct compiler *compiler)
{
    return compiler->at < compiler->text.length ? compiler->text.bytes[compiler->at] : '\0';
}

static bool take(struct compiler *compiler, char byte)
{
    if (peek(compiler) != byte || compiler->at >= compiler->text.length)
        return false;
    compiler->at++;
    return true;
}

static struct part parse_gap(struct compiler *compiler)
{
    struct step any = {.kind = STEP_ANY};
    struct part gap = {true, 0, 0};
    for (int i = 0; i < GAP_MOST; i++) {
        struct part one = add_step(compiler, &any);
        one.empty = true;
        gap = in_a_row(compiler, gap, one);
    }
    return gap;
}

/* "{name}" behind its brace. */
static struct part parse_list(struct compiler *compiler)
{
    struct part none = {true, 0, 0};
    struct step position = {.kind = STEP_NUMBER};
    size_t end = text_find(compiler->text, '}', compiler->at);
    struct text name = text_slice(compiler->text, compiler->at, end);
    if (end >= compiler->text.length) {
        compiler->fault = "a brace is not closed";
        return none;
    }
    compiler->at = end + 1;
    if (!text_is(name, "number")) {
        position.kind = STEP_LIST;
        position.list = map_find(compiler->lists, name);
    }
    if (position.kind == STEP_LIST && position.list == NULL) {
        compiler->fault = "no list under \"words\" has the name in braces";
        return none;
    }
    return add_step(compiler, &position);
}

static bool has_capital(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] >= 'A' && text.bytes[i] <= 'Z')
            return true;
    return false;
}

static struct part parse_word(struct compiler *compiler)
{
    struct token token;
    struct part none = {true, 0, 0};
    size_t before = compiler->at;
    if (!token_next(compiler->text, &compiler->at, compiler->text.length, &token))
        return none;
    char left = before > 0 ? compiler->text.bytes[before - 1] : ' ';
    struct step position = {.kind = STEP_WORD};
    position.text = text_slice(compiler->text, token.start, token.end);
    position.hash = token.hash;
    position.exact = has_capital(position.text);
    position.glued = !token.spaced && left != ' ' && left != '(' && left != '|';
    position.prefix = take(compiler, '*');
    return add_step(compiler, &position);
}

static struct part parse_item(struct compiler *compiler)
{
    struct part part;
    struct text rest = text_slice(compiler->text, compiler->at, compiler->text.length);
    if (text_starts(rest, "...")) {
        compiler->at += 3;
        return parse_gap(compiler);
    }
    if (take(compiler, '(')) {
        part = parse_choice(compiler);
        if (!take(compiler, ')') && compiler->fault == NULL)
            compiler->fault = "a bracket is not closed";
    } else if (take(compiler, '{')) {
        part = parse_list(compiler);
    } else {
        part = parse_word(compiler);
    }
    if (take(compiler, '?'))
        part.empty = true;
    return part;
}

static struct part parse_row(struct compiler *compiler)
{
    struct part row = {true, 0, 0};
    while (compiler->fault == NULL) {
        while (take(compiler, ' '))
            continue;
        if (compiler->at >= compiler->text.length || peek(compiler) == ')' ||
            peek(compiler) == '|')
            break;
        if (peek(compiler) == '*' || peek(compiler) == '?')
            compiler->fault = "a star or question mark follows no word";
        else
            row = in_a_row(compiler, row, parse_item(compiler));
    }
    return row;
}

static struct part parse_choice(struct compiler *compiler)
{
    if (++compiler->depth > PATTERN_DEPTH_MOST)
        compiler->fault = "its brackets are nested too deeply";
    struct part choice = parse_row(compiler);
    while (compiler->fault == NULL && take(compiler, '|'))
        choice = either(choice, parse_row(compiler));
    compiler->depth--;
    return choice;
}

/* ---- compiling
 * ---------------------------------------------------------------------------------*/

/* Adds what a match can open with at a step: any word that begins as its prefix does, the words
 * of its list, any number, or, for gaps, whatever there is. */
static void open_with(struct opening *opening, const struct step *position)
{
    static const struct opening all = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
                                       UINT64_MAX};
    if (position->kind == STEP_ANY) {
        *opening = all;
    } else if (position->kind == STEP_NUMBER) {
        for (const char *first = ".0123456789"; *first != '\0'; first++)
            opening_add(opening, 0, *first);
        memcpy(opening->hashes, all.hashes, sizeof all.hashes);
    } else if (position->kind == STEP_LIST) {
        for (size_t i = 0; i < position->list->count; i++) {
            struct text word = position->list->entries[i].key;
            if (word.length > 0)
                opening_add(opening, token_hash(word), word.bytes[0]);
        }
    } else {
        opening_add(opening, position->hash, position->text.bytes[0]);
        if (position->prefix)
            memcpy(opening->hashes, all.hashes, sizeof all.hashes);
    }
}

static struct opening opening_of(const struct compiler *compiler, uint64_t first)
{
    struct opening opening = {{0}, 0};
    for (size_t i = 0; i < compiler->count; i++)
        if (first >> i & 1)
            open_with(&opening, &compiler->steps[i]);
    return opening;
}

static bool compile(struct job *job, struct compiler *compiler, struct pattern *pattern)
{
    struct part whole = parse_choice(compiler);
    if (compiler->fault == NULL && compiler->at < compiler->text.length)
        compiler->fault = "a bracket is closed that was not opened";
    if (compiler->fault == NULL && whole.empty)
        compiler->fault = "it would match where nothing stands";
    if (compiler->fault != NULL) {
        diag(job, DIAG_PACK_PATTERN, pattern->written.span, compiler->fault, NULL);
        return false;
    }
    struct step *steps = arena_array(&job->arena, compiler->count, sizeof *pattern->steps);
    uint64_t *follow = arena_array(&job->arena, compiler->count, sizeof *pattern->follow);
    memcpy(steps, compiler->steps, compiler->count * sizeof *steps);
    memcpy(follow, compiler->follow, compiler->count * sizeof *follow);
    pattern->steps = steps;
    pattern->follow = follow;
    pattern->count = compiler->count;
    pattern->first = whole.first;
    pattern->last = whole.last;
    pattern->opening = opening_of(compiler, whole.first);
    return true;
}

struct patterns patterns_read(struct job *job, const struct texts *written,
                              const struct map *lists)
{
    struct pattern *items = arena_array(&job->arena, written->count, sizeof *items);
    struct patterns patterns = {0, items};
    for (size_t i = 0; i < written->count; i++) {
        struct compiler compiler = {.text = written->items[i].text, .lists = lists};
        struct pattern *pattern = &items[patterns.count];
        pattern->written = written->items[i];
        if (compile(job, &compiler, pattern))
            patterns.count++;
    }
    return patterns;
}

/* ---- searching
 * ---------------------------------------------------------------------------------*/

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool begins(struct text word, struct text prefix, bool exact)
{
    if (word.length < prefix.length)
        return false;
    for (size_t i = 0; i < prefix.length; i++)
        if (exact ? word.bytes[i] != prefix.bytes[i]
                  : lower(word.bytes[i]) != lower(prefix.bytes[i]))
            return false;
    return true;
}

static bool in_list(const struct map *list, struct text word)
{
    char small[64];
    if (word.length > sizeof small)
        return false;
    for (size_t i = 0; i < word.length; i++)
        small[i] = lower(word.bytes[i]);
    struct text key = {small, word.length};
    return map_has(list, key);
}

static bool accepts(const struct step *position, struct text text, const struct token *token)
{
    bool whole = position->kind == STEP_WORD && !position->prefix;
    if ((position->glued && token->spaced) || (whole && token->hash != position->hash))
        return false;
    struct text word = text_slice(text, token->start, token->end);
    switch (position->kind) {
    case STEP_ANY:
        return true;
    case STEP_NUMBER:
        return token->kind == TOKEN_NUMBER;
    case STEP_LIST:
        return in_list(position->list, word);
    case STEP_WORD:
        break;
    }
    if (position->prefix)
        return begins(word, position->text, position->exact);
    return word.length == position->text.length &&
           begins(word, position->text, position->exact);
}

static bool run(const struct pattern *pattern, struct text text, const struct tokens *tokens,
                size_t start, struct match *match)
{
    uint64_t states = pattern->first;
    match->start = match->end = start;
    for (size_t at = start; at < tokens->count && states != 0; at++) {
        uint64_t next = 0;
        const struct token *token = &tokens->items[at];
        if (token->sentence != tokens->items[start].sentence)
            break;
        for (; states != 0; states &= states - 1) {
            int i = __builtin_ctzll(states);
            if (!accepts(&pattern->steps[i], text, token))
                continue;
            next |= pattern->follow[i];
            if (pattern->last >> i & 1)
                match->end = at + 1;
        }
        states = next;
    }
    return match->end > start;
}

bool pattern_at(const struct pattern *pattern, struct text text, const struct tokens *tokens,
                size_t start, struct match *match)
{
    match->start = match->end = start;
    return opening_has(&pattern->opening, &tokens->items[start]) &&
           run(pattern, text, tokens, start, match);
}

bool pattern_find(const struct pattern *pattern, struct text text, const struct tokens *tokens,
                  size_t from, struct match *match)
{
    if (!opening_in(&pattern->opening, tokens))
        return false;
    for (size_t at = from; at < tokens->count; at++)
        if (opening_has(&pattern->opening, &tokens->items[at]) &&
            run(pattern, text, tokens, at, match))
            return true;
    return false;
}

bool pattern_possible(const struct pattern *pattern, const struct words *words)
{
    for (size_t i = 0; i < pattern->count; i++) {
        const struct step *position = &pattern->steps[i];
        if ((pattern->first >> i & 1) == 0)
            continue;
        if (position->kind != STEP_WORD || position->prefix ||
            words_have(words, position->hash))
            return true;
    }
    return false;
}

bool patterns_in_sentence(const struct patterns *patterns, struct text text,
                          const struct tokens *tokens, uint32_t sentence)
{
    struct match match;
    for (size_t at = 0; at < tokens->count; at++)
        for (size_t i = 0; tokens->items[at].sentence == sentence && i < patterns->count; i++)
            if (pattern_at(&patterns->items[i], text, tokens, at, &match))
                return true;
    return false;
}

bool patterns_in(const struct patterns *patterns, struct text text, const struct tokens *tokens)
{
    struct match match;
    for (size_t i = 0; i < patterns->count; i++)
        if (pattern_find(&patterns->items[i], text, tokens, 0, &match))
            return true;
    return false;
}

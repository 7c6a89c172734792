/* Takes wanted and read words, gives their alignment; see align.h. */
#include "proof/align.h"

#include <stdlib.h>

static const struct word *word_at(const struct proof *proof, uint32_t word)
{
    return &proof->words.items[word];
}

static struct text block_type(const struct proof *proof, uint32_t word)
{
    uint32_t element = word_at(proof, word)->element;
    return proof->elements.items[proof->elements.items[element].block].type;
}

static bool same_block(const struct proof *proof, uint32_t a, uint32_t b)
{
    return proof->elements.items[word_at(proof, a)->element].block ==
           proof->elements.items[word_at(proof, b)->element].block;
}

/* ---- one want ---------------------------------------------------------------------------*/

/* Words that come to `wanted` when the ends of lines between them are no spaces. */
static uint32_t joined_match(const struct proof *proof, struct text wanted, uint32_t word)
{
    size_t at = 0;
    for (uint32_t i = word; i < proof->words.count; i++) {
        const struct word *part = word_at(proof, i);
        struct text rest = text_slice(wanted, at, wanted.length);
        if ((i > word && part->before != JOINT_LINE) ||
            !text_equal(text_slice(rest, 0, part->text.length), part->text))
            return 0;
        at += part->text.length;
        if (at == wanted.length)
            return i - word + 1;
    }
    return 0;
}

/* What may part a label from what follows it. */
static bool is_punctuation(struct text text)
{
    static const char *const marks[] = {"", ".", ":", ")", ",", "\xE2\x80\x93", "\xE2\x80\x94"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (text_is(text, marks[i]))
            return true;
    return false;
}

static bool label_matches(struct text wanted, struct text word)
{
    return text_equal(text_slice(word, 0, wanted.length), wanted) &&
           is_punctuation(text_slice(word, wanted.length, word.length));
}

uint32_t align_match(const struct proof *proof, const struct want *want, uint32_t word)
{
    const struct word *first = word_at(proof, word);
    if (want->kind == WANT_LABEL && label_matches(want->word, first->text))
        return 1;
    if (want->hash == first->hash && text_equal(want->word, first->text))
        return 1;
    bool goes_on = first->text.length < want->word.length && word + 1 < proof->words.count &&
                   word_at(proof, word + 1)->before == JOINT_LINE;
    return goes_on ? joined_match(proof, want->word, word) : 0;
}

/* Whether `text` is none of the signs that mark list items and boxes to tick. */
static bool says_more(struct text text)
{
    static const char *const signs[] = {"\xE2\x80\xA2",
                                        "\xE2\x80\x93",
                                        "\xE2\x96\xAA",
                                        "\xE2\x98\x90",
                                        "\xE2\x98\x91",
                                        "\xE2\x98\x92",
                                        "\xE2\x97\xA6",
                                        "-",
                                        "*"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (text_is(text, signs[i]))
            return false;
    return true;
}

/* Words from `word` on that are in its block. */
static uint32_t block_length(const struct proof *proof, uint32_t word)
{
    uint32_t end = word;
    while (end < proof->words.count && same_block(proof, word, end))
        end++;
    return end - word;
}

/* The nearest element of type Div above `word`, or NO_ELEMENT. */
static uint32_t division(const struct proof *proof, uint32_t word)
{
    uint32_t element = word_at(proof, word)->element;
    while (element != NO_ELEMENT && !text_is(proof->elements.items[element].type, "Div"))
        element = proof->elements.items[element].parent;
    return element;
}

static uint32_t division_length(const struct proof *proof, uint32_t word)
{
    uint32_t div = division(proof, word), end = word;
    while (div != NO_ELEMENT && end < proof->words.count && division(proof, end) == div)
        end++;
    return end - word;
}

/* Whether a word is a page number, a range of them, or the comma behind one. */
static bool is_number(struct text text)
{
    size_t at = 0;
    while (at < text.length) {
        uint32_t rune = text_next(text, &at);
        if ((rune < '0' || rune > '9') && rune != ',' && rune != '-' && rune != 0x2013)
            return false;
    }
    return text.length > 0;
}

/* Page numbers from `word` on that are in its block. */
static uint32_t numbers_length(const struct proof *proof, uint32_t word)
{
    uint32_t end = word;
    while (end < proof->words.count && same_block(proof, word, end) &&
           is_number(word_at(proof, end)->text))
        end++;
    return end - word;
}

static bool is_heading(struct text type)
{
    return text_is(type, "TOCI") ||
           (type.length == 2 && type.bytes[0] == 'H' && text_digit(type.bytes[1]));
}

static bool is_exact(const struct want *want)
{
    return want->kind == WANT_WORD || want->kind == WANT_LABEL;
}

/* How many words stand for a want that may be absent. */
static uint32_t optional_match(const struct matching *a, uint32_t want, uint32_t word)
{
    const struct proof *proof = a->proof;
    const struct want *wanted = &a->wants->list.items[want];
    struct text text = word_at(proof, word)->text;
    switch (wanted->kind) {
    case WANT_BULLET:
        return text_is(block_type(proof, word), "Lbl") && !says_more(text)
                   ? block_length(proof, word)
                   : 0;
    case WANT_TITLE:
        return is_heading(block_type(proof, word)) ? block_length(proof, word) : 0;
    case WANT_PAGE:
        return word > 0 && same_block(proof, word - 1, word) &&
                       text_is(block_type(proof, word), "TOCI")
                   ? 1
                   : 0;
    case WANT_PAGES:
        return word > 0 && same_block(proof, word - 1, word) ? numbers_length(proof, word) : 0;
    case WANT_STRIP:
        return division_length(proof, word);
    case WANT_WORD:
    case WANT_LABEL:
        break;
    }
    return 0;
}

/* ---- finding back -----------------------------------------------------------------------*/

#define AGREE      3   /* words in a row that agree again */
#define CLOSE_MOST 8   /* wants and words together that are passed over at first */
#define FAR_MOST   160 /* and then */

/* The next exact want from `want` on. */
static uint32_t next_exact(const struct wants *wants, uint32_t want)
{
    while (want < wants->list.count && !is_exact(&wants->list.items[want]))
        want++;
    return want;
}

/* Whether AGREE words in a row agree; what is optional between them is passed over. */
static bool agrees(const struct matching *a, uint32_t want, uint32_t word)
{
    const struct wants *wants = a->wants;
    bool optional = want < wants->list.count && !is_exact(&wants->list.items[want]);
    if (optional && (word >= a->proof->words.count || optional_match(a, want, word) == 0))
        return false;
    for (int i = 0; i < AGREE; i++) {
        for (; want < wants->list.count && !is_exact(&wants->list.items[want]); want++)
            word += word < a->proof->words.count ? optional_match(a, want, word) : 0;
        bool wants_end = want >= wants->list.count;
        if (wants_end || word >= a->proof->words.count)
            return wants_end && word >= a->proof->words.count;
        uint32_t taken = align_match(a->proof, &wants->list.items[want], word);
        if (taken == 0)
            return false;
        want++;
        word += taken;
    }
    return true;
}

/* The nearest places within `most` steps where both agree again. */
static bool find_near(const struct matching *a, struct difference *d, uint32_t most)
{
    for (uint32_t sum = 1; sum <= most; sum++)
        for (uint32_t over = 0; over <= sum; over++) {
            uint32_t want = d->want + over, word = d->word + (sum - over);
            if (want > a->wants->list.count || word > a->proof->words.count)
                continue;
            if (!agrees(a, want, word))
                continue;
            d->want_count = over;
            d->word_count = sum - over;
            return true;
        }
    return false;
}

/* Whether most letters agree place by place: then the word was changed, not replaced. */
static bool resembles(const struct matching *a, uint32_t want, uint32_t word)
{
    struct text wanted = a->wants->list.items[want].word, text = word_at(a->proof, word)->text;
    if (!is_exact(&a->wants->list.items[want]))
        return false;
    size_t most = wanted.length > text.length ? wanted.length : text.length;
    return text_distance(wanted, text) * 2 <= most;
}

/* Three words in a row, and where they start. */
struct place_of {
    uint32_t hash;
    uint32_t word;
};

static uint32_t mix(uint32_t a, uint32_t b, uint32_t c)
{
    return (a * 31 + b) * 31 + c;
}

static int by_hash(const void *left, const void *right)
{
    const struct place_of *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->word > b->word) - (a->word < b->word);
}

static void make_index(struct matching *a)
{
    const struct proof *proof = a->proof;
    size_t count = proof->words.count;
    a->index = arena_array(&proof->job->arena, count + 1, sizeof *a->index);
    for (uint32_t i = 0; i + 2 < count; i++) {
        a->index[i].hash = mix(word_at(proof, i)->hash, word_at(proof, i + 1)->hash,
                               word_at(proof, i + 2)->hash);
        a->index[i].word = i;
    }
    if (count > 2)
        qsort(a->index, count - 2, sizeof *a->index, by_hash);
}

/* The first place at or after `from` where the words with that hash stand, or NO_WORD. */
static uint32_t indexed(const struct matching *a, uint32_t hash, uint32_t from)
{
    size_t low = 0, count = a->proof->words.count, high = count > 2 ? count - 2 : 0, end = high;
    struct place_of wanted = {hash, from};
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_hash(&a->index[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && a->index[low].hash == hash ? a->index[low].word : NO_WORD;
}

#define WANTS_MOST 4096 /* wants that are looked for anywhere */
#define TRIES_MOST 8    /* places that are looked at for each */

/* The first of the next wants that are anywhere in what is left to read. */
static bool find_far(struct matching *a, struct difference *d)
{
    const struct want *wants = a->wants->list.items;
    if (a->index == NULL)
        make_index(a);
    uint32_t end = d->want + WANTS_MOST;
    for (uint32_t want = d->want; want < end && want + 2 < a->wants->list.count; want++) {
        uint32_t hash = mix(wants[want].hash, wants[want + 1].hash, wants[want + 2].hash);
        uint32_t word = indexed(a, hash, d->word);
        for (int i = 1; i < TRIES_MOST && word != NO_WORD && !agrees(a, want, word); i++)
            word = indexed(a, hash, word + 1);
        if (word == NO_WORD || !agrees(a, want, word))
            continue;
        d->want_count = want - d->want;
        d->word_count = word - d->word;
        return true;
    }
    return false;
}

/* The difference that starts at `want` and `word`. */
static struct difference find_difference(struct matching *a, uint32_t want, uint32_t word)
{
    struct difference d = {.want = want, .word = word};
    if (find_near(a, &d, CLOSE_MOST))
        return d;
    if (resembles(a, want, word)) {
        d.want_count = d.word_count = 1;
        return d;
    }
    if (find_near(a, &d, FAR_MOST) || find_far(a, &d))
        return d;
    d.want_count = (uint32_t)a->wants->list.count - want;
    d.word_count = (uint32_t)a->proof->words.count - word;
    return d;
}

/* ---- the walk ---------------------------------------------------------------------------*/

static void take(struct matching *a, uint32_t want, uint32_t word, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        a->want_of[word + i] = want;
    if (a->wants->list.items[want].kind == WANT_STRIP && count > 0) {
        a->strip = word;
        a->strip_end = word + count;
    }
}

static void add_difference(struct matching *a, struct difference difference)
{
    *array_push(&a->proof->job->arena, &a->differences) = difference;
}

/* What is left of one list when the other has come to its end. */
static void add_rest(struct matching *a, uint32_t want, uint32_t word)
{
    struct difference d = {.want = want, .word = word};
    d.want_count = (uint32_t)a->wants->list.count - want;
    d.word_count = (uint32_t)a->proof->words.count - word;
    bool exact = next_exact(a->wants, want) < a->wants->list.count;
    if (exact || d.word_count > 0)
        add_difference(a, d);
}

struct matching *align_words(struct job *job, const struct proof *proof,
                             const struct wants *wants)
{
    struct matching *a = arena_alloc(&job->arena, sizeof *a);
    uint32_t want = 0, word = 0;
    a->proof = proof;
    a->wants = wants;
    a->want_of = arena_array(&job->arena, proof->words.count, sizeof *a->want_of);
    for (size_t i = 0; i < proof->words.count; i++)
        a->want_of[i] = NO_WANT;
    while (want < wants->list.count && word < proof->words.count) {
        bool exact = is_exact(&wants->list.items[want]);
        uint32_t taken = exact ? align_match(proof, &wants->list.items[want], word)
                               : optional_match(a, want, word);
        if (taken > 0 || !exact) {
            take(a, want++, word, taken);
            word += taken;
            continue;
        }
        if (a->differences.count >= DIFFERENCES_MOST)
            break;
        struct difference d = find_difference(a, want, word);
        add_difference(a, d);
        want += d.want_count;
        word += d.word_count;
    }
    a->end = word;
    if (a->differences.count < DIFFERENCES_MOST)
        add_rest(a, want, word);
    return a;
}

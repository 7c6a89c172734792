/*
 * Takes the words that were wanted and those that were read, gives an error at the line of the
 * source for each difference and for each fault of the file.
 * A glyph that is decoded wrongly spoils every word that it stands in, and is told once; what
 * is missing in one place and there in another is out of order.
 */
#include "proof/align.h"
#include "proof/carried.h"
#include "proof/facts.h"
#include "proof/metadata.h"
#include "proof/running.h"
#include "proof/unseen.h"

#define REPORTS_MOST 40 /* differences told one by one */

struct comparison {
    struct job *job;
    const struct proof_against *against;
    struct matching *m;
    bool *wrong; /* by word: it is none of those wanted where it stands */
    size_t told;
};

/* ---- places in the source ---------------------------------------------------------------*/

static bool same_span(struct span a, struct span b)
{
    return a.source == b.source && a.start == b.start && a.end == b.end;
}

/* The words of a text node in the source's order: how many before `want` are the same. */
static size_t same_before(const struct comparison *c, uint32_t want)
{
    const struct want *items = c->m->wants->list.items;
    size_t count = 0;
    for (uint32_t i = want; i-- > 0 && same_span(items[i].span, items[want].span);)
        count += text_equal(items[i].word, items[want].word);
    return count;
}

/* Where a want stands: its node's span cut down to the word, if the source spells it so. */
static struct span want_span(const struct comparison *c, uint32_t want)
{
    const struct want *wanted = &c->m->wants->list.items[want];
    struct span span = wanted->span;
    struct text source = source_text(c->job, span);
    size_t skip = same_before(c, want), at = 0;
    for (at = text_search(source, wanted->word, 0); skip > 0 && at < source.length; skip--)
        at = text_search(source, wanted->word, at + wanted->word.length);
    if (wanted->word.length == 0 || at >= source.length)
        return span;
    span.start += (uint32_t)at;
    span.end = span.start + (uint32_t)wanted->word.length;
    return span;
}

/* The source's place nearest before `word`: that of the last word that has one. */
static struct span word_span(const struct comparison *c, uint32_t word)
{
    struct span span = c->against->document->span;
    for (uint32_t i = word + 1; i-- > 0;)
        if (i < c->m->proof->words.count && c->m->want_of[i] != NO_WANT)
            return want_span(c, c->m->want_of[i]);
    return span;
}

/* ---- phrases ----------------------------------------------------------------------------*/

#define PHRASE_MOST 12 /* words of a difference that are shown */

static const char *wanted_phrase(struct comparison *c, const struct difference *d)
{
    struct buffer out = buffer_new(&c->job->arena);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < d->want_count && shown < PHRASE_MOST; i++) {
        struct text word = c->m->wants->list.items[d->want + i].word;
        if (word.length == 0)
            continue;
        buffer_string(&out, shown++ > 0 ? " " : "");
        buffer_add(&out, word);
    }
    buffer_string(&out, d->want_count > PHRASE_MOST ? " …" : "");
    return text_string(&c->job->arena, buffer_text(&out));
}

static const char *read_phrase(struct comparison *c, const struct difference *d)
{
    struct buffer out = buffer_new(&c->job->arena);
    for (uint32_t i = 0; i < d->word_count && i < PHRASE_MOST; i++) {
        buffer_string(&out, i > 0 ? " " : "");
        buffer_add(&out, c->m->proof->words.items[d->word + i].text);
    }
    buffer_string(&out, d->word_count > PHRASE_MOST ? " …" : "");
    return text_string(&c->job->arena, buffer_text(&out));
}

#define PHRASES_MOST 400 /* words of a difference that are looked at in pairs */

/* ---- glyphs that are decoded wrongly ----------------------------------------------------*/

static struct code *letter_code(const struct comparison *c, uint32_t letter)
{
    struct letter shown = c->m->proof->letters.items[letter];
    if (shown.font == NO_FONT)
        return NULL;
    return &c->m->proof->fonts.items[shown.font]->codes[shown.code];
}

/* Marks the words of a difference that are none of its wants. */
static void mark_wrong(struct comparison *c, const struct difference *d)
{
    for (uint32_t i = 0; i < d->word_count; i++) {
        const struct word *word = &c->m->proof->words.items[d->word + i];
        bool wanted = d->word_count > PHRASES_MOST;
        for (uint32_t k = 0; k < d->want_count && !wanted; k++) {
            const struct want *want = &c->m->wants->list.items[d->want + k];
            wanted = want->hash == word->hash && text_equal(want->word, word->text);
        }
        c->wrong[d->word + i] = !wanted;
    }
}

/* Whether a word was held against one want of its own, and agreed. */
static bool is_right(const struct comparison *c, uint32_t word)
{
    uint32_t want = c->m->want_of[word];
    return want != NO_WANT && (c->m->wants->list.items[want].kind == WANT_WORD ||
                               c->m->wants->list.items[want].kind == WANT_LABEL);
}

/* Counts for each code the words it stands in that were compared, and the wrong ones. */
static void count_codes(struct comparison *c)
{
    const struct proof *proof = c->m->proof;
    for (uint32_t w = 0; w < c->m->end; w++) {
        if (!c->wrong[w] && !is_right(c, w))
            continue;
        for (uint32_t i = proof->words.items[w].first; i < proof->words.items[w].end; i++) {
            struct code *code = letter_code(c, i);
            if (code == NULL || code->last == w + 1)
                continue;
            code->last = w + 1;
            code->words++;
            code->wrong += c->wrong[w];
        }
    }
}

/* Whether the code is wrong in every word it stands in, and there are several. */
static bool is_culprit(const struct code *code)
{
    return code != NULL && code->wrong == code->words && code->words > 1;
}

/* The letter of `word` that shows why it is not `wanted`: one of the first that differ, of a
 * code that is never right; NO_WORD if there is none. */
static uint32_t culprit_letter(const struct comparison *c, struct text wanted, uint32_t word)
{
    const struct word *read = &c->m->proof->words.items[word];
    uint32_t letter = read->first;
    size_t most = wanted.length > read->text.length ? wanted.length : read->text.length;
    if (text_distance(wanted, read->text) * 2 > most)
        return NO_WORD;
    for (size_t at = 0; at < wanted.length && letter < read->end; letter++)
        if (text_next(wanted, &at) != c->m->proof->letters.items[letter].rune)
            break;
    if (letter < read->end && is_culprit(letter_code(c, letter)))
        return letter;
    if (letter > read->first && is_culprit(letter_code(c, letter - 1)))
        return letter - 1;
    return NO_WORD;
}

static void tell_code(struct comparison *c, uint32_t letter, uint32_t want, uint32_t word)
{
    const struct proof *proof = c->m->proof;
    struct arena *arena = &c->job->arena;
    struct code *code = letter_code(c, letter);
    const struct font *font = proof->fonts.items[proof->letters.items[letter].font];
    if (code->told)
        return;
    code->told = true;
    diag(c->job, DIAG_PROOF_TOUNICODE, want_span(c, want), text_string(arena, font->name),
         text_string(arena, code->text), text_string(arena, c->m->wants->list.items[want].word),
         text_string(arena, proof->words.items[word].text), NULL);
}

/* Tells of the codes that explain a difference, word by word; done if they explain all of it.
 */
static void explain(struct comparison *c, struct difference *d)
{
    bool all = d->want_count == d->word_count && d->want_count > 0;
    for (uint32_t i = 0; i < d->want_count && i < d->word_count; i++) {
        const struct want *want = &c->m->wants->list.items[d->want + i];
        const struct word *word = &c->m->proof->words.items[d->word + i];
        if (want->hash == word->hash && text_equal(want->word, word->text))
            continue;
        uint32_t letter = culprit_letter(c, want->word, d->word + i);
        all = all && letter != NO_WORD;
        if (letter != NO_WORD)
            tell_code(c, letter, d->want + i, d->word + i);
    }
    d->done = all;
}

/* Whether `letter` is what is wanted at `*at`, or of a code that was told; `*at` moves on. */
static bool follow(const struct comparison *c, struct text wanted, size_t *at, uint32_t letter)
{
    const struct code *code = letter_code(c, letter);
    bool known = code != NULL && code->told;
    return *at < wanted.length &&
           (text_next(wanted, at) == c->m->proof->letters.items[letter].rune || known);
}

/* Whether a difference is what codes that were told make of the wanted words, letter by letter
 * and wherever lines end. */
static bool is_explained(const struct comparison *c, const struct difference *d)
{
    const struct proof *proof = c->m->proof;
    struct buffer wanted = buffer_new(&c->job->arena);
    if (d->want_count == 0 || d->word_count == 0)
        return false;
    for (uint32_t i = 0; i < d->want_count; i++)
        buffer_add(&wanted, c->m->wants->list.items[d->want + i].word);
    size_t at = 0;
    uint32_t end = proof->words.items[d->word + d->word_count - 1].end, spaces = 1;
    for (uint32_t i = 1; i < d->word_count; i++)
        spaces += proof->words.items[d->word + i].before != JOINT_LINE;
    for (uint32_t i = proof->words.items[d->word].first; i < end; i++)
        if (!follow(c, buffer_text(&wanted), &at, i))
            return false;
    return at == wanted.length && spaces == d->want_count;
}

/* ---- order ------------------------------------------------------------------------------*/

/* Whether the words that `missing` lacks are those that `added` has too many. */
static bool is_moved(const struct comparison *c, const struct difference *missing,
                     const struct difference *added)
{
    uint32_t want = 0;
    for (uint32_t i = 0; i < added->word_count; i++, want++) {
        while (want < missing->want_count &&
               c->m->wants->list.items[missing->want + want].word.length == 0)
            want++;
        if (want >= missing->want_count ||
            !text_equal(c->m->wants->list.items[missing->want + want].word,
                        c->m->proof->words.items[added->word + i].text))
            return false;
    }
    return want == missing->want_count && want > 0;
}

/* Whether a difference holds the wanted words in another order. */
static bool is_shuffled(const struct comparison *c, const struct difference *d)
{
    if (d->want_count != d->word_count || d->want_count < 2 || d->want_count > PHRASES_MOST)
        return false;
    bool used[PHRASES_MOST] = {false};
    for (uint32_t i = 0; i < d->want_count; i++) {
        struct text wanted = c->m->wants->list.items[d->want + i].word;
        uint32_t k = 0;
        while (k < d->word_count &&
               (used[k] || !text_equal(wanted, c->m->proof->words.items[d->word + k].text)))
            k++;
        if (k == d->word_count)
            return false;
        used[k] = true;
    }
    return true;
}

static void find_shuffled(struct comparison *c, struct difference *d)
{
    if (!is_shuffled(c, d))
        return;
    diag(c->job, DIAG_PROOF_ORDER, want_span(c, d->want), wanted_phrase(c, d), NULL);
    d->done = true;
}

static void find_moved(struct comparison *c, struct difference *missing)
{
    if (!missing->done)
        find_shuffled(c, missing);
    if (missing->done || missing->word_count > 0 || missing->want_count == 0)
        return;
    for (size_t i = 0; i < c->m->differences.count; i++) {
        struct difference *added = &c->m->differences.items[i];
        if (added->done || added->want_count > 0 || !is_moved(c, missing, added))
            continue;
        diag(c->job, DIAG_PROOF_ORDER, want_span(c, missing->want), wanted_phrase(c, missing),
             NULL);
        missing->done = added->done = true;
        return;
    }
}

/* ---- the strip --------------------------------------------------------------------------*/

#define STRIP_FIELDS 8

static const struct meta *strip_field(const struct document *document, size_t index)
{
    const struct meta *fields[STRIP_FIELDS] = {
        &document->audience, &document->version, &document->date,     &document->review_by,
        &document->status,   &document->owner,   &document->approver, &document->identifier,
    };
    return fields[index];
}

/* Whether the words from `word` up to `end` say a date: its year and day, and its month in
 * figures or words. */
static bool says_date(const struct comparison *c, struct date date, uint32_t word, uint32_t end)
{
    bool year = false, day = false, month = false;
    for (; word < end; word++) {
        struct text text = c->m->proof->words.items[word].text;
        int64_t number = 0;
        while (text.length > 0 && !text_digit(text.bytes[text.length - 1]) &&
               text_digit(text.bytes[0]))
            text.length--;
        if (!text_number(text, &number))
            month = month || text.length > 2;
        else if (number == date.year && !year)
            year = true;
        else if (number == date.day && !day)
            day = true;
        else
            month = month || number == date.month;
    }
    return year && day && month;
}

/* Where in the strip the words of `text` stand in a row: the first, or the strip's end. */
static uint32_t find_phrase(const struct comparison *c, struct text text, uint32_t *count)
{
    const struct proof *proof = c->m->proof;
    struct wants wants = {0};
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, ' ', at);
        struct want *want = end > at ? array_push(&c->job->arena, &wants.list) : NULL;
        if (want != NULL) {
            want->word = text_slice(text, at, end);
            want->hash = text_hash(want->word);
        }
        at = end + 1;
    }
    for (uint32_t word = c->m->strip; word < c->m->strip_end; word++) {
        uint32_t at = word;
        size_t i = 0;
        for (; i < wants.list.count && at < c->m->strip_end; i++) {
            uint32_t taken = align_match(proof, &wants.list.items[i], at);
            if (taken == 0)
                break;
            at += taken;
        }
        *count = at - word;
        if (i == wants.list.count)
            return word;
    }
    return c->m->strip_end;
}

/* The end of the block that `word` of the strip is in. */
static uint32_t strip_block(const struct comparison *c, uint32_t word)
{
    const struct proof *proof = c->m->proof;
    uint32_t end = word + 1;
    while (end < c->m->strip_end && proof->words.items[end].before != JOINT_BLOCK)
        end++;
    return end;
}

/* Whether the field is said in the strip; its words are ticked off. */
static bool find_field(const struct comparison *c, const struct meta *meta, bool *ticked)
{
    uint32_t count = 0, from = find_phrase(c, meta->value.text, &count);
    if (from == c->m->strip_end && meta->date.year > 0)
        for (uint32_t word = c->m->strip; word < c->m->strip_end;) {
            uint32_t end = strip_block(c, word);
            bool fresh = !ticked[word - c->m->strip];
            if (fresh && says_date(c, meta->date, word, end)) {
                from = word;
                count = end - word;
                break;
            }
            word = end;
        }
    for (uint32_t i = 0; from < c->m->strip_end && i < count; i++)
        ticked[from + i - c->m->strip] = true;
    return from < c->m->strip_end;
}

/* Every field that is given stands in the strip, and besides only short labels. */
static void compare_strip(struct comparison *c)
{
    const struct document *document = c->against->document;
    bool *ticked = arena_array(&c->job->arena, c->m->strip_end - c->m->strip, sizeof *ticked);
    if (c->m->strip == c->m->strip_end)
        return;
    for (size_t i = 0; i < STRIP_FIELDS; i++) {
        const struct meta *meta = strip_field(document, i);
        if (!meta->to_fill && meta->value.text.length > 0 && !find_field(c, meta, ticked))
            diag(c->job, DIAG_PROOF_MISSING, meta->value.span,
                 text_string(&c->job->arena, meta->value.text), NULL);
    }
    for (uint32_t word = c->m->strip; word < c->m->strip_end;) {
        uint32_t end = strip_block(c, word), label = 0;
        for (uint32_t i = word; i < end; i++)
            label += !ticked[i - c->m->strip];
        struct difference more = {.word = word, .word_count = end - word};
        if (label > STRIP_LABEL_MOST)
            diag(c->job, DIAG_PROOF_ADDED, document->span, read_phrase(c, &more), NULL);
        word = end;
    }
}

/* ---- reports ----------------------------------------------------------------------------*/

static void tell_difference(struct comparison *c, const struct difference *d)
{
    struct span at;
    if (c->told > REPORTS_MOST || d->done)
        return;
    if (d->want < c->m->wants->list.count && d->want_count > 0)
        at = want_span(c, d->want);
    else
        at = word_span(c, d->word);
    if (c->told++ == REPORTS_MOST)
        diag(c->job, DIAG_PROOF_MORE, at, NULL);
    else if (d->want_count == 0)
        diag(c->job, DIAG_PROOF_ADDED, at, read_phrase(c, d), NULL);
    else if (d->word_count == 0)
        diag(c->job, DIAG_PROOF_MISSING, at, wanted_phrase(c, d), NULL);
    else
        diag(c->job, DIAG_PROOF_CHANGED, at, wanted_phrase(c, d), read_phrase(c, d), NULL);
}

static void tell_fault(struct comparison *c, const struct fault *fault)
{
    struct span at = c->against->document->span;
    if (fault->word != NO_WORD)
        at = word_span(c, fault->word);
    diag(c->job, fault->id, at, fault->said[0], fault->said[1], fault->said[2], fault->said[3],
         NULL);
}

bool proof_compare(struct job *job, const struct proof *proof)
{
    size_t before = job->diags.errors;
    struct comparison c = {.job = job, .against = proof->against};
    c.m = align_words(job, proof, proof->wants);
    c.wrong = arena_array(&job->arena, proof->words.count, sizeof *c.wrong);
    for (size_t i = 0; i < c.m->differences.count; i++)
        mark_wrong(&c, &c.m->differences.items[i]);
    count_codes(&c);
    bool tagged = proof->elements.count > 0; /* else nothing but that is told */
    for (size_t i = 0; i < proof->faults.count; i++)
        if (tagged || proof->faults.items[i].id == DIAG_PROOF_STRUCTURE)
            tell_fault(&c, &proof->faults.items[i]);
    if (!tagged && job->diags.errors > before)
        return false;
    for (size_t i = 0; i < c.m->differences.count; i++)
        explain(&c, &c.m->differences.items[i]);
    for (size_t i = 0; i < c.m->differences.count; i++)
        c.m->differences.items[i].done =
            c.m->differences.items[i].done || is_explained(&c, &c.m->differences.items[i]);
    for (size_t i = 0; i < c.m->differences.count; i++)
        find_moved(&c, &c.m->differences.items[i]);
    for (size_t i = 0; i < c.m->differences.count; i++)
        tell_difference(&c, &c.m->differences.items[i]);
    if (c.told > REPORTS_MOST)
        return false; /* it is another document's */
    compare_strip(&c);
    facts_compare(job, c.m);
    metadata_compare(job, proof);
    carried_compare(job, proof);
    running_compare(job, proof);
    unseen_compare(job, c.m);
    return job->diags.errors == before;
}

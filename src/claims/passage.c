/*
 * Takes passages and the texts they are said to be from, gives messages where one is not there,
 * with the nearest words that are.
 * The one idea: both are brought to one form first (white space, quotes, hyphens, ligatures),
 * so that what is compared is words and digits; the nearest passage is the stretch of as many
 * words that shares the most of them, found in one sweep.
 */
#include "claims/reading.h"

#define WORDS_MOST   128 /* of a passage, when the nearest is looked for */
#define NEAREST_COST 16  /* bytes that one byte costs in that search, for the budget */
#define SEARCH_MOST  ((size_t)2 * 1000 * 1000 * 1000) /* bytes looked at for all passages */
#define SHOWN_MOST   180 /* bytes of the nearest passage in a message */

/* A text in its one form. */
struct ready {
    struct text text;
    ARRAY(uint32_t) lines; /* where in it each line of the file after the first starts */
    ARRAY(uint32_t) words; /* where its words start; made when first asked for */
    struct map spots;      /* struct spot by word; likewise */
    uint32_t *next;        /* by word: the next place of the same word, or 0 */
    bool indexed;
    size_t cost; /* bytes looked at for the present passage */
};

/* Where a word stands in a text: numbers of words. */
struct spot {
    uint32_t first;
    uint32_t last;
    uint32_t count;
};

/* ---- the one form
 * ------------------------------------------------------------------------------*/

static bool is_space(uint32_t rune)
{
    return rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == 0xA0 ||
           (rune >= 0x2000 && rune <= 0x200B) || rune == 0x202F || rune == 0x205F ||
           rune == 0x3000;
}

/* What a character stands for in the one form; NULL: itself. */
static const char *plain_form(uint32_t rune)
{
    static const struct {
        uint32_t from, to;
        const char *form;
    } forms[] = {
        {0x60, 0x60, "'"},       {0xAB, 0xAB, "\""},     {0xAD, 0xAD, ""},
        {0xB4, 0xB4, "'"},       {0xBB, 0xBB, "\""},     {0x2BC, 0x2BC, "'"},
        {0x2010, 0x2015, "-"},   {0x2018, 0x201B, "'"},  {0x201C, 0x201F, "\""},
        {0x2039, 0x203A, "'"},   {0x2212, 0x2212, "-"},  {0xFB00, 0xFB00, "ff"},
        {0xFB01, 0xFB01, "fi"},  {0xFB02, 0xFB02, "fl"}, {0xFB03, 0xFB03, "ffi"},
        {0xFB04, 0xFB04, "ffl"}, {0xFEFF, 0xFEFF, ""},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (rune >= forms[i].from && rune <= forms[i].to)
            return forms[i].form;
    return NULL;
}

static void make_ready(struct arena *arena, struct text text, struct ready *ready)
{
    struct buffer out = buffer_new(arena);
    bool space = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (rune == '\n')
            *array_push(arena, &ready->lines) = (uint32_t)out.length;
        if (is_space(rune)) {
            space = out.length > 0;
            continue;
        }
        const char *form = rune < 0x80 && rune != '`' ? NULL : plain_form(rune);
        if (space)
            buffer_byte(&out, ' ');
        space = false;
        if (form != NULL)
            buffer_string(&out, form);
        else
            buffer_rune(&out, rune);
    }
    ready->text = buffer_text(&out);
}

/* ---- the nearest
 * -------------------------------------------------------------------------------*/

static void split_words(struct arena *arena, struct ready *ready)
{
    for (size_t at = 0; at < ready->text.length && ready->words.count == 0;) {
        *array_push(arena, &ready->words) = (uint32_t)at;
        size_t end = text_find(ready->text, ' ', at) + 1;
        while (end < ready->text.length) {
            *array_push(arena, &ready->words) = (uint32_t)end;
            end = text_find(ready->text, ' ', end) + 1;
        }
        at = end;
    }
}

static struct text word_at(const struct ready *ready, size_t i)
{
    size_t end =
        i + 1 < ready->words.count ? ready->words.items[i + 1] - 1 : ready->text.length;
    return text_slice(ready->text, ready->words.items[i], end);
}

/* The word without the punctuation around it, which the nearest passage may lack. */
static struct text bare_word_at(const struct ready *ready, size_t i)
{
    static const char marks[] = "\"'.,;:()[]-";
    struct text word = word_at(ready, i);
    while (word.length > 0 && strchr(marks, word.bytes[0]) != NULL)
        word = text_slice(word, 1, word.length);
    while (word.length > 0 && strchr(marks, word.bytes[word.length - 1]) != NULL)
        word.length--;
    return word;
}

/* Notes for each word of the source where it stands. */
static void index_words(struct arena *arena, struct ready *source)
{
    if (source->indexed)
        return;
    source->indexed = true;
    split_words(arena, source);
    source->spots = map_new(arena);
    source->next = arena_array(arena, source->words.count, sizeof *source->next);
    for (uint32_t i = 0; i < source->words.count; i++) {
        struct spot *spot = map_find(&source->spots, word_at(source, i));
        if (spot == NULL) {
            spot = arena_alloc(arena, sizeof *spot);
            spot->first = i;
            map_put(&source->spots, word_at(source, i), spot);
        } else {
            source->next[spot->last] = i;
        }
        spot->last = i;
        spot->count++;
    }
}

/* How often a passage has each of its words, and how often the stretch looked at has it. */
struct tally {
    int wanted;
    int found;
    int weight; /* more for words that the source has seldom */
};

/* Adds (by 1) or takes away (by −1) a word of the stretch; how much the share of words in
 * common changes. */
static int shift(const struct map *tallies, struct text word, int by)
{
    struct tally *tally = map_find(tallies, word);
    if (tally == NULL)
        return 0;
    int before = tally->found < tally->wanted ? tally->found : tally->wanted;
    tally->found += by;
    int after = tally->found < tally->wanted ? tally->found : tally->wanted;
    return (after - before) * tally->weight;
}

static int weight_of(const struct ready *source, struct text word)
{
    const struct spot *spot = map_find(&source->spots, word);
    if (spot == NULL)
        return 1;
    return spot->count < 10 ? 3 : spot->count < 1000 ? 2 : 1;
}

/* The tallies of a passage's first `count` words, and what all of them together weigh. */
static struct map tally_words(struct arena *arena, const struct ready *source,
                              const struct ready *passage, size_t count, int *whole)
{
    struct map tallies = map_new(arena);
    for (size_t i = 0; i < count; i++) {
        struct tally *tally = map_find(&tallies, bare_word_at(passage, i));
        if (tally == NULL) {
            tally = arena_alloc(arena, sizeof *tally);
            tally->weight = weight_of(source, bare_word_at(passage, i));
            map_put(&tallies, bare_word_at(passage, i), tally);
        }
        tally->wanted++;
        *whole += tally->weight;
    }
    return tallies;
}

/* The stretch of the source that shares most words with the passage; empty where it shares less
 * than a third, rare words counted more. */
static struct text nearest(struct arena *arena, struct ready *source, struct ready *passage)
{
    split_words(arena, passage);
    size_t count = passage->words.count < WORDS_MOST ? passage->words.count : WORDS_MOST;
    int whole = 0;
    struct map tallies = tally_words(arena, source, passage, count, &whole);
    int shared = 0;
    int best = 0;
    size_t first = 0;
    for (size_t i = 0; i < source->words.count; i++) {
        shared += shift(&tallies, bare_word_at(source, i), 1);
        if (i >= count)
            shared += shift(&tallies, bare_word_at(source, i - count), -1);
        if (shared > best) {
            best = shared;
            first = i + 1 < count ? 0 : i + 1 - count;
        }
    }
    if (best == 0 || best * 3 < whole)
        return TEXT("");
    size_t last =
        first + count - 1 < source->words.count ? first + count - 1 : source->words.count - 1;
    struct text end = word_at(source, last);
    return text_slice(source->text, source->words.items[first],
                      (size_t)(end.bytes - source->text.bytes) + end.length);
}

/* "nearest there: “…” (line 12)" */
static const char *nearest_hint(struct reading *reading, struct ready *source,
                                struct ready *passage)
{
    struct buffer out = buffer_new(&reading->job->arena);
    struct text found = nearest(&reading->job->arena, source, passage);
    if (found.length == 0)
        return "nothing like it stands there";
    size_t line = 1;
    size_t start = (size_t)(found.bytes - source->text.bytes);
    while (line <= source->lines.count && source->lines.items[line - 1] <= start)
        line++;
    size_t end = found.length < SHOWN_MOST ? found.length : text_find(found, ' ', SHOWN_MOST);
    buffer_string(&out, "nearest there, line ");
    buffer_number(&out, (int64_t)line);
    buffer_string(&out, ": \"");
    buffer_add(&out, text_slice(found, 0, end));
    buffer_string(&out, end < found.length ? " …\"" : "\"");
    return reading_string(reading, buffer_text(&out));
}

/* ---- checking
 * ----------------------------------------------------------------------------------*/

/* Where the next piece of a passage ends at an ellipsis; `*next` is behind it. */
static size_t piece_end(struct text passage, size_t from, size_t *next)
{
    static const char *const gaps[] = {"[…]", "[...]", "(…)", "…", "..."};
    size_t end = passage.length;
    *next = passage.length;
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        struct text gap = text_of(gaps[i]);
        size_t found = text_search(passage, gap, from);
        if (found < end) {
            end = found;
            *next = found + gap.length;
        }
    }
    return end;
}

static bool in_word(char byte)
{
    return text_alpha(byte) || text_digit(byte) || ((unsigned char)byte & 0x80) != 0;
}

/* Whether the bytes [at, end) of the source are whole words and numbers: "60" is not in "160",
 * nor "5" in "0.5". */
static bool stands_whole(struct text source, size_t at, size_t end)
{
    const char *bytes = source.bytes;
    bool digit = text_digit(bytes[at]);
    if (at > 0 && in_word(bytes[at]) && in_word(bytes[at - 1]))
        return false;
    if (at > 1 && digit && !in_word(bytes[at - 1]) && strchr(".,", bytes[at - 1]) != NULL &&
        text_digit(bytes[at - 2]))
        return false;
    digit = text_digit(bytes[end - 1]);
    if (end < source.length && in_word(bytes[end - 1]) && in_word(bytes[end]))
        return false;
    return !(end + 1 < source.length && digit && strchr(".,", bytes[end]) != NULL &&
             text_digit(bytes[end + 1]));
}

/* The rarest word of a piece that has a space on both sides, as a place in the source; false if
 * one of these words is not there at all. `*spot` stays NULL where the piece has none. */
static bool rarest_inside(const struct ready *source, struct text piece,
                          const struct spot **spot, size_t *offset)
{
    size_t at = text_find(piece, ' ', 0) + 1;
    for (size_t end; at < piece.length && (end = text_find(piece, ' ', at)) < piece.length;
         at = end + 1) {
        const struct spot *found = map_find(&source->spots, text_slice(piece, at, end));
        if (found == NULL)
            return false;
        if (*spot == NULL || found->count < (*spot)->count) {
            *spot = found;
            *offset = at;
        }
    }
    return true;
}

/* Where the piece stands in the source from byte `from` on; the source's length if nowhere. */
static size_t find_piece(struct ready *source, struct text piece, size_t from)
{
    const struct spot *spot = NULL;
    struct text text = source->text;
    size_t offset = 0;
    if (!rarest_inside(source, piece, &spot, &offset))
        return text.length;
    for (uint32_t word = spot == NULL ? 0 : spot->first; spot != NULL;
         word = source->next[word]) {
        size_t at = (size_t)source->words.items[word] - offset;
        source->cost += piece.length;
        if (source->words.items[word] >= from + offset && at + piece.length <= text.length &&
            text_equal(text_slice(text, at, at + piece.length), piece) &&
            stands_whole(text, at, at + piece.length))
            return at;
        if (word == spot->last)
            return text.length;
    }
    size_t at = text_search(text, piece, from);
    source->cost += text.length;
    while (at < text.length && !stands_whole(text, at, at + piece.length))
        at = text_search(text, piece, at + 1);
    return at;
}

/* Whether the pieces of the passage between ellipses all stand in the source, in their order.
 */
static bool stands_in(struct ready *source, struct text passage)
{
    size_t at = 0;
    for (size_t from = 0; from < passage.length;) {
        size_t next;
        size_t end = piece_end(passage, from, &next);
        struct text piece = text_trim(text_slice(passage, from, end));
        size_t found = piece.length > 0 ? find_piece(source, piece, at) : at;
        if (piece.length > 0 && found == source->text.length)
            return false;
        at = found + piece.length;
        from = next;
    }
    return true;
}

/* The file of a source's text in its one form; NULL after a report. */
static struct ready *find_text(struct reading *reading, const struct located *file)
{
    struct text path = source_resolve(reading->job, file->text, file->span);
    if (path.length == 0)
        return NULL;
    struct ready *ready = map_find(&reading->passages, path);
    if (map_has(&reading->passages, path))
        return ready;
    uint32_t source = source_read(reading->job, path, SOURCE_TEXT, file->span);
    if (source != 0) {
        ready = arena_alloc(&reading->job->arena, sizeof *ready);
        make_ready(&reading->job->arena, source_find(reading->job, source)->text, ready);
    }
    map_put(&reading->passages, path, ready);
    return ready;
}

/* Whether it has a word or a number, not ellipses alone. */
static bool says_something(struct text passage)
{
    struct text gap = TEXT("\xE2\x80\xA6");
    for (size_t at = 0; at < passage.length; at++) {
        bool dots = text_equal(text_slice(passage, at, at + gap.length), gap);
        if (!dots && in_word(passage.bytes[at]))
            return true;
        at += dots ? gap.length - 1 : 0;
    }
    return false;
}

static void check_passage(struct reading *reading, const struct support *support)
{
    bool filed = support->file.span.source != 0, quoted = support->passage.span.source != 0;
    if (filed != quoted)
        diag(reading->job, DIAG_PASSAGE_ALONE,
             quoted ? support->passage.span : support->file.span, quoted ? "passage" : "text",
             quoted ? "text" : "passage",
             quoted
                 ? "where the source's text is at hand, name its file: text: texts/source.txt"
                 : "add what it says there, word for word: passage: \"…\"",
             NULL);
    if (!filed || !quoted)
        return;
    struct ready *source = find_text(reading, &support->file);
    struct ready passage = {.text = TEXT("")};
    if (source == NULL)
        return;
    make_ready(&reading->job->arena, support->passage.text, &passage);
    index_words(&reading->job->arena, source);
    source->cost = passage.text.length;
    bool found = says_something(passage.text) && stands_in(source, passage.text);
    reading->searched += source->cost;
    if (found)
        return;
    reading->searched += source->text.length * NEAREST_COST;
    diag(reading->job, DIAG_CLAIM_QUOTE, support->passage.span,
         reading_string(reading, support->file.text), nearest_hint(reading, source, &passage),
         NULL);
}

void passages_check(struct reading *reading)
{
    const struct claims *claims = reading->claims;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t j = 0; j < claims->items[i].support_count; j++) {
            const struct support *support = &claims->items[i].supports[j];
            if (reading->searched > SEARCH_MOST) {
                diag(reading->job, DIAG_PASSAGES_LONG, support->span, NULL);
                return;
            }
            check_passage(reading, support);
        }
}

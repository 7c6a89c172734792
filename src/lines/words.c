/*
 * Takes words, gives them shaped from a table of all that were shaped before: open addressing
 * by a hash of setting and text.
 */
#include "lines/words.h"

#include <string.h>

#include "base/map.h"
#include "lines/bidi.h"
#include "lines/hyphenate.h"
#include "lines/margins.h"
#include "lines/shape.h"
#include "lines/splits.h"

/* The hash lies beside the pointer, so that a look past other words touches none of them. */
struct slot {
    struct word *word; /* NULL: free */
    uint32_t hash;
};

struct words {
    struct arena *arena;
    ARRAY(struct setting *) settings;
    struct slot *slots; /* a power of two, at most half full */
    size_t slot_count;
    size_t count;
};

#define EM20 ((em20)1 << 20)

sp words_scale(em20 length, sp size)
{
    return (length * size + EM20 / 2) >> 20;
}

struct words *words_new(struct arena *arena)
{
    struct words *words = arena_alloc(arena, sizeof *words);
    words->arena = arena;
    words->slot_count = 4096;
    words->slots = arena_array(arena, words->slot_count, sizeof *words->slots);
    return words;
}

/* ---- settings ---------------------------------------------------------------------*/

static bool same_setting(const struct setting *setting, const struct run *run,
                         enum position position)
{
    const struct style *style = run->style;
    return setting->family == style->family && setting->weight == style->weight &&
           setting->italic == style->italic && setting->small_caps == style->small_caps &&
           setting->tracked == (style->tracking != 0) && setting->figures == style->figures &&
           setting->position == position && !setting->leftward &&
           text_equal(setting->language, run->language);
}

static uint32_t features_of(const struct setting *setting)
{
    static const uint32_t figures[] = {
        [FIGURES_FONT] = 0,
        [FIGURES_LINING] = FEATURE_LINING,
        [FIGURES_OLD] = FEATURE_OLD,
        [FIGURES_TABULAR] = FEATURE_LINING | FEATURE_TABULAR,
        [FIGURES_OLD_TABULAR] = FEATURE_OLD | FEATURE_TABULAR,
    };
    uint32_t features = figures[setting->figures];
    if (setting->small_caps)
        features |= FEATURE_SMALL_CAPS;
    if (setting->tracked)
        features |= FEATURE_NO_LIGATURES;
    if (setting->position == POSITION_SUPER)
        features |= FEATURE_SUPERIORS;
    if (setting->position == POSITION_SUB)
        features |= FEATURE_INFERIORS;
    return features;
}

static void warn_small_caps(struct job *job, struct fonts *fonts, uint32_t face,
                            const struct run *run)
{
    struct text name = fonts->faces.items[face].facts.postscript_name;
    struct buffer key = buffer_new(&fonts->arena);
    buffer_string(&key, "small-caps ");
    buffer_add(&key, name);
    if (fonts_first_time(fonts, buffer_text(&key)))
        diag(job, DIAG_SMALL_CAPS_MISSING, run->span, text_string(&job->arena, name), NULL);
}

/* Ascent and descent share out one em in the proportion the face gives them, so that lines of
 * faces with generous metrics are no taller than others. */
static void measure_face(struct job *job, struct fonts *fonts, struct setting *setting,
                         const struct run *run)
{
    uint32_t face = setting->faces[0];
    setting->ascent = EM20 * 4 / 5;
    setting->descent = EM20 / 5;
    if (face == NO_FACE)
        return;
    if (setting->small_caps && !fonts_has_feature(fonts, face, "smcp")) {
        warn_small_caps(job, fonts, face, run);
        setting->features &= ~(uint32_t)FEATURE_SMALL_CAPS;
    }
    const struct face_facts *facts = &fonts->faces.items[face].facts;
    int64_t ascent = facts->ascent > 0 ? facts->ascent : 0;
    int64_t descent = facts->descent < 0 ? -facts->descent : 0;
    if (ascent + descent > 0) {
        setting->ascent = length_scale(EM20, ascent, ascent + descent);
        setting->descent = EM20 - setting->ascent;
    }
}

struct setting *words_setting(struct job *job, struct fonts *fonts, const struct run *run,
                              enum position position)
{
    struct words *words = fonts->words;
    for (size_t i = 0; i < words->settings.count; i++)
        if (same_setting(words->settings.items[i], run, position))
            return words->settings.items[i];
    const struct style *style = run->style;
    struct setting *setting = arena_alloc(words->arena, sizeof *setting);
    setting->number = (uint32_t)words->settings.count;
    setting->family = style->family;
    setting->weight = style->weight;
    setting->italic = style->italic;
    setting->small_caps = style->small_caps;
    setting->tracked = style->tracking != 0;
    setting->figures = style->figures;
    setting->position = position;
    setting->language = text_copy(words->arena, run->language);
    setting->features = features_of(setting);
    setting->face_count = 1 + fonts->design->fallback_count;
    setting->faces = arena_array(words->arena, setting->face_count, sizeof *setting->faces);
    setting->faces[0] = fonts_choose(job, fonts, style->family, style->weight, style->italic);
    measure_face(job, fonts, setting, run);
    *array_push(words->arena, &words->settings) = setting;
    return setting;
}

struct setting *words_turned(struct fonts *fonts, struct setting *setting, bool leftward)
{
    struct words *words = fonts->words;
    if (setting->leftward == leftward)
        return setting;
    if (setting->turned != NULL)
        return setting->turned;
    struct setting *turned = arena_alloc(words->arena, sizeof *turned);
    *turned = *setting;
    turned->number = (uint32_t)words->settings.count;
    turned->leftward = leftward;
    turned->turned = setting;
    turned->space = turned->hyphen = NULL;
    setting->turned = turned;
    *array_push(words->arena, &words->settings) = turned;
    return turned;
}

static void open_fallback(struct job *job, struct fonts *fonts, struct setting *setting)
{
    for (size_t i = 1; i < setting->face_count; i++)
        setting->faces[i] = fonts_choose(job, fonts, fonts->design->fallback[i - 1],
                                         setting->weight, setting->italic);
    setting->fallback_opened = true;
}

/* ---- shaping ----------------------------------------------------------------------*/

static bool unseen(uint32_t rune)
{
    return rune == 0xAD || rune == 0x200B || rune == 0x2060 || rune == 0x200E ||
           rune == 0x200F || rune == 0x61C || bidi_turns(rune);
}

/* The text without what only tells where to break, and with a plain hyphen for the one that
 * does not break. */
static struct text seen_text(struct fonts *fonts, struct text text)
{
    struct buffer seen = buffer_new(&fonts->arena);
    if (memchr(text.bytes, 0xC2, text.length) == NULL &&
        memchr(text.bytes, 0xD8, text.length) == NULL &&
        memchr(text.bytes, 0xE2, text.length) == NULL)
        return text;
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (!unseen(rune))
            buffer_rune(&seen, rune == 0x2011 ? '-' : rune);
    }
    return buffer_text(&seen);
}

static const char *rune_name(struct job *job, uint32_t rune)
{
    static const char digits[] = "0123456789ABCDEF";
    struct buffer name = buffer_new(&job->arena);
    buffer_string(&name, "U+");
    for (int shift = rune > 0xFFFFF ? 20 : rune > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
        buffer_byte(&name, digits[rune >> shift & 15]);
    buffer_byte(&name, '\0');
    return name.bytes;
}

static const char *rune_shown(struct job *job, uint32_t rune)
{
    struct buffer shown = buffer_new(&job->arena);
    if (rune >= 0x20 && (rune < 0x7F || rune > 0x9F))
        buffer_rune(&shown, rune);
    buffer_byte(&shown, '\0');
    return shown.bytes;
}

static const char *fonts_tried(struct job *job, const struct fonts *fonts,
                               const struct setting *setting)
{
    struct buffer names = buffer_new(&job->arena);
    const struct design *design = fonts->design;
    if (setting->family < design->family_count)
        buffer_add(&names, design->families[setting->family].name);
    for (size_t i = 0; i < design->fallback_count; i++) {
        if (design->fallback[i] == setting->family)
            continue;
        buffer_string(&names, ", ");
        buffer_add(&names, design->families[design->fallback[i]].name);
    }
    buffer_byte(&names, '\0');
    return names.bytes;
}

/* The place of `text` in its run, exact where the run stands in the source as it is. */
static struct span place_in(const struct run *run, struct text text)
{
    struct span span = run->span;
    uintptr_t start = (uintptr_t)run->text.bytes;
    uintptr_t here = (uintptr_t)text.bytes;
    if (span.end - span.start == run->text.length && here >= start &&
        here + text.length <= start + run->text.length) {
        span.start += (uint32_t)(here - start);
        span.end = span.start + (uint32_t)text.length;
    }
    return span;
}

static void report_missing(struct job *job, struct fonts *fonts, const struct setting *setting,
                           uint32_t rune, struct span at)
{
    struct buffer key = buffer_new(&fonts->arena);
    buffer_string(&key, "missing ");
    buffer_number(&key, rune);
    buffer_byte(&key, ' ');
    buffer_number(&key, setting->family);
    if (fonts_first_time(fonts, buffer_text(&key)))
        diag(job, DIAG_GLYPH_MISSING, at, rune_name(job, rune), rune_shown(job, rune),
             fonts_tried(job, fonts, setting), NULL);
}

/* Whatever glyph a font has for it, the file could not say what it means (ISO 14289-1, 7.21.7).
 */
static void report_mute(struct job *job, struct fonts *fonts, uint32_t rune, struct span at)
{
    struct buffer key = buffer_new(&fonts->arena);
    buffer_string(&key, "mute ");
    buffer_number(&key, rune);
    if (fonts_first_time(fonts, buffer_text(&key)))
        diag(job, DIAG_CHARACTER_MUTE, at, rune_name(job, rune), NULL);
}

/* Who reads the page sees another text than who reads the source, and nobody sees why. */
static void report_turns(struct job *job, struct text text, struct span place)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t rune = text_next(text, &at);
        if (!bidi_turns(rune))
            continue;
        diag(job, DIAG_CHARACTER_TURNS, place, rune_name(job, rune), NULL);
        return;
    }
}

static struct shape_result shape(struct job *job, struct fonts *fonts, struct setting *setting,
                                 struct text text)
{
    struct shape_request request = {
        text, setting->language, setting->features, setting->leftward, setting->faces, 1};
    struct shape_result result = {NULL, 0, 1, NULL};
    if (setting->faces[0] != NO_FACE)
        result = shape_text(job, fonts, &request);
    if (result.missing == 0)
        return result;
    if (!setting->fallback_opened)
        open_fallback(job, fonts, setting);
    request.face_count = setting->face_count;
    return shape_text(job, fonts, &request);
}

static em20 to_em(const struct fonts *fonts, const struct shaped *part, int64_t length)
{
    int units = fonts->faces.items[part->face].facts.units_per_em;
    return length_scale(length, EM20, units);
}

static uint32_t last_rune(struct text text)
{
    uint32_t rune = 0;
    for (size_t at = 0; at < text.length;)
        rune = text_next(text, &at);
    return rune;
}

static bool letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') || rune == 0xAD ||
           (rune >= 0xC0 && rune < 0x2000 && rune != 0xD7 && rune != 0xF7);
}

/* What hangs of the outer characters, from the advance of their glyphs. */
static void measure_hang(const struct fonts *fonts, struct word *word, struct text seen)
{
    size_t at = 0;
    uint32_t first = text_next(seen, &at);
    uint32_t last = last_rune(seen);
    const struct shaped *head = &word->parts[0];
    const struct shaped *tail = &word->parts[word->part_count - 1];
    word->letter_first = letter(first);
    word->letter_last = letter(last);
    if (head->count > 0)
        word->metrics.hang_left =
            to_em(fonts, head, head->glyphs[0].advance) * margins_left(first) / 1000;
    if (tail->count > 0)
        word->metrics.hang_right = to_em(fonts, tail, tail->glyphs[tail->count - 1].advance) *
                                   margins_right(last) / 1000;
}

static void fill_word(struct job *job, struct fonts *fonts, struct word *word, struct span at)
{
    struct text seen = seen_text(fonts, word->text);
    if (seen.length < word->text.length)
        report_turns(job, word->text, at);
    word->kinds = splits_kinds(seen);
    uint32_t last = last_rune(word->text);
    word->open_end = last == 0x2014 || last == 0x200B;
    if (seen.length == 0)
        return;
    struct shape_result result = shape(job, fonts, word->setting, seen);
    word->parts = result.parts;
    word->part_count = (uint32_t)result.count;
    word->cuts = result.cuts;
    for (size_t i = 0; i < result.count; i++) {
        word->metrics.advance += to_em(fonts, &result.parts[i], result.parts[i].advance);
        word->metrics.glyph_count += result.parts[i].count;
    }
    uint32_t mute = text_mute(seen);
    if (mute != 0)
        report_mute(job, fonts, mute, at);
    else if (result.missing != 0)
        report_missing(job, fonts, word->setting, result.missing, at);
    if (word->part_count > 0)
        measure_hang(fonts, word, seen);
    if (word->setting->position != POSITION_NORMAL) {
        const struct setting *setting = word->setting;
        struct shape_request request = {
            seen, setting->language, setting->features, setting->leftward, setting->faces, 1};
        word->replaced = shape_replaces(job, fonts, &request);
    }
}

/* The byte of the seen text where byte `end` of the word is. */
static size_t seen_at(const struct word *word, size_t end)
{
    size_t seen = 0;
    if (word->parts[0].text.length == word->text.length)
        return end;
    for (size_t at = 0, from = 0; at < end; from = at) {
        uint32_t rune = text_next(word->text, &at);
        if (!unseen(rune))
            seen += rune == 0x2011 ? 1 : at - from;
    }
    return seen;
}

static bool safe(const struct word *word, size_t cut)
{
    return cut == 0 || cut >= word->parts[0].text.length ||
           (word->cuts[cut / 64] >> cut % 64 & 1) != 0;
}

/* The measures of the part between two safe cuts, read off the word's own glyphs, with the
 * advance of `more` font units beside it. */
static struct metrics cut_metrics(const struct fonts *fonts, const struct word *word,
                                  size_t from, size_t to, int64_t more)
{
    const struct shaped *part = &word->parts[0];
    struct metrics metrics = {0, 0, 0, 0};
    int64_t advance = more;
    int64_t last = 0;
    size_t at = from;
    uint32_t first_rune = text_next(part->text, &at);
    for (uint32_t i = 0; i < part->count; i++) {
        const struct glyph *glyph = &part->glyphs[i];
        if (glyph->cluster < from || glyph->cluster >= to)
            continue;
        if (metrics.glyph_count++ == 0)
            metrics.hang_left = to_em(fonts, part, glyph->advance) * margins_left(first_rune);
        advance += glyph->advance;
        last = glyph->advance;
    }
    metrics.advance = to_em(fonts, part, advance);
    metrics.hang_left /= 1000;
    metrics.hang_right = to_em(fonts, part, last) *
                         margins_right(last_rune(text_slice(part->text, from, to))) / 1000;
    return metrics;
}

static const struct word *part_alone(struct job *job, struct fonts *fonts,
                                     const struct word *word, struct text text)
{
    struct run nowhere = {.span = {0, 0, 0}, .text = {"", 0}};
    return words_find(job, fonts, word->setting, text, &nowhere);
}

/* The part before or behind `cut`: the stretch up to the nearest safe cut shaped alone, and
 * beyond it the word's own glyphs. */
static struct metrics cut_part(struct job *job, struct fonts *fonts, const struct word *word,
                               size_t cut, bool before)
{
    struct text seen = word->parts[0].text;
    size_t other = cut;
    while (!safe(word, other))
        other = before ? other - 1 : other + 1;
    if (other == cut)
        return cut_metrics(fonts, word, before ? 0 : cut, before ? cut : seen.length, 0);
    struct text text = text_slice(seen, before ? other : cut, before ? cut : other);
    const struct word *alone = part_alone(job, fonts, word, text);
    struct metrics metrics = alone->metrics;
    if (other == 0 || other == seen.length)
        return metrics;
    struct metrics rest = cut_metrics(fonts, word, before ? 0 : other,
                                      before ? other : seen.length, alone->parts[0].advance);
    metrics.advance = rest.advance;
    metrics.glyph_count += rest.glyph_count;
    if (before)
        metrics.hang_left = rest.hang_left;
    else
        metrics.hang_right = rest.hang_right;
    return metrics;
}

struct metrics words_part(struct job *job, struct fonts *fonts, const struct word *word,
                          size_t from, size_t to)
{
    size_t cut = word->cuts == NULL ? 0 : seen_at(word, from == 0 ? to : from);
    if (cut == 0 || cut == word->parts[0].text.length)
        return part_alone(job, fonts, word, text_slice(word->text, from, to))->metrics;
    return cut_part(job, fonts, word, cut, from == 0);
}

/* ---- the table --------------------------------------------------------------------*/

static struct slot *slot_for(const struct words *words, const struct setting *setting,
                             struct text text, uint32_t hash)
{
    size_t at = hash & (words->slot_count - 1);
    struct slot *slot;
    while ((slot = &words->slots[at])->word != NULL) {
        if (slot->hash == hash && slot->word->setting == setting &&
            text_equal(slot->word->text, text))
            break;
        at = (at + 1) & (words->slot_count - 1);
    }
    return slot;
}

static void widen(struct words *words)
{
    struct slot *old = words->slots;
    size_t old_count = words->slot_count;
    words->slot_count *= 2;
    words->slots = arena_array(words->arena, words->slot_count, sizeof *words->slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].word != NULL)
            *slot_for(words, old[i].word->setting, old[i].word->text, old[i].hash) = old[i];
}

struct word *words_find(struct job *job, struct fonts *fonts, struct setting *setting,
                        struct text text, const struct run *run)
{
    struct words *words = fonts->words;
    uint32_t hash = text_hash(text) ^ setting->number * 0x9E3779B1U;
    struct slot *slot = slot_for(words, setting, text, hash);
    if (slot->word != NULL)
        return slot->word;
    struct word *word = arena_alloc(words->arena, sizeof *word);
    word->text = text_copy(words->arena, text);
    word->setting = setting;
    *slot = (struct slot){word, hash};
    if (++words->count * 2 > words->slot_count)
        widen(words);
    fill_word(job, fonts, word, place_in(run, text));
    return word;
}

struct word *words_space(struct job *job, struct fonts *fonts, struct setting *setting,
                         const struct run *run)
{
    if (setting->space == NULL)
        setting->space = words_find(job, fonts, setting, TEXT(" "), run);
    return setting->space;
}

struct word *words_hyphen(struct job *job, struct fonts *fonts, struct setting *setting,
                          const struct run *run)
{
    if (setting->hyphen == NULL)
        setting->hyphen = words_find(job, fonts, setting, TEXT("-"), run);
    return setting->hyphen;
}

/* Directions of characters and order of pieces; see bidi.h. The file that knows FriBidi. */
#include "lines/bidi.h"

#include <fribidi.h>
#include <string.h>

/* Languages written from right to left, by their first subtag (CLDR 42, characterOrder). */
static const char *const leftward_languages[] = {"ar",  "arc", "ckb", "dv",  "fa", "he", "ks",
                                                 "ps",  "sd",  "syr", "ug",  "ur", "yi", "nqo",
                                                 "azb", "mzn", "lrc", "glk", NULL};

/* Scripts that are, as subtags. */
static const char *const leftward_scripts[] = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", NULL};

static bool is_listed(struct text text, const char *const *list)
{
    for (; *list != NULL; list++)
        if (text_is(text, *list))
            return true;
    return false;
}

bool lines_leftward(struct text language)
{
    size_t end = text_find(language, '-', 0);
    struct text rest =
        text_slice(language, end < language.length ? end + 1 : end, language.length);
    struct text script = text_slice(rest, 0, text_find(rest, '-', 0));
    if (script.length == 4 && text_alpha(script.bytes[0]))
        return is_listed(script, leftward_scripts);
    return is_listed(text_slice(language, 0, end), leftward_languages);
}

bool bidi_turns(uint32_t rune)
{
    return (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
}

/* Whether a text may hold characters that read from right to left, by the first bytes of their
 * UTF-8 forms: U+0590 to U+08FF, the presentation forms, marks of direction, other planes. */
static bool may_turn(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < 0xD6)
            continue;
        size_t at = i;
        uint32_t rune = text_next(text, &at);
        if ((rune >= 0x590 && rune <= 0x8FF) || (rune >= 0xFB1D && rune <= 0xFDFF) ||
            (rune >= 0xFE70 && rune <= 0xFEFC) || rune == 0x200F || bidi_turns(rune) ||
            (rune >= 0x10800 && rune <= 0x10FFF) || (rune >= 0x1E800 && rune <= 0x1EFFF))
            return true;
        i = at - 1;
    }
    return false;
}

/* ---- levels
 * ----------------------------------------------------------------------------------*/

/* The paragraph's characters, and for each the byte it starts at and its run. */
struct letters {
    struct arena *arena;
    size_t count;
    FriBidiChar *runes;
    uint8_t **levels; /* of the byte; NULL for what is put between */
};

#define LEFT_ISOLATE  0x2066
#define RIGHT_ISOLATE 0x2067
#define ISOLATE_ENDS  0x2069
#define OBJECT        0xFFFC /* a neutral character in the place of a blank or box */
#define LINE_ENDS     0x2028

static void put(struct letters *letters, uint32_t rune, uint8_t *level)
{
    letters->runes[letters->count] = rune;
    letters->levels[letters->count++] = level;
}

/* Whether run `at` begins or goes on with a stretch of the other direction. */
static bool is_turned(const struct run *run, bool base)
{
    return run->kind == RUN_TEXT && run->language.length > 0 &&
           lines_leftward(run->language) != base;
}

static void put_run(struct letters *letters, const struct run *run, uint8_t *levels)
{
    if (run->kind != RUN_TEXT)
        put(letters, run->kind == RUN_BREAK ? LINE_ENDS : OBJECT, NULL);
    for (size_t at = 0; run->kind == RUN_TEXT && at < run->text.length;) {
        uint8_t *level = &levels[at];
        put(letters, text_next(run->text, &at), level);
    }
}

/* All characters of the paragraph, with isolates around what is turned. */
static struct letters letters_of(struct arena *arena, const struct run *runs, size_t count,
                                 struct bidi *bidi)
{
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += runs[i].text.length + 3;
    struct letters letters = {arena, 0, arena_array(arena, room + 1, sizeof(FriBidiChar)),
                              arena_array(arena, room + 1, sizeof(uint8_t *))};
    bool turned = false;
    for (size_t i = 0; i < count; i++) {
        bool turns = is_turned(&runs[i], bidi->base == 1);
        bidi->levels[i] = arena_array(arena, runs[i].text.length + 1, sizeof(uint8_t));
        if (turned && !turns)
            put(&letters, ISOLATE_ENDS, NULL);
        if (turns && !turned)
            put(&letters, bidi->base == 1 ? LEFT_ISOLATE : RIGHT_ISOLATE, NULL);
        turned = turns;
        put_run(&letters, &runs[i], bidi->levels[i]);
    }
    return letters;
}

/* Runs the algorithm; each byte gets the level of its character. */
static void find_levels(struct job *job, struct letters *letters, struct bidi *bidi)
{
    FriBidiStrIndex count = (FriBidiStrIndex)letters->count;
    FriBidiCharType *types = arena_array(letters->arena, letters->count + 1, sizeof *types);
    FriBidiBracketType *brackets =
        arena_array(letters->arena, letters->count + 1, sizeof *brackets);
    FriBidiLevel *levels = arena_array(letters->arena, letters->count + 1, sizeof *levels);
    FriBidiParType base = bidi->base == 1 ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(letters->runes, count, types);
    fribidi_get_bracket_types(letters->runes, count, types, brackets);
    if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels) == 0)
        arena_exhausted(&job->arena);
    for (size_t i = 0; i < letters->count; i++)
        if (letters->levels[i] != NULL)
            *letters->levels[i] = levels[i] < 0 ? 0 : (uint8_t)levels[i];
}

/* Bytes inside a character have its first byte's level. */
static void spread(const struct run *run, uint8_t *levels)
{
    for (size_t i = 1; i < run->text.length; i++)
        if (((unsigned char)run->text.bytes[i] & 0xC0) == 0x80)
            levels[i] = levels[i - 1];
}

bool bidi_find(struct job *job, struct arena *arena, const struct run *runs, size_t count,
               struct bidi *bidi)
{
    bool turns = count > 0 && runs[0].leftward;
    for (size_t i = 0; i < count && !turns; i++)
        turns = runs[i].kind == RUN_TEXT && may_turn(runs[i].text);
    if (!turns)
        return false;
    bidi->base = runs[0].leftward ? 1 : 0;
    bidi->levels = arena_array(arena, count + 1, sizeof *bidi->levels);
    struct letters letters = letters_of(arena, runs, count, bidi);
    if (letters.count == 0)
        return false;
    find_levels(job, &letters, bidi);
    for (size_t i = 0; i < count; i++)
        spread(&runs[i], bidi->levels[i]);
    return true;
}

/* ---- order
 * -----------------------------------------------------------------------------------*/

void bidi_order(const uint8_t *levels, size_t count, uint32_t *order)
{
    uint8_t most = 0, least = UINT8_MAX;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        most = levels[i] > most ? levels[i] : most;
        if (levels[i] % 2 == 1 && levels[i] < least)
            least = levels[i];
    }
    for (uint8_t level = most; level >= least && level > 0; level--)
        for (size_t first = 0; first < count; first++) {
            size_t end = first;
            while (end < count && levels[order[end]] >= level)
                end++;
            for (size_t low = first, high = end; low + 1 < high; low++, high--) {
                uint32_t moved = order[low];
                order[low] = order[high - 1];
                order[high - 1] = moved;
            }
            first = end > first ? end : first;
        }
}

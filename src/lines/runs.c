/*
 * Takes runs, gives atoms and items. Text is cut at spaces here; what may happen inside a word
 * is asked of words.c.
 */
#include "lines/runs.h"

#include <string.h>

#include "lines/scripts.h"
#include "lines/splits.h"

struct paragraph *paragraph_new(struct arena *arena)
{
    struct paragraph *paragraph = arena_alloc(arena, sizeof *paragraph);
    paragraph->arena = arena;
    paragraph->breaker.arena = arena;
    return paragraph;
}

sp atom_width(const struct run *runs, const struct atom *atom, const struct metrics *metrics)
{
    sp width = words_scale(metrics->advance, atom->size);
    int tracking = runs[atom->run].style->tracking;
    if (tracking != 0)
        width += atom->size * tracking / 1000 * metrics->glyph_count;
    return width;
}

sp space_stretch(sp width, sp size)
{
    return width / 2 > size / 8 ? width / 2 : size / 8;
}

sp space_shrink(sp width, sp size)
{
    sp most = width - size * 3 / 20;
    return most < 0 ? 0 : most < width / 3 ? most : width / 3;
}

/* ---- atoms ------------------------------------------------------------------------*/

/* The run being taken apart. */
struct reader {
    struct job *job;
    struct fonts *fonts;
    struct paragraph *paragraph;
    const struct run *runs;
    uint32_t run;
    struct setting *setting; /* for the direction of `level` */
    uint8_t level;
    sp size, rise;
    bool glued; /* nothing of this run has been taken, and it sticks to what is before */
};

static struct atom *last_atom(struct paragraph *paragraph)
{
    size_t count = paragraph->atoms.count;
    return count == 0 ? NULL : &paragraph->atoms.items[count - 1];
}

static struct atom *push_atom(struct reader *reader, enum atom_kind kind)
{
    struct paragraph *paragraph = reader->paragraph;
    struct atom *atom = array_push(paragraph->arena, &paragraph->atoms);
    *atom = (struct atom){.kind = kind,
                          .run = reader->run,
                          .penalty = BREAKER_NEVER,
                          .setting = reader->setting,
                          .level = reader->level,
                          .size = reader->size,
                          .rise = reader->rise};
    return atom;
}

/* Type of one width for all characters: code, whose spaces are part of what it says. */
static bool fixed_pitch(const struct reader *reader)
{
    uint32_t face = reader->setting->faces[0];
    return face != NO_FACE && reader->fonts->faces.items[face].facts.fixed_pitch;
}

/* A space that may have to be narrower or firmer than the word space. `per_em` is its width in
 * thousandths of an em, 0 for the font's own. */
static void add_space(struct reader *reader, int per_em, bool elastic, int penalty)
{
    struct atom *before = last_atom(reader->paragraph);
    const struct run *run = &reader->runs[reader->run];
    bool fixed = fixed_pitch(reader);
    if (run->no_break || reader->glued)
        penalty = BREAKER_NEVER;
    bool kept = fixed && penalty == BREAKER_NEVER;
    if (!kept && (before == NULL || before->kind == ATOM_END))
        return;
    if (!kept && before->kind == ATOM_SPACE) {
        if (penalty > before->penalty)
            before->penalty = penalty;
        return;
    }
    struct atom *atom = push_atom(reader, ATOM_SPACE);
    atom->word = words_space(reader->job, reader->fonts, reader->setting, run);
    atom->penalty = penalty;
    atom->elastic = elastic && !fixed;
    atom->kept = kept;
    atom->width = per_em == 0 ? atom_width(reader->runs, atom, &atom->word->metrics)
                              : atom->size * per_em / 1000;
}

/* Decides about the space before a word once both its neighbours are known. */
static void settle_space(struct reader *reader, uint32_t kinds)
{
    struct paragraph *paragraph = reader->paragraph;
    size_t count = paragraph->atoms.count;
    if (count < 2)
        return;
    struct atom *space = &paragraph->atoms.items[count - 1];
    const struct atom *before = &paragraph->atoms.items[count - 2];
    if (space->kind != ATOM_SPACE)
        return;
    if (reader->glued)
        space->penalty = BREAKER_NEVER;
    if (space->penalty != 0 || before->kind != ATOM_WORD)
        return;
    enum join join = splits_join(before->word->kinds, kinds);
    space->penalty = join == JOIN_FIRM ? PENALTY_FIRM : join == JOIN_LOOSE ? PENALTY_LOOSE : 0;
}

static void add_word(struct reader *reader, struct text text, int penalty)
{
    const struct run *run = &reader->runs[reader->run];
    struct word *word = words_find(reader->job, reader->fonts, reader->setting, text, run);
    struct atom *before = last_atom(reader->paragraph);
    settle_space(reader, word->kinds);
    bool touches = before != NULL && before->kind == ATOM_WORD;
    bool torn = touches && before->word->letter_last && word->letter_first;
    if (torn && before->splits == SPLITS_ALL)
        before->splits = SPLITS_PLAIN;
    if (touches && before->word->open_end && !reader->glued && !run->no_break)
        penalty = 0;
    struct atom *atom = push_atom(reader, ATOM_WORD);
    atom->word = word;
    atom->penalty = touches ? penalty : BREAKER_NEVER;
    atom->splits = run->no_break                    ? SPLITS_NONE
                   : run->style->hyphenate && !torn ? SPLITS_ALL
                                                    : SPLITS_PLAIN;
    atom->width = atom_width(reader->runs, atom, &word->metrics);
    reader->glued = false;
}

/* A word of any length, in pieces that the cache takes; between them a line may end if it must.
 */
static void add_long_word(struct reader *reader, struct text text, int penalty)
{
    while (text.length > WORD_MOST) {
        size_t cut = WORD_MOST;
        while (cut > WORD_MOST - 4 && ((unsigned char)text.bytes[cut] & 0xC0) == 0x80)
            cut--;
        add_word(reader, text_slice(text, 0, cut), penalty);
        text = text_slice(text, cut, text.length);
        bool firm = reader->runs[reader->run].no_break;
        penalty = firm ? BREAKER_NEVER : PENALTY_FIRM;
    }
    if (text.length > 0)
        add_word(reader, text, penalty);
}

/* What a space character is; `length` 0 for what is no space. */
struct space {
    size_t length; /* bytes */
    int per_em;    /* thousandths of an em, 0: the font's word space */
    bool elastic;
    int penalty;
};

/* Thousandths of an em of U+2000 … U+200A; figure and punctuation space by their usual width.
 */
static const int widths[] = {500, 1000, 500, 1000, 333, 250, 167, 500, 250, 200, 100};

/* The space at `at`, by the bytes of its UTF-8 form: this is asked of every character. */
static struct space space_at(struct text text, size_t at)
{
    struct space none = {0, 0, false, 0};
    unsigned char first = (unsigned char)text.bytes[at];
    if (first == ' ' || (first >= '\t' && first <= '\r'))
        return (struct space){1, 0, true, 0};
    if (first == 0xC2 && at + 1 < text.length && (unsigned char)text.bytes[at + 1] == 0xA0)
        return (struct space){2, 0, true, BREAKER_NEVER};
    if (first != 0xE2 || at + 2 >= text.length || (unsigned char)text.bytes[at + 1] != 0x80)
        return none;
    unsigned char third = (unsigned char)text.bytes[at + 2];
    if (third >= 0x80 && third <= 0x8A) {
        bool firm = third == 0x87 || third == 0x89 || third == 0x8A;
        return (struct space){3, widths[third - 0x80], false, firm ? BREAKER_NEVER : 0};
    }
    if (third == 0xAF)
        return (struct space){3, 180, false, BREAKER_NEVER};
    return none;
}

/* The direction of byte `at` of the run holds from here on. */
static void turn(struct reader *reader, size_t at)
{
    reader->level = reader->paragraph->bidi.levels[reader->run][at];
    reader->setting = words_turned(reader->fonts, reader->setting, reader->level % 2 == 1);
}

/* A word; where its script has no spaces between words, the pieces between which a line may
 * end. */
static void add_dense_word(struct reader *reader, struct text text)
{
    const struct run *run = &reader->runs[reader->run];
    int penalty = BREAKER_NEVER;
    if (run->no_break || !scripts_dense(text)) {
        add_long_word(reader, text, penalty);
        return;
    }
    char *breaks = arena_array(&reader->job->arena, text.length, 1);
    scripts_breaks(&reader->job->arena, text, run->language, breaks);
    reader->paragraph->dense = true;
    for (size_t at = 0; at < text.length; penalty = 0) {
        size_t end = scripts_stretch(text, at, breaks);
        add_long_word(reader, text_slice(text, at, end), penalty);
        at = end;
    }
}

/* Bytes [start, end) of the text, without spaces: a word for each direction in it. */
static void read_word(struct reader *reader, struct text text, size_t start, size_t end)
{
    if (!reader->paragraph->turned) {
        add_dense_word(reader, text_slice(text, start, end));
        return;
    }
    const uint8_t *levels = reader->paragraph->bidi.levels[reader->run];
    for (size_t at = start; start < end; start = at) {
        while (at < end && levels[at] == levels[start])
            at++;
        turn(reader, start);
        add_dense_word(reader, text_slice(text, start, at));
    }
}

static void read_text(struct reader *reader, struct text text)
{
    size_t start = 0;
    size_t at = 0;
    while (at < text.length) {
        unsigned char byte = (unsigned char)text.bytes[at];
        struct space space = {0, 0, false, 0};
        if (byte <= ' ' || byte == 0xC2 || byte == 0xE2)
            space = space_at(text, at);
        if (space.length == 0) {
            at++;
            continue;
        }
        read_word(reader, text, start, at);
        if (reader->paragraph->turned)
            turn(reader, at);
        add_space(reader, space.per_em, space.elastic, space.penalty);
        at += space.length;
        start = at;
    }
    read_word(reader, text, start, at);
}

/* Whether the font has real super- or subscript glyphs for all of the run. */
static bool real_position(const struct reader *reader, struct setting *setting)
{
    const struct run *run = &reader->runs[reader->run];
    struct text text = text_trim(run->text);
    if (text.length == 0 || text.length > WORD_MOST)
        return false;
    return words_find(reader->job, reader->fonts, setting, text, run)->replaced;
}

static void start_run(struct reader *reader)
{
    const struct run *run = &reader->runs[reader->run];
    const struct style *style = run->style;
    reader->size = style->size;
    reader->rise = style->rise;
    reader->glued = run->glue_before;
    if (style->position != POSITION_NORMAL) {
        struct setting *real = words_setting(reader->job, reader->fonts, run, style->position);
        if (real_position(reader, real)) {
            reader->setting = real;
            reader->size = style->full_size > 0 ? style->full_size : style->size;
            reader->rise = 0;
            reader->level = reader->paragraph->turned ? reader->paragraph->bidi.base : 0;
            return;
        }
    }
    reader->setting = words_setting(reader->job, reader->fonts, run, POSITION_NORMAL);
    reader->level = reader->paragraph->turned ? reader->paragraph->bidi.base : 0;
}

static void drop_last_space(struct paragraph *paragraph)
{
    struct atom *last = last_atom(paragraph);
    if (last != NULL && last->kind == ATOM_SPACE && !last->kept)
        paragraph->atoms.count--;
}

static void read_run(struct reader *reader)
{
    const struct run *run = &reader->runs[reader->run];
    if (run->kind == RUN_BREAK) {
        drop_last_space(reader->paragraph);
        push_atom(reader, ATOM_END)->penalty = BREAKER_ALWAYS;
        return;
    }
    start_run(reader);
    if (run->kind == RUN_TEXT) {
        read_text(reader, run->text);
        return;
    }
    settle_space(reader, 0);
    struct atom *atom = push_atom(reader, ATOM_FIXED);
    atom->width = run->width;
}

void paragraph_collect(struct job *job, struct fonts *fonts, const struct run *runs,
                       size_t count)
{
    struct reader reader = {
        .job = job, .fonts = fonts, .paragraph = fonts->paragraph, .runs = runs};
    fonts->paragraph->atoms.count = 0;
    fonts->paragraph->dense = false;
    fonts->paragraph->turned =
        bidi_find(job, &job->arena, runs, count, &fonts->paragraph->bidi);
    for (reader.run = 0; reader.run < count; reader.run++)
        read_run(&reader);
    drop_last_space(fonts->paragraph);
    reader.run = count == 0 ? 0 : (uint32_t)count - 1;
    push_atom(&reader, ATOM_END)->penalty = BREAKER_ALWAYS;
}

const struct splits *paragraph_splits(const struct paragraph *paragraph,
                                      const struct atom *atom)
{
    bool all = paragraph->hyphenated && atom->splits == SPLITS_ALL;
    return all ? &atom->word->all : &atom->word->plain;
}

/* ---- items ------------------------------------------------------------------------*/

/* What the items of one paragraph are made with. */
struct maker {
    struct job *job;
    struct fonts *fonts;
    struct paragraph *paragraph;
    const struct run *runs;
    const struct item_rules *rules;
};

static struct breaker_item *push_item(struct paragraph *paragraph, enum breaker_kind kind,
                                      size_t atom)
{
    struct breaker_item *item = array_push(paragraph->arena, &paragraph->items);
    *item = (struct breaker_item){.kind = kind, .atom = (uint32_t)atom};
    return item;
}

/* A box of letters. */
static void push_letters(const struct maker *maker, size_t atom, sp width)
{
    struct breaker_item *item = push_item(maker->paragraph, BREAKER_BOX, atom);
    item->width = width;
    item->stretch = width * maker->rules->expansion / 1000;
}

static sp hang_right(const struct maker *maker, const struct atom *atom,
                     const struct metrics *metrics)
{
    return maker->rules->protruding ? words_scale(metrics->hang_right, atom->size) : 0;
}

static sp hang_left(const struct maker *maker, const struct atom *atom,
                    const struct metrics *metrics)
{
    return maker->rules->protruding ? words_scale(metrics->hang_left, atom->size) : 0;
}

/* Fewer letters than this before a hyphen are a poor start for the eye. */
#define HYPHEN_LEFT   3
#define PENALTY_SHORT 40

/* A word with places to end a line in it: boxes between penalties. Where a break is not taken
 * the boxes sum to the word's width; where it is, `before` and `after` make up for what the
 * parts, shaped alone, differ in. */
static void add_split_word(const struct maker *maker, size_t number,
                           const struct splits *splits)
{
    struct paragraph *paragraph = maker->paragraph;
    const struct atom *atom = &paragraph->atoms.items[number];
    sp done = 0;
    for (size_t i = 0; i < splits->count; i++) {
        const struct split *split = &splits->items[i];
        sp before = atom_width(maker->runs, atom, &split->before);
        sp after = atom_width(maker->runs, atom, &split->after);
        push_letters(maker, number, before - done);
        struct breaker_item *item = push_item(paragraph, BREAKER_PENALTY, number);
        item->split = (uint32_t)i + 1;
        item->hyphen = split->hyphen;
        item->penalty = split->unlike + (split->hyphen ? maker->rules->hyphen_penalty
                                                       : maker->rules->split_penalty);
        if (split->hyphen && split->at < HYPHEN_LEFT)
            item->penalty += PENALTY_SHORT;
        item->after = after - (atom->width - before) - hang_left(maker, atom, &split->after);
        if (split->hyphen) {
            const struct word *hyphen =
                words_hyphen(maker->job, maker->fonts, atom->setting, &maker->runs[atom->run]);
            item->before = atom_width(maker->runs, atom, &hyphen->metrics) -
                           hang_right(maker, atom, &hyphen->metrics);
        } else {
            item->hyphen = split->at_hyphen;
            item->before = -hang_right(maker, atom, &split->before);
        }
        done = before;
    }
    push_letters(maker, number, atom->width - done);
}

static void add_word_items(const struct maker *maker, size_t number)
{
    struct paragraph *paragraph = maker->paragraph;
    const struct atom *atom = &paragraph->atoms.items[number];
    if (atom->penalty < BREAKER_NEVER) {
        struct breaker_item *item = push_item(paragraph, BREAKER_PENALTY, number);
        item->penalty = atom->penalty;
        const struct atom *left = atom - 1;
        item->before =
            left->kind == ATOM_WORD ? -hang_right(maker, left, &left->word->metrics) : 0;
        item->after = -hang_left(maker, atom, &atom->word->metrics);
    }
    if (atom->splits != SPLITS_NONE) {
        bool hyphenated = maker->rules->hyphenated && atom->splits == SPLITS_ALL;
        const struct splits *splits = words_splits(maker->job, maker->fonts, atom->word,
                                                   hyphenated, &maker->runs[atom->run]);
        if (splits->count > 0) {
            add_split_word(maker, number, splits);
            return;
        }
    }
    push_letters(maker, number, atom->width);
}

static void add_space_item(const struct maker *maker, size_t number)
{
    const struct atom *atom = &maker->paragraph->atoms.items[number];
    if (atom->kept) {
        push_item(maker->paragraph, BREAKER_BOX, number)->width = atom->width;
        return;
    }
    const struct atom *left = atom - 1;
    const struct atom *right = atom + 1;
    struct breaker_item *item = push_item(maker->paragraph, BREAKER_GLUE, number);
    item->penalty = atom->penalty;
    item->width = atom->width;
    if (atom->elastic && !maker->rules->ragged) {
        item->stretch = space_stretch(atom->width, atom->size);
        item->shrink = space_shrink(atom->width, atom->size);
    }
    if (left->kind == ATOM_WORD)
        item->before = -hang_right(maker, left, &left->word->metrics);
    if (right->kind == ATOM_WORD)
        item->after = -hang_left(maker, right, &right->word->metrics);
}

/* The end of a line by force; a box of no width keeps an empty line from being dropped. */
static void add_end_items(const struct maker *maker, size_t number)
{
    struct paragraph *paragraph = maker->paragraph;
    const struct atom *atom = &paragraph->atoms.items[number];
    if (number == 0 || (atom - 1)->kind == ATOM_END)
        push_item(paragraph, BREAKER_BOX, number);
    struct breaker_item *item = push_item(paragraph, BREAKER_PENALTY, number);
    item->penalty = BREAKER_ALWAYS;
    if (number > 0 && (atom - 1)->kind == ATOM_WORD)
        item->before = -hang_right(maker, atom - 1, &(atom - 1)->word->metrics);
    if (number + 1 < paragraph->atoms.count && (atom + 1)->kind == ATOM_WORD)
        item->after = -hang_left(maker, atom + 1, &(atom + 1)->word->metrics);
}

void paragraph_items(struct job *job, struct fonts *fonts, const struct run *runs,
                     const struct item_rules *rules)
{
    struct maker maker = {job, fonts, fonts->paragraph, runs, rules};
    struct paragraph *paragraph = fonts->paragraph;
    paragraph->items.count = 0;
    paragraph->hyphenated = rules->hyphenated;
    for (size_t i = 0; i < paragraph->atoms.count; i++) {
        const struct atom *atom = &paragraph->atoms.items[i];
        if (atom->kind == ATOM_WORD)
            add_word_items(&maker, i);
        else if (atom->kind == ATOM_SPACE)
            add_space_item(&maker, i);
        else if (atom->kind == ATOM_FIXED)
            push_item(paragraph, BREAKER_BOX, i)->width = atom->width;
        else
            add_end_items(&maker, i);
    }
}

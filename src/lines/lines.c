/*
 * Takes runs and a measure, gives lines: collects the paragraph, has it broken with ever more
 * liberties, and sets each line to the measure.
 */
#include <string.h>

#include "lines/runs.h"

/* The badness that a line may have without hyphenation, with it, and where there is no other
 * way. With these numbers the text of the benchmark (tests/lines/bench_lines.c) has the least
 * deviation of its word spaces at no more than 6 % of lines hyphenated. */
#define TOLERANCE_FIRST  60
#define TOLERANCE_SECOND 9999
#define TOLERANCE_LAST   10000
#define TOLERANCE_COUNT  200 /* where a number of lines is wanted */
#define PENALTY_HYPHEN   110
#define PENALTY_NARROW   50 /* of a hyphen in a measure of a few words: TeX's */
#define WIDE             42 /* em from which on a hyphen has its whole penalty */
#define PENALTY_SPLIT    50
#define LINE_PENALTY     10

/* A last line shorter than this many em, a word or two, looks like an accident. It costs what
 * several lines a little loose do, or a few with more white at a ragged margin; hyphenation may
 * be tried to be rid of it. A measure of fewer em has no choice. */
#define LAST_LEAST           4
#define NARROW               20
#define DEMERITS_SHORT       10000
#define DEMERITS_LAST_SHORT  40000
#define DEMERITS_RAGGED      320000
#define TOLERANCE_LAST_SHORT 200

/* A warning is given from this overhang on. */
#define OVERFULL_SEEN SP_PT

/* ---- breaking ---------------------------------------------------------------------*/

static struct breaker_rules rules_for(const struct measure *measure, sp size)
{
    sp least = SP_PT;
    struct breaker_rules rules = {
        .width = measure->width > least ? measure->width : least,
        .penalty_most = PENALTY_FIRM - 1,
        .line_penalty = LINE_PENALTY,
        .fitness_demerits = 3000,
        .double_hyphen_demerits = 10000,
        .last_hyphen_demerits = 5000,
        .last_least = measure->indent > 2 * size ? measure->indent : 2 * size,
        .last_short_demerits = DEMERITS_SHORT,
    };
    if (measure->width >= NARROW * size) {
        rules.last_least = LAST_LEAST * size;
        rules.last_short_demerits =
            measure->align == ALIGN_JUSTIFY ? DEMERITS_LAST_SHORT : DEMERITS_RAGGED;
    }
    sp first = rules.width - measure->indent;
    rules.first_width = first > least ? first : least;
    return rules;
}

/* The type size of the paragraph: its first word's. */
static sp paragraph_size(const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->atoms.count; i++)
        if (paragraph->atoms.items[i].kind == ATOM_WORD)
            return paragraph->atoms.items[i].size;
    return PT(10);
}

/* The white that a ragged line may well have at its end. */
static sp ragged_stretch(const struct measure *measure, sp size)
{
    return measure->width / 12 > 3 * size ? measure->width / 12 : 3 * size;
}

/* The fewer spaces a line has, the more a hyphen spares each of them. */
static int hyphen_penalty(const struct measure *measure, sp size)
{
    if (measure->align != ALIGN_JUSTIFY)
        return 4 * PENALTY_HYPHEN;
    if (measure->width >= WIDE * size)
        return PENALTY_HYPHEN;
    sp em = measure->width / (size / 10 + 1); /* tenths */
    int penalty = (int)(PENALTY_HYPHEN * em * em / (100 * WIDE * WIDE));
    return penalty > PENALTY_NARROW ? penalty : PENALTY_NARROW;
}

/* What hangs out, and how letters are widened, is known of scripts that run from left to right:
 * not of a turned paragraph. One that has no spaces to widen is set ragged. */
static struct item_rules items_for(const struct measure *measure, sp size,
                                   const struct paragraph *paragraph)
{
    bool ragged = measure->align != ALIGN_JUSTIFY || paragraph->dense;
    bool turned = paragraph->turned;
    return (struct item_rules){
        .ragged = ragged,
        .protruding = measure->protrusion && measure->align != ALIGN_CENTRE && !turned,
        .hyphen_penalty = hyphen_penalty(measure, size),
        .split_penalty = PENALTY_SPLIT,
        .expansion = ragged || turned ? 0 : measure->expansion,
    };
}

/* Whether the paragraph can come to the wanted lines or one less or more at all, by the sums of
 * what its items give: so most paragraphs need not be broken to learn that they cannot vary. */
static bool may_come_to(const struct paragraph *paragraph, const struct breaker_rules *rules)
{
    sp width = 0, stretch = 0, shrink = 0, space = 0;
    for (size_t i = 0; i < paragraph->items.count; i++) {
        const struct breaker_item *item = &paragraph->items.items[i];
        width += item->kind == BREAKER_PENALTY ? 0 : item->width;
        stretch += item->stretch;
        shrink += item->shrink + (item->kind == BREAKER_BOX ? item->stretch : 0);
        if (item->kind == BREAKER_GLUE && item->width > space)
            space = item->width;
    }
    sp lines = (sp)rules->wanted;
    stretch += lines * rules->line_stretch;
    /* a line that ends in a space is without it */
    bool fewer = width - shrink <= (lines - 1) * (rules->width + space);
    /* the stretch at TOLERANCE_COUNT is under 4/3 of what it is at badness 100 */
    bool more = width + stretch * 4 / 3 >= lines * rules->width;
    return fewer || more;
}

/* Breaks the collected paragraph into as many lines as are wanted, keeping apart what the
 * numbers of lines cost. False where no way keeps to the tolerance. */
static bool count_breaks(struct job *job, struct fonts *fonts, const struct run *runs,
                         const struct measure *measure)
{
    struct paragraph *paragraph = fonts->paragraph;
    sp size = paragraph_size(paragraph);
    struct breaker_rules rules = rules_for(measure, size);
    struct item_rules make = items_for(measure, size, paragraph);
    make.hyphenated = measure->hyphenate;
    rules.line_stretch = make.ragged ? ragged_stretch(measure, size) : 0;
    rules.tolerance = TOLERANCE_COUNT;
    rules.counted = true;
    rules.wanted = measure->lines;
    paragraph_items(job, fonts, runs, &make);
    return (measure->lines == 0 || may_come_to(paragraph, &rules)) &&
           breaker_run(&paragraph->breaker, paragraph->items.items, paragraph->items.count,
                       &rules);
}

/* Breaks the collected paragraph; always leaves breaks. */
static void choose_breaks(struct job *job, struct fonts *fonts, const struct run *runs,
                          const struct measure *measure)
{
    struct paragraph *paragraph = fonts->paragraph;
    if (measure->lines > 0 && count_breaks(job, fonts, runs, measure) &&
        paragraph->breaker.breaks.count == measure->lines)
        return;
    sp size = paragraph_size(paragraph);
    struct breaker_rules rules = rules_for(measure, size);
    struct item_rules make = items_for(measure, size, paragraph);
    bool ragged = make.ragged;
    rules.line_stretch = ragged ? ragged_stretch(measure, size) : 0;
    rules.tolerance = ragged ? TOLERANCE_SECOND : TOLERANCE_FIRST;
    paragraph_items(job, fonts, runs, &make);
    bool found = breaker_run(&paragraph->breaker, paragraph->items.items,
                             paragraph->items.count, &rules);
    bool last_short =
        paragraph->breaker.last_width > 0 && paragraph->breaker.last_width < rules.last_least;
    if (found && (ragged || !last_short))
        return;
    if (measure->hyphenate) {
        make.hyphenated = true;
        paragraph_items(job, fonts, runs, &make);
    }
    rules.tolerance = found ? TOLERANCE_LAST_SHORT : TOLERANCE_SECOND;
    if (breaker_run(&paragraph->breaker, paragraph->items.items, paragraph->items.count,
                    &rules))
        return;
    rules.line_stretch = rules.width / 2;
    rules.tolerance = TOLERANCE_LAST;
    rules.penalty_most = BREAKER_NEVER - 1;
    rules.must = true;
    breaker_run(&paragraph->breaker, paragraph->items.items, paragraph->items.count, &rules);
}

/* ---- setting ----------------------------------------------------------------------*/

/* The line being set. */
struct setter {
    struct job *job;
    struct fonts *fonts;
    struct paragraph *paragraph;
    const struct run *runs;
    const struct measure *measure;
    size_t first; /* its first fragment in the paragraph's */
    sp natural;   /* width of what is on it */
    sp shrink;    /* of its elastic spaces */
    sp hang_left, hang_right;
    sp ascent, descent;
    bool hyphenated;
};

static struct fragment *push_fragment(struct setter *setter, enum fragment_kind kind,
                                      const struct atom *atom)
{
    struct paragraph *paragraph = setter->paragraph;
    struct fragment *fragment = array_push(paragraph->arena, &paragraph->fragments);
    *fragment = (struct fragment){.kind = kind,
                                  .level = atom->level,
                                  .run = atom->run,
                                  .size = atom->size,
                                  .rise = atom->rise};
    return fragment;
}

static void add_height(struct setter *setter, const struct atom *atom)
{
    sp ascent = words_scale(atom->setting->ascent, atom->size) + atom->rise;
    sp descent = words_scale(atom->setting->descent, atom->size) - atom->rise;
    if (ascent > setter->ascent)
        setter->ascent = ascent;
    if (descent > setter->descent)
        setter->descent = descent;
}

/* The parts of a word as fragments, one for each face. */
static void set_word(struct setter *setter, const struct atom *atom, const struct word *word,
                     enum fragment_kind kind)
{
    int tracking = setter->runs[atom->run].style->tracking;
    sp left = atom_width(setter->runs, atom, &word->metrics);
    setter->natural += left;
    for (uint32_t i = 0; i < word->part_count; i++) {
        const struct shaped *part = &word->parts[i];
        struct fragment *fragment = push_fragment(setter, kind, atom);
        int units = setter->fonts->faces.items[part->face].facts.units_per_em;
        fragment->shaped = part;
        fragment->width = left;
        if (i + 1 < word->part_count)
            fragment->width = length_scale(part->advance, atom->size, units) +
                              atom->size * tracking / 1000 * part->count;
        left -= fragment->width;
    }
}

static void set_space(struct setter *setter, const struct atom *atom)
{
    struct fragment *fragment = push_fragment(setter, FRAGMENT_SPACE, atom);
    fragment->shaped = atom->word->part_count > 0 ? &atom->word->parts[0] : NULL;
    fragment->width = atom->width;
    setter->natural += atom->width;
    if (!atom->elastic)
        return;
    setter->shrink += space_shrink(atom->width, atom->size);
    *array_push(setter->paragraph->arena, &setter->paragraph->elastic) =
        (uint32_t)setter->paragraph->fragments.count - 1;
}

/* The space that a line ended at, or that a forced end stands for, takes no room, but whoever
 * reads the text needs it. */
static void set_spent_space(struct setter *setter, const struct atom *atom)
{
    struct paragraph *paragraph = setter->paragraph;
    const struct word *space = atom->word;
    if (paragraph->fragments.count == setter->first)
        return;
    struct fragment *end = &paragraph->fragments.items[paragraph->fragments.count - 1];
    if (atom->kind == ATOM_END && end->shaped != NULL && (atom - 1)->setting != NULL)
        space = words_space(setter->job, setter->fonts, (atom - 1)->setting,
                            &setter->runs[end->run]);
    if (space != NULL && space->part_count > 0)
        end->spent = &space->parts[0];
}

static void set_fixed(struct setter *setter, const struct atom *atom)
{
    bool blank = setter->runs[atom->run].kind == RUN_BLANK;
    push_fragment(setter, blank ? FRAGMENT_BLANK : FRAGMENT_BOX, atom)->width = atom->width;
    setter->natural += atom->width;
}

/* The part of an atom's word from split `from` to split `to` (numbers from 1, 0: its ends). */
static const struct word *word_part(const struct setter *setter, const struct atom *atom,
                                    uint32_t from, uint32_t to)
{
    const struct splits *splits = paragraph_splits(setter->paragraph, atom);
    if (from == 0 && to == 0)
        return atom->word;
    struct text text = atom->word->text;
    size_t start = from == 0 ? 0 : splits->items[from - 1].at;
    size_t end = to == 0 ? text.length : splits->items[to - 1].at;
    return words_find(setter->job, setter->fonts, atom->setting, text_slice(text, start, end),
                      &setter->runs[atom->run]);
}

/* One atom of the line, or the part of it between two splits. */
static void set_atom(struct setter *setter, const struct atom *atom, uint32_t from, uint32_t to)
{
    add_height(setter, atom);
    setter->hang_right = 0;
    if (atom->kind == ATOM_SPACE)
        set_space(setter, atom);
    if (atom->kind == ATOM_FIXED)
        set_fixed(setter, atom);
    if (atom->kind != ATOM_WORD)
        return;
    const struct word *word = word_part(setter, atom, from, to);
    if (setter->paragraph->fragments.count == setter->first)
        setter->hang_left = words_scale(word->metrics.hang_left, atom->size);
    setter->hang_right = words_scale(word->metrics.hang_right, atom->size);
    set_word(setter, atom, word, FRAGMENT_WORD);
    if (to > 0 && paragraph_splits(setter->paragraph, atom)->items[to - 1].hyphen) {
        const struct word *hyphen =
            words_hyphen(setter->job, setter->fonts, atom->setting, &setter->runs[atom->run]);
        set_word(setter, atom, hyphen, FRAGMENT_HYPHEN);
        setter->hang_right = words_scale(hyphen->metrics.hang_right, atom->size);
        setter->hyphenated = true;
    }
}

/* Adds `extra` to the line's elastic spaces in proportion to their width, to the last unit. */
static void spread(struct setter *setter, sp extra)
{
    struct paragraph *paragraph = setter->paragraph;
    struct fragment *fragments = paragraph->fragments.items;
    const uint32_t *elastic = paragraph->elastic.items;
    sp total = 0;
    sp seen = 0;
    sp given = 0;
    for (size_t i = 0; i < paragraph->elastic.count; i++)
        total += fragments[elastic[i]].width;
    for (size_t i = 0; total > 0 && i < paragraph->elastic.count; i++) {
        seen += fragments[elastic[i]].width;
        sp due = length_scale(extra, seen, total);
        fragments[elastic[i]].width += due - given;
        given = due;
    }
}

static bool has_letters(const struct fragment *fragment)
{
    return fragment->kind == FRAGMENT_WORD || fragment->kind == FRAGMENT_HYPHEN;
}

/* Widens or narrows the line's letters by up to `extra`, all alike; gives what they took. */
static sp scale_letters(struct setter *setter, sp extra)
{
    struct paragraph *paragraph = setter->paragraph;
    sp letters = 0;
    sp seen = 0;
    sp given = 0;
    for (size_t i = setter->first; i < paragraph->fragments.count; i++)
        if (has_letters(&paragraph->fragments.items[i]))
            letters += paragraph->fragments.items[i].width;
    sp most = setter->paragraph->turned ? 0 : letters * setter->measure->expansion / 1000;
    sp taken = extra > most ? most : extra < -most ? -most : extra;
    if (letters <= 0 || taken == 0)
        return 0;
    int32_t scaling = (int32_t)length_scale(taken, 65536, letters);
    for (size_t i = setter->first; i < paragraph->fragments.count; i++) {
        struct fragment *fragment = &paragraph->fragments.items[i];
        if (!has_letters(fragment))
            continue;
        seen += fragment->width;
        sp due = length_scale(taken, seen, letters);
        fragment->width += due - given;
        fragment->scaling = scaling;
        given = due;
    }
    return taken;
}

/* Gives `extra` to the line's letters, then its spaces; tells how much they took. */
static sp justify(struct setter *setter, const struct line *line, sp extra)
{
    bool widen = extra > 0 && !line->last && setter->paragraph->elastic.count > 0;
    if (!widen && extra >= 0)
        return 0;
    sp taken = scale_letters(setter, extra);
    sp rest = extra - taken;
    if (rest < -setter->shrink)
        rest = -setter->shrink;
    if (rest != 0)
        spread(setter, rest);
    return taken + rest;
}

/* Places the line's fragments from `x` on, in the order in which they stand there. */
static void place_turned(struct setter *setter, sp x)
{
    struct paragraph *paragraph = setter->paragraph;
    size_t count = paragraph->fragments.count - setter->first;
    if (count == 0)
        return;
    struct fragment *fragments = paragraph->fragments.items + setter->first;
    paragraph->levels.count = paragraph->order.count = 0;
    for (size_t i = 0; i < count; i++) {
        *array_push(paragraph->arena, &paragraph->levels) = fragments[i].level;
        *array_push(paragraph->arena, &paragraph->order) = 0;
    }
    bidi_order(paragraph->levels.items, count, paragraph->order.items);
    for (size_t i = 0; i < count; i++) {
        struct fragment *fragment = &fragments[paragraph->order.items[i]];
        fragment->x = x;
        x += fragment->width;
    }
}

/* Where the line starts from the left, `extra` being left of the measure: in a paragraph that
 * reads from right to left, left and right change places. */
static sp line_start(const struct setter *setter, sp indent, sp extra)
{
    bool leftward = setter->paragraph->turned && setter->paragraph->bidi.base == 1;
    enum alignment align = setter->measure->align;
    if (setter->measure->width == LENGTH_MOST) /* as wide as it comes */
        return 0;
    if (align == ALIGN_CENTRE)
        return (leftward ? 0 : indent) + (extra > 0 ? extra / 2 : 0);
    if (leftward)
        return align == ALIGN_RIGHT && extra > 0 ? 0 : extra;
    return indent + (align == ALIGN_RIGHT && extra > 0 ? extra : 0);
}

/* Justifies the line and places its fragments. */
static void place_fragments(struct setter *setter, struct line *line, sp indent)
{
    struct paragraph *paragraph = setter->paragraph;
    enum alignment align = setter->measure->align;
    if (align == ALIGN_JUSTIFY && paragraph->dense)
        align = ALIGN_LEFT;
    bool hangs = setter->measure->protrusion && align != ALIGN_CENTRE && !paragraph->turned;
    sp hang_left = hangs ? setter->hang_left : 0;
    sp hang_right = hangs ? setter->hang_right : 0;
    sp extra = setter->measure->width - indent - setter->natural + hang_left + hang_right;
    sp given = align == ALIGN_JUSTIFY ? justify(setter, line, extra) : 0;
    extra -= given;
    line->overfull = extra < 0 ? -extra : 0;
    line->width = setter->natural + given;
    sp x = line_start(setter, indent, extra) - hang_left;
    if (paragraph->turned) {
        place_turned(setter, x);
        return;
    }
    for (size_t i = setter->first; i < paragraph->fragments.count; i++) {
        paragraph->fragments.items[i].x = x;
        x += paragraph->fragments.items[i].width;
    }
}

static void warn_overfull(const struct setter *setter, const struct line *line)
{
    const struct paragraph *paragraph = setter->paragraph;
    if (setter->measure->quiet || line->overfull <= OVERFULL_SEEN || line->count == 0)
        return;
    const struct fragment *end = &paragraph->fragments.items[paragraph->fragments.count - 1];
    struct span at = setter->runs[end->run].span;
    struct arena *arena = &setter->job->arena;
    struct buffer amount = buffer_new(arena);
    length_print(&amount, line->overfull, 1);
    struct buffer key = buffer_new(&setter->fonts->arena);
    buffer_string(&key, "overfull ");
    buffer_number(&key, at.source);
    buffer_byte(&key, ' ');
    buffer_number(&key, at.start);
    buffer_byte(&key, ' ');
    buffer_add(&key, buffer_text(&amount));
    struct text text = end->shaped == NULL ? TEXT("") : end->shaped->text;
    if (fonts_first_overfull(setter->fonts, buffer_text(&key)))
        diag(setter->job, DIAG_LINE_OVERFULL, at, text_string(arena, buffer_text(&amount)),
             text_string(arena, text), NULL);
}

/* A place where a line starts: before the atom's split (0: at the atom's start). */
struct start {
    size_t atom;
    uint32_t split;
};

/* Sets the line from `start` to the break at `item` and tells where the next one starts. */
static struct start set_line(struct setter *setter, struct start start,
                             const struct breaker_item *item)
{
    struct paragraph *paragraph = setter->paragraph;
    const struct atom *atoms = paragraph->atoms.items;
    struct line line = {.last = item->penalty == BREAKER_ALWAYS};
    sp indent = paragraph->lines.count == 0 ? setter->measure->indent : 0;
    setter->first = paragraph->fragments.count;
    setter->natural = setter->shrink = setter->hang_left = setter->hang_right = 0;
    setter->ascent = setter->descent = 0;
    setter->hyphenated = false;
    paragraph->elastic.count = 0;
    for (size_t i = start.atom; i < item->atom; i++)
        set_atom(setter, &atoms[i], i == start.atom ? start.split : 0, 0);
    if (item->split > 0)
        set_atom(setter, &atoms[item->atom], item->atom == start.atom ? start.split : 0,
                 item->split);
    else if (setter->ascent == 0)
        add_height(setter, &atoms[item->atom]);
    bool ends_all = item->atom + 1 == paragraph->atoms.count && !setter->measure->goes_on;
    if (item->split == 0 && atoms[item->atom].kind != ATOM_WORD && !ends_all)
        set_spent_space(setter, &atoms[item->atom]);
    line.count = paragraph->fragments.count - setter->first;
    line.ascent = setter->ascent;
    line.descent = setter->descent;
    line.hyphenated = setter->hyphenated;
    place_fragments(setter, &line, indent);
    warn_overfull(setter, &line);
    *array_push(paragraph->arena, &paragraph->lines) = line;
    bool on_it = item->split > 0 || atoms[item->atom].kind == ATOM_WORD;
    return (struct start){item->atom + (on_it ? 0 : 1), item->split};
}

/* The lines, moved from the room that is used again into the job's arena. */
static struct lines keep_lines(struct job *job, const struct paragraph *paragraph)
{
    struct lines lines = {paragraph->lines.count, NULL};
    size_t count = paragraph->fragments.count;
    struct fragment *fragments = arena_array(&job->arena, count, sizeof *fragments);
    lines.items = arena_array(&job->arena, lines.count, sizeof *lines.items);
    if (count > 0)
        memcpy(fragments, paragraph->fragments.items, count * sizeof *fragments);
    for (size_t i = 0; i < lines.count; i++) {
        lines.items[i] = paragraph->lines.items[i];
        lines.items[i].fragments = fragments;
        fragments += lines.items[i].count;
    }
    return lines;
}

struct lines lines_break(struct job *job, struct fonts *fonts, const struct run *runs,
                         size_t count, const struct measure *measure)
{
    struct lines none = {0, NULL};
    struct paragraph *paragraph = fonts->paragraph;
    if (count == 0)
        return none;
    paragraph_collect(job, fonts, runs, count);
    choose_breaks(job, fonts, runs, measure);
    struct setter setter = {
        .job = job, .fonts = fonts, .paragraph = paragraph, .runs = runs, .measure = measure};
    struct start start = {0, 0};
    paragraph->fragments.count = 0;
    paragraph->lines.count = 0;
    for (size_t i = 0; i < paragraph->breaker.breaks.count; i++)
        start = set_line(&setter, start,
                         &paragraph->items.items[paragraph->breaker.breaks.items[i]]);
    return keep_lines(job, paragraph);
}

/* ---- other numbers of lines -------------------------------------------------------*/

struct lines_costs lines_demerits(struct job *job, struct fonts *fonts, const struct run *runs,
                                  size_t count, const struct measure *measure)
{
    struct lines_costs costs = {LINES_NEVER, LINES_NEVER, LINES_NEVER};
    if (count == 0)
        return costs;
    paragraph_collect(job, fonts, runs, count);
    if (!count_breaks(job, fonts, runs, measure))
        return costs;
    const struct breaker *breaker = &fonts->paragraph->breaker;
    int64_t best = breaker_least(breaker);
    int64_t *all[] = {&costs.fewer, &costs.same, &costs.more};
    for (size_t i = 0; i < 3; i++) {
        int64_t demerits = breaker_demerits(breaker, measure->lines + i - 1);
        *all[i] = demerits == BREAKER_NO_WAY ? LINES_NEVER : demerits - best;
    }
    return costs;
}

bool lines_says_once(enum diag_id id)
{
    return id == DIAG_GLYPH_MISSING || id == DIAG_CHARACTER_MUTE ||
           id == DIAG_SMALL_CAPS_MISSING || id == DIAG_HYPHENATION_MISSING ||
           id == DIAG_CHARACTER_TURNS || id == DIAG_FONT_MISSING || id == DIAG_FONT_BAD;
}

/* ---- extents ----------------------------------------------------------------------*/

struct extent lines_extent(struct job *job, struct fonts *fonts, const struct run *runs,
                           size_t count)
{
    struct extent extent = {0, 0};
    struct item_rules make = {.ragged = true};
    struct paragraph *paragraph = fonts->paragraph;
    if (count == 0)
        return extent;
    paragraph_collect(job, fonts, runs, count);
    paragraph_items(job, fonts, runs, &make);
    sp piece = 0; /* since the last place where a line may end */
    sp all = 0;   /* since the last forced break */
    for (size_t i = 0; i < paragraph->items.count; i++) {
        const struct breaker_item *item = &paragraph->items.items[i];
        if (item->kind != BREAKER_BOX && item->penalty < PENALTY_FIRM) {
            sp width = piece + item->before;
            extent.least = width > extent.least ? width : extent.least;
            piece = item->after;
        } else {
            piece += item->width;
        }
        all += item->width;
        extent.most = all > extent.most ? all : extent.most;
        if (item->penalty == BREAKER_ALWAYS)
            all = 0;
    }
    return extent;
}

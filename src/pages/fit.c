/*
 * Takes the same input as pages_build, gives pages that are no more than the layout allows.
 * The one idea: tightness is one number from 0 to STEPS along a path (spaces, then leading,
 * then type), so that the loosest setting which fits is found by halving; and every trial is
 * the whole layout, so that what is said to fit does.
 */
#include <stdlib.h>

#include "base/job.h"
#include "pages/pages.h"

/* Each of the three gives way in so many steps. */
#define STEPS_EACH 32
#define STEPS      (3 * STEPS_EACH)

/* The largest blocks that a message names. */
#define LARGEST_MOST 3

/* ---- trials -----------------------------------------------------------------------------*/

/* How far one of the three has given way after `step` steps of its own. */
static int share(int least, int step)
{
    int taken = step < 0 ? 0 : step > STEPS_EACH ? STEPS_EACH : step;
    return 1000 - (1000 - least) * taken / STEPS_EACH;
}

static struct tightness tightness_at(const struct fit *fit, int step)
{
    return (struct tightness){share(fit->tightest.spacing, step),
                              share(fit->tightest.leading, step - STEPS_EACH),
                              share(fit->tightest.size, step - 2 * STEPS_EACH)};
}

static size_t pages_allowed(const struct design *design)
{
    const struct print *print = &design->print;
    size_t side = print->imposition == IMPOSE_SINGLE ? 1 : (size_t)print->up;
    return design->fit.pages > 0 ? design->fit.pages : design->fit.sheets * 2 * side;
}

static const struct pages *build_at(struct job *job, const struct page_input *input, int step)
{
    design_tighten(input->design, tightness_at(&input->design->fit, step));
    return pages_build(job, input);
}

/* Whether all fits at `step`; a trial says nothing but what is said only once. */
static bool fits_at(struct job *job, const struct page_input *input, int step)
{
    struct diags before = job->diags;
    const struct pages *pages = build_at(job, input, step);
    bool fits = pages != NULL && pages->count <= pages_allowed(input->design);
    diag_retract(job, &before, lines_says_once);
    return fits;
}

/* ---- what is too much -------------------------------------------------------------------*/

/* How much of the pages a block takes. */
struct taken {
    uint32_t tag;
    uint32_t page; /* the last one it is on */
    sp top, bottom;
    sp height; /* on the pages before that */
};

static sp taken_height(const struct taken *taken)
{
    return taken->height + (taken->bottom - taken->top);
}

/* The block of a section that `tag` is part of. */
static uint32_t block_of(const struct pages *pages, uint32_t tag)
{
    while (tag != 0) {
        uint32_t parent = pages->tags[tag].parent;
        if (pages->tags[parent].role == TAG_SECT || pages->tags[parent].role == TAG_DOCUMENT)
            return tag;
        tag = parent;
    }
    return tag;
}

static void take(struct taken *taken, uint32_t page, sp top, sp bottom)
{
    if (taken->bottom == 0 || taken->page != page) {
        taken->height = taken_height(taken);
        taken->page = page;
        taken->top = top;
        taken->bottom = bottom;
    }
    taken->top = top < taken->top ? top : taken->top;
    taken->bottom = bottom > taken->bottom ? bottom : taken->bottom;
}

/* From where to where an item takes the page. Lines count from a leading above their baseline;
 * what lies across a page takes all of it. */
static void extent_of(const struct page *page, size_t at, struct design *design, sp extent[2])
{
    const struct item *item = &page->items[at];
    sp leading = design_style(design, NULL, "body")->leading;
    bool glyphs = item->kind == ITEM_GLYPHS;
    bool turned = page->view_count > 0 && at < page->views[0].count;
    extent[0] = turned ? design->margin_top : glyphs ? item->y - leading : item->y;
    extent[1] = turned   ? design->page_height - design->margin_bottom
                : glyphs ? item->y
                         : item->y + item->height;
}

/* What every block takes, by tag. */
static struct taken *measure_blocks(struct job *job, const struct pages *pages,
                                    struct design *design)
{
    struct taken *blocks = arena_array(&job->arena, pages->tag_count, sizeof *blocks);
    for (uint32_t i = 0; i < pages->tag_count; i++)
        blocks[i].tag = i;
    for (uint32_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->items[p].item_count; i++) {
            const struct item *item = &pages->items[p].items[i];
            if (item->tag == NO_TAG)
                continue;
            sp extent[2];
            extent_of(&pages->items[p], i, design, extent);
            take(&blocks[block_of(pages, item->tag)], p, extent[0], extent[1]);
        }
    return blocks;
}

static int by_height(const void *left, const void *right)
{
    const struct taken *a = left, *b = right;
    sp difference = taken_height(b) - taken_height(a);
    if (difference != 0)
        return difference > 0 ? 1 : -1;
    return (a->tag > b->tag) - (a->tag < b->tag);
}

static const char *block_name(enum tag_role role)
{
    if (role == TAG_TABLE)
        return "table";
    if (role == TAG_L)
        return "list";
    if (role == TAG_FIGURE)
        return "figure";
    if (role == TAG_ASIDE_BOX)
        return "box";
    if (role == TAG_TOC)
        return "contents list";
    return role == TAG_H ? "heading" : "text";
}

static void add_lines(struct buffer *out, sp height, sp leading)
{
    int64_t lines = (height + leading - 1) / leading;
    buffer_number(out, lines);
    buffer_string(out, lines == 1 ? " line" : " lines");
}

static void add_block(struct job *job, const struct pages *pages, const struct taken *taken,
                      sp leading, struct buffer *out)
{
    const struct tag *tag = &pages->tags[taken->tag];
    struct place place = source_place(job, tag->span);
    buffer_add(out, place.name);
    buffer_byte(out, ':');
    buffer_number(out, (int64_t)place.line);
    buffer_string(out, " (");
    buffer_string(out, block_name(tag->role));
    buffer_string(out, ", ");
    add_lines(out, taken_height(taken), leading);
    buffer_byte(out, ')');
}

/* "what would free most: a.md:12 (table, 14 lines), …" */
static struct text largest(struct job *job, const struct pages *pages, struct design *design)
{
    sp leading = design_style(design, NULL, "body")->leading;
    struct taken *blocks = measure_blocks(job, pages, design);
    qsort(blocks, pages->tag_count, sizeof *blocks, by_height);
    struct buffer out = buffer_new(&job->arena);
    size_t named = 0;
    for (size_t i = 0; i < pages->tag_count && named < LARGEST_MOST; i++) {
        if (pages->tags[blocks[i].tag].span.source == 0 || taken_height(&blocks[i]) == 0)
            continue;
        buffer_string(&out, named++ == 0 ? "what would free most: " : ", ");
        add_block(job, pages, &blocks[i], leading, &out);
    }
    return buffer_text(&out);
}

/* How high the text on the pages beyond the allowed ones is. */
static sp height_over(const struct pages *pages, struct design *design, size_t allowed)
{
    sp over = 0;
    for (size_t p = allowed; p < pages->count; p++) {
        sp bottom = design->margin_top;
        for (size_t i = 0; i < pages->items[p].item_count; i++) {
            const struct item *item = &pages->items[p].items[i];
            sp extent[2];
            extent_of(&pages->items[p], i, design, extent);
            if (item->tag != NO_TAG && extent[1] > bottom)
                bottom = extent[1];
        }
        over += bottom - design->margin_top;
    }
    return over;
}

/* ---- saying it --------------------------------------------------------------------------*/

static struct text target_text(struct job *job, const struct fit *fit)
{
    struct buffer out = buffer_new(&job->arena);
    size_t count = fit->pages > 0 ? fit->pages : fit->sheets;
    buffer_number(&out, (int64_t)count);
    buffer_string(&out, fit->pages > 0 ? " page" : " sheet");
    buffer_string(&out, count == 1 ? "" : "s");
    return buffer_text(&out);
}

static void report_over(struct job *job, struct design *design, const struct pages *pages)
{
    sp leading = design_style(design, NULL, "body")->leading;
    struct buffer over = buffer_new(&job->arena);
    add_lines(&over, height_over(pages, design, pages_allowed(design)), leading);
    diag(job, DIAG_FIT_OVER, design->fit.span, text_string(&job->arena, buffer_text(&over)),
         text_string(&job->arena, target_text(job, &design->fit)),
         text_string(&job->arena, largest(job, pages, design)), NULL);
}

static void add_share(struct buffer *out, const char *name, int share)
{
    if (share == 1000)
        return;
    buffer_string(out, out->length > 0 ? ", " : "");
    buffer_string(out, name);
    buffer_string(out, " at ");
    length_print(out, length_scale(share, SP_PT, 10), 1);
    buffer_string(out, " %");
}

static void report_found(struct job *job, const struct design *design, int step)
{
    struct tightness found = tightness_at(&design->fit, step);
    struct buffer out = buffer_new(&job->arena);
    add_share(&out, "space between blocks", found.spacing);
    add_share(&out, "leading", found.leading);
    add_share(&out, "type", found.size);
    if (out.length == 0)
        buffer_string(&out, "nothing set tighter");
    diag(job, DIAG_FIT_FOUND, design->fit.span,
         text_string(&job->arena, target_text(job, &design->fit)),
         text_string(&job->arena, buffer_text(&out)), NULL);
}

/* ---- the search -------------------------------------------------------------------------*/

/* The loosest step that fits, given that STEPS does and 0 does not. */
static int loosest(struct job *job, const struct page_input *input)
{
    int over = 0, fits = STEPS;
    while (fits - over > 1) {
        int middle = (over + fits) / 2;
        if (fits_at(job, input, middle))
            fits = middle;
        else
            over = middle;
    }
    return fits;
}

const struct pages *pages_fit(struct job *job, const struct page_input *input)
{
    struct design *design = input->design;
    struct diags before = job->diags;
    const struct pages *pages = pages_build(job, input);
    size_t allowed = pages_allowed(design);
    int step = 0;
    if (allowed > 0 && pages != NULL && pages->count > allowed) {
        diag_retract(job, &before, lines_says_once);
        step = fits_at(job, input, STEPS) ? loosest(job, input) : STEPS;
        pages = build_at(job, input, step);
    }
    if (allowed == 0 || pages == NULL)
        return pages;
    if (pages->count <= allowed)
        report_found(job, design, step);
    else
        report_over(job, design, pages);
    return pages;
}

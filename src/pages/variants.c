/* Takes the flow, gives what its paragraphs cost otherwise; and the flow changed by the pages
 * that were chosen. See variants.h. */
#include "pages/variants.h"

#include "pages/aside.h"

/* A variant costs as much as an empty line at a page's foot, and what its lines lose: a line
 * whose spaces go to the end of their stretch gives some 12,000 demerits. */
#define COST_VARIANT      10
#define DEMERITS_TO_COST  800
#define COST_VARIANT_MOST 400

/* ---- finding
 * ----------------------------------------------------------------------------------*/

static int variant_cost(int64_t demerits)
{
    if (demerits == LINES_NEVER || demerits / DEMERITS_TO_COST > COST_VARIANT_MOST)
        return VARIANT_NONE;
    return COST_VARIANT + (int)(demerits > 0 ? demerits / DEMERITS_TO_COST : 0);
}

/* Whether the pieces from `at` on are the lines of one paragraph that may vary. */
static bool may_vary(const struct composition *c, const struct flow *flow, size_t at)
{
    const struct piece *piece = &flow->pieces.items[at];
    if (piece->kind != PIECE_LINE || piece->line != 0)
        return false;
    const struct paragraph *paragraph = piece->of.paragraph;
    const struct style *style = paragraph->style;
    size_t lines = paragraph->lines.count;
    sp grid = c->b->design->grid;
    if (lines < 2 || style->keep_with_next || style->looseness != 0 ||
        (grid > 0 && style->leading % grid != 0) || at + lines > flow->pieces.count)
        return false;
    for (size_t i = at; i < at + lines; i++)
        if (flow->pieces.items[i].critical != 0) /* by its lines as they are */
            return false;
    const struct piece *last = &flow->pieces.items[at + lines - 1];
    return last->kind == PIECE_LINE && last->of.paragraph == paragraph &&
           last->line + 1 == lines;
}

/* A paragraph without hyphens shall not get any. */
static bool hyphenated(const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->lines.count; i++)
        if (paragraph->lines.items[i].hyphenated)
            return true;
    return false;
}

/* Whether the last line is so short, or so long, that the others are likely to take it in, or
 * to push a word beyond it; they do so by a few hundredths of the measure each. It is asked
 * first since breaking all paragraphs anew would take as long as breaking them did. */
#define TAKEN_IN   5 /* hundredths */
#define PUSHED_OUT 6

static bool likely(const struct paragraph *paragraph)
{
    sp others = (sp)paragraph->lines.count - 1;
    sp last = paragraph->lines.items[paragraph->lines.count - 1].width;
    sp width = paragraph->measure.width;
    return last * 100 <= others * TAKEN_IN * width ||
           (width - last) * 100 <= others * PUSHED_OUT * width;
}

void variants_find(struct composition *c, struct flow *flow)
{
    struct builder *b = c->b;
    ARRAY(struct variant) found = {0};
    for (size_t i = 0; i < flow->pieces.count; i++) {
        if (!may_vary(c, flow, i))
            continue;
        const struct paragraph *paragraph = flow->pieces.items[i].of.paragraph;
        struct measure measure = paragraph->measure;
        measure.lines = paragraph->lines.count;
        measure.hyphenate = measure.hyphenate && hyphenated(paragraph);
        if (!likely(paragraph))
            continue;
        struct lines_costs costs =
            lines_demerits(b->job, b->fonts, paragraph->runs, paragraph->count, &measure);
        struct variant variant = {.first = i,
                                  .leading = paragraph->style->leading,
                                  .shorter = variant_cost(costs.fewer),
                                  .longer = variant_cost(costs.more)};
        if (variant.shorter == VARIANT_NONE && variant.longer == VARIANT_NONE)
            continue;
        *array_push(b->arena, &found) = variant;
        flow->pieces.items[i + measure.lines - 1].variant = (uint32_t)found.count;
    }
    c->variants = found.items;
}

/* ---- applying
 * ---------------------------------------------------------------------------------*/

/* The paragraph at piece `first` with `change` lines more. */
static struct paragraph *other_paragraph(struct builder *b, const struct flow *flow,
                                         size_t first, int change)
{
    const struct paragraph *old = flow->pieces.items[first].of.paragraph;
    struct paragraph *paragraph = arena_alloc(b->arena, sizeof *paragraph);
    *paragraph = *old;
    struct measure measure = old->measure;
    measure.lines = old->lines.count + (size_t)(change + 1) - 1;
    measure.hyphenate = measure.hyphenate && hyphenated(old);
    paragraph_measure(b, paragraph, &measure);
    return paragraph;
}

/* Adds the lines of `paragraph` in place of those from piece `first` on. */
static void add_lines(struct builder *b, const struct flow *flow, size_t first,
                      const struct paragraph *paragraph, struct flow *out)
{
    const struct piece *old = &flow->pieces.items[first];
    size_t before = old->of.paragraph->lines.count;
    uint32_t mentions = first > 0 ? flow->pieces.items[first - 1].mention_end : 0;
    for (size_t i = 0; i < paragraph->lines.count; i++) {
        struct piece *piece = array_push(b->arena, &out->pieces);
        bool last = i + 1 == paragraph->lines.count;
        *piece = last ? old[before - 1] : old[i < before ? i : before - 1];
        if (i == 0)
            *piece = *old;
        mentions = line_mentions(paragraph, &paragraph->lines.items[i], mentions);
        piece->of.paragraph = paragraph;
        piece->line = (uint32_t)i;
        piece->variant = 0;
        piece->mention_end = last ? old[before - 1].mention_end : mentions;
    }
    if (paragraph->lines.count > 0)
        asides_move(b, old, &out->pieces.items[out->pieces.count - paragraph->lines.count],
                    paragraph);
}

/* What the plan asks of the variant that starts at piece `at`: lines more, or 0. */
static int change_at(const struct composition *c, const struct page_plan *plan, size_t at)
{
    int used = plan->change < 0 ? -plan->change : plan->change;
    for (int i = 0; i < used; i++)
        if (c->variants[plan->varied[i] - 1].first == at)
            return plan->change < 0 ? -1 : 1;
    return 0;
}

/* Moves the pieces of one page to `out`. */
static void move_page(const struct composition *c, const struct flow *flow,
                      struct page_plan *plan, struct flow *out)
{
    struct builder *b = c->b;
    size_t start = out->pieces.count;
    for (size_t i = plan->from.piece; i < plan->to.piece; i++) {
        int change = change_at(c, plan, i);
        if (change == 0) {
            *array_push(b->arena, &out->pieces) = flow->pieces.items[i];
            continue;
        }
        struct paragraph *paragraph = other_paragraph(b, flow, i, change);
        add_lines(b, flow, i, paragraph, out);
        i += flow->pieces.items[i].of.paragraph->lines.count - 1;
    }
    plan->from.piece = start;
    plan->to.piece = out->pieces.count;
}

void variants_apply(const struct composition *c, struct flow *flow, struct plans *plans)
{
    bool any = false;
    struct flow out = {0};
    for (size_t i = 0; i < plans->list.count; i++)
        any = any || plans->list.items[i].change != 0;
    if (!any)
        return;
    for (size_t i = 0; i < plans->list.count; i++)
        move_page(c, flow, &plans->list.items[i], &out);
    flow->pieces.items = out.pieces.items;
    flow->pieces.count = out.pieces.count;
    flow->pieces.room = out.pieces.room;
}

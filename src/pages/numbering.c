/* Line numbers, from what stands on the page; see numbering.h. */
#include "pages/numbering.h"

#include <stdlib.h>

static int by_value(const void *left, const void *right)
{
    const sp *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The baselines of what is read aloud of the items from `first` on, in order; how many in
 * `*count`. */
static sp *baselines(struct painter *painter, size_t first, size_t *count)
{
    sp *lines = arena_array(painter->b->arena, painter->items.count, sizeof *lines);
    *count = 0;
    for (size_t i = first; i < painter->items.count; i++) {
        const struct item *item = &painter->items.items[i];
        if (item->kind == ITEM_GLYPHS && item->tag != NO_TAG)
            lines[(*count)++] = item->y;
    }
    if (*count > 0)
        qsort(lines, *count, sizeof *lines, by_value);
    return lines;
}

static void report_narrow(struct painter *painter, const struct column_band *band, sp needed)
{
    struct builder *b = painter->b;
    struct buffer points = buffer_new(b->arena);
    if (painter->line_narrow)
        return;
    painter->line_narrow = true;
    length_print(&points, needed, 1);
    struct span at = design_place(b->design, b->body, "column-gap");
    if (at.source == 0)
        at = design_place(b->design, b->body, "columns");
    if (band == NULL)
        at = b->design->span;
    diag(b->job, DIAG_NUMBERS_NARROW, at,
         band != NULL ? "between columns need a gap" : "beside the text need a margin",
         text_string(b->arena, buffer_text(&points)),
         band != NULL ? "widen column-gap" : "widen it, or leave line-numbers away", NULL);
}

/* Where a number may stand left of the text. */
struct gutter {
    sp room;
    sp left, right; /* what stays free of it beside the number */
};

/* Between columns it is what is right of the line in their middle. */
static struct gutter gutter_of(const struct painter *painter, const struct style *style,
                               const struct column_band *band)
{
    if (band == NULL)
        return (struct gutter){painter->left, 0, style->size};
    if (band->rule.width <= 0)
        return (struct gutter){band->gap, style->size / 2, style->size};
    return (struct gutter){(band->gap - band->rule.width) / 2, style->size / 4,
                           style->size / 2};
}

/* The number as an artifact, with its last digit a little before the text. */
static void paint_number(struct painter *painter, const struct style *style,
                         const struct column_band *band, sp y)
{
    struct builder *b = painter->b;
    size_t number = painter->line_count;
    struct paragraph *paragraph =
        paragraph_text(b, style, NO_TAG, text_decimal(b->arena, (int64_t)number));
    paragraph_line(b, paragraph);
    if (paragraph->lines.count == 0)
        return;
    struct gutter gutter = gutter_of(painter, style, band);
    sp width = paragraph->lines.items[0].width;
    sp missing = width + gutter.left + gutter.right - gutter.room;
    if (missing > 0) {
        bool halved = band != NULL && band->rule.width > 0;
        sp wider = number < 10 ? 2 * width : number < 100 ? width / 2 : 0; /* of three digits */
        report_narrow(painter, band,
                      (band != NULL ? band->gap : gutter.room) +
                          (halved ? 2 : 1) * (missing + wider));
        gutter.right = missing < gutter.right ? gutter.right - missing : 0;
    }
    paint_line(painter, paragraph, 0, painter->left - gutter.right - width, y);
}

void numbering_paint(struct painter *painter, size_t first, const struct column_band *band)
{
    size_t step = (size_t)painter->b->design->line_numbers;
    if (step == 0)
        return;
    const struct style *style = role_style(painter->b, painter->b->body, "line-number");
    size_t count;
    sp *lines = baselines(painter, first, &count);
    sp near = painter->b->body->size / 2;
    sp last = -near;
    for (size_t i = 0; i < count; i++) {
        if (lines[i] - last < near)
            continue;
        last = lines[i];
        if (++painter->line_count % step == 0)
            paint_number(painter, style, band, last);
    }
}

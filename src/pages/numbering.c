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

static void report_narrow(struct painter *painter, sp needed)
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
    diag(b->job, DIAG_NUMBERS_NARROW, at, text_string(b->arena, buffer_text(&points)), NULL);
}

/* The number as an artifact, with its last digit a little before the text. */
static void paint_number(struct painter *painter, const struct style *style, sp room, sp y)
{
    struct builder *b = painter->b;
    size_t number = painter->line_count;
    struct paragraph *paragraph =
        paragraph_text(b, style, NO_TAG, text_decimal(b->arena, (int64_t)number));
    paragraph_line(b, paragraph);
    if (paragraph->lines.count == 0)
        return;
    sp width = paragraph->lines.items[0].width;
    if (room > 0 && width + style->size * 3 / 2 > room)
        report_narrow(painter, width + style->size * 3 / 2);
    sp x = painter->left - style->size - width;
    if (room > 0 && x < painter->left - room + style->size / 2)
        x = painter->left - room + style->size / 2;
    paint_line(painter, paragraph, 0, x > 0 ? x : 0, y);
}

void numbering_paint(struct painter *painter, size_t first, sp room)
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
            paint_number(painter, style, room, last);
    }
}

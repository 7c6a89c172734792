/* Takes what styles say of columns, gives frames and stretches of the flow; see bands.h. */
#include "pages/bands.h"

#define EM_LEAST 5 /* width of the narrowest column, in ems */

/* ---- frames
 * -----------------------------------------------------------------------------------*/

/* Whether the frame is the text area's, or all of a column's, and no block is around. */
static bool is_open(const struct frame *frame)
{
    return frame->container == 0 && !frame->own && !frame->beside && !frame->off_grid &&
           !frame->b->in_note;
}

static struct column_band band_of(const struct frame *frame, const struct style *style)
{
    struct column_band band = {.columns = (uint32_t)style->columns,
                               .gap =
                                   style->column_gap > 0 ? style->column_gap : 2 * style->size,
                               .left = frame->left,
                               .width = frame->width,
                               .rule = style->column_rule};
    sp gaps = band.gap * (sp)(band.columns - 1);
    band.column = (frame->width - gaps) / (sp)band.columns;
    return band;
}

static bool same_band(const struct column_band *a, const struct column_band *b)
{
    return a->columns == b->columns && a->gap == b->gap && a->left == b->left &&
           a->width == b->width && a->rule.width == b->rule.width &&
           a->rule.colour == b->rule.colour && a->rule.kind == b->rule.kind;
}

static void report_narrow(struct builder *b, const struct style *style, sp width)
{
    struct buffer points = buffer_new(b->arena);
    length_print(&points, width > 0 ? width : 0, 1);
    diag(b->job, DIAG_COLUMNS_NARROW, design_place(b->design, style, "columns"),
         text_string(b->arena, text_decimal(b->arena, style->columns)),
         text_string(b->arena, buffer_text(&points)), NULL);
}

struct frame band_frame(const struct frame *frame, const struct style *style)
{
    struct flow *flow = frame->flow;
    if (style->columns < 2 || frame->columns != 0 || !is_open(frame))
        return *frame;
    struct frame inner = frame_inside(frame, style);
    struct column_band band = band_of(&inner, style);
    if (band.column < EM_LEAST * style->size) {
        report_narrow(frame->b, style, band.column);
        return *frame;
    }
    size_t number = 0;
    while (number < flow->bands.count && !same_band(&flow->bands.items[number], &band))
        number++;
    if (number == flow->bands.count)
        *array_push(frame->b->arena, &flow->bands) = band;
    inner.columns = (uint32_t)number + 1;
    inner.width = band.column;
    return inner;
}

struct frame band_across(const struct frame *frame)
{
    if (frame->columns == 0)
        return *frame;
    const struct column_band *band = &frame->flow->bands.items[frame->columns - 1];
    struct frame outer = *frame;
    outer.columns = 0;
    outer.left = band->left;
    outer.width = band->width;
    return outer;
}

struct frame band_spanned(const struct frame *frame, const struct style *style)
{
    bool across = frame->columns != 0 && style->span == SPAN_ALL && is_open(frame);
    return across ? band_across(frame) : *frame;
}

/* The role of a block that may go across columns; NULL for what is never among them. */
static const char *role_of(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        return heading_role(block->level);
    case BLOCK_PARAGRAPH:
        return "paragraph";
    case BLOCK_LIST:
        return "list";
    case BLOCK_TERMS:
        return "terms";
    case BLOCK_TABLE:
        return "table";
    case BLOCK_FIGURE:
        return "figure";
    case BLOCK_QUOTE:
        return "quote";
    case BLOCK_CODE:
        return "code-block";
    case BLOCK_RULE:
        return "rule";
    case BLOCK_BOX:
    case BLOCK_ENTRY:
    case BLOCK_ITEM:
    case BLOCK_TERM:
    case BLOCK_DEFINITION:
        break;
    }
    return NULL;
}

struct frame band_block(const struct frame *frame, const struct block *block)
{
    if (frame->columns == 0)
        return *frame;
    const char *role = role_of(block);
    if (block->kind == BLOCK_BOX)
        return band_spanned(frame, box_style(frame, block->role));
    return role != NULL ? band_spanned(frame, block_style(frame, role)) : *frame;
}

/* ---- stretches
 * ----------------------------------------------------------------------------------*/

const struct column_band *band_at(const struct flow *flow, size_t at)
{
    if (at >= flow->pieces.count || flow->pieces.items[at].band == 0)
        return NULL;
    return &flow->bands.items[flow->pieces.items[at].band - 1];
}

uint32_t band_columns(const struct flow *flow, size_t at)
{
    const struct column_band *band = band_at(flow, at);
    return band != NULL ? band->columns : 1;
}

size_t band_end(const struct composition *c, size_t at)
{
    size_t count = c->flow->pieces.count;
    return c->ends != NULL && at < count ? c->ends[at] : count;
}

sp band_offset(const struct flow *flow, struct cursor at)
{
    const struct column_band *band = band_at(flow, at.piece);
    return band != NULL ? (band->column + band->gap) * (sp)at.column : 0;
}

sp band_grid(const struct composition *c, sp y)
{
    sp grid = c->b->design->grid;
    return grid > 0 ? (y + grid - 1) / grid * grid : y;
}

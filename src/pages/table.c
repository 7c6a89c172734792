/*
 * Takes a table, gives a container of rows.
 * The one idea: cells become paragraphs once; their needs decide the columns, the columns break
 * them, and a row is as high as its highest cell. A row is one piece, so no page cuts it.
 */
#include "pages/table.h"

#include "pages/note.h"

/* A table of no more rows is hardly ever parted. */
#define ROWS_WHOLE 8

/* "Table 2" in its own style and the caption, above the table. */
static void flow_caption(struct tabulation *t, const struct block *block)
{
    struct builder *b = t->b;
    if (block->ordinal.length == 0 && block->inlines.count == 0)
        return;
    const struct style *style = role_style(b, t->style, "table.caption");
    uint32_t tag = tag_new(b, TAG_CAPTION, t->tag, block->span);
    struct frame inner = *t->around; /* with its element: a table holds no notes */
    struct runs runs = runs_new(b);
    caption_runs(&runs, voice_of(b, style, tag), "table.number", block);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    size_t first = inner.flow->pieces.count;
    flow_set(&inner, paragraph, 0);
    flow_together(&inner, first, block->span);
    flow_keep(inner.flow, KEEP_NEXT);
    t->caption = flow_height(inner.flow, first) + inner.flow->space;
}

/* The notes of the cells that stand under the table, from number `from` on, and what a line
 * "Note: …" said. */
static void flow_notes(struct tabulation *t, const struct block *block, size_t from)
{
    const struct style *style = role_style(t->b, t->style, "table.note");
    struct frame inner = *t->around;
    inner.indent = false;
    struct frame below = frame_inside(&inner, style);
    below.style = style;
    if (from < t->b->below.count)
        flow_space(inner.flow, style->space_before);
    note_flow_below(&below, from);
    for (size_t i = 0; i < block->children.count; i++) {
        flow_keep(inner.flow, KEEP_NEXT);
        flow_paragraph(&inner, block->children.items[i].inlines, style, TAG_P);
    }
}

static void set_styles(struct tabulation *t)
{
    struct builder *b = t->b;
    t->head = role_style(b, t->style, "table.head");
    t->group = role_style(b, t->style, "table.group");
    t->stack = role_style(b, t->style, "table.stack");
    for (int even = 0; even < 2; even++) {
        struct situation situation = {.even = even == 1};
        t->cell[even] = design_style_at(b->design, t->style, "table.cell", &situation);
        t->row_header[even] =
            design_style_at(b->design, t->style, "table.row-header", &situation);
    }
}

void table_flow(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    const struct table *table = block->table;
    if (table == NULL || table->column_count == 0)
        return;
    const struct style *style = block_style(frame, "table");
    struct frame inner = frame_inside(frame, style);
    struct tabulation t = {
        .around = frame, .frame = &inner, .b = b, .table = table, .style = style};
    set_styles(&t);
    t.columns = table->column_count;
    t.heads = table->head_rows;
    t.rows = t.heads + table->row_count;
    t.tag = tag_new(b, TAG_TABLE, frame->tag, block->span);
    uint32_t place = caption_place(b, block);
    if (place != PLACE_NONE) {
        place_define(b, place, t.tag);
        frame->flow->place = place + 1;
    }
    flow_space(frame->flow, t.style->space_before);
    size_t first = frame->flow->pieces.count;
    bool below = role_style(b, style, "table.caption")->caption_side == CAPTION_BELOW;
    if (!below)
        flow_caption(&t, block);
    t.stacked = stack_wanted(&t);
    size_t notes = b->below.count;
    b->notes_below = style->notes_below;
    cells_make(&t, block->span);
    b->notes_below = false;
    if (t.stacked) {
        stack_flow(&t, block->span);
    } else {
        widths_fit(&t, block->span);
        rows_flow(&t);
    }
    if (below) {
        flow_keep(frame->flow, KEEP_NEXT);
        flow_caption(&t, block);
    }
    note_flush(frame);
    frame->flow->pieces.items[frame->flow->pieces.count - 1].mention_end =
        (uint32_t)b->mentions.count;
    flow_notes(&t, block, notes);
    if (t.style->keep_together)
        flow_together(frame, first, block->span);
    else if ((table->row_count <= ROWS_WHOLE && !t.stacked) ||
             flow_height(frame->flow, first) < b->height / 4)
        flow_within(frame->flow, first, KEEP_SMALL);
    else if (flow_height(frame->flow, first) <= b->height)
        flow_within(frame->flow, first, KEEP_TABLE);
    flow_space(frame->flow, t.style->space_after);
}

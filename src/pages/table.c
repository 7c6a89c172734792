/*
 * Takes a table, gives a container of rows.
 * The one idea: cells become paragraphs once; their needs decide the columns, the columns break
 * them, and a row is as high as its highest cell. A row is one piece, so no page cuts it.
 */
#include "pages/columns.h"
#include "pages/critical.h"
#include "pages/decimal.h"
#include "pages/note.h"

/* A table while it is set. */
struct tabulation {
    const struct frame *around; /* of the caption */
    const struct frame *frame;  /* the same inside the table's margins */
    struct builder *b;
    const struct table *table;
    const struct style *style, *head, *cell, *row_header;
    uint32_t tag;
    size_t columns, rows;     /* rows without the head */
    struct paragraph **cells; /* head first: (rows + 1) × columns */
    sp *widths;               /* of columns, padding included */
    sp *lefts;                /* of columns, from the table's left edge */
    sp width;
    sp caption; /* its height with its spaces: the first row shares a page with it */
    bool wide;  /* reported as too wide: its lines need not be */
};

static const struct style *cell_style(const struct tabulation *t, size_t row, size_t column)
{
    if (row == 0)
        return t->head;
    return column == 0 && t->table->header_column ? t->row_header : t->cell;
}

/* Text starts at the table's very edges, so that rules and text line up. */
static sp pad_left(const struct tabulation *t, size_t column)
{
    return column == 0 ? 0 : t->cell->padding[SIDE_LEFT];
}

static sp pad_right(const struct tabulation *t, size_t column)
{
    return column + 1 == t->columns ? 0 : t->cell->padding[SIDE_RIGHT];
}

/* ---- cells and their elements
 * -----------------------------------------------------------------*/

static void make_cell(struct tabulation *t, size_t row, size_t column, uint32_t parent)
{
    struct builder *b = t->b;
    size_t at = row == 0 ? column : (row - 1) * t->columns + column;
    const struct cell *cell = row == 0 ? &t->table->head[at] : &t->table->cells[at];
    bool heads = row == 0 || (column == 0 && t->table->header_column);
    uint32_t tag = tag_new(b, heads ? TAG_TH : TAG_TD, parent, cell->span);
    if (heads)
        tag_at(b, tag)->scope = row == 0 ? SCOPE_COLUMN : SCOPE_ROW;
    const struct style *style = cell_style(t, row, column);
    struct runs runs = runs_new(b);
    runs_add(&runs, voice_of(b, style, tag), cell->inlines);
    t->cells[row * t->columns + column] = paragraph_of(&runs, style, tag);
}

static void make_row(struct tabulation *t, size_t row, uint32_t parent)
{
    struct span span =
        row == 0 ? t->table->head[0].span : t->table->cells[(row - 1) * t->columns].span;
    uint32_t tag = tag_new(t->b, TAG_TR, parent, span);
    for (size_t i = 0; i < t->columns; i++)
        make_cell(t, row, i, tag);
}

static void make_cells(struct tabulation *t, struct span span)
{
    t->cells = arena_array(t->b->arena, (t->rows + 1) * t->columns, sizeof(struct paragraph *));
    make_row(t, 0, tag_new(t->b, TAG_THEAD, t->tag, span));
    uint32_t body = t->rows > 0 ? tag_new(t->b, TAG_TBODY, t->tag, span) : NO_TAG;
    for (size_t row = 1; row <= t->rows; row++)
        make_row(t, row, body);
}

/* ---- columns
 * ----------------------------------------------------------------------------------*/

static void need_cell(const struct tabulation *t, size_t at, struct column_need *needs,
                      sp *width)
{
    const struct paragraph *cell = t->cells[at];
    size_t column = at % t->columns;
    struct extent extent = {0, 0};
    if (cell->count > 0)
        extent = lines_extent(t->b->job, t->b->fonts, cell->runs, cell->count);
    sp padding = pad_left(t, column) + pad_right(t, column);
    struct column_need *need = &needs[column];
    /* one unit more, so that rounding never breaks a line that fits exactly */
    *width = extent.most + padding + 1;
    need->least = extent.least + padding > need->least ? extent.least + padding : need->least;
    need->most = *width > need->most ? *width : need->most;
    need->share = t->table->columns[column].share;
}

static void report_wide(const struct tabulation *t, sp excess, struct span span)
{
    struct buffer amount = buffer_new(t->b->arena);
    length_print(&amount, excess, 1);
    diag(t->b->job, DIAG_TABLE_WIDE, span, text_string(t->b->arena, buffer_text(&amount)),
         NULL);
}

/* A column of numbers is as wide as they are on their points, and does not wrap. */
static void need_decimals(const struct tabulation *t, struct column_need *needs)
{
    struct decimal_cells cells = {t->table, t->cells, t->rows, t->columns, NULL};
    for (size_t i = 0; i < t->columns; i++) {
        if (t->table->columns[i].align != COLUMN_DECIMAL)
            continue;
        for (size_t row = 1; row <= t->rows; row++)
            paragraph_line(t->b, t->cells[row * t->columns + i]);
        sp width = decimal_width(t->b, &cells, i) + pad_left(t, i) + pad_right(t, i);
        needs[i].most = width > needs[i].most ? width : needs[i].most;
        needs[i].least = width > needs[i].least ? width : needs[i].least;
    }
}

static void fit_columns(struct tabulation *t, struct span span)
{
    struct arena *arena = t->b->arena;
    struct column_need *needs = arena_array(arena, t->columns, sizeof *needs);
    size_t count = (t->rows + 1) * t->columns;
    sp *widths = arena_array(arena, count, sizeof *widths);
    for (size_t i = 0; i < count; i++)
        need_cell(t, i, needs, &widths[i]);
    for (size_t i = 0; i < t->columns; i++) /* a word may be longer than its only line */
        needs[i].most = needs[i].most < needs[i].least ? needs[i].least : needs[i].most;
    need_decimals(t, needs);
    struct column_cells cells = {t->rows + 1, widths};
    t->widths = arena_array(arena, t->columns, sizeof *t->widths);
    t->lefts = arena_array(arena, t->columns, sizeof *t->lefts);
    sp excess = columns_fit(needs, t->columns, &cells, t->frame->width, t->widths);
    t->wide = excess > 0;
    if (t->wide)
        report_wide(t, excess, span);
    for (size_t i = 0; i < t->columns; i++) {
        t->lefts[i] = t->width;
        t->width += t->widths[i];
    }
}

static enum alignment column_alignment(const struct tabulation *t, size_t row, size_t column)
{
    switch (t->table->columns[column].align) {
    case COLUMN_CENTRE:
        return ALIGN_CENTRE;
    case COLUMN_RIGHT:
        return ALIGN_RIGHT;
    case COLUMN_DECIMAL:
        return row == 0 ? ALIGN_CENTRE : ALIGN_LEFT;
    case COLUMN_LEFT:
        break;
    }
    return ALIGN_LEFT;
}

static void break_cells(struct tabulation *t)
{
    for (size_t row = 0; row <= t->rows; row++)
        for (size_t i = 0; i < t->columns; i++) {
            sp width = t->widths[i] - pad_left(t, i) - pad_right(t, i);
            struct measure measure = {.width = width > 0 ? width : 1,
                                      .align = column_alignment(t, row, i),
                                      .hyphenate = cell_style(t, row, i)->hyphenate,
                                      .quiet = t->wide};
            paragraph_measure(t->b, t->cells[row * t->columns + i], &measure);
        }
}

/* ---- rows
 * -------------------------------------------------------------------------------------*/

/* The height of `row` when each of its cells shows the lines it has in `cells`. */
static sp row_height(const struct row *row)
{
    sp height = 0;
    for (size_t i = 0; i < row->count; i++) {
        size_t lines = row->cells[i].end - row->cells[i].first;
        const struct style *style = row->cells[i].paragraph->style;
        sp own = (sp)(lines > 0 ? lines : 1) * style->leading;
        height = own > height ? own : height;
    }
    const struct style *style = row->style;
    return height + style->padding[SIDE_TOP] + style->padding[SIDE_BOTTOM] +
           style->border[SIDE_TOP].width + style->border[SIDE_BOTTOM].width;
}

/* Row number `number` with `most` lines of each cell from line `first` on. */
static struct row *make_piece(struct tabulation *t, size_t number, size_t first, size_t most)
{
    struct row *row = arena_alloc(t->b->arena, sizeof *row);
    row->count = t->columns;
    row->cells = arena_array(t->b->arena, t->columns, sizeof *row->cells);
    row->style = number == 0 ? t->head : t->cell;
    row->x = t->frame->left;
    row->width = t->width;
    for (size_t i = 0; i < t->columns; i++) {
        struct cell_lines *cell = &row->cells[i];
        cell->paragraph = t->cells[number * t->columns + i];
        size_t count = cell->paragraph->lines.count;
        cell->first = first < count ? first : count;
        cell->end = count - cell->first > most ? cell->first + most : count;
        cell->x = t->lefts[i] + pad_left(t, i);
        cell->y = row->style->padding[SIDE_TOP] + row->style->border[SIDE_TOP].width;
    }
    row->height = row_height(row);
    return row;
}

static size_t most_lines(const struct tabulation *t, size_t number)
{
    size_t most = 0;
    for (size_t i = 0; i < t->columns; i++) {
        size_t count = t->cells[number * t->columns + i]->lines.count;
        most = count > most ? count : most;
    }
    return most;
}

/* The notes mentioned up to the end of a row, given those before it. */
static uint32_t row_mentions(const struct row *row, uint32_t before)
{
    for (size_t i = 0; i < row->count; i++)
        for (size_t k = 0; k < row->cells[i].paragraph->count; k++)
            if (row->cells[i].paragraph->runs[k].note > before)
                before = row->cells[i].paragraph->runs[k].note;
    return before;
}

/* A table of no more rows is hardly ever parted. */
#define ROWS_WHOLE 8

static void push_row(const struct frame *frame, const struct row *row, enum keep before)
{
    struct piece *piece = flow_push(frame, PIECE_ROW, row->height, before);
    piece->of.row = row;
    piece->mention_end = row_mentions(row, piece->mention_end);
}

/* What a break before body row `number` (1 …) does: not after the first or before the last,
 * and rather not with fewer than three rows on a side. */
static enum keep row_keep(const struct tabulation *t, size_t number)
{
    if (number == 1)
        return KEEP_NEXT;
    if (number == 2 || number == t->rows)
        return KEEP_ROW_EDGE;
    return number == 3 || number + 1 == t->rows ? KEEP_ROW_NEAR : KEEP_ROW;
}

static bool any_run(const struct paragraph *paragraph, bool test(struct text text))
{
    for (size_t i = 0; i < paragraph->count; i++)
        if (test(paragraph->runs[i].text))
            return true;
    return false;
}

static bool has_number(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text_digit(text.bytes[i]))
            return true;
    return false;
}

/* Whether a cell of the row states a dose, by itself or under a head that names the unit. */
static bool states_dose(const struct tabulation *t, size_t number)
{
    for (size_t i = 0; i < t->columns; i++) {
        const struct paragraph *cell = t->cells[number * t->columns + i];
        if (any_run(cell, critical_dose) ||
            (any_run(t->cells[i], critical_unit) && any_run(cell, has_number)))
            return true;
    }
    return false;
}

/* A row higher than a page is cut between lines, as there is no other way. */
static void flow_row(struct tabulation *t, const struct frame *frame, size_t number, sp room)
{
    size_t lines = most_lines(t, number);
    struct row *row = make_piece(t, number, 0, lines);
    if (row->height <= room || lines < 2) {
        push_row(frame, row, row_keep(t, number));
        return;
    }
    bool dose = states_dose(t, number);
    size_t at = frame->flow->pieces.count;
    if (!dose)
        diag(t->b->job, DIAG_ROW_TALL, t->cells[number * t->columns]->span, NULL);
    sp leading = t->cell->leading > 0 ? t->cell->leading : 1;
    sp inner = room - (row->height - (sp)lines * leading);
    size_t next = 0;
    for (size_t first = 0; first < lines; first = next) {
        sp left = first == 0 && number == 1 ? inner - t->caption : inner;
        next = first + (left > leading ? (size_t)(left / leading) : 1);
        push_row(frame, make_piece(t, number, first, next - first),
                 first == 0 ? row_keep(t, number) : KEEP_ROW);
    }
    if (dose)
        flow_critical(frame, at, t->cells[number * t->columns]->span, "this row with a dose");
}

static void flow_rows(struct tabulation *t)
{
    const struct frame *frame = t->frame;
    struct builder *b = t->b;
    struct row **head = arena_alloc(b->arena, sizeof *head);
    head[0] = make_piece(t, 0, 0, most_lines(t, 0));
    struct container container = {
        .kind = CONTAINER_TABLE,
        .style = t->style,
        .x = frame->left,
        .width = t->width,
        .open = t->style->border[SIDE_TOP].width,
        .close = t->style->border[SIDE_BOTTOM].width,
        .again = t->style->border[SIDE_TOP].width + head[0]->height,
        .head = head,
        .head_count = 1,
    };
    uint32_t number = flow_open(frame, container);
    struct frame inner = *frame;
    inner.container = number + 1;
    push_row(&inner, head[0], KEEP_EDGE);
    sp room = b->height - container.again - container.close;
    for (size_t row = 1; row <= t->rows; row++)
        flow_row(t, &inner, row, room);
    flow_close(frame, number);
}

/* ---- the whole
 * --------------------------------------------------------------------------------*/

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
    t.head = role_style(b, t.style, "table.head");
    t.cell = role_style(b, t.style, "table.cell");
    t.row_header = role_style(b, t.style, "table.row-header");
    t.columns = table->column_count;
    t.rows = table->row_count;
    t.tag = tag_new(b, TAG_TABLE, frame->tag, block->span);
    if (block->id.length > 0) {
        uint32_t place = place_find(b, block->id);
        place_define(b, place, t.tag);
        frame->flow->place = place + 1;
    }
    flow_space(frame->flow, t.style->space_before);
    size_t first = frame->flow->pieces.count;
    flow_caption(&t, block);
    make_cells(&t, block->span);
    fit_columns(&t, block->span);
    break_cells(&t);
    decimal_align(b, &(struct decimal_cells){table, t.cells, t.rows, t.columns, t.widths});
    flow_rows(&t);
    note_flush(b, frame->tag);
    frame->flow->pieces.items[frame->flow->pieces.count - 1].mention_end =
        (uint32_t)b->mentions.count;
    if (t.style->keep_together)
        flow_together(frame, first, block->span);
    else if (t.rows <= ROWS_WHOLE || flow_height(frame->flow, first) < b->height / 4)
        flow_within(frame->flow, first, KEEP_SMALL);
    else if (flow_height(frame->flow, first) <= b->height)
        flow_within(frame->flow, first, KEEP_TABLE);
    flow_space(frame->flow, t.style->space_after);
}

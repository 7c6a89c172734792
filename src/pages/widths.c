/*
 * Takes a table's cells, gives the widths of its columns and breaks the cells to them.
 * The one idea: cells of one column say what it needs; a cell over several then adds what they
 * lack together, in proportion to what they have.
 */
#include "pages/columns.h"
#include "pages/decimal.h"
#include "pages/table.h"

static bool has_background(const struct tabulation *t)
{
    return t->cell[0]->background != COLOUR_NONE || t->cell[1]->background != COLOUR_NONE;
}

sp cell_pad(const struct tabulation *t, size_t at, enum side side)
{
    size_t column = at % t->columns;
    bool edge = side == SIDE_LEFT ? column == 0 : column + cell_across(t, at) == t->columns;
    return edge && !has_background(t) ? 0 : t->cell[0]->padding[side];
}

static sp padding(const struct tabulation *t, size_t at)
{
    return cell_pad(t, at, SIDE_LEFT) + cell_pad(t, at, SIDE_RIGHT);
}

sp cell_width(const struct tabulation *t, size_t at)
{
    sp width = -padding(t, at);
    for (size_t i = 0; i < cell_across(t, at); i++)
        width += t->widths[at % t->columns + i];
    return width > 0 ? width : 1;
}

enum alignment cell_alignment(const struct tabulation *t, size_t at)
{
    bool head = at / t->columns < t->heads;
    bool several = cell_across(t, at) > 1;
    switch (t->table->columns[at % t->columns].align) {
    case COLUMN_CENTRE:
        return ALIGN_CENTRE;
    case COLUMN_RIGHT:
        return several ? ALIGN_CENTRE : ALIGN_RIGHT;
    case COLUMN_DECIMAL:
        return head || several ? ALIGN_CENTRE : ALIGN_LEFT;
    case COLUMN_LEFT:
        break;
    }
    return ALIGN_LEFT;
}

/* ---- needs
 * ----------------------------------------------------------------------------------------*/

static struct extent extent_of(const struct tabulation *t, size_t at)
{
    const struct paragraph *cell = t->cells[at];
    struct extent extent = {0, 0};
    if (cell->count > 0)
        extent = lines_extent(t->b->job, t->b->fonts, cell->runs, cell->count);
    extent.least += padding(t, at);
    /* one unit more, so that rounding never breaks a line that fits exactly */
    extent.most += padding(t, at) + 1;
    return extent;
}

static void need_cell(const struct tabulation *t, size_t at, struct column_need *needs,
                      sp *width)
{
    struct column_need *need = &needs[at % t->columns];
    struct extent extent = extent_of(t, at);
    *width = extent.most;
    need->least = extent.least > need->least ? extent.least : need->least;
    need->most = extent.most > need->most ? extent.most : need->most;
}

/* What the columns lack for a cell over `count` of them, shared out by what they have at most.
 */
static void need_across(const struct tabulation *t, size_t at, struct column_need *needs)
{
    struct extent extent = extent_of(t, at);
    size_t count = cell_across(t, at);
    struct column_need *first = &needs[at % t->columns];
    sp least = 0, most = 0, whole = 0;
    for (size_t i = 0; i < count; i++) {
        least += first[i].least;
        most += first[i].most;
        whole += first[i].most + SP_PT;
    }
    sp least_lack = extent.least - least, most_lack = extent.most - most;
    for (size_t i = 0; i < count; i++) {
        sp part = first[i].most + SP_PT;
        if (least_lack > 0) /* rounded up, so that the parts suffice */
            first[i].least += length_scale(least_lack, part, whole) + 1;
        if (most_lack > 0)
            first[i].most += length_scale(most_lack, part, whole) + 1;
    }
}

/* The cells that hold numbers to be set on their points. */
static struct paragraph **numbers_of(const struct tabulation *t)
{
    size_t count = t->rows * t->columns;
    struct paragraph **numbers = arena_array(t->b->arena, count, sizeof(struct paragraph *));
    for (size_t at = t->heads * t->columns; at < count; at++)
        if (t->cells[at] != NULL && cell_across(t, at) == 1 &&
            t->table->columns[at % t->columns].align == COLUMN_DECIMAL)
            numbers[at] = t->cells[at];
    return numbers;
}

/* The padding of the cells of column `i` that are not joined with others. */
static sp column_padding(const struct tabulation *t, size_t i)
{
    sp pad = i > 0 || has_background(t) ? t->cell[0]->padding[SIDE_LEFT] : 0;
    return pad +
           (i + 1 < t->columns || has_background(t) ? t->cell[0]->padding[SIDE_RIGHT] : 0);
}

/* A column of numbers is as wide as they are on their points, and does not wrap. */
static void need_decimals(const struct tabulation *t, const struct decimal_cells *cells,
                          struct column_need *needs)
{
    for (size_t at = 0; at < t->rows * t->columns; at++)
        if (cells->cells[at] != NULL)
            paragraph_line(t->b, cells->cells[at]);
    for (size_t i = 0; i < t->columns; i++) {
        if (t->table->columns[i].align != COLUMN_DECIMAL)
            continue;
        sp width = decimal_width(t->b, cells, i) + column_padding(t, i);
        needs[i].most = width > needs[i].most ? width : needs[i].most;
        needs[i].least = width > needs[i].least ? width : needs[i].least;
    }
}

/* ---- fitting
 * --------------------------------------------------------------------------------------*/

void table_report_wide(const struct tabulation *t, sp excess, struct span span)
{
    struct buffer amount = buffer_new(t->b->arena);
    length_print(&amount, excess, 1);
    const struct frame *around = t->around;
    bool nested = around->container != 0 || t->b->in_note;
    bool column = around->columns != 0 || (around->beside && !around->turned);
    diag(t->b->job, DIAG_TABLE_WIDE, span, text_string(t->b->arena, buffer_text(&amount)),
         around->turned ? "a page that is turned for it"
         : column       ? "its column"
                        : "the text",
         around->turned
             ? "shorten its longest words, drop a column, or divide it into two tables"
         : nested ? "shorten its longest words, drop a column, or set it outside of boxes and "
                    "notes with orientation=landscape"
         : column
             ? "shorten its longest words, give it a class that the layout sets across the "
               "columns (span: all), or write orientation=landscape in its caption"
             : "shorten its longest words, drop a column, or write orientation=landscape in "
               "the braces of its caption or box",
         NULL);
}

static void fit_columns(struct tabulation *t, const struct decimal_cells *numbers,
                        struct span span)
{
    struct arena *arena = t->b->arena;
    struct column_need *needs = arena_array(arena, t->columns, sizeof *needs);
    size_t count = t->rows * t->columns;
    sp *widths = arena_array(arena, count, sizeof *widths);
    for (size_t i = 0; i < t->columns; i++)
        needs[i].share = t->table->columns[i].share;
    for (size_t at = 0; at < count; at++)
        if (t->cells[at] != NULL && cell_across(t, at) == 1)
            need_cell(t, at, needs, &widths[at]);
    need_decimals(t, numbers, needs);
    for (size_t at = 0; at < count; at++)
        if (t->cells[at] != NULL && cell_across(t, at) > 1)
            need_across(t, at, needs);
    for (size_t i = 0; i < t->columns; i++) /* a word may be longer than its only line */
        needs[i].most = needs[i].most < needs[i].least ? needs[i].least : needs[i].most;
    struct column_cells cells = {t->rows, widths};
    sp excess = columns_fit(needs, t->columns, &cells, t->frame->width, t->widths);
    t->wide = excess > 0;
    if (t->wide)
        table_report_wide(t, excess, span);
}

static void break_cells(struct tabulation *t)
{
    for (size_t at = 0; at < t->rows * t->columns; at++) {
        if (t->cells[at] == NULL)
            continue;
        struct measure measure = {.width = cell_width(t, at),
                                  .align = cell_alignment(t, at),
                                  .hyphenate = cell_style(t, at)->hyphenate,
                                  .quiet = t->wide};
        paragraph_measure(t->b, t->cells[at], &measure);
    }
}

void widths_fit(struct tabulation *t, struct span span)
{
    struct arena *arena = t->b->arena;
    t->widths = arena_array(arena, t->columns, sizeof *t->widths);
    t->lefts = arena_array(arena, t->columns, sizeof *t->lefts);
    sp *rooms = arena_array(arena, t->columns, sizeof *rooms);
    struct decimal_cells numbers = {t->table, numbers_of(t), t->rows, t->columns, rooms};
    fit_columns(t, &numbers, span);
    for (size_t i = 0; i < t->columns; i++) {
        t->lefts[i] = t->width;
        t->width += t->widths[i];
        rooms[i] = t->widths[i] - column_padding(t, i);
    }
    break_cells(t);
    decimal_align(t->b, &numbers);
}

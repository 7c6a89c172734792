/*
 * Takes a table, gives the elements and the paragraphs of its cells.
 * The one idea: plain tables say what their heads head by a scope; where cells take several
 * rows or columns, or heads stand above heads, every cell names its heads (ISO 32000-1,
 * 14.8.5.7).
 */
#include "pages/table.h"

const struct cell *cell_at(const struct tabulation *t, size_t at)
{
    size_t heads = t->heads * t->columns;
    return at < heads ? &t->table->head[at] : &t->table->cells[at - heads];
}

size_t cell_across(const struct tabulation *t, size_t at)
{
    uint32_t across = cell_at(t, at)->across;
    return across > 1 ? across : 1;
}

size_t cell_down(const struct tabulation *t, size_t at)
{
    uint32_t down = cell_at(t, at)->down;
    return down > 1 ? down : 1;
}

bool row_groups(const struct tabulation *t, size_t row)
{
    return row >= t->heads && table_group(t->table, row - t->heads);
}

const struct style *row_style(const struct tabulation *t, size_t row)
{
    if (row < t->heads)
        return t->head;
    return row_groups(t, row) ? t->group : t->cell[t->even[row]];
}

const struct style *cell_style(const struct tabulation *t, size_t at)
{
    size_t row = at / t->columns;
    if (row >= t->heads && !row_groups(t, row) && at % t->columns == 0 && t->stacked)
        return t->stack;
    if (row >= t->heads && !row_groups(t, row) && at % t->columns < t->table->header_columns)
        return t->row_header[t->even[row]];
    return row_style(t, row);
}

/* ---- the grid
 * -------------------------------------------------------------------------------------*/

static void own(struct tabulation *t, size_t at)
{
    size_t across = cell_across(t, at), down = cell_down(t, at);
    for (size_t row = 0; row < down; row++)
        for (size_t column = 0; column < across; column++)
            t->owners[at + row * t->columns + column] = (uint32_t)at;
    t->joined = t->joined || down > 1;
    t->headed = t->headed || down > 1 || across > 1;
}

static void find_owners(struct tabulation *t)
{
    size_t count = t->rows * t->columns;
    t->headed = t->heads > 1 || t->table->header_columns > 1;
    t->owners = arena_array(t->b->arena, count, sizeof *t->owners);
    for (size_t at = 0; at < count; at++)
        if (!cell_at(t, at)->covered)
            own(t, at);
}

static void count_rows(struct tabulation *t)
{
    t->even = arena_array(t->b->arena, t->rows, sizeof *t->even);
    bool even = false;
    for (size_t row = t->heads; row < t->rows; row++) {
        t->even[row] = even;
        even = !row_groups(t, row) && !even;
    }
}

/* ---- what heads what
 * ------------------------------------------------------------------------------*/

struct heads {
    ARRAY(uint32_t) list;
};

static void add_head(const struct tabulation *t, struct heads *heads, size_t place, size_t at)
{
    size_t owner = t->owners[place];
    if (owner == at || cell_at(t, owner)->inlines.count == 0)
        return;
    for (size_t i = 0; i < heads->list.count; i++)
        if (heads->list.items[i] == t->tags[owner])
            return;
    *array_push(t->b->arena, &heads->list) = t->tags[owner];
}

/* Names the heads of the cell at `at`: those above it, the group's, those at its left. */
static void name_heads(struct tabulation *t, size_t at, size_t group)
{
    size_t row = at / t->columns, column = at % t->columns;
    size_t left = t->table->header_columns < column ? t->table->header_columns : column;
    struct heads heads = {0};
    if (row_groups(t, row))
        return;
    for (size_t above = 0; above < t->heads && above < row; above++)
        for (size_t i = 0; i < cell_across(t, at); i++)
            add_head(t, &heads, above * t->columns + column + i, at);
    if (row >= t->heads && group != 0)
        add_head(t, &heads, group * t->columns, at);
    for (size_t i = 0; row >= t->heads && i < cell_down(t, at); i++)
        for (size_t before = 0; before < left; before++)
            add_head(t, &heads, (row + i) * t->columns + before, at);
    struct tag *tag = tag_at(t->b, t->tags[at]);
    tag->headers = heads.list.items;
    tag->header_count = (uint32_t)heads.list.count;
}

static void name_all(struct tabulation *t)
{
    size_t group = 0; /* its row; the first of a table is none */
    for (size_t row = 0; row < t->rows; row++) {
        group = row_groups(t, row) ? row : group;
        for (size_t at = row * t->columns; at < (row + 1) * t->columns; at++)
            if (t->cells[at] != NULL)
                name_heads(t, at, group);
    }
}

/* ---- elements
 * -------------------------------------------------------------------------------------*/

static enum scope scope_of(const struct tabulation *t, size_t at)
{
    size_t row = at / t->columns;
    if (row < t->heads || row_groups(t, row))
        return SCOPE_COLUMN;
    return at % t->columns < t->table->header_columns ? SCOPE_ROW : SCOPE_NONE;
}

static void make_cell(struct tabulation *t, size_t at, uint32_t parent)
{
    struct builder *b = t->b;
    const struct cell *cell = cell_at(t, at);
    enum scope scope = scope_of(t, at);
    uint32_t number = tag_new(b, scope != SCOPE_NONE ? TAG_TH : TAG_TD, parent, cell->span);
    struct tag *tag = tag_at(b, number);
    tag->scope = scope;
    tag->column_span = cell->across;
    tag->row_span = cell->down;
    if (t->headed && scope != SCOPE_NONE)
        tag->id = text_join(b->arena, TEXT("head."), text_decimal(b->arena, number), TEXT(""));
    const struct style *style = cell_style(t, at);
    struct runs runs = runs_new(b);
    runs_add(&runs, voice_of(b, style, number), cell->inlines);
    t->tags[at] = number;
    t->cells[at] = paragraph_of(&runs, style, number);
}

static void make_row(struct tabulation *t, size_t row, uint32_t parent)
{
    uint32_t tag = tag_new(t->b, TAG_TR, parent, cell_at(t, row * t->columns)->span);
    for (size_t at = row * t->columns; at < (row + 1) * t->columns; at++)
        if (!cell_at(t, at)->covered)
            make_cell(t, at, tag);
}

void cells_make(struct tabulation *t, struct span span)
{
    size_t count = t->rows * t->columns;
    find_owners(t);
    count_rows(t);
    t->cells = arena_array(t->b->arena, count, sizeof(struct paragraph *));
    t->tags = arena_array(t->b->arena, count, sizeof *t->tags);
    uint32_t parent = tag_new(t->b, TAG_THEAD, t->tag, span);
    for (size_t row = 0; row < t->rows; row++) {
        if (row == t->heads)
            parent = tag_new(t->b, TAG_TBODY, t->tag, span);
        make_row(t, row, parent);
    }
    if (t->headed)
        name_all(t);
}

/* What the cell at `at` says, without notes and links, and then `label`. */
static struct runs again_runs(const struct tabulation *t, size_t at, struct text label)
{
    struct builder *b = t->b;
    const struct cell *cell = cell_at(t, at);
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, cell_style(t, at), NO_TAG);
    voice.bare = true;
    runs_add(&runs, voice, cell->inlines);
    voice.style = role_style(b, voice.style, "table.continued");
    if (label.length > 0)
        runs_text(&runs, voice, text_join(b->arena, TEXT(" ("), label, TEXT(")")), cell->span);
    return runs;
}

struct paragraph *cell_bare(const struct tabulation *t, size_t at)
{
    struct runs runs = again_runs(t, at, TEXT(""));
    return paragraph_of(&runs, cell_style(t, at), NO_TAG);
}

struct paragraph *cell_again(struct tabulation *t, size_t at)
{
    struct builder *b = t->b;
    const struct style *style = cell_style(t, at);
    struct text label = role_style(b, style, "table.continued")->label;
    struct runs runs = again_runs(t, at, label.length > 0 ? label : TEXT("continued"));
    struct measure measure = {.width = cell_width(t, at),
                              .align = cell_alignment(t, at),
                              .hyphenate = style->hyphenate,
                              .quiet = true}; /* the cell itself was reported */
    struct extent extent = lines_extent(b->job, b->fonts, runs.list.items, runs.list.count);
    if (extent.least > measure.width)
        runs = again_runs(t, at, TEXT(""));
    struct paragraph *paragraph = paragraph_of(&runs, style, NO_TAG);
    paragraph_measure(b, paragraph, &measure);
    return paragraph;
}

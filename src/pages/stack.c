/*
 * Takes a table that is too wide to read, gives each of its rows as a block of lines, a cell
 * below the other behind the head of its column.
 * The one idea: only the places of the cells change. Elements and reading order stay those of
 * the table: a head is said where it first stands, and again as an artifact.
 */
#include "pages/critical.h"
#include "pages/table.h"

/* The most that labels take of the width. */
#define LABELS_PART 5
#define LABELS_OF   12

struct stack {
    struct tabulation *t;
    struct frame frame;       /* inside the container */
    sp room;                  /* of a page, for lines */
    sp labels, gap;           /* width of the labels; between them and the cells */
    struct paragraph **heads; /* heads × columns: what a head says again */
    bool *said;               /* heads × columns: it stands somewhere */
    size_t last;              /* the column that ends the present row */
};

bool stack_wanted(const struct tabulation *t)
{
    const struct table *table = t->table;
    if (t->frame->width / (sp)t->columns >= t->style->stack || t->columns < 2)
        return false;
    if (t->heads == 0 || t->rows == t->heads)
        return false;
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t i = 0; i < t->columns && !table_group(table, row); i++) {
            const struct cell *cell = &table->cells[row * t->columns + i];
            if (cell->covered || cell->across > 1 || cell->down > 1)
                return false;
        }
    return true;
}

/* ---- breaking
 * -------------------------------------------------------------------------------------*/

static void set_lines(struct builder *b, struct paragraph *paragraph, sp width, bool quiet)
{
    struct measure measure = {.width = width,
                              .align = ALIGN_LEFT,
                              .hyphenate = paragraph->style->hyphenate,
                              .quiet = quiet};
    paragraph_measure(b, paragraph, &measure);
}

static struct extent extent_of(const struct builder *b, const struct paragraph *paragraph)
{
    struct extent none = {0, 0};
    return paragraph->count > 0
               ? lines_extent(b->job, b->fonts, paragraph->runs, paragraph->count)
               : none;
}

/* As wide as the widest label on one line, but no more than its share. */
static void fit_labels(struct stack *stack)
{
    const struct tabulation *t = stack->t;
    sp least = 0, most = 0;
    for (size_t at = 0; at < t->heads * t->columns; at++) {
        if (t->cells[at] == NULL)
            continue;
        struct extent extent = extent_of(t->b, t->cells[at]);
        least = extent.least > least ? extent.least : least;
        most = extent.most + 1 > most ? extent.most + 1 : most;
    }
    sp share = length_scale(t->frame->width, LABELS_PART, LABELS_OF);
    sp width = most < share ? most : share;
    stack->labels = width > least ? width : least;
    stack->gap = t->head->padding[SIDE_RIGHT] + t->head->size / 2;
}

static bool is_labelled(const struct stack *stack, size_t column)
{
    const struct tabulation *t = stack->t;
    for (size_t row = 0; row < t->heads; row++)
        if (t->cells[t->owners[row * t->columns + column]]->count > 0)
            return true;
    return false;
}

/* Where the cells of a column start. */
static sp left_of(const struct stack *stack, size_t column)
{
    return is_labelled(stack, column) ? stack->labels + stack->gap : 0;
}

static void break_heads(struct stack *stack)
{
    const struct tabulation *t = stack->t;
    size_t count = t->heads * t->columns;
    stack->heads = arena_array(t->b->arena, count, sizeof(struct paragraph *));
    stack->said = arena_array(t->b->arena, count, sizeof *stack->said);
    for (size_t at = 0; at < count; at++) {
        if (t->cells[at] == NULL)
            continue;
        stack->heads[at] = cell_bare(t, at);
        set_lines(t->b, t->cells[at], stack->labels, true);
        set_lines(t->b, stack->heads[at], stack->labels, true);
    }
}

/* By how much the widest word passes its room. */
static sp excess(const struct stack *stack)
{
    const struct tabulation *t = stack->t;
    sp over = stack->labels + stack->gap - t->frame->width;
    for (size_t at = t->heads * t->columns; at < t->rows * t->columns; at++) {
        if (t->cells[at] == NULL)
            continue;
        bool group = row_groups(t, at / t->columns);
        sp left = group ? 0 : left_of(stack, at % t->columns);
        sp need = left + extent_of(t->b, t->cells[at]).least - t->frame->width;
        over = need > over ? need : over;
    }
    return over;
}

static void break_cells(struct stack *stack, struct span span)
{
    struct tabulation *t = stack->t;
    sp over = excess(stack);
    if (over > 0)
        table_report_wide(t, over, span);
    break_heads(stack);
    for (size_t at = t->heads * t->columns; at < t->rows * t->columns; at++) {
        if (t->cells[at] == NULL)
            continue;
        sp width = t->frame->width;
        width -= row_groups(t, at / t->columns) ? 0 : left_of(stack, at % t->columns);
        set_lines(t->b, t->cells[at], width > 0 ? width : 1, over > 0);
    }
}

/* ---- lines
 * ----------------------------------------------------------------------------------------*/

static sp lines_height(const struct cell_lines *cell)
{
    return (sp)(cell->end - cell->first) * cell->paragraph->style->leading;
}

/* What a line of the stack has over and under its cells: paddings stand around the whole row.
 */
static sp top_of(const struct row *row)
{
    return row->above.count == 0 ? row->style->padding[SIDE_TOP] : 0;
}

static sp edges_of(const struct row *row)
{
    sp bottom = row->below.count == 0 ? row->style->padding[SIDE_BOTTOM] : 0;
    return top_of(row) + bottom + row->style->border[SIDE_TOP].width +
           row->style->border[SIDE_BOTTOM].width;
}

static struct cell_lines *add_cell(struct row *row, const struct paragraph *paragraph, sp x,
                                   sp y)
{
    struct cell_lines *cell = &row->cells[row->count++];
    cell->paragraph = paragraph;
    cell->end = paragraph->lines.count;
    cell->x = x;
    cell->y = top_of(row) + row->style->border[SIDE_TOP].width + y;
    return cell;
}

/* The heads of a column, one below the other; their height. */
static sp add_labels(struct stack *stack, struct row *row, size_t column)
{
    const struct tabulation *t = stack->t;
    sp y = 0;
    for (size_t i = 0; i < t->heads; i++) {
        size_t at = t->owners[i * t->columns + column];
        if (at / t->columns != i || t->cells[at]->count == 0)
            continue;
        const struct paragraph *label = stack->said[at] ? stack->heads[at] : t->cells[at];
        stack->said[at] = true;
        y += lines_height(add_cell(row, label, 0, y));
    }
    return y;
}

/* A row of the stack that rules are painted around only where the table's row begins and ends.
 */
static struct row *line_new(const struct stack *stack, size_t number, bool begins, bool ends)
{
    const struct tabulation *t = stack->t;
    struct row *row = row_new(t, number);
    row->cells = arena_array(t->b->arena, t->heads + 1, sizeof *row->cells);
    row->above.items = arena_array(t->b->arena, 2, sizeof *row->above.items);
    row->below.items = row->above.items + 1;
    row->above.items[0] = row->below.items[0] = (struct gap){0, t->width};
    row->above.count = !begins;
    row->below.count = !ends;
    return row;
}

/* How many of `lines` lines of a cell a page holds besides what heads them. */
static size_t lines_held(const struct stack *stack, const struct style *style, sp taken)
{
    sp room = stack->room - row_edges(style) - taken;
    sp leading = style->leading > 0 ? style->leading : 1;
    return room > leading ? (size_t)(room / leading) : 1;
}

/* The cell of `column` behind its label, in as many pieces as pages need. */
static void lay_cell(struct stack *stack, size_t number, size_t column, enum keep before)
{
    struct tabulation *t = stack->t;
    const struct paragraph *cell = t->cells[number * t->columns + column];
    size_t count = cell->lines.count > 0 ? cell->lines.count : 1;
    bool first_column = column == 0, last_column = column == stack->last;
    sp caption = first_column && number == t->heads ? t->caption : 0;
    size_t held = lines_held(stack, row_style(t, number), caption);
    if (count > held && held > 3) /* so that what stands before it has room on its page */
        held /= 3;
    for (size_t first = 0; first < count; first += held) {
        bool begins = first == 0, ends = count - first <= held;
        struct row *row = line_new(stack, number, begins && first_column, ends && last_column);
        sp height = begins ? add_labels(stack, row, column) : 0;
        struct cell_lines *lines = add_cell(row, cell, left_of(stack, column), 0);
        lines->first = first < lines->end ? first : lines->end;
        lines->end = ends ? lines->end : first + held;
        sp own = lines_height(lines);
        height = own > height ? own : height;
        row->height = (height > 0 ? height : row->style->leading) + edges_of(row);
        row_push(&stack->frame, row, begins ? before : KEEP_ROW);
        if (!ends && first == 0 && row_critical(t, number) == NULL)
            diag(t->b->job, DIAG_ROW_TALL, row->span, NULL);
    }
}

static void lay_group(struct stack *stack, size_t number)
{
    const struct tabulation *t = stack->t;
    struct row *row = row_new(t, number);
    row->height = lines_height(add_cell(row, t->cells[number * t->columns], 0, 0));
    row->height += row_edges(row->style);
    row_push(&stack->frame, row, row_keep(t, number, true));
}

/* Whether a line of the row is left out: its cell is empty, and its heads stand elsewhere. */
static bool is_left_out(const struct stack *stack, size_t number, size_t column)
{
    const struct tabulation *t = stack->t;
    bool empty = t->cells[number * t->columns + column]->count == 0;
    for (size_t i = 0; i < t->heads; i++) {
        size_t at = t->owners[i * t->columns + column];
        empty = empty && (stack->said[at] || t->cells[at]->count == 0);
    }
    return empty && column > 0;
}

/* A row's lines stay together where they are no more than half a page. */
static void lay_row(struct stack *stack, size_t number)
{
    const struct tabulation *t = stack->t;
    struct flow *flow = stack->frame.flow;
    size_t first = flow->pieces.count;
    bool after_group = number > t->heads && row_groups(t, number - 1);
    stack->last = t->columns - 1;
    while (is_left_out(stack, number, stack->last))
        stack->last--;
    for (size_t i = 0; i <= stack->last; i++) {
        enum keep inside = i == 1 || i == stack->last ? KEEP_ROW_EDGE : KEEP_ROW_NEAR;
        if (!is_left_out(stack, number, i))
            lay_cell(stack, number, i, i > 0 ? inside : after_group ? KEEP_NEXT : KEEP_ROW);
    }
    const char *critical = row_critical(t, number);
    struct span span = cell_at(t, number * t->columns)->span;
    if (critical != NULL)
        flow_critical(&stack->frame, first, span, critical);
    if (flow_height(flow, first) <= (critical != NULL ? stack->room : stack->room / 2))
        flow_together(&stack->frame, first, span);
}

void stack_flow(struct tabulation *t, struct span span)
{
    const struct frame *frame = t->frame;
    struct stack stack = {.t = t, .frame = *frame};
    t->width = frame->width;
    fit_labels(&stack);
    break_cells(&stack, span);
    struct container container = table_container(t);
    uint32_t number = flow_open(frame, container);
    stack.frame.container = number + 1;
    stack.room = t->b->height - container.again - container.close;
    for (size_t row = t->heads; row < t->rows; row++) {
        if (row_groups(t, row))
            lay_group(&stack, row);
        else
            lay_row(&stack, row);
    }
    flow_close(frame, number);
}

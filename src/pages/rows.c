/*
 * Takes a table's broken cells, gives its rows as pieces of the flow.
 * The one idea: a row is one piece, so no page cuts it, and rows that a cell joins keep
 * together; what a page cannot hold is cut between lines or rows, and then says again what
 * heads it.
 */
#include "pages/critical.h"
#include "pages/table.h"

/* Rows while they are put into the flow. */
struct laying {
    struct tabulation *t;
    struct frame frame;      /* inside the container */
    sp room;                 /* of a page, for rows */
    const struct row *group; /* the name of the present group for further pages, or NULL */
    bool parted;             /* the rows that are joined do not fit a page */
};

/* ---- heights
 * --------------------------------------------------------------------------------------*/

static sp text_height(const struct paragraph *cell, size_t lines)
{
    return (sp)(lines > 0 ? lines : 1) * cell->style->leading;
}

sp row_edges(const struct style *style)
{
    return style->padding[SIDE_TOP] + style->padding[SIDE_BOTTOM] +
           style->border[SIDE_TOP].width + style->border[SIDE_BOTTOM].width;
}

/* The height of `row` when each of its cells shows the lines it has in `cells`. */
static sp row_height(const struct row *row)
{
    sp height = row->count > 0 ? 0 : row->style->leading;
    for (size_t i = 0; i < row->count; i++) {
        size_t lines = row->cells[i].end - row->cells[i].first;
        sp own = text_height(row->cells[i].paragraph, lines);
        height = own > height ? own : height;
    }
    return height + row_edges(row->style);
}

/* The height that a row's own cells need. */
static sp own_height(const struct tabulation *t, size_t row)
{
    const struct style *style = row_style(t, row);
    sp height = 0;
    for (size_t at = row * t->columns; at < (row + 1) * t->columns; at++) {
        if (t->cells[at] == NULL || cell_down(t, at) > 1)
            continue;
        sp own = text_height(t->cells[at], t->cells[at]->lines.count);
        height = own > height ? own : height;
    }
    return (height > 0 ? height : style->leading) + row_edges(style);
}

static sp rows_height(const struct tabulation *t, size_t from, size_t to)
{
    sp height = 0;
    for (size_t row = from; row < to; row++)
        height += t->heights[row];
    return height;
}

/* A cell over several rows that needs more than they have makes the last one higher; the first
 * one where a page does not hold them, so that its text stands whole beside that. */
static void stretch_rows(struct tabulation *t, size_t at, sp room)
{
    size_t row = at / t->columns, end = row + cell_down(t, at);
    sp need =
        text_height(t->cells[at], t->cells[at]->lines.count) + row_edges(row_style(t, row));
    sp have = rows_height(t, row, end);
    if (need > have && need <= room)
        t->heights[end - 1] += need - have;
    else if (have > room && need > t->heights[row])
        t->heights[row] = need;
}

static void find_heights(struct tabulation *t, size_t from, size_t to, sp room)
{
    for (size_t row = from; row < to; row++)
        t->heights[row] = own_height(t, row);
    for (size_t at = from * t->columns; at < to * t->columns && t->joined; at++)
        if (t->cells[at] != NULL && cell_down(t, at) > 1)
            stretch_rows(t, at, room);
}

/* ---- rules
 * ---------------------------------------------------------------------------------------*/

static void add_gap(const struct tabulation *t, struct gaps *gaps, sp left, sp right)
{
    if (gaps->items == NULL)
        gaps->items = arena_array(t->b->arena, 2 * t->columns + 1, sizeof *gaps->items);
    struct gap *last = gaps->count > 0 ? &gaps->items[gaps->count - 1] : NULL;
    if (last != NULL && last->right >= left)
        last->right = right;
    else if (right > left)
        gaps->items[gaps->count++] = (struct gap){left, right};
}

/* Between rows of the head there are rules only below cells that take several columns. */
static void head_gaps(const struct tabulation *t, size_t row, struct gaps *gaps)
{
    sp from = 0;
    for (size_t i = 0; i < t->columns; i++) {
        size_t owner = t->owners[row * t->columns + i];
        size_t across = cell_across(t, owner);
        bool ends = owner / t->columns + cell_down(t, owner) == row + 1;
        if (across == 1 || !ends || owner % t->columns != i)
            continue;
        add_gap(t, gaps, from, t->lefts[i] + cell_pad(t, owner, SIDE_LEFT));
        size_t last = i + across - 1;
        from = t->lefts[last] + t->widths[last] - cell_pad(t, owner, SIDE_RIGHT);
    }
    add_gap(t, gaps, from, t->width);
}

/* The rules above and below a row do not run through cells. */
static void leave_gaps(const struct tabulation *t, size_t number, struct row *row)
{
    if (number > 0 && number < t->heads)
        add_gap(t, &row->above, 0, t->width);
    if (number + 1 < t->heads)
        head_gaps(t, number, &row->below);
    for (size_t i = 0; i < t->columns && t->joined && number >= t->heads; i++) {
        size_t owner = t->owners[number * t->columns + i];
        size_t first = owner / t->columns;
        if (first < number)
            add_gap(t, &row->above, t->lefts[i], t->lefts[i] + t->widths[i]);
        if (first + cell_down(t, owner) > number + 1)
            add_gap(t, &row->below, t->lefts[i], t->lefts[i] + t->widths[i]);
    }
}

/* ---- pieces
 * --------------------------------------------------------------------------------------*/

struct row *row_new(const struct tabulation *t, size_t number)
{
    struct row *row = arena_alloc(t->b->arena, sizeof *row);
    row->cells = arena_array(t->b->arena, t->columns, sizeof *row->cells);
    row->style = row_style(t, number);
    row->x = t->frame->left;
    row->width = t->width;
    row->span = cell_at(t, number * t->columns)->span;
    return row;
}

/* Adds the lines [first, end) of `paragraph`, the text of the cell at `at`. */
static void add_lines(const struct tabulation *t, struct row *row, size_t at,
                      const struct paragraph *paragraph)
{
    struct cell_lines *cell = &row->cells[row->count++];
    cell->paragraph = paragraph;
    cell->end = paragraph->lines.count;
    cell->x = t->lefts[at % t->columns] + cell_pad(t, at, SIDE_LEFT);
    cell->y = row->style->padding[SIDE_TOP] + row->style->border[SIDE_TOP].width;
}

/* Row `number` with `most` lines of each cell from line `first` on. */
static struct row *make_piece(struct tabulation *t, size_t number, size_t first, size_t most)
{
    struct row *row = row_new(t, number);
    bool whole = first == 0;
    for (size_t at = number * t->columns; at < (number + 1) * t->columns; at++) {
        if (t->cells[at] == NULL)
            continue;
        add_lines(t, row, at, t->cells[at]);
        struct cell_lines *cell = &row->cells[row->count - 1];
        size_t count = cell->end;
        cell->first = first < count ? first : count;
        cell->end = count - cell->first > most ? cell->first + most : count;
        whole = whole && cell->end == count;
    }
    row->height = whole ? t->heights[number] : row_height(row);
    leave_gaps(t, number, row);
    return row;
}

static size_t most_lines(const struct tabulation *t, size_t number)
{
    size_t most = 0;
    for (size_t at = number * t->columns; at < (number + 1) * t->columns; at++) {
        size_t count = t->cells[at] != NULL ? t->cells[at]->lines.count : 0;
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

void row_push(const struct frame *frame, const struct row *row, enum keep before)
{
    struct piece *piece = flow_push(frame, PIECE_ROW, row->height, before);
    piece->of.row = row;
    piece->mention_end = row_mentions(row, piece->mention_end);
}

/* ---- after a page turn
 * ---------------------------------------------------------------------------*/

/* The name of a group for the pages that it goes on on. */
static const struct row *group_again(struct tabulation *t, size_t number)
{
    struct row *row = row_new(t, number);
    add_lines(t, row, number * t->columns, cell_again(t, number * t->columns));
    row->height = row_height(row);
    return row;
}

/* The heads of a row that is cut, or of rows that are joined, over what has no text of theirs:
 * where they fit into `height`. NULL where there are none. */
static const struct row *heads_again(struct tabulation *t, size_t number, sp height)
{
    struct row *row = row_new(t, number);
    for (size_t i = 0; i < t->table->header_columns; i++) {
        size_t owner = t->owners[number * t->columns + i];
        if (owner % t->columns != i || t->cells[owner]->count == 0)
            continue;
        struct paragraph *paragraph = cell_again(t, owner);
        sp need = text_height(paragraph, paragraph->lines.count) + row_edges(row->style);
        if (need <= height)
            add_lines(t, row, owner, paragraph);
    }
    add_gap(t, &row->above, 0, t->width);
    return row->count > 0 ? row : NULL;
}

/* ---- laying
 * ---------------------------------------------------------------------------------------*/

/* Whether a cell goes through the upper edge of row `number`. */
static bool is_joined(const struct tabulation *t, size_t number)
{
    for (size_t i = 0; i < t->columns && t->joined; i++)
        if (t->owners[number * t->columns + i] / t->columns < number)
            return true;
    return false;
}

enum keep row_keep(const struct tabulation *t, size_t number, bool parted)
{
    if (number == t->heads || row_groups(t, number - 1))
        return KEEP_NEXT;
    if (is_joined(t, number) && !parted)
        return KEEP_TOGETHER;
    if (number == t->heads + 1 || number + 1 == t->rows || row_groups(t, number - 2))
        return KEEP_ROW_EDGE;
    return number == t->heads + 2 || number + 2 == t->rows ? KEEP_ROW_NEAR : KEEP_ROW;
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

static bool names_unit(const struct tabulation *t, size_t column)
{
    for (size_t row = 0; row < t->heads; row++)
        if (any_run(t->cells[t->owners[row * t->columns + column]], critical_unit))
            return true;
    return false;
}

const char *row_critical(const struct tabulation *t, size_t number)
{
    bool claim = false;
    for (size_t i = 0; i < t->columns; i++) {
        const struct paragraph *cell = t->cells[t->owners[number * t->columns + i]];
        if (any_run(cell, critical_dose) || (names_unit(t, i) && any_run(cell, has_number)))
            return "this row with a dose";
        claim = claim || critical_claim(cell);
    }
    return claim ? "this row with a claim and its certainty" : NULL;
}

/* A row higher than a page is cut between lines, as there is no other way. */
static void cut_row(struct laying *laying, struct row *row, size_t number, size_t lines)
{
    struct tabulation *t = laying->t;
    const char *critical = row_critical(t, number);
    size_t at = laying->frame.flow->pieces.count;
    if (critical == NULL)
        diag(t->b->job, DIAG_ROW_TALL, row->span, NULL);
    sp leading = t->cell[0]->leading > 0 ? t->cell[0]->leading : 1;
    sp inner = laying->room - row_edges(row->style);
    inner -= laying->group != NULL ? laying->group->height : 0;
    size_t next = 0;
    for (size_t first = 0; first < lines; first = next) {
        sp left = first == 0 && number == t->heads ? inner - t->caption : inner;
        next = first + (left > leading ? (size_t)(left / leading) : 1);
        struct row *piece = make_piece(t, number, first, next - first);
        piece->again = laying->group;
        if (first > 0)
            piece->over = heads_again(t, number, piece->height);
        row_push(&laying->frame, piece,
                 first == 0 ? row_keep(t, number, laying->parted) : KEEP_ROW);
    }
    if (critical != NULL)
        flow_critical(&laying->frame, at, row->span, critical);
}

/* Whether the rows joined to row `number`, the first of them, are higher than a page. */
static bool too_high(const struct laying *laying, size_t number)
{
    const struct tabulation *t = laying->t;
    size_t end = number + 1;
    while (end < t->rows && is_joined(t, end))
        end++;
    return rows_height(t, number, end) > laying->room;
}

static void lay_row(struct laying *laying, size_t number)
{
    struct tabulation *t = laying->t;
    bool joined = is_joined(t, number);
    if (row_groups(t, number))
        laying->group = NULL;
    if (!joined)
        laying->parted = t->joined && too_high(laying, number);
    size_t lines = most_lines(t, number);
    struct row *row = make_piece(t, number, 0, lines);
    sp again = laying->group != NULL ? laying->group->height : 0;
    if (row->height > laying->room - again && lines >= 2) {
        cut_row(laying, row, number, lines);
    } else {
        row->again = laying->group;
        if (joined && laying->parted)
            row->over = heads_again(t, number, row->height);
        row_push(&laying->frame, row, row_keep(t, number, laying->parted));
    }
    if (row_groups(t, number))
        laying->group = group_again(t, number);
}

struct container table_container(const struct tabulation *t)
{
    return (struct container){
        .kind = CONTAINER_TABLE,
        .style = t->style,
        .x = t->frame->left,
        .width = t->width,
        .open = t->style->border[SIDE_TOP].width,
        .close = t->style->border[SIDE_BOTTOM].width,
        .again = t->style->border[SIDE_TOP].width,
    };
}

void rows_flow(struct tabulation *t)
{
    const struct frame *frame = t->frame;
    struct arena *arena = t->b->arena;
    struct row **head = arena_array(arena, t->heads, sizeof(struct row *));
    t->heights = arena_array(arena, t->rows, sizeof *t->heights);
    find_heights(t, 0, t->heads, t->b->height);
    struct container container = table_container(t);
    container.again += rows_height(t, 0, t->heads);
    container.head = head;
    container.head_count = t->heads;
    uint32_t number = flow_open(frame, container);
    struct laying laying = {.t = t, .frame = *frame};
    laying.frame.container = number + 1;
    laying.room = t->b->height - container.again - container.close;
    for (size_t row = 0; row < t->heads; row++) {
        head[row] = make_piece(t, row, 0, most_lines(t, row));
        row_push(&laying.frame, head[row], KEEP_EDGE);
    }
    find_heights(t, t->heads, t->rows, laying.room);
    for (size_t row = t->heads; row < t->rows; row++)
        lay_row(&laying, row);
    flow_close(frame, number);
}

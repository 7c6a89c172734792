/*
 * Takes the cells of a pipe table, of which some say that they belong to the one at their left
 * ("<") or above ("^"); gives the columns and rows each cell takes. The one idea: every cell
 * finds its owner from a neighbour that has found its own; an owner whose cells fill the
 * rectangle around them is right, any other is reported at its last cell.
 */
#include "document/scanning.h"

static void report(struct job *job, const struct pipe_cell *cell, const char *fault)
{
    diag(job, DIAG_TABLE_SPAN, cell->span, cell->join == JOIN_LEFT ? "<" : "^", fault, NULL);
}

/* The neighbour that cell `at` says it belongs to; itself where it says nothing. */
static size_t neighbour(const struct pipe_table *table, struct job *job, size_t at)
{
    size_t columns = table->table.column_count;
    struct pipe_cell *cell = &table->cells.items[at];
    bool body_top = at / columns == table->table.head_rows;
    if (cell->join == JOIN_NONE)
        return at;
    if (cell->join == JOIN_LEFT && at % columns == 0)
        report(job, cell, "there is no cell at its left");
    else if (cell->join == JOIN_ABOVE && at < columns)
        report(job, cell, "there is no cell above it");
    else if (cell->join == JOIN_ABOVE && body_top)
        report(job, cell, "the cell above it is in the table's head");
    else
        return cell->join == JOIN_LEFT ? at - 1 : at - columns;
    cell->join = JOIN_NONE;
    return at;
}

static void find_owner(struct pipe_table *table, struct job *job, size_t at)
{
    size_t columns = table->table.column_count;
    struct pipe_cell *cells = table->cells.items;
    uint32_t owner = (uint32_t)at;
    size_t next = neighbour(table, job, at);
    if (next != at)
        owner = cells[next].owner;
    struct pipe_cell *first = &cells[owner];
    uint32_t across = (uint32_t)(at % columns - owner % columns + 1);
    uint32_t down = (uint32_t)(at / columns - owner / columns + 1);
    cells[at].owner = owner;
    first->across = across > first->across ? across : first->across;
    first->down = down > first->down ? down : first->down;
    first->parts++;
}

/* Takes apart what is no rectangle, from its last cell `at` on. */
static void part(struct pipe_table *table, struct job *job, size_t at)
{
    struct pipe_cell *cells = table->cells.items;
    uint32_t owner = cells[at].owner;
    if (cells[owner].parts == cells[owner].across * cells[owner].down)
        return;
    report(job, &cells[at], "the cells joined so are no rectangle");
    for (size_t i = owner; i <= at; i++) {
        if (cells[i].owner != owner)
            continue;
        cells[i].owner = (uint32_t)i;
        cells[i].across = cells[i].down = cells[i].parts = 1;
    }
}

/* A row needs a cell of its own, or it is no row to a reader that goes by cells. */
static void want_own(struct pipe_table *table, struct job *job, size_t row)
{
    size_t columns = table->table.column_count;
    struct pipe_cell *cells = &table->cells.items[row * columns];
    for (size_t i = 0; i < columns; i++)
        if (cells[i].join != JOIN_ABOVE && cells[i].owner / columns == row)
            return;
    report(job, &cells[0], "all of its row belongs to rows above");
}

void table_join(struct job *job, struct pipe_table *table)
{
    for (size_t i = 0; i < table->cells.count; i++)
        find_owner(table, job, i);
    for (size_t i = table->cells.count; i > 0; i--)
        part(table, job, i - 1);
    for (size_t i = 1; i * table->table.column_count < table->cells.count; i++)
        want_own(table, job, i);
}

bool table_group(const struct table *table, size_t row)
{
    return table->column_count > 1 &&
           table->cells[row * table->column_count].across == table->column_count &&
           table->cells[row * table->column_count].down <= 1;
}

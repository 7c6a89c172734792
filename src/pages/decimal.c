/*
 * The one idea: the place of a decimal point is read off the shaped glyphs, so it is right for
 * any face and any figures; a whole number's point stands behind its last digit.
 */
#include "pages/decimal.h"

/* Where the point stands in a line from its left edge, and where the number ends. */
struct point {
    bool found;
    sp start, at, end;
};

static bool is_digit(const struct shaped *shaped, const struct glyph *glyph)
{
    return glyph->cluster < shaped->text.length &&
           text_digit(shaped->text.bytes[glyph->cluster]);
}

/* Looks for a point between digits among the glyphs of `fragment`. */
static void find_in(struct builder *b, const struct fragment *fragment, struct point *point,
                    bool *dot)
{
    const struct shaped *shaped = fragment->shaped;
    int units = fonts_face(b->fonts, shaped->face).units_per_em;
    int64_t pen = 0;
    for (uint32_t i = 0; i < shaped->count && units > 0; i++) {
        const struct glyph *glyph = &shaped->glyphs[i];
        sp x = fragment->x + length_scale(pen, fragment->size, units);
        pen += glyph->advance;
        bool is_dot =
            glyph->cluster < shaped->text.length && shaped->text.bytes[glyph->cluster] == '.';
        if (is_dot && !*dot && point->found) {
            point->at = x;
            *dot = true;
        } else if (is_digit(shaped, glyph) && !*dot) {
            point->found = true;
            point->at = fragment->x + length_scale(pen, fragment->size, units);
        }
    }
}

static struct point find_point(struct builder *b, const struct line *line)
{
    struct point point = {.found = false};
    bool dot = false;
    if (line->count == 0)
        return point;
    point.start = point.end = line->fragments[0].x;
    /* they come as they are read, which need not be from left to right */
    for (size_t i = 0; i < line->count; i++) {
        sp left = line->fragments[i].x, right = left + line->fragments[i].width;
        point.start = left < point.start ? left : point.start;
        point.end = right > point.end ? right : point.end;
    }
    for (size_t i = 0; i < line->count; i++) {
        if (line->fragments[i].kind == FRAGMENT_SPACE && point.found)
            break; /* the first number counts */
        if (line->fragments[i].kind == FRAGMENT_WORD)
            find_in(b, &line->fragments[i], &point, &dot);
    }
    return point;
}

/* The only line of a cell, or NULL. */
static struct line *line_at(const struct decimal_cells *cells, size_t row, size_t column)
{
    const struct paragraph *cell = cells->cells[row * cells->columns + column];
    return cell != NULL && cell->lines.count == 1 ? &cell->lines.items[0] : NULL;
}

/* The points of a column's rows, and the most room before and after any of them. */
struct points {
    struct point *items;
    sp before, after;
};

static struct points find_points(struct builder *b, const struct decimal_cells *cells,
                                 size_t column)
{
    struct points points = {arena_array(b->arena, cells->rows, sizeof *points.items), 0, 0};
    for (size_t row = 0; row < cells->rows; row++) {
        const struct line *line = line_at(cells, row, column);
        if (line == NULL)
            continue;
        struct point *point = &points.items[row];
        *point = find_point(b, line);
        if (!point->found)
            continue;
        sp before = point->at - point->start, after = point->end - point->at;
        points.before = before > points.before ? before : points.before;
        points.after = after > points.after ? after : points.after;
    }
    return points;
}

sp decimal_width(struct builder *b, const struct decimal_cells *cells, size_t column)
{
    struct points points = find_points(b, cells, column);
    return points.before + points.after;
}

static void align_column(struct builder *b, const struct decimal_cells *cells, size_t column)
{
    struct points points = find_points(b, cells, column);
    sp room = cells->rooms[column] - points.before - points.after;
    sp edge = column == 0 || room < 0 ? 0 : room / 2;
    for (size_t row = 0; row < cells->rows; row++) {
        struct line *line = line_at(cells, row, column);
        if (line == NULL)
            continue;
        const struct point *point = &points.items[row];
        /* a dash in place of a number stands across the point */
        sp before = point->found ? point->at - point->start : (point->end - point->start) / 2;
        for (size_t i = 0; i < line->count; i++)
            line->fragments[i].x += edge + points.before - before;
    }
}

void decimal_align(struct builder *b, const struct decimal_cells *cells)
{
    for (size_t i = 0; i < cells->columns; i++)
        if (cells->table->columns[i].align == COLUMN_DECIMAL)
            align_column(b, cells, i);
}

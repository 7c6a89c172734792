/* Crop, cut and fold marks; see marks.h. */
#include "sheets/marks.h"

#define HAIRLINE (SP_PT / 4)

static void add_line(struct arena *arena, struct marks *marks, struct item line)
{
    line.kind = ITEM_STROKE;
    line.artifact = ARTIFACT_LAYOUT;
    line.tag = NO_TAG;
    line.line_width = HAIRLINE;
    *array_push(arena, &marks->list) = line;
}

static void add_vertical(struct arena *arena, struct marks *marks, sp x, sp y, sp height,
                         bool dashed)
{
    struct item line = {.x = x, .y = y, .height = height, .dashed = dashed};
    add_line(arena, marks, line);
}

static void add_horizontal(struct arena *arena, struct marks *marks, sp x, sp y, sp width)
{
    struct item line = {.x = x, .y = y, .width = width};
    add_line(arena, marks, line);
}

struct edges marks_trim(const struct plan *plan)
{
    struct edges trim = {plan->left, plan->top, plan->left + plan->page_width,
                         plan->top + plan->page_height};
    return trim;
}

struct edges marks_bleed(const struct plan *plan, const struct print *print)
{
    struct edges bleed = marks_trim(plan);
    bleed.left -= print->bleed;
    bleed.top -= print->bleed;
    bleed.right += print->bleed;
    bleed.bottom += print->bleed;
    return bleed;
}

/* Two lines at each corner of what is cut out, at a distance that paint does not reach. */
static void add_crop(struct arena *arena, const struct plan *plan, const struct print *print,
                     struct marks *marks)
{
    struct edges trim = marks_trim(plan);
    sp away = print->bleed > MARK_DISTANCE ? print->bleed : MARK_DISTANCE;
    const sp across[] = {trim.left, trim.right};
    const sp down[] = {trim.top, trim.bottom};
    for (size_t i = 0; i < 2; i++) {
        add_vertical(arena, marks, across[i], trim.top - away - MARK_LENGTH, MARK_LENGTH,
                     false);
        add_vertical(arena, marks, across[i], trim.bottom + away, MARK_LENGTH, false);
        add_horizontal(arena, marks, trim.left - away - MARK_LENGTH, down[i], MARK_LENGTH);
        add_horizontal(arena, marks, trim.right + away, down[i], MARK_LENGTH);
    }
}

/* Lines from the sheet's edges where the places on it meet, on both sides of a gap. */
static void add_cuts(struct arena *arena, const struct plan *plan, struct marks *marks)
{
    sp length = MARK_LENGTH / 2;
    for (size_t i = 1; i < plan->columns; i++)
        for (sp side = 0; side <= plan->gap; side += plan->gap > 0 ? plan->gap : 1) {
            sp x = (sp)i * (plan->cell_width + plan->gap) - side;
            add_vertical(arena, marks, x, 0, length, false);
            add_vertical(arena, marks, x, plan->height - length, length, false);
        }
    for (size_t i = 1; i < plan->rows; i++)
        for (sp side = 0; side <= plan->gap; side += plan->gap > 0 ? plan->gap : 1) {
            sp y = (sp)i * (plan->cell_height + plan->gap) - side;
            add_horizontal(arena, marks, 0, y, length);
            add_horizontal(arena, marks, plan->width - length, y, length);
        }
}

/* A fold at `x`: a dashed line at both ends of the sheet, or outside what is cut out. */
static void add_fold(struct arena *arena, const struct plan *plan, const struct print *print,
                     sp x, struct marks *marks)
{
    bool single = print->imposition == IMPOSE_SINGLE && plan->top > MARK_DISTANCE;
    sp away = print->bleed > MARK_DISTANCE ? print->bleed : MARK_DISTANCE;
    sp top = single ? plan->top - away - MARK_LENGTH : 0;
    sp bottom = single ? plan->top + plan->page_height + away : plan->height - MARK_LENGTH;
    add_vertical(arena, marks, x, top, MARK_LENGTH, true);
    add_vertical(arena, marks, x, bottom, MARK_LENGTH, true);
}

void marks_add(struct arena *arena, const struct plan *plan, const struct print *print,
               struct marks *marks)
{
    if (print->crop_marks && print->imposition == IMPOSE_SINGLE)
        add_crop(arena, plan, print, marks);
    if (print->cut_marks && print->imposition == IMPOSE_UP)
        add_cuts(arena, plan, marks);
    if (print->fold_marks && print->imposition == IMPOSE_BOOKLET)
        add_fold(arena, plan, print, plan->width / 2, marks);
    for (size_t i = 0; print->fold_marks && i < print->fold_count; i++)
        add_fold(arena, plan, print, plan->left + print->folds[i], marks);
}

/* Where pages lie on sheets; see plan.h. */
#include "sheets/plan.h"

static sp lesser(sp a, sp b)
{
    return a < b ? a : b;
}

/* By how much a page is scaled to fit a place; never enlarged. */
static int64_t fitting(sp width, sp height, sp page_width, sp page_height)
{
    int64_t scale = lesser(length_scale(width, VIEW_SCALE_ONE, page_width),
                           length_scale(height, VIEW_SCALE_ONE, page_height));
    return lesser(scale, VIEW_SCALE_ONE);
}

static sp scaled(const struct plan *plan, sp length)
{
    return length_scale(length, plan->scale, VIEW_SCALE_ONE);
}

/* ---- the grid of places -----------------------------------------------------------------*/

/* Divides a sheet of these sides and says how large pages come out. */
static int64_t divide(struct plan *plan, sp width, sp height, size_t columns, size_t rows)
{
    plan->width = width;
    plan->height = height;
    plan->columns = columns;
    plan->rows = rows;
    plan->left = plan->top = 0;
    plan->cell_width = (width - (sp)(columns - 1) * plan->gap) / (sp)columns;
    plan->cell_height = (height - (sp)(rows - 1) * plan->gap) / (sp)rows;
    if (plan->cell_width <= 0 || plan->cell_height <= 0)
        return plan->scale = 0;
    plan->scale =
        fitting(plan->cell_width, plan->cell_height, plan->page_width, plan->page_height);
    return plan->scale;
}

/* The division into `up` places, of the sheet upright or turned, under which pages come out
 * largest; at equal size the upright sheet and the fewer columns. */
static void divide_best(struct plan *plan, sp width, sp height, size_t up)
{
    struct plan best = {0};
    for (int turned = 0; turned < 2; turned++)
        for (size_t columns = 1; columns <= up; columns++) {
            struct plan tried = *plan;
            if (up % columns == 0 &&
                divide(&tried, turned ? height : width, turned ? width : height, columns,
                       up / columns) > best.scale)
                best = tried;
        }
    if (best.scale > 0)
        *plan = best;
}

/* A fold in the middle of a sheet that lies wide. */
static void divide_booklet(struct plan *plan, sp width, sp height)
{
    divide(plan, width > height ? width : height, width > height ? height : width, 2, 1);
}

/* ---- places -----------------------------------------------------------------------------*/

/* The slot of a place, with its page in the middle. */
static struct slot slot_at(const struct plan *plan, size_t place, uint32_t page)
{
    sp column = (sp)(place % plan->columns), row = (sp)(place / plan->columns);
    sp free_width = plan->cell_width - scaled(plan, plan->page_width);
    sp free_height = plan->cell_height - scaled(plan, plan->page_height);
    struct slot slot = {page, 0, 0};
    slot.x = plan->left + column * (plan->cell_width + plan->gap) + free_width / 2;
    slot.y = plan->top + row * (plan->cell_height + plan->gap) + free_height / 2;
    return slot;
}

static void fill_up(struct plan *plan, size_t count)
{
    size_t places = plan->columns * plan->rows;
    for (size_t i = 0; i < plan->side_count * places; i++)
        plan->slots[i] = slot_at(plan, i % places, i < count ? (uint32_t)i : NO_PAGE);
}

/* Which page of a booklet of `total` lies on a side, left or right. */
static size_t booklet_page(size_t total, size_t side, size_t place)
{
    size_t sheet = side / 2;
    bool low = (side % 2 == 0) == (place == 1); /* counted from the first page, not the last */
    size_t from_end = side % 2 == 0 ? 2 * sheet : 2 * sheet + 1;
    return low ? from_end : total - 1 - from_end;
}

/* Pages of a booklet touch at the fold and move toward it with each sheet further in. */
static void fill_booklet(struct plan *plan, size_t count, sp creep)
{
    size_t total = plan->side_count * 2;
    sp middle = plan->width / 2;
    for (size_t i = 0; i < total; i++) {
        size_t page = booklet_page(total, i / 2, i % 2);
        sp moved = (sp)(i / 4) * creep;
        struct slot slot = slot_at(plan, i % 2, page < count ? (uint32_t)page : NO_PAGE);
        slot.x = i % 2 == 0 ? middle - scaled(plan, plan->page_width) + moved : middle - moved;
        plan->slots[i] = slot;
    }
}

/* A single page in the middle of its sheet, or of a sheet as large as bleed and marks need. */
static void place_single(struct plan *plan, const struct print *print)
{
    bool marks = print->crop_marks || print->fold_marks || print->cut_marks;
    sp beyond = print->bleed > MARK_DISTANCE ? print->bleed : marks ? MARK_DISTANCE : 0;
    sp margin = marks ? beyond + MARK_LENGTH : print->bleed;
    bool named = print->sheet_width > 0;
    bool wide = plan->page_width > plan->page_height;
    plan->scale = VIEW_SCALE_ONE;
    plan->columns = plan->rows = 1;
    plan->width = plan->page_width + 2 * margin;
    plan->height = plan->page_height + 2 * margin;
    if (named) {
        plan->width = wide ? print->sheet_height : print->sheet_width;
        plan->height = wide ? print->sheet_width : print->sheet_height;
    }
    if (plan->width < plan->page_width + 2 * print->bleed ||
        plan->height < plan->page_height + 2 * print->bleed)
        plan->scale = 0;
    plan->cell_width = plan->page_width;
    plan->cell_height = plan->page_height;
    plan->left = (plan->width - plan->page_width) / 2;
    plan->top = (plan->height - plan->page_height) / 2;
}

struct plan plan_sheets(struct arena *arena, const struct pages *pages,
                        const struct print *print)
{
    struct plan plan = {.page_width = pages->width, .page_height = pages->height};
    sp width = print->sheet_width > 0 ? print->sheet_width : pages->width;
    sp height = print->sheet_width > 0 ? print->sheet_height : pages->height;
    if (print->imposition == IMPOSE_UP) {
        plan.gap = print->gap;
        divide_best(&plan, width, height, (size_t)print->up);
    } else if (print->imposition == IMPOSE_BOOKLET) {
        divide_booklet(&plan, width, height);
    } else {
        place_single(&plan, print);
    }
    if (plan.scale == 0)
        return plan;
    size_t places = plan.columns * plan.rows;
    plan.side_count = (pages->count + places - 1) / places;
    if (print->imposition == IMPOSE_BOOKLET)
        plan.side_count = (pages->count + 3) / 4 * 2;
    plan.slots = arena_array(arena, plan.side_count * places, sizeof *plan.slots);
    if (print->imposition == IMPOSE_BOOKLET)
        fill_booklet(&plan, pages->count, print->creep);
    else
        fill_up(&plan, pages->count);
    return plan;
}

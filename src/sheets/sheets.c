/* Puts pages onto the sheets that were planned; see sheets.h. */
#include "sheets/sheets.h"

#include "sheets/marks.h"

struct imposing {
    struct job *job;
    const struct pages *pages;
    const struct print *print;
    struct plan plan;
    struct pages *sheets;
    const struct slot **places; /* by page: where it lies */
    uint32_t *sides;            /* by page: on which side of a sheet */
};

/* A length of a page as it comes out on the sheet. */
static sp on_sheet(const struct imposing *imposing, sp start, sp length)
{
    return start + length_scale(length, imposing->plan.scale, VIEW_SCALE_ONE);
}

/* ---- one side of a sheet ----------------------------------------------------------------*/

static const struct slot *slots_of(const struct imposing *imposing, size_t side)
{
    return &imposing->plan.slots[side * imposing->plan.columns * imposing->plan.rows];
}

static void add_area(const struct imposing *imposing, const struct slot *slot,
                     const struct link_area *area, struct page *sheet)
{
    struct link_area *moved = &sheet->areas[sheet->area_count++];
    *moved = *area;
    moved->left = on_sheet(imposing, slot->x, area->left);
    moved->right = on_sheet(imposing, slot->x, area->right);
    moved->top = on_sheet(imposing, slot->y, area->top);
    moved->bottom = on_sheet(imposing, slot->y, area->bottom);
    moved->order = slot->page;
}

/* A page on its place: what of it is turned, and the rest, are views of their own. */
static void add_view(const struct imposing *imposing, const struct slot *slot,
                     struct page *sheet)
{
    const struct page *page = &imposing->pages->items[slot->page];
    size_t done = 0;
    for (size_t i = 0; i < page->view_count; i++) {
        const struct view *part = &page->views[i];
        sheet->views[sheet->view_count++] = (struct view){sheet->item_count + part->first,
                                                          part->count,
                                                          part->turned,
                                                          on_sheet(imposing, slot->x, part->x),
                                                          on_sheet(imposing, slot->y, part->y),
                                                          imposing->plan.scale,
                                                          slot->page};
        done = part->first + part->count;
    }
    sheet->views[sheet->view_count++] = (struct view){sheet->item_count + done,
                                                      page->item_count - done,
                                                      false,
                                                      slot->x,
                                                      slot->y,
                                                      imposing->plan.scale,
                                                      slot->page};
    for (size_t i = 0; i < page->item_count; i++)
        sheet->items[sheet->item_count++] = page->items[i];
    for (size_t i = 0; i < page->area_count; i++)
        add_area(imposing, slot, &page->areas[i], sheet);
}

/* "12" for a single page, "12, 1" for several. */
static struct text label_of(const struct imposing *imposing, const struct page *sheet)
{
    struct buffer out = buffer_new(&imposing->job->arena);
    for (size_t i = 0; i < sheet->view_count; i++) {
        if (i > 0 && sheet->views[i].order == sheet->views[i - 1].order)
            continue;
        buffer_string(&out, i > 0 ? ", " : "");
        buffer_add(&out, imposing->pages->items[sheet->views[i].order].label);
    }
    return buffer_text(&out);
}

/* The slot with the page after that of `from` in reading, or the first; NULL at the end. So
 * what is painted on a side stands in the order it is read in. */
static const struct slot *next_slot(const struct slot *slots, size_t count,
                                    const struct slot *from)
{
    const struct slot *next = NULL;
    for (size_t i = 0; i < count; i++)
        if (slots[i].page != NO_PAGE && (from == NULL || slots[i].page > from->page) &&
            (next == NULL || slots[i].page < next->page))
            next = &slots[i];
    return next;
}

static void make_side(struct imposing *imposing, size_t side, const struct marks *marks)
{
    struct arena *arena = &imposing->job->arena;
    const struct slot *slots = slots_of(imposing, side);
    size_t places = imposing->plan.columns * imposing->plan.rows;
    struct page *sheet = &imposing->sheets->items[side];
    size_t items = marks->list.count, areas = 0;
    for (size_t i = 0; i < places; i++)
        if (slots[i].page != NO_PAGE) {
            items += imposing->pages->items[slots[i].page].item_count;
            areas += imposing->pages->items[slots[i].page].area_count;
        }
    sheet->items = arena_array(arena, items, sizeof *sheet->items);
    sheet->areas = arena_array(arena, areas, sizeof *sheet->areas);
    sheet->views = arena_array(arena, 2 * places, sizeof *sheet->views);
    for (const struct slot *slot = next_slot(slots, places, NULL); slot != NULL;
         slot = next_slot(slots, places, slot)) {
        add_view(imposing, slot, sheet);
        imposing->places[slot->page] = slot;
        imposing->sides[slot->page] = (uint32_t)side;
    }
    for (size_t i = 0; i < marks->list.count; i++)
        sheet->items[sheet->item_count++] = marks->list.items[i];
    sheet->label = label_of(imposing, sheet);
    if (imposing->print->imposition == IMPOSE_SINGLE) {
        sheet->rotated = imposing->pages->items[slots[0].page].rotated;
        sheet->trim = marks_trim(&imposing->plan);
        sheet->bleed = marks_bleed(&imposing->plan, imposing->print);
    }
}

/* ---- what points at places --------------------------------------------------------------*/

static void move_destinations(struct imposing *imposing)
{
    const struct pages *pages = imposing->pages;
    struct destination *moved =
        arena_array(&imposing->job->arena, pages->destination_count, sizeof *moved);
    for (size_t i = 0; i < pages->destination_count; i++) {
        moved[i] = pages->destinations[i];
        if (moved[i].page >= pages->count)
            continue;
        moved[i].y = on_sheet(imposing, imposing->places[moved[i].page]->y, moved[i].y);
        moved[i].page = imposing->sides[moved[i].page];
    }
    imposing->sheets->destinations = moved;
}

/* The boxes of figures are on the page of their first item. */
static void move_figures(struct imposing *imposing)
{
    const struct pages *pages = imposing->pages;
    struct tag *tags = arena_array(&imposing->job->arena, pages->tag_count, sizeof *tags);
    for (size_t i = 0; i < pages->tag_count; i++)
        tags[i] = pages->tags[i];
    for (uint32_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->items[p].item_count; i++) {
            const struct item *item = &pages->items[p].items[i];
            if (item->kind != ITEM_IMAGE || item->tag == NO_TAG)
                continue;
            const struct tag *leaf = &pages->tags[item->tag];
            uint32_t figure = leaf->role == TAG_TEXT ? leaf->parent : item->tag;
            for (int side = 0; side < 4; side++)
                tags[figure].box[side] = on_sheet(
                    imposing, side % 2 == 0 ? imposing->places[p]->x : imposing->places[p]->y,
                    pages->tags[figure].box[side]);
        }
    imposing->sheets->tags = tags;
}

static bool asks_for_nothing(const struct print *print)
{
    return print->imposition == IMPOSE_SINGLE && print->sheet_width == 0 && print->bleed == 0 &&
           !print->crop_marks && !(print->fold_marks && print->fold_count > 0);
}

static void report_small(struct job *job, const struct plan *plan, const struct print *print)
{
    struct buffer sides[2] = {buffer_new(&job->arena), buffer_new(&job->arena)};
    length_print(&sides[0], plan->width, 1);
    length_print(&sides[1], plan->height, 1);
    diag(job, DIAG_SHEET_SMALL, print->span, text_string(&job->arena, buffer_text(&sides[0])),
         text_string(&job->arena, buffer_text(&sides[1])), NULL);
}

const struct pages *sheets_impose(struct job *job, const struct pages *pages,
                                  const struct print *print)
{
    if (asks_for_nothing(print))
        return pages;
    struct arena *arena = &job->arena;
    struct imposing imposing = {.job = job, .pages = pages, .print = print};
    imposing.plan = plan_sheets(arena, pages, print);
    if (imposing.plan.scale == 0) {
        report_small(job, &imposing.plan, print);
        return NULL;
    }
    struct marks marks = {0};
    marks_add(arena, &imposing.plan, print, &marks);
    struct pages *sheets = arena_alloc(arena, sizeof *sheets);
    *sheets = *pages;
    sheets->width = imposing.plan.width;
    sheets->height = imposing.plan.height;
    sheets->count = imposing.plan.side_count;
    sheets->items = arena_array(arena, sheets->count, sizeof *sheets->items);
    if (print->imposition == IMPOSE_BOOKLET)
        sheets->metadata.binding = BINDING_SHORT_EDGE;
    imposing.sheets = sheets;
    imposing.places = arena_array(arena, pages->count, sizeof *imposing.places);
    imposing.sides = arena_array(arena, pages->count, sizeof *imposing.sides);
    for (size_t side = 0; side < sheets->count; side++)
        make_side(&imposing, side, &marks);
    move_destinations(&imposing);
    move_figures(&imposing);
    return sheets;
}

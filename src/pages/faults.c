/* Takes finished pages and the messages so far, marks and lists the faults; see faults.h. */
#include "pages/faults.h"

#include <stdlib.h>

#include "pages/matter.h"
#include "pages/paginate.h"
#include "pages/running.h"

/* ---- numbers
 * ----------------------------------------------------------------------------------*/

static bool before_on_paper(const struct traced *a, const struct traced *b)
{
    if (a->page != b->page)
        return a->page < b->page;
    return a->y < b->y;
}

/* By place on paper; what is on no page stays in the order it was found, by file and line. */
static int by_place(const void *left, const void *right)
{
    const struct fault *a = left, *b = right;
    bool on_paper = a->places.list.count > 0;
    if (on_paper != (b->places.list.count > 0))
        return on_paper ? -1 : 1;
    if (on_paper && before_on_paper(&a->places.list.items[0], &b->places.list.items[0]))
        return -1;
    if (on_paper && before_on_paper(&b->places.list.items[0], &a->places.list.items[0]))
        return 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* The errors and warnings that nobody has accepted, numbered by their places on the pages. */
static struct faults *faults_of(struct builder *b, const struct pages *pages)
{
    struct faults *faults = arena_alloc(b->arena, sizeof *faults);
    struct trace *trace = NULL;
    diag_settle(b->job);
    diag_sort(b->job);
    for (size_t i = 0; i < b->job->diags.list.count; i++) {
        const struct diag *diag = &b->job->diags.list.items[i];
        if (diag->exception > 0 || diag->severity < SEVERITY_WARNING)
            continue;
        if (trace == NULL)
            trace = trace_new(b, pages);
        struct fault *fault = array_push(b->arena, &faults->list);
        fault->diag = diag;
        fault->number = faults->list.count;
        trace_find(b, trace, diag->span, &fault->places);
    }
    if (faults->list.count > 0)
        qsort(faults->list.items, faults->list.count, sizeof *faults->list.items, by_place);
    for (size_t i = 0; i < faults->list.count; i++)
        faults->list.items[i].number = i + 1;
    return faults;
}

/* ---- marks
 * ------------------------------------------------------------------------------------*/

/* A builder that goes on where the one of the pages ended. */
static struct builder *builder_after(struct job *job, const struct page_input *input,
                                     const struct pages *pages)
{
    struct builder *b = builder_new(job, input);
    for (size_t i = 0; i < pages->tag_count; i++)
        *array_push(b->arena, &b->tags) = pages->tags[i];
    for (size_t i = 0; i < pages->destination_count; i++)
        *array_push(b->arena, &b->places) =
            (struct target){pages->destinations[i].id, pages->destinations[i].tag, true};
    for (size_t i = 0; i < pages->link_count; i++)
        *array_push(b->arena, &b->links) = pages->links[i];
    return b;
}

static void set_page(struct painter *painter, uint32_t number)
{
    const struct design *design = painter->b->design;
    painter->page = number;
    painter->even = design->duplex && number % 2 == 1;
    painter->left = painter->even ? design->margin_outer : design->margin_inner;
    painter->top = design->margin_top;
}

/* The page with its marks behind what it has, or behind what of it is turned. */
static void mark_page(struct painter *painter, const struct faults *faults, struct page *page)
{
    struct arena *arena = painter->b->arena;
    faults_paint(painter, faults, page);
    size_t more = painter->items.count, before = page->item_count;
    if (more == 0)
        return;
    if (page->view_count > 0) {
        struct view *view = arena_alloc(arena, sizeof *view);
        *view = page->views[0];
        before = view->count;
        view->count += more;
        page->views = view;
    }
    struct item *items = arena_array(arena, page->item_count + more, sizeof *items);
    for (size_t i = 0; i < before; i++)
        items[i] = page->items[i];
    for (size_t i = 0; i < more; i++)
        items[before + i] = painter->items.items[i];
    for (size_t i = before; i < page->item_count; i++)
        items[more + i] = page->items[i];
    page->items = items;
    page->item_count += more;
    painter->items.count = 0;
}

/* ---- the list
 * ---------------------------------------------------------------------------------*/

static struct flow *list_flow_of(struct builder *b, struct blocks blocks)
{
    struct flow *flow = arena_alloc(b->arena, sizeof *flow);
    struct frame frame = {
        .b = b, .flow = flow, .style = b->body, .tag = 0, .width = b->measure, .own = true};
    struct heading *heading = array_push(b->arena, &b->headings);
    struct buffer plain = buffer_new(b->arena);
    document_plain(b->document, blocks.items[0].inlines, &plain);
    *heading = (struct heading){.block = &blocks.items[0],
                                .inlines = blocks.items[0].inlines,
                                .plain = buffer_text(&plain),
                                .level = 1,
                                .place = place_new(b)};
    frame.tag = tag_new(b, TAG_SECT, 0, blocks.items[0].span);
    tag_at(b, frame.tag)->language = b->language;
    flow_blocks(&frame, blocks);
    flow_settle(b, flow);
    return flow;
}

/* The pages' destinations, and room for those of the list. */
static struct destination *destinations_of(struct builder *b, const struct pages *pages)
{
    struct destination *all = arena_array(b->arena, b->places.count, sizeof *all);
    for (size_t i = 0; i < b->places.count; i++) {
        if (i < pages->destination_count)
            all[i] = pages->destinations[i];
        else
            all[i] = (struct destination){b->places.items[i].id, (uint32_t)pages->count, 0,
                                          b->places.items[i].tag};
    }
    return all;
}

static void paint_list(struct painter *painter, const struct flow *flow, struct plans plans,
                       struct pages *pages)
{
    struct builder *b = painter->b;
    for (uint32_t i = 0; i < plans.list.count; i++) {
        const struct page_plan *plan = &plans.list.items[i];
        struct page *page = &pages->items[pages->count];
        set_page(painter, (uint32_t)pages->count);
        paint_pieces(painter, flow, plan->from.piece, plan->to.piece, painter->top);
        running_listing(painter, &(struct running_page){.number = i + 1,
                                                        .count = plans.list.count,
                                                        .even = painter->even});
        *page = (struct page){.label = text_decimal(b->arena, (int64_t)++pages->count)};
        paint_keep(painter, page);
    }
}

static void add_bookmark(struct builder *b, struct pages *pages)
{
    struct bookmark *all =
        arena_array(b->arena, pages->bookmark_count + 1, sizeof *pages->bookmarks);
    for (size_t i = 0; i < pages->bookmark_count; i++)
        all[i] = pages->bookmarks[i];
    all[pages->bookmark_count++] =
        (struct bookmark){b->headings.items[0].plain, 1, b->headings.items[0].place};
    pages->bookmarks = all;
}

/* Puts the list behind the pages, whose array of pages must be a copy. */
static void add_list(struct painter *painter, const struct faults *faults, struct pages *pages)
{
    struct builder *b = painter->b;
    pages->faults = faults_blocks(b, faults);
    struct flow *flow = list_flow_of(b, pages->faults);
    struct plans plans = paginate(b, flow);
    painter->ranks = tag_ranks(b);
    painter->destinations = destinations_of(b, pages);
    struct page *items = arena_array(b->arena, pages->count + plans.list.count, sizeof *items);
    for (size_t i = 0; i < pages->count; i++)
        items[i] = pages->items[i];
    pages->items = items;
    pages->listed = plans.list.count;
    paint_list(painter, flow, plans, pages);
    add_bookmark(b, pages);
    pages->tag_count = b->tags.count;
    pages->tags = b->tags.items;
    pages->destination_count = b->places.count;
    pages->destinations = painter->destinations;
}

const struct pages *pages_faults(struct job *job, const struct page_input *input,
                                 const struct pages *pages)
{
    struct builder *b = builder_after(job, input, pages);
    struct faults *faults = faults_of(b, pages);
    if (faults->list.count == 0)
        return pages;
    struct diags before = job->diags;
    struct pages *marked = arena_alloc(b->arena, sizeof *marked);
    struct painter painter = {.b = b};
    *marked = *pages;
    b->explain = 0;
    b->language = TEXT("en-US"); /* of messages */
    add_list(&painter, faults, marked);
    for (uint32_t i = 0; i < pages->count; i++) {
        set_page(&painter, i);
        mark_page(&painter, faults, &marked->items[i]);
    }
    job->diags = before; /* how the list is set is no fault of the draft */
    return marked;
}

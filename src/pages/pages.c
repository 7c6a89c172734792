/*
 * Takes document, references and design, gives pages: the stage's outer loop.
 * The one idea: everything is set once into one flow; pages are stretches of it, planned from a
 * cursor to the next, and painted when all are known.
 */
#include "pages/pages.h"

#include "pages/anchor.h"
#include "pages/aside.h"
#include "pages/bands.h"
#include "pages/floats.h"
#include "pages/matter.h"
#include "pages/numbering.h"
#include "pages/paginate.h"
#include "pages/running.h"
#include "pages/turned.h"

struct builder *builder_new(struct job *job, const struct page_input *input)
{
    struct builder *b = arena_alloc(&job->arena, sizeof *b);
    const struct design *design = input->design;
    b->job = job;
    b->arena = &job->arena;
    b->document = input->document;
    b->references = input->references;
    b->design = input->design;
    b->fonts = input->fonts;
    fonts_begin(b->fonts);
    b->draft = input->draft;
    b->explain = input->explain;
    b->language = input->document->language.value.text;
    b->measure = design->page_width - design->margin_inner - design->margin_outer;
    b->height = design->page_height - design->margin_top - design->margin_bottom;
    b->body = design_style(input->design, NULL, "body");
    b->note_mention = arena_array(b->arena, b->document->note_count + 1, sizeof(uint32_t));
    b->place_ids = map_new(b->arena);
    b->captions = map_new(b->arena);
    for (size_t i = 0; i < b->references->cite_count; i++)
        b->letter_marks = b->letter_marks || b->references->cites[i].superscript;
    return b;
}

/* The whole document as one flow. */
static struct flow *build_flow(struct builder *b)
{
    struct flow *flow = arena_alloc(b->arena, sizeof *flow);
    uint32_t root = tag_new(b, TAG_DOCUMENT, NO_TAG, b->document->span);
    tag_at(b, root)->language = b->language;
    headings_collect(b);
    struct frame frame = {
        .b = b, .flow = flow, .style = b->body, .tag = root, .width = b->measure};
    front_flow(&frame);
    sections_flow(&frame);
    back_flow(&frame);
    flow_settle(b, flow);
    return flow;
}

/* ---- painting
 * ---------------------------------------------------------------------------------*/

/* Calls for each stretch of notes at the foot of a page. */
struct note_range {
    const struct flow *flow;
    size_t from, to;
};

static struct note_range note_range(const struct builder *b, const struct page_plan *plan,
                                    uint32_t mention)
{
    struct note_range range = {.flow = b->mentions.items[mention].flow};
    range.to = range.flow->pieces.count;
    if (mention == plan->from.mention)
        range.from = plan->from.note_piece;
    if (mention == plan->to.mention)
        range.to = plan->to.note_piece;
    return range;
}

static void find_pages(struct painter *painter, const struct flow *flow, size_t from, size_t to,
                       uint32_t page)
{
    const struct builder *b = painter->b;
    for (size_t i = from; i < to; i++) {
        const struct piece *piece = &flow->pieces.items[i];
        if (piece->place != 0)
            painter->destinations[piece->place - 1].page = page;
        if (b->anchors.count > 0)
            anchors_find(painter, piece, page);
        const struct figure *figure = piece->kind == PIECE_IMAGE ? piece->of.figure : NULL;
        for (; figure != NULL; figure = figure->next)
            if (figure->place != 0)
                painter->destinations[figure->place - 1].page = page;
        for (uint32_t k = piece->aside; k != 0; k = b->asides.items[k - 1].next)
            find_pages(painter, b->asides.items[k - 1].flow, 0,
                       b->asides.items[k - 1].flow->pieces.count, page);
    }
}

/* The page of every place, before anything is painted. */
static void find_places(struct painter *painter, const struct flow *flow,
                        const struct plans *plans)
{
    struct builder *b = painter->b;
    painter->destinations =
        arena_array(b->arena, b->places.count + 1, sizeof *painter->destinations);
    painter->reached = arena_array(b->arena, b->places.count + 1, sizeof *painter->reached);
    for (size_t i = 0; i < b->places.count; i++) {
        struct target place = b->places.items[i];
        painter->destinations[i].id = place.id;
        painter->destinations[i].tag = place.defined && place.tag != NO_TAG ? place.tag : 0;
    }
    uint32_t page = 0;
    for (size_t number = 0; number < plans->list.count; number++) {
        const struct page_plan *plan = &plans->list.items[number];
        page += number > 0 && plan_opens(plan);
        find_pages(painter, flow, plan->from.piece, plan->to.piece, page);
        for (uint32_t i = plan->from.floating; i < plan->to.floating; i++)
            find_pages(painter, b->floats.items[i].flow, b->floats.items[i].from,
                       b->floats.items[i].to, page);
        for (uint32_t i = plan->from.mention; i < plan->notes_end; i++) {
            struct note_range range = note_range(b, plan, i);
            find_pages(painter, range.flow, range.from, range.to, page);
        }
    }
}

static void paint_notes(struct painter *painter, const struct page_plan *plan)
{
    struct builder *b = painter->b;
    if (plan->notes == 0)
        return;
    sp separator = b->body->leading;
    sp y = painter->top + b->height - plan->from.foot - plan->notes;
    const struct style *style = role_style(b, b->body, "footnote");
    sp rule = y + separator / 2;
    paint_fill(painter,
               (sp[4]){painter->left, rule, painter->left + b->design->note_separator,
                       rule + SP_PT / 2},
               style->colour);
    y += separator;
    for (uint32_t i = plan->from.mention; i < plan->notes_end; i++) {
        struct note_range range = note_range(b, plan, i);
        paint_pieces(painter, range.flow, range.from, range.to, y);
        struct walk walk = walk_new(b, range.flow, range.from);
        for (size_t k = range.from; k < range.to; k++)
            walk_piece(&walk, &range.flow->pieces.items[k]);
        y += walk.y;
    }
}

/* One past the last float that stands over the page's text. Those written on a page that opens
 * with a heading stand under it: over it they would seem to belong to the section before. */
static uint32_t top_floats(const struct painter *painter, const struct flow *flow,
                           const struct page_plan *plan)
{
    uint32_t end = plan->to.floating, at = plan->from.floating;
    size_t first = plan->from.piece;
    if (first == plan->to.piece)
        return end;
    const struct piece *opens = &flow->pieces.items[first];
    if (first == 0 || opens->forced || opens->heading != 0) {
        uint32_t before = first > 0 ? flow->pieces.items[first - 1].float_end : 0;
        end = end < before ? end : before;
    }
    while (at < end && painter->b->floats.items[at].placement != PLACE_BOTTOM)
        at++;
    return at;
}

/* Where the floats under the text of a plan end. */
static sp plan_bottom(const struct painter *painter, const struct page_plan *plan)
{
    if (plan->to.column == 0 && plan->to.top > 0 && plan->from.limit == 0)
        return plan->filled + plan->floated;
    if (plan->from.limit > 0)
        return plan->from.limit;
    return painter->b->height - plan->from.foot - plan->notes;
}

/* The text with the floats over and under it. */
static void paint_text(struct painter *painter, const struct flow *flow,
                       const struct page_plan *plan)
{
    uint32_t from = plan->from.floating, end = plan->to.floating;
    uint32_t top = top_floats(painter, flow, plan);
    sp y = painter->top;
    sp height[2] = {0, 0}; /* of those over it and under it */
    for (uint32_t i = from; i < end; i++)
        height[i >= top] += painter->b->floats.items[i].room;
    floats_paint(painter, from, top, y + plan->from.top, false);
    paint_plan(painter, flow, plan, y + height[0]);
    floats_paint(painter, top, end, y + plan_bottom(painter, plan) - height[1], true);
}

/* The plans of one page. */
struct page_parts {
    const struct page_plan *items;
    size_t count;
};

/* How far down the text, or the notes, of a plan go. */
static sp plan_depth(const struct painter *painter, const struct page_plan *plan)
{
    bool notes = plan->notes > 0 && plan->from.limit == 0;
    return notes ? painter->b->height - plan->from.foot : plan->filled + plan->floated;
}

/* The left edge of a plan: what reaches into the outer margin does so on the left of an even
 * page. */
static sp plan_left(const struct painter *painter, const struct flow *flow,
                    const struct page_plan *plan)
{
    size_t at = plan->from.piece;
    bool moved = painter->even && at < flow->pieces.count;
    return painter->left - (moved ? flow->pieces.items[at].reach : 0);
}

/* The line between the column of plan `at` and the one before it, as long as the longest. */
static void paint_column_rule(struct painter *painter, const struct flow *flow,
                              struct page_parts parts, size_t at)
{
    struct cursor from = parts.items[at].from;
    const struct column_band *band = band_at(flow, from.piece);
    if (band == NULL || from.column == 0 || band->rule.width <= 0)
        return;
    sp depth = 0;
    for (size_t i = at - from.column; i < parts.count && parts.items[i].from.top == from.top;
         i++) {
        sp own = plan_depth(painter, &parts.items[i]);
        depth = own > depth ? own : depth;
    }
    sp x = plan_left(painter, flow, &parts.items[at]) - band->gap / 2 - band->rule.width / 2;
    paint_border(
        painter, &band->rule,
        (sp[4]){x, painter->top + from.top, x + band->rule.width, painter->top + depth});
}

/* All text of a page, then what stands in its margins. */
static void paint_side(struct painter *painter, const struct flow *flow,
                       struct page_parts parts)
{
    sp home = painter->left;
    for (size_t i = 0; i < parts.count; i++) {
        const struct page_plan *plan = &parts.items[i];
        size_t first = painter->items.count;
        painter->left = home + band_offset(flow, plan->from);
        paint_text(painter, flow, plan);
        if (i + 1 == parts.count) {
            painter->left = home;
            asides_paint(painter);
            painter->left = home + band_offset(flow, plan->from);
        }
        const struct column_band *band = band_at(flow, plan->from.piece);
        numbering_paint(painter, first, plan->from.column > 0 ? band : NULL);
        paint_column_rule(painter, flow, parts, i);
    }
    painter->left = home;
}

/* Says which parts the page has, where it is not one. */
static void keep_columns(struct painter *painter, const struct flow *flow,
                         struct page_parts parts, struct page *page)
{
    struct builder *b = painter->b;
    if (parts.count == 1 && band_at(flow, parts.items[0].from.piece) == NULL)
        return;
    page->columns = arena_array(b->arena, parts.count, sizeof *page->columns);
    for (size_t i = 0; i < parts.count; i++) {
        const struct page_plan *plan = &parts.items[i];
        struct cursor from = plan->from;
        const struct column_band *band = band_at(flow, from.piece);
        if (plan->to.piece == from.piece && plan->floated == 0)
            continue;
        page->columns[page->column_count++] =
            (struct page_column){.number = from.column + 1,
                                 .count = band != NULL ? band->columns : 1,
                                 .x = plan_left(painter, flow, plan) + band_offset(flow, from),
                                 .y = painter->top + from.top,
                                 .width = band != NULL ? band->column : b->measure,
                                 .height = plan_depth(painter, plan) - from.top};
    }
}

/* Notes of what goes across stand below those of the columns under it. */
static void paint_foot(struct painter *painter, const struct flow *flow,
                       struct page_parts parts)
{
    sp home = painter->left;
    for (size_t i = 0; i < parts.count; i++) {
        painter->left = home + band_offset(flow, parts.items[i].from);
        paint_notes(painter, &parts.items[i]);
    }
    painter->left = home;
}

/* The plans of the page that plan `first` opens. */
static struct page_parts parts_from(const struct plans *plans, size_t first)
{
    size_t end = first + 1;
    while (end < plans->list.count && !plan_opens(&plans->list.items[end]))
        end++;
    return (struct page_parts){&plans->list.items[first], end - first};
}

static void paint_page(struct painter *painter, const struct flow *flow,
                       struct page_parts parts, uint32_t number, const struct pages *pages)
{
    struct builder *b = painter->b;
    const struct design *design = b->design;
    struct page *page = &pages->items[number];
    bool even = design->duplex && number % 2 == 1;
    painter->page = number;
    painter->even = even;
    painter->left = even ? design->margin_outer : design->margin_inner;
    painter->top = design->margin_top;
    uint32_t before = painter->section;
    painter->asides.count = painter->reaches.count = 0;
    painter->section_first = 0;
    painter->turned_end = 0;
    if (turned_alone(b, parts.items)) {
        turned_paint(painter, parts.items);
    } else {
        paint_side(painter, flow, parts);
        paint_foot(painter, flow, parts);
        keep_columns(painter, flow, parts, page);
    }
    struct running_page running = {.number = number + 1,
                                   .count = pages->count,
                                   .even = even,
                                   .section = painter->section_first};
    if (running.section == 0)
        running.section = before;
    running_paint(painter, &running);
    page->label = text_decimal(b->arena, (int64_t)number + 1);
    paint_keep(painter, page);
}

/* ---- the result
 * -------------------------------------------------------------------------------*/

static struct text meta_plain(const struct meta *meta)
{
    return meta->to_fill ? TEXT("") : meta->value.text;
}

/* Who wrote it, or where nobody is named, who answers for it. */
static struct texts authors_of(struct builder *b)
{
    const struct document *document = b->document;
    if (document->authors.count > 0 || meta_plain(&document->owner).length == 0)
        return document->authors;
    struct located *owner = arena_alloc(b->arena, sizeof *owner);
    *owner = document->owner.value;
    return (struct texts){1, owner};
}

static struct metadata metadata_of(struct builder *b, const struct page_input *input)
{
    const struct document *document = b->document;
    struct buffer keywords = buffer_new(b->arena);
    for (size_t i = 0; i < document->keywords.count; i++) {
        if (i > 0)
            buffer_string(&keywords, ", ");
        buffer_add(&keywords, document->keywords.items[i].text);
    }
    return (struct metadata){
        .title = meta_plain(&document->title),
        .authors = authors_of(b),
        .subject = meta_plain(document->subject.value.text.length > 0 ? &document->subject
                                                                      : &document->subtitle),
        .keywords = buffer_text(&keywords),
        .language = meta_plain(&document->language),
        .version = meta_plain(&document->version),
        .licence = meta_plain(&document->licence),
        .identifier = meta_plain(&document->identifier),
        .fingerprint = input->fingerprint,
        .date = document->date.date.year > 0 ? document->date.date : input->made,
        .review_by = document->review_by.date,
    };
}

static void add_bookmarks(struct builder *b, struct pages *pages)
{
    pages->bookmark_count = b->headings.count;
    pages->bookmarks = arena_array(b->arena, b->headings.count + 1, sizeof *pages->bookmarks);
    for (size_t i = 0; i < b->headings.count; i++) {
        const struct heading *heading = &b->headings.items[i];
        struct text space = heading->number.length > 0 ? TEXT(" ") : TEXT("");
        pages->bookmarks[i] =
            (struct bookmark){text_join(b->arena, heading->number, space, heading->plain),
                              heading->level, heading->place};
    }
}

/* A document laid out: all but painted. */
struct layout {
    struct builder *b;
    struct flow *flow;
    struct plans plans;
    struct painter painter;
};

static void lay_out(struct job *job, const struct page_input *input,
                    const struct index_pages *known, bool greedy, struct layout *layout)
{
    struct builder *b = builder_new(job, input);
    b->known = known;
    b->greedy = greedy;
    index_prepare(b);
    layout->b = b;
    layout->flow = build_flow(b);
    layout->plans = paginate(b, layout->flow);
    layout->painter = (struct painter){.b = b, .ranks = tag_ranks(b)};
    find_places(&layout->painter, layout->flow, &layout->plans);
}

/* Rounds in which page numbers may settle as the layout says. From then on the index starts a
 * page and pages are filled one by one: no page before it depends on it, so they do settle. */
#define ROUNDS_FREE 4

/* Lays out anew with the pages that the index has to name, until they are those it names. */
static void lay_out_index(struct job *job, const struct page_input *input,
                          struct layout *layout, const struct diags *before)
{
    for (int round = 1; layout->b->mark_places != NULL; round++) {
        const struct index_pages *found = index_found(&layout->painter);
        if (index_settled(layout->b, found))
            return;
        diag_retract(job, before, lines_says_once);
        lay_out(job, input, found, round >= ROUNDS_FREE, layout);
    }
}

const struct pages *pages_build(struct job *job, const struct page_input *input)
{
    struct layout layout;
    struct diags before = job->diags;
    lay_out(job, input, NULL, false, &layout);
    lay_out_index(job, input, &layout, &before);
    struct builder *b = layout.b;
    struct pages *pages = arena_alloc(b->arena, sizeof *pages);
    pages->width = b->design->page_width;
    pages->height = b->design->page_height;
    pages->count = plans_pages(&layout.plans);
    pages->items = arena_array(b->arena, pages->count, sizeof *pages->items);
    struct page_parts parts = {NULL, 0};
    size_t plan = 0;
    for (uint32_t i = 0; i < pages->count; i++, plan += parts.count) {
        parts = parts_from(&layout.plans, plan);
        paint_page(&layout.painter, layout.flow, parts, i, pages);
    }
    pages->tag_count = b->tags.count;
    pages->tags = b->tags.items;
    pages->destination_count = b->places.count;
    pages->destinations = layout.painter.destinations;
    pages->link_count = b->links.count;
    pages->links = b->links.items;
    add_bookmarks(b, pages);
    pages->metadata = metadata_of(b, input);
    pages->draft = b->draft;
    pages->explanation = b->explanation;
    return pages;
}

/*
 * Takes the lines, rows and figures of a page, gives items.
 * The one idea: pieces of a line that share tag, colour and link become one item, which refers
 * to the line's glyphs and copies nothing.
 */
#include "pages/paint.h"

#include <stdlib.h>

#include "pages/anchor.h"
#include "pages/aside.h"
#include "pages/marks.h"
#include "pages/turned.h"

struct item *paint_item(struct painter *painter, enum item_kind kind, uint32_t tag)
{
    struct item *item = array_push(painter->b->arena, &painter->items);
    *item = (struct item){.kind = kind, .tag = tag, .artifact = painter->artifact};
    if (painter->artifact != ARTIFACT_NONE)
        item->tag = NO_TAG;
    else if (tag == NO_TAG)
        item->artifact = ARTIFACT_LAYOUT;
    return item;
}

void paint_fill(struct painter *painter, const sp box[4], colour ink)
{
    if (ink == COLOUR_NONE || box[2] <= box[0] || box[3] <= box[1])
        return;
    struct item *item = paint_item(painter, ITEM_FILL, NO_TAG);
    item->x = box[0];
    item->y = box[1];
    item->width = box[2] - box[0];
    item->height = box[3] - box[1];
    item->colour = ink;
}

void paint_area(struct painter *painter, uint32_t link, const sp box[4])
{
    if (painter->artifact != ARTIFACT_NONE)
        return;
    struct link_area *area = array_push(painter->b->arena, &painter->areas);
    sp on_page[4] = {box[0], box[1], box[2], box[3]};
    if (painter->turned)
        turned_box(painter->b, on_page);
    *area = (struct link_area){link - 1, on_page[0], on_page[1], on_page[2], on_page[3], 0};
}

/* ---- edges
 * ------------------------------------------------------------------------------------*/

void paint_border(struct painter *painter, const struct border *border, const sp box[4])
{
    sp width = box[2] - box[0], height = box[3] - box[1];
    if (border->width <= 0 || border->colour == COLOUR_NONE)
        return;
    if (border->kind == LINE_SOLID) {
        paint_fill(painter, box, border->colour);
        return;
    }
    struct item *item = paint_item(painter, ITEM_STROKE, NO_TAG);
    bool upright = height > width;
    item->x = upright ? box[0] + width / 2 : box[0];
    item->y = upright ? box[1] : box[1] + height / 2;
    item->width = upright ? 0 : width;
    item->height = upright ? height : 0;
    item->line_width = border->width;
    item->colour = border->colour;
    item->dashed = true;
}

void paint_box(struct painter *painter, const struct style *style, const sp box[4])
{
    enum artifact artifact = painter->artifact;
    const struct border *border = style->border;
    if (artifact == ARTIFACT_NONE)
        painter->artifact = ARTIFACT_BACKGROUND;
    paint_fill(painter, box, style->background);
    painter->artifact = artifact;
    paint_border(painter, &border[SIDE_TOP],
                 (sp[4]){box[0], box[1], box[2], box[1] + border[SIDE_TOP].width});
    paint_border(painter, &border[SIDE_BOTTOM],
                 (sp[4]){box[0], box[3] - border[SIDE_BOTTOM].width, box[2], box[3]});
    paint_border(painter, &border[SIDE_LEFT],
                 (sp[4]){box[0], box[1], box[0] + border[SIDE_LEFT].width, box[3]});
    paint_border(painter, &border[SIDE_RIGHT],
                 (sp[4]){box[2] - border[SIDE_RIGHT].width, box[1], box[2], box[3]});
}

/* ---- lines
 * ------------------------------------------------------------------------------------*/

/* A ruled blank sits a little under the baseline, where a pen would write. */
static void paint_blank(struct painter *painter, const struct run *run,
                        const struct fragment *fragment, sp x, sp y)
{
    const struct border *border = &run->style->border[SIDE_TOP];
    sp thick = border->width > 0 ? border->width : SP_PT / 2;
    struct item *item = paint_item(painter, ITEM_FILL, run->tag);
    item->x = x + fragment->x;
    item->y = y + run->style->size / 8;
    item->width = fragment->width;
    item->height = thick;
    item->colour = border->width > 0 && border->colour != COLOUR_NONE ? border->colour
                                                                      : run->style->colour;
}

static bool same_item(const struct run *a, const struct run *b)
{
    return a->tag == b->tag && a->style->colour == b->style->colour &&
           a->style->underline == b->style->underline;
}

static bool has_glyphs(const struct fragment *fragment)
{
    return fragment->shaped != NULL &&
           (fragment->kind == FRAGMENT_WORD || fragment->kind == FRAGMENT_SPACE ||
            fragment->kind == FRAGMENT_HYPHEN);
}

/* Neighbours on a line that become one item. */
struct fragments {
    const struct fragment *items;
    size_t count;
    const struct run *runs;
};

/* Fragments that stand side by side, whichever way they are read. */
struct stretch {
    size_t end; /* one past the last */
    sp left, right;
};

/* Those from `first` on, before `count`. */
static struct stretch stretch_at(const struct fragment *fragments, size_t count, size_t first)
{
    struct stretch stretch = {first + 1, fragments[first].x,
                              fragments[first].x + fragments[first].width};
    for (; stretch.end < count; stretch.end++) {
        const struct fragment *next = &fragments[stretch.end];
        if (next->x == stretch.right)
            stretch.right += next->width;
        else if (next->x + next->width == stretch.left)
            stretch.left = next->x;
        else
            break;
    }
    return stretch;
}

static void paint_glyphs(struct painter *painter, const struct run *run,
                         const struct fragments shown, sp x, sp y)
{
    const struct fragment *fragments = shown.items;
    size_t count = shown.count;
    struct item *item = paint_item(painter, ITEM_GLYPHS, run->tag);
    item->x = x;
    item->y = y;
    item->colour = run->style->colour;
    item->fragments = fragments;
    item->runs = shown.runs;
    item->fragment_count = count;
    for (size_t i = 0; i < count && run->style->underline;) {
        struct stretch under = stretch_at(fragments, count, i);
        paint_fill(painter,
                   (sp[4]){x + under.left, y + run->style->size / 10, x + under.right,
                           y + run->style->size * 3 / 20},
                   run->style->colour);
        i = under.end;
    }
}

/* The areas of the links on a line: one for each stretch of the same link. */
static void paint_areas(struct painter *painter, const struct paragraph *paragraph,
                        const struct line *line, sp x, sp y)
{
    for (size_t i = 0; i < line->count;) {
        uint32_t link = paragraph->runs[line->fragments[i].run].link;
        size_t end = i + 1;
        while (end < line->count && paragraph->runs[line->fragments[end].run].link == link)
            end++;
        while (i < end) {
            struct stretch area = stretch_at(line->fragments, end, i);
            if (link != 0)
                paint_area(painter, link,
                           (sp[4]){x + area.left, y - line->ascent, x + area.right,
                                   y + line->descent});
            i = area.end;
        }
    }
}

void paint_line(struct painter *painter, const struct paragraph *paragraph, size_t number, sp x,
                sp y)
{
    if (number >= paragraph->lines.count)
        return;
    const struct line *line = &paragraph->lines.items[number];
    for (size_t i = 0; i < line->count;) {
        const struct fragment *fragment = &line->fragments[i];
        const struct run *run = &paragraph->runs[fragment->run];
        size_t end = i + 1;
        if (fragment->kind == FRAGMENT_BLANK)
            paint_blank(painter, run, fragment, x, y);
        if (!has_glyphs(fragment)) {
            i = end;
            continue;
        }
        while (end < line->count && has_glyphs(&line->fragments[end]) &&
               same_item(run, &paragraph->runs[line->fragments[end].run]))
            end++;
        paint_glyphs(painter, run, (struct fragments){fragment, end - i, paragraph->runs}, x,
                     y);
        i = end;
    }
    paint_areas(painter, paragraph, line, x, y);
    if (painter->artifact == ARTIFACT_NONE)
        anchors_arrive(painter, paragraph, line, y);
}

/* ---- pieces
 * -----------------------------------------------------------------------------------*/

/* The number of the page a contents entry leads to, flush right, and its link. */
static void paint_page_number(struct painter *painter, const struct beside *beside, sp y)
{
    struct builder *b = painter->b;
    const struct destination *destination = &painter->destinations[beside->place];
    struct text label = text_decimal(b->arena, (int64_t)destination->page + 1);
    struct runs runs = runs_new(b);
    struct span nowhere = {0, 0, 0};
    runs_text(&runs, voice_of(b, beside->style, NO_TAG), label, nowhere);
    runs.list.items[0].tag = beside->tag;
    runs.list.items[0].link = beside->link;
    struct paragraph *paragraph = paragraph_of(&runs, beside->style, NO_TAG);
    paragraph_line(b, paragraph);
    if (paragraph->lines.count > 0)
        paint_line(painter, paragraph, 0,
                   painter->left + beside->x - paragraph->lines.items[0].width, y);
}

static void paint_beside(struct painter *painter, const struct beside *beside, sp y)
{
    for (; beside != NULL; beside = beside->next) {
        if (beside->kind == BESIDE_TEXT)
            paint_line(painter, beside->paragraph, 0, painter->left + beside->x, y);
        else if (beside->kind == BESIDE_PAGE)
            paint_page_number(painter, beside, y);
        else
            mark_paint(painter, beside, painter->left + beside->x, y);
    }
}

/* A border across, without its gaps. */
static void paint_ruling(struct painter *painter, const struct border *border,
                         const struct gaps *gaps, const sp box[4])
{
    sp from = box[0];
    for (size_t i = 0; i < gaps->count; i++) {
        sp to = box[0] + gaps->items[i].left;
        if (to > from)
            paint_border(painter, border, (sp[4]){from, box[1], to, box[3]});
        from = box[0] + gaps->items[i].right;
    }
    if (box[2] > from)
        paint_border(painter, border, (sp[4]){from, box[1], box[2], box[3]});
}

/* `ruled`: its own lower border is painted, not left to the table's. */
static void paint_row(struct painter *painter, const struct row *row, sp y, bool ruled)
{
    sp left = painter->left + row->x;
    struct border border = row->style->border[SIDE_BOTTOM];
    sp bottom = y + row->height;
    paint_fill(painter, (sp[4]){left, y, left + row->width, bottom}, row->style->background);
    paint_ruling(painter, &row->style->border[SIDE_TOP], &row->above,
                 (sp[4]){left, y, left + row->width, y + row->style->border[SIDE_TOP].width});
    if (ruled)
        paint_ruling(painter, &border, &row->below,
                     (sp[4]){left, bottom - border.width, left + row->width, bottom});
    for (size_t i = 0; i < row->count; i++) {
        const struct cell_lines *cell = &row->cells[i];
        const struct style *style = cell->paragraph->style;
        sp baseline = y + cell->y + line_baseline(painter->b, style, false);
        for (size_t k = cell->first; k < cell->end; k++) {
            paint_line(painter, cell->paragraph, k, left + cell->x, baseline);
            baseline += style->leading;
        }
    }
}

static void paint_figure(struct painter *painter, const struct figure *figure, sp x, sp y)
{
    struct item *item = paint_item(painter, ITEM_IMAGE, figure->leaf);
    item->x = x;
    item->y = y;
    item->width = figure->width;
    item->height = figure->height;
    item->image = figure->image;
    item->columns = figure->columns;
    if (figure->place != 0)
        painter->destinations[figure->place - 1].y =
            painter->turned ? painter->b->design->margin_top : y;
    if (figure->tag == NO_TAG)
        return;
    sp *box = tag_at(painter->b, figure->tag)->box;
    box[0] = item->x;
    box[1] = item->y;
    box[2] = item->x + item->width;
    box[3] = item->y + item->height;
    if (painter->turned)
        turned_box(painter->b, box);
}

static void paint_figures(struct painter *painter, const struct piece *piece, sp y)
{
    const struct figure *figure = piece->of.figure;
    for (; figure != NULL; figure = figure->next)
        paint_figure(painter, figure, painter->left + piece->x + figure->x, y + figure->y);
}

/* What is found on the page when a piece is reached: a place, a heading. */
static void arrive(struct painter *painter, const struct piece *piece, sp y)
{
    if (piece->place != 0)
        painter->destinations[piece->place - 1].y =
            painter->turned ? painter->b->design->margin_top : y;
    if (piece->heading == 0)
        return;
    if (painter->b->headings.items[piece->heading - 1].level != 1)
        return;
    if (painter->section_first == 0)
        painter->section_first = piece->heading;
    painter->section = piece->heading;
}

/* The top of margin note `number` whose first line is level with that of a piece at `y`. */
static sp level_with(const struct painter *painter, const struct piece *piece, sp y,
                     uint32_t number)
{
    struct builder *b = painter->b;
    const struct paragraph *mark = b->asides.items[number].mark;
    const struct style *style = mark != NULL ? mark->style : role_style(b, b->body, "margin");
    if (piece->kind != PIECE_LINE)
        return y;
    return y + line_baseline(b, piece->of.paragraph->style, piece->on_grid) -
           line_baseline(b, style, false);
}

/* Keeps what the margin is to hold beside the piece, or what the piece takes of it. */
static void mind_margin(struct painter *painter, const struct piece *piece, sp y)
{
    struct builder *b = painter->b;
    for (uint32_t i = piece->aside; i != 0; i = b->asides.items[i - 1].next)
        *array_push(b->arena, &painter->asides) =
            (struct hung){i - 1, level_with(painter, piece, y, i - 1)};
    if (margin_reached(b, piece, painter->even))
        *array_push(b->arena, &painter->reaches) = (struct reach){y, y + piece->height};
}

static void paint_piece(struct painter *painter, const struct flow *flow, size_t at, size_t to,
                        sp y)
{
    const struct piece *piece = &flow->pieces.items[at];
    sp x = painter->left + piece->x;
    sp baseline = y;
    if (piece->kind == PIECE_LINE)
        baseline += line_baseline(painter->b, piece->of.paragraph->style, piece->on_grid);
    else if (piece->beside != NULL)
        baseline += line_baseline(painter->b, piece->beside->style, false);
    paint_beside(painter, piece->beside, baseline);
    if (piece->kind == PIECE_LINE)
        paint_line(painter, piece->of.paragraph, piece->line, x, baseline);
    else if (piece->kind == PIECE_ROW)
        paint_row(painter, piece->of.row, y,
                  at + 1 < to && flow->pieces.items[at + 1].kind == PIECE_ROW);
    else if (piece->kind == PIECE_IMAGE)
        paint_figures(painter, piece, y);
    else if (piece->kind == PIECE_RULE)
        paint_border(painter, &piece->of.style->border[SIDE_TOP],
                     (sp[4]){x, y, x + piece->width, y + piece->height});
}

/* ---- stretches
 * --------------------------------------------------------------------------------*/

/* Opens again what is open at the stretch's start, outermost first; gives where its text
 * starts. */
static sp open_again(struct painter *painter, const struct flow *flow, uint32_t number, sp y)
{
    if (number == 0)
        return y;
    const struct container *container = &flow->containers.items[number - 1];
    y = open_again(painter, flow, container->parent, y);
    struct edge *edge = array_push(painter->b->arena, &painter->edges);
    *edge = (struct edge){.container = number - 1, .top = y, .again = true, .open = true};
    return y + container->again;
}

static void close_edge(struct painter *painter, uint32_t container, sp bottom)
{
    for (size_t i = painter->edges.count; i > 0; i--) {
        struct edge *edge = &painter->edges.items[i - 1];
        if (edge->container != container || !edge->open)
            continue;
        edge->bottom = bottom;
        edge->open = false;
        return;
    }
}

/* Finds the tops of the pieces and the edges of the containers on the page. */
static void measure(struct painter *painter, const struct flow *flow, struct cursor from,
                    size_t to, sp y)
{
    struct walk walk = walk_at(painter->b, flow, from);
    painter->tops.count = 0;
    painter->edges.count = 0;
    open_again(painter, flow, flow->pieces.items[from.piece].container, y + from.top);
    for (size_t i = from.piece; i < to; i++) {
        const struct piece *piece = &flow->pieces.items[i];
        sp top = y + walk_piece(&walk, piece);
        *array_push(painter->b->arena, &painter->tops) = top;
        if (piece->kind == PIECE_OPEN)
            *array_push(painter->b->arena, &painter->edges) =
                (struct edge){.container = piece->of.opened, .top = top, .open = true};
        else if (piece->kind == PIECE_CLOSE)
            close_edge(painter, piece->container - 1, top + piece->height);
    }
    sp bottom = y + walk.y;
    for (size_t i = painter->edges.count; i > 0; i--) {
        struct edge *edge = &painter->edges.items[i - 1];
        if (!edge->open)
            continue;
        bottom += flow->containers.items[edge->container].close;
        edge->bottom = bottom;
    }
}

/* A table's head at the top of a further page, which is not read out again. */
static void paint_head_again(struct painter *painter, const struct container *container, sp top)
{
    enum artifact artifact = painter->artifact;
    painter->artifact = ARTIFACT_LAYOUT;
    sp y = top + container->style->border[SIDE_TOP].width;
    for (size_t i = 0; i < container->head_count; i++) {
        paint_row(painter, container->head[i], y, true);
        y += container->head[i]->height;
    }
    painter->artifact = artifact;
}

static void paint_edge(struct painter *painter, const struct flow *flow,
                       const struct edge *edge)
{
    const struct container *container = &flow->containers.items[edge->container];
    sp home = painter->left;
    painter->left -= painter->even ? container->reach : 0;
    sp left = painter->left + container->x;
    sp box[4] = {left, edge->top, left + container->width, edge->bottom};
    paint_box(painter, container->style, box);
    if (edge->again && container->kind == CONTAINER_TABLE)
        paint_head_again(painter, container, edge->top);
    painter->left = home;
}

/* What stands again above the row that starts the page, and over it. */
static void paint_row_again(struct painter *painter, const struct piece *piece, sp top)
{
    enum artifact artifact = painter->artifact;
    if (piece->kind != PIECE_ROW)
        return;
    const struct row *row = piece->of.row;
    sp home = painter->left;
    painter->left -= painter->even ? piece->reach : 0;
    painter->artifact = ARTIFACT_LAYOUT;
    if (row->again != NULL)
        paint_row(painter, row->again, top - row->again->height, true);
    if (row->over != NULL)
        paint_row(painter, row->over, top, false);
    painter->artifact = artifact;
    painter->left = home;
}

/* Paints pieces from `from` on up to `to`, the text area's top at `y`. */
static void paint_from(struct painter *painter, const struct flow *flow, struct cursor from,
                       size_t to, sp y)
{
    if (from.piece >= to)
        return;
    measure(painter, flow, from, to, y);
    for (size_t i = 0; i < painter->edges.count; i++)
        paint_edge(painter, flow, &painter->edges.items[i]);
    paint_row_again(painter, &flow->pieces.items[from.piece], painter->tops.items[0]);
    for (size_t i = from.piece; i < to; i++) {
        sp top = painter->tops.items[i - from.piece];
        sp home = painter->left;
        painter->left -= painter->even ? flow->pieces.items[i].reach : 0;
        arrive(painter, &flow->pieces.items[i], top);
        mind_margin(painter, &flow->pieces.items[i], top);
        paint_piece(painter, flow, i, to, top);
        painter->left = home;
    }
}

void paint_pieces(struct painter *painter, const struct flow *flow, size_t from, size_t to,
                  sp y)
{
    paint_from(painter, flow, (struct cursor){.piece = from}, to, y);
}

void paint_plan(struct painter *painter, const struct flow *flow, const struct page_plan *plan,
                sp y)
{
    paint_from(painter, flow, plan->from, plan->to.piece, y);
}

/* ---- the page
 * ------------------------------------------------------------------------------------*/

/* An item's place on its page: fills of the layout, then text as it is read, the layout's own
 * text after what it was painted after. */
struct order {
    uint32_t rank;
    size_t at; /* in the order of painting */
};

static int by_rank(const void *a, const void *b)
{
    const struct order *left = a;
    const struct order *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->at < right->at ? -1 : left->at > right->at;
}

/* Columns side by side and notes at the foot are painted in another order than they are read.
 * Items [from, to) are put in their order. */
static void put_in_order(const struct painter *painter, struct item *items, size_t from,
                         size_t to)
{
    size_t count = to - from;
    struct order *ranked = arena_array(painter->b->arena, count + 1, sizeof *ranked);
    uint32_t most = 0;
    for (size_t i = 0; i < count; i++) {
        const struct item *item = &painter->items.items[from + i];
        uint32_t rank = item->kind == ITEM_FILL ? 0 : most;
        if (item->tag != NO_TAG)
            rank = painter->ranks[item->tag] + 1;
        most = rank > most ? rank : most;
        ranked[i] = (struct order){rank, i};
    }
    qsort(ranked, count, sizeof *ranked, by_rank);
    for (size_t i = 0; i < count; i++)
        items[from + i] = painter->items.items[from + ranked[i].at];
}

void paint_keep(struct painter *painter, struct page *page)
{
    struct arena *arena = painter->b->arena;
    page->item_count = painter->items.count;
    page->items = arena_array(arena, page->item_count + 1, sizeof *page->items);
    put_in_order(painter, page->items, 0, painter->turned_end);
    put_in_order(painter, page->items, painter->turned_end, page->item_count);
    if (painter->turned_end > 0) {
        page->views = arena_alloc(arena, sizeof *page->views);
        page->views[0] = turned_view(painter);
        page->view_count = 1;
        page->rotated = painter->b->design->rotate;
    }
    page->area_count = painter->areas.count;
    page->areas = arena_array(arena, page->area_count + 1, sizeof *page->areas);
    for (size_t i = 0; i < page->area_count; i++)
        page->areas[i] = painter->areas.items[i];
    painter->items.count = painter->areas.count = 0;
}

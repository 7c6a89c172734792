/* Takes blocks that float, gives them as flows of their own; see floats.h. */
#include "pages/floats.h"

#include "pages/aside.h"
#include "pages/bands.h"
#include "pages/paint.h"
#include "pages/turned.h"

/* With less room for text beside them, floats have the page for themselves. */
#define LINES_BESIDE 5

/* ---- taking
 * ----------------------------------------------------------------------------------*/

static const struct style *style_of(const struct frame *frame, const struct block *block)
{
    if (block->kind == BLOCK_BOX)
        return box_style(frame, block->role);
    return block_style(frame, block->kind == BLOCK_TABLE ? "table" : "figure");
}

static enum placement placement_of(const struct frame *frame, const struct block *block)
{
    switch (block->floating) {
    case FLOAT_HERE:
        return PLACE_HERE;
    case FLOAT_TOP:
        return PLACE_TOP;
    case FLOAT_BOTTOM:
        return PLACE_BOTTOM;
    case FLOAT_PAGE:
        return PLACE_PAGE;
    case FLOAT_MARGIN:
        return PLACE_MARGIN;
    case FLOAT_BY_LAYOUT:
        break;
    }
    return style_of(frame, block)->placement;
}

/* Whether it is to lie across a page of its own. */
static bool is_landscape(const struct frame *frame, const struct block *block)
{
    if (block->turn != TURN_BY_LAYOUT)
        return block->turn == TURN_LANDSCAPE;
    return style_of(frame, block)->orientation == ORIENTATION_LANDSCAPE;
}

static bool may_float(const struct block *block)
{
    return block->kind == BLOCK_TABLE || block->kind == BLOCK_FIGURE ||
           block->kind == BLOCK_BOX;
}

bool floats_full(const struct frame *frame, const struct block *block)
{
    if (!may_float(block))
        return false;
    if (block->width != WIDTH_BY_LAYOUT)
        return block->width == WIDTH_FULL;
    return style_of(frame, block)->extension == EXTENSION_FULL;
}

void floats_notes(const struct frame *frame, size_t first)
{
    struct builder *b = frame->b;
    for (size_t i = first; i < b->mentions.count; i++) {
        struct mention *mention = &b->mentions.items[i];
        flow_space(frame->flow, mention->flow != NULL ? b->body->leading / 3 : 0);
        if (mention->flow != NULL)
            flow_append(frame, mention->flow);
        mention->flow = arena_alloc(b->arena, sizeof *mention->flow);
    }
}

sp flow_walk_height(const struct builder *b, const struct flow *flow)
{
    struct walk walk = walk_new(b, flow, 0);
    for (size_t i = 0; i < flow->pieces.count; i++)
        walk_piece(&walk, &flow->pieces.items[i]);
    return walk.y;
}

/* The height it takes with the space beside it: whole steps of the grid, for the text to stay
 * on it. */
static sp room_of(const struct builder *b, const struct style *style, sp height)
{
    sp gap =
        style->space_before > style->space_after ? style->space_before : style->space_after;
    sp room = height + (gap > 0 ? gap : b->body->leading);
    sp grid = b->design->grid;
    return grid > 0 ? (room + grid - 1) / grid * grid : room;
}

void floats_keep(const struct frame *frame, const struct floated *floated,
                 const struct block *block)
{
    struct builder *b = frame->b;
    struct flow *flow = frame->flow;
    *array_push(b->arena, &b->floats) = *floated;
    flow->float_end = (uint32_t)b->floats.count;
    flow->floated = block;
    struct piece *last = &flow->pieces.items[flow->pieces.count - 1];
    last->float_end = flow->float_end;
    last->mention_end = (uint32_t)b->mentions.count;
}

/* Sets `block` as a float that stands upright on its page. */
static void take_upright(const struct frame *frame, const struct block *block,
                         struct floated *floated)
{
    struct builder *b = frame->b;
    struct flow *flow = arena_alloc(b->arena, sizeof *flow);
    struct frame inner = *frame;
    floated->across = frame->columns == 0;
    inner.flow = flow;
    inner.left = inner.reach = 0;
    inner.width =
        floated->across ? b->measure : frame->flow->bands.items[frame->columns - 1].column;
    inner.columns = 0;
    inner.beside = !floated->across;
    inner.off_grid = inner.own = flow->top = true;
    size_t mentions = b->mentions.count;
    flow_block(&inner, block);
    const struct style *style = style_of(frame, block);
    if (flow_walk_height(b, flow) > b->height) {
        diag(b->job, DIAG_FLOAT_TALL, block->span, NULL);
        flow_space(frame->flow, style->space_before);
        flow_append(frame, flow);
        flow_space(frame->flow, style->space_after);
        return;
    }
    floats_notes(&inner, mentions);
    floated->flow = flow;
    floated->to = flow->pieces.count;
    floated->room = room_of(b, style, flow_walk_height(b, flow));
    if (flow->pieces.count > 0)
        floats_keep(frame, floated, block);
}

bool floats_take(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    if (!may_float(block))
        return false;
    if (frame->container != 0 || b->in_note || frame->own || frame->flow->pieces.count == 0) {
        if (block->turn == TURN_LANDSCAPE && (frame->container != 0 || b->in_note))
            diag(b->job, DIAG_TURN_NESTED, block->span, NULL);
        return false;
    }
    struct floated floated = {.placement = placement_of(frame, block)};
    if (floated.placement == PLACE_MARGIN && block->kind != BLOCK_TABLE)
        return asides_take(frame, block);
    if (is_landscape(frame, block)) {
        turned_take(frame, block, floated.placement == PLACE_HERE);
        return true;
    }
    if (floated.placement == PLACE_USUAL || floated.placement == PLACE_HERE ||
        floated.placement == PLACE_MARGIN)
        return false;
    take_upright(frame, block, &floated);
    return true;
}

/* ---- ranges
 * ----------------------------------------------------------------------------------*/

uint32_t floats_before(const struct composition *c, size_t piece)
{
    if (piece >= c->flow->pieces.count)
        return (uint32_t)c->b->floats.count;
    return piece > 0 ? c->flow->pieces.items[piece - 1].float_end : 0;
}

sp floats_height(const struct composition *c, uint32_t from, uint32_t end)
{
    return end > from ? c->float_sums[end] - c->float_sums[from] : 0;
}

bool floats_across(const struct composition *c, struct cursor from, uint32_t number)
{
    const struct floated *floated = &c->b->floats.items[number];
    return band_at(c->flow, from.piece) != NULL &&
           (floated->across || floated->placement == PLACE_PAGE);
}

bool floats_here(const struct composition *c, struct cursor from)
{
    bool opens = from.column == 0 && from.top == 0;
    return from.floating < floats_before(c, from.piece) &&
           (opens || !floats_across(c, from, from.floating));
}

/* What the text wants of a page: some lines, or all of a box that must not be cut, where a page
 * can hold it. */
static sp text_least(const struct composition *c, struct cursor from)
{
    const struct flow *flow = c->flow;
    struct walk walk = walk_new(c->b, flow, from.piece);
    for (size_t i = from.piece; i < flow->pieces.count && walk.y <= c->height; i++) {
        const struct piece *piece = &flow->pieces.items[i];
        if (!walk.empty && keep_rank(piece->before) < RANK_TOGETHER)
            break;
        walk_piece(&walk, piece);
    }
    sp lines = LINES_BESIDE * c->b->body->leading;
    return walk.y > lines && walk.y <= c->height ? walk.y : lines;
}

/* Whether floats [from.floating, end) leave too little of a page for text. */
static bool fill_page(const struct composition *c, struct cursor from, uint32_t end)
{
    return from.top + floats_height(c, from.floating, end) + text_least(c, from) > c->height;
}

uint32_t floats_owed(const struct composition *c, struct cursor from)
{
    uint32_t end = floats_before(c, from.piece);
    uint32_t at = from.floating;
    while (at < end && c->b->floats.items[at].placement != PLACE_PAGE &&
           !floats_across(c, from, at) && (at == from.floating || !fill_page(c, from, at + 1)))
        at++;
    return at;
}

uint32_t floats_opening(const struct composition *c, struct cursor from)
{
    uint32_t end = floats_before(c, from.piece);
    uint32_t at = from.floating;
    if (from.top > 0)
        return at;
    while (at < end && c->b->floats.items[at].across &&
           c->b->floats.items[at].placement != PLACE_PAGE && !fill_page(c, from, at + 1))
        at++;
    return at;
}

bool floats_alone(const struct composition *c, struct cursor from)
{
    if (!floats_here(c, from))
        return false;
    if (from.piece >= c->flow->pieces.count || c->flow->pieces.items[from.piece].forced)
        return true;
    if (floats_across(c, from, from.floating))
        return floats_opening(c, from) == from.floating;
    uint32_t owed = floats_owed(c, from);
    return owed == from.floating || fill_page(c, from, owed);
}

uint32_t floats_page(const struct composition *c, struct cursor from)
{
    uint32_t end = floats_before(c, from.piece);
    uint32_t at = from.floating;
    if (at < end && from.top == 0)
        at++;
    while (at < end && from.top + floats_height(c, from.floating, at + 1) <= c->height)
        at++;
    return at;
}

void floats_paint(struct painter *painter, uint32_t from, uint32_t end, sp y, bool space)
{
    struct builder *b = painter->b;
    for (uint32_t i = from; i < end; i++) {
        const struct floated *floated = &b->floats.items[i];
        sp gap = floated->room - flow_walk_height(b, floated->flow);
        paint_pieces(painter, floated->flow, floated->from, floated->to, space ? y + gap : y);
        y += floated->room;
    }
}

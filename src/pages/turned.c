/* Takes landscape blocks, gives floats that are turned, and paints them; see turned.h. */
#include "pages/turned.h"

#include "pages/aside.h"
#include "pages/floats.h"
#include "pages/paginate.h"
#include "pages/paint.h"

/* The text area's sides. */
struct area {
    sp measure, height;
};

/* Makes the text area the turned one, as wide as the upright one is high; it has the column of
 * margin notes too. Gives what it was. */
static struct area turn_area(struct builder *b)
{
    struct area upright = {b->measure, b->height};
    sp across = upright.measure + asides_reach(b);
    b->measure = upright.height;
    b->height = across;
    return upright;
}

static void restore_area(struct builder *b, struct area upright)
{
    b->measure = upright.measure;
    b->height = upright.height;
}

/* ---- taking
 * ----------------------------------------------------------------------------------*/

/* Sets the block with its notes in a flow of its own, as pages that were cut from it. */
static struct plans set_block(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    struct frame inner = *frame;
    inner.left = inner.reach = 0;
    inner.width = b->measure;
    inner.columns = 0;
    inner.off_grid = inner.own = inner.beside = inner.turned = inner.flow->top = true;
    size_t mentions = b->mentions.count;
    flow_block(&inner, block);
    floats_notes(&inner, mentions);
    for (size_t i = 0; i < inner.flow->pieces.count; i++)
        inner.flow->pieces.items[i].mention_end = 0; /* they are pieces of it by now */
    return paginate_alone(b, inner.flow);
}

void turned_take(const struct frame *frame, const struct block *block, bool here)
{
    struct builder *b = frame->b;
    struct frame inner = *frame;
    inner.flow = arena_alloc(b->arena, sizeof *inner.flow);
    struct area upright = turn_area(b);
    struct plans plans = set_block(&inner, block);
    restore_area(b, upright);
    for (size_t i = 0; i < plans.list.count; i++) {
        const struct page_plan *plan = &plans.list.items[i];
        struct floated floated = {.placement = PLACE_PAGE,
                                  .flow = inner.flow,
                                  .from = plan->from.piece,
                                  .to = plan->to.piece,
                                  .room = b->height,
                                  .turned = true};
        floats_keep(frame, &floated, block);
    }
    if (!here)
        return;
    frame->flow->forced = true;
    frame->flow->floated = NULL; /* what follows it comes behind it */
}

/* ---- painting
 * --------------------------------------------------------------------------------*/

bool turned_alone(const struct builder *b, const struct page_plan *plan)
{
    return plan->to.floating == plan->from.floating + 1 &&
           b->floats.items[plan->from.floating].turned;
}

void turned_paint(struct painter *painter, const struct page_plan *plan)
{
    struct builder *b = painter->b;
    const struct floated *floated = &b->floats.items[plan->from.floating];
    struct area upright = turn_area(b);
    sp left = painter->left, top = painter->top;
    bool even = painter->even;
    painter->turned = true;
    painter->even = false;
    painter->left = b->design->margin_bottom;
    painter->top = even ? left - (b->height - upright.measure) : left;
    paint_pieces(painter, floated->flow, floated->from, floated->to, painter->top);
    painter->turned_end = painter->items.count;
    restore_area(b, upright);
    painter->left = left;
    painter->top = top;
    painter->even = even;
    painter->turned = false;
}

struct view turned_view(const struct painter *painter)
{
    return (struct view){.count = painter->turned_end,
                         .turned = true,
                         .y = painter->b->design->page_height,
                         .scale = VIEW_SCALE_ONE,
                         .order = painter->page};
}

void turned_box(const struct builder *b, sp box[4])
{
    sp height = b->design->page_height;
    sp turned[4] = {box[1], height - box[2], box[3], height - box[0]};
    for (int side = 0; side < 4; side++)
        box[side] = turned[side];
}

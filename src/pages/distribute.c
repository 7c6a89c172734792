/*
 * Takes a stretch of the flow and a height, gives where the page best ends.
 * The one idea: every place for a break that fits is judged by rank (what must not happen
 * unless there is no other way), then by cost (an underfull page against a split paragraph).
 */
#include "pages/compose.h"

sp walk_closing(const struct flow *flow, uint32_t number)
{
    sp height = 0;
    for (; number > 0; number = flow->containers.items[number - 1].parent)
        height += flow->containers.items[number - 1].close;
    return height;
}

sp walk_opening(const struct flow *flow, uint32_t number)
{
    sp height = 0;
    for (; number > 0; number = flow->containers.items[number - 1].parent)
        height += flow->containers.items[number - 1].again;
    return height;
}

struct walk walk_new(const struct builder *b, const struct flow *flow, size_t from)
{
    struct walk walk = {.flow = flow, .grid = b->design->grid, .empty = true};
    if (from < flow->pieces.count)
        walk.y = walk_opening(flow, flow->pieces.items[from].container);
    return walk;
}

sp walk_grid(sp y, sp space, sp grid)
{
    sp over = y % grid;
    if (over == 0)
        return y;
    return over <= space / 4 ? y - over : y - over + grid;
}

sp walk_piece(struct walk *walk, const struct piece *piece)
{
    if (piece->kind == PIECE_SPACE) {
        walk->space = walk->empty ? 0 : piece->height;
        return walk->y;
    }
    sp top = walk->y + walk->space;
    if (piece->on_grid && walk->grid > 0)
        top = walk_grid(top, walk->space, walk->grid);
    walk->y = top + piece->height;
    walk->space = 0;
    walk->empty = false;
    return top;
}

#define COST_UNDERFULL  8  /* times the square of the empty lines */
#define COST_NOTE_SPLIT 80 /* a note goes on on the next page */

/* How a page would look that ends before `piece`; `filled` is where its text ends. */
static struct candidate judge(const struct composition *c, struct cursor from, size_t piece,
                              sp filled)
{
    const struct flow *flow = c->flow;
    struct candidate candidate = {.piece = piece, .filled = filled};
    uint32_t mentions = flow->pieces.items[piece - 1].mention_end;
    bool last = piece == flow->pieces.count;
    if (!last) {
        const struct piece *next = &flow->pieces.items[piece];
        int before = next->before > 0 ? next->before : 0;
        candidate.filled += walk_closing(flow, next->container);
        candidate.rank = before / RANK;
        candidate.cost = before % RANK;
    }
    sp all = candidate.filled + notes_need(c, from, mentions, false);
    if (all > c->height)
        candidate.cost += COST_NOTE_SPLIT;
    else if (!last) {
        sp leading = c->b->body->leading > 0 ? c->b->body->leading : PT(12);
        int64_t empty = (c->height - all) / leading;
        candidate.cost += COST_UNDERFULL * empty * empty;
    }
    return candidate;
}

static bool better(const struct candidate *a, const struct candidate *b)
{
    return a->rank < b->rank || (a->rank == b->rank && a->cost <= b->cost);
}

struct candidate distribute(const struct composition *c, struct cursor from)
{
    const struct flow *flow = c->flow;
    struct walk walk = walk_new(c->b, flow, from.piece);
    struct candidate best = {.piece = from.piece, .rank = RANK_NEVER + 1};
    for (size_t i = from.piece; i <= flow->pieces.count; i++) {
        const struct piece *piece = i < flow->pieces.count ? &flow->pieces.items[i] : NULL;
        if (piece != NULL && piece->kind == PIECE_SPACE) {
            walk_piece(&walk, piece);
            continue;
        }
        if (!walk.empty) {
            uint32_t mentions = flow->pieces.items[i - 1].mention_end;
            sp least = notes_need(c, from, mentions, true);
            if (walk.y + least > c->height)
                break; /* it only grows from here */
            struct candidate candidate = judge(c, from, i, walk.y);
            if (piece != NULL && piece->before == BREAK_FORCED)
                return candidate;
            if (candidate.filled + least <= c->height && better(&candidate, &best))
                best = candidate;
        }
        if (piece != NULL)
            walk_piece(&walk, piece);
    }
    return best;
}

/* Takes the rest of a band of columns, gives columns of one depth; see balance.h. */
#include "pages/balance.h"

#include "pages/bands.h"
#include "pages/floats.h"

/* A break that costs so much more than the column's best is not followed: some seven lines. */
#define SLACK 700

/* And of a column's ends, so many are: the last ones, so that the first columns are the longer
 * ones where it is all the same. */
#define FOLLOWED_MOST 24

/* So many depths are tried beyond the first that does, each a line deeper. */
#define DEEPER 3

/* A line of depth more than the columns need. */
#define COST_DEEPER 10

/* Depths are tried in lines, but in no more steps than this to a page. */
#define STEPS_MOST 200

struct trial {
    const struct composition *c;
    size_t end; /* of the band */
    uint32_t columns;
    struct endings lists[COLUMNS_MOST];
    struct ending path[COLUMNS_MOST], best[COLUMNS_MOST];
    size_t used;   /* columns of the best */
    int64_t total; /* what it costs; INT64_MAX while there is none */
};

/* What columns cost that are left empty behind the last one with text. */
static int64_t unused_cost(const struct trial *t, struct cursor at)
{
    return empty_cost(t->c, at.limit - at.top) * (int64_t)(t->columns - 1 - at.column);
}

static void keep_best(struct trial *t, size_t used, int64_t total)
{
    if (total >= t->total)
        return;
    t->total = total;
    t->used = used;
    for (size_t i = 0; i < used; i++)
        t->best[i] = t->path[i];
}

/* Tries the ways to fill the columns from `at` on, those before it having cost `total`. */
static void try_column(struct trial *t, struct cursor at, int64_t total)
{
    struct endings *list = &t->lists[at.column];
    distribute_column(t->c, at, at.column + 1 == t->columns, list);
    const struct ending *best = endings_best(list);
    int64_t least = best != NULL ? best->total : 0;
    size_t followed = 0;
    for (size_t i = list->list.count; i > 0 && followed < FOLLOWED_MOST; i--) {
        const struct ending *ending = &list->list.items[i - 1];
        int64_t sum = total + ending->total;
        if (at.column > 0)
            sum += spread_cost(t->c, ending->empty - t->path[at.column - 1].empty);
        if (sum >= t->total)
            continue;
        t->path[at.column] = *ending;
        if (ending->piece == t->end)
            keep_best(t, at.column + 1, sum + unused_cost(t, at));
        else if (at.column + 1 < t->columns && ending->total <= least + SLACK) {
            try_column(t, compose_plan(t->c, at, ending).to, sum);
            followed++;
        }
    }
}

static struct trial trial_new(const struct composition *c, struct cursor from)
{
    return (struct trial){.c = c,
                          .end = band_end(c, from.piece),
                          .columns = band_columns(c->flow, from.piece),
                          .total = INT64_MAX};
}

/* The least height that the columns can have, which floats add to. */
static sp least_height(const struct composition *c, const struct trial *t, struct cursor from)
{
    sp height = c->sums[t->end] - c->sums[from.piece];
    uint32_t owed = floats_owed(c, from);
    height += floats_height(c, from.floating, owed);
    return height / (sp)t->columns;
}

static sp step_of(const struct composition *c)
{
    sp line = c->b->design->grid > 0 ? c->b->design->grid : c->b->body->leading;
    sp least = c->height / STEPS_MOST;
    return line > least ? line : band_grid(c, least + 1);
}

/* The depth at which the band costs least, or 0 where the page has no room for it; the columns
 * of it in `*t`. */
static sp seek_depth(struct trial *t, struct cursor from)
{
    const struct composition *c = t->c;
    sp room = cursor_room(c, from);
    sp step = step_of(c), found = 0;
    sp limit = band_grid(c, from.top + least_height(c, t, from));
    struct trial best = *t;
    for (int after = 0; limit <= room && after <= DEEPER; limit += step) {
        struct trial next = best;
        next.total = INT64_MAX;
        from.limit = limit;
        try_column(&next, from, 0);
        if (next.total != INT64_MAX)
            next.total += COST_DEEPER * after++;
        for (size_t i = 0; i < COLUMNS_MOST; i++)
            best.lists[i] = next.lists[i]; /* their room is used again */
        if (next.total < best.total) {
            best = next;
            found = limit;
        }
    }
    *t = best;
    return found;
}

/* Whether nothing but the text has a part in the columns: then they come to the same wherever
 * on a page they start. */
static bool is_plain(const struct trial *t, struct cursor from)
{
    const struct composition *c = t->c;
    uint32_t mentions = c->flow->pieces.items[t->end - 1].mention_end;
    return mentions == from.mention && floats_before(c, t->end) == from.floating &&
           band_grid(c, from.top) == from.top;
}

/* The same, sought once for all the heights where a band may start. */
static sp find_depth(struct trial *t, struct cursor from)
{
    const struct composition *c = t->c;
    struct balanced *known = &c->balanced[from.piece];
    bool plain = is_plain(t, from);
    if (plain && known->depth > 0 && from.top + known->depth <= cursor_room(c, from)) {
        from.limit = from.top + known->depth;
        try_column(t, from, 0);
        t->total = known->total;
        return from.limit;
    }
    sp limit = seek_depth(t, from);
    bool all = limit > 0 && limit + DEEPER * step_of(c) <= cursor_room(c, from);
    if (plain && all)
        *known = (struct balanced){limit - from.top, t->total};
    return limit;
}

void balance_plans(const struct composition *c, struct cursor from, const struct ending *ending,
                   struct plans *plans)
{
    struct trial t = trial_new(c, from);
    struct cursor at = from;
    at.limit = ending->limit;
    try_column(&t, at, 0);
    for (size_t i = 0; i < t.used; i++) {
        struct page_plan *plan = array_push(c->b->arena, &plans->list);
        *plan = compose_plan(c, at, &t.best[i]);
        at = plan->to;
        if (i + 1 < t.used)
            continue;
        plan->to.column = 0;
        plan->to.limit = 0;
        plan->to.top = ending->stays ? ending->below.top : 0;
        plan->to.foot = ending->stays ? ending->below.foot : 0;
    }
}

/* The costs of all columns as one ending, with the notes they leave at the page's foot. */
static struct ending join(const struct trial *t, struct cursor from, sp limit)
{
    struct ending ending = {.piece = t->end, .filled = limit, .limit = limit};
    struct cursor at = from;
    int64_t sum = 0;
    sp notes = 0;
    at.limit = limit;
    for (size_t i = 0; i < t->used; i++) {
        const struct ending *column = &t->best[i];
        struct page_plan plan = compose_plan(t->c, at, column);
        at = plan.to;
        notes = plan.notes > notes ? plan.notes : notes;
        ending.rank = column->rank > ending.rank ? column->rank : ending.rank;
        for (int k = 0; k < CAUSES; k++)
            ending.costs[k] += column->costs[k];
        sum += column->total;
    }
    ending.costs[CAUSE_COLUMNS] =
        (int)(t->total - sum < INT32_MAX ? t->total - sum : INT32_MAX);
    ending.floats = at.floating;
    ending.below = at;
    ending.below.column = 0;
    ending.below.limit = ending.below.top = 0;
    ending.below.foot = from.foot + notes;
    ending.empty = t->c->height - limit - ending.below.foot;
    ending.empty = ending.empty > 0 ? ending.empty : 0;
    return ending;
}

/* The band at the page's end. */
static struct ending page_end(const struct composition *c, struct ending ending)
{
    const struct flow *flow = c->flow;
    bool last = ending.piece >= flow->pieces.count;
    ending.below.foot = 0;
    if (last || flow->pieces.items[ending.piece].forced)
        return ending;
    const struct piece *next = &flow->pieces.items[ending.piece];
    enum rank rank = keep_rank(next->before);
    ending.rank = rank > ending.rank ? rank : ending.rank;
    ending.costs[CAUSE_BREAK] += keep_cost(next->before);
    ending.costs[CAUSE_UNDERFULL] += (int)empty_cost(c, ending.empty);
    return ending;
}

static void add(const struct composition *c, struct endings *endings, struct ending ending)
{
    ending_sum(&ending);
    *array_push(c->b->arena, &endings->list) = ending;
}

bool balance_endings(const struct composition *c, struct cursor from, struct endings *endings)
{
    struct trial t = trial_new(c, from);
    sp least = from.top + least_height(c, &t, from);
    if (least > cursor_room(c, from))
        return false;
    sp limit = find_depth(&t, from);
    if (limit == 0)
        return false;
    struct ending ending = join(&t, from, limit);
    add(c, endings, page_end(c, ending));
    bool forced = t.end < c->flow->pieces.count && c->flow->pieces.items[t.end].forced;
    bool more = t.end < c->flow->pieces.count || ending.floats < c->b->floats.count;
    struct ending below = ending;
    below.stays = true;
    if (more && !forced &&
        ending_below(c, t.end, band_grid(c, limit), ending.below.foot, &below.below))
        add(c, endings, below);
    return ending.rank == RANK_FREE;
}

/*
 * Takes a composition, gives plans. A node is a place where a page can start, with what is
 * still owed there (notes that go on, and how empty the facing page is); for each such state
 * the cheapest way to it is kept.
 */
#include "pages/optimum.h"

#include "pages/balance.h"

#define NO_NODE UINT32_MAX

/* A way to end a page that costs so much more than its best is never part of the whole's best;
 * it stands for some fourteen empty lines. */
#define PRUNE 2200

/* States at one place that are followed; more come only of notes that go on in many ways, or of
 * columns that start at many heights: then the dearest is left. */
#define STATES_MOST  24
#define STATES_BANDS 16

/* What a note costs that goes on behind the end of the text. */
#define COST_NOTE_BEHIND 1000

struct node {
    int64_t total; /* of all pages before it */
    struct cursor at;
    sp empty;          /* height left on the page before, where that faces this one */
    uint32_t page;     /* number of the page that starts here */
    uint32_t previous; /* node of the page before */
    uint32_t next;     /* another one at the same piece */
    bool done;
    bool squeezed; /* the page before holds what does not fit: it has no ending */
    int change;    /* of that page's ending, all that its plan needs */
    uint32_t varied[VARIED_MOST];
    sp filled, limit;
};

struct optimum {
    const struct composition *c;
    ARRAY(struct node) nodes;
    uint32_t *heads; /* by piece: its first node */
    struct endings endings;
};

bool optimum_faces(const struct composition *c, struct cursor at, uint32_t number)
{
    if (at.column > 0)
        return true;
    return c->b->design->duplex && number > 0 && number % 2 == 0 && at.top == 0;
}

/* Whether two cursors at one piece are at the same place on a page and owe the same notes and
 * floats. */
static bool same_rest(struct cursor a, struct cursor b)
{
    return a.mention == b.mention && a.note_piece == b.note_piece && a.floating == b.floating &&
           a.column == b.column && a.top == b.top && a.foot == b.foot;
}

/* Whether a way to one is a way to the other: only costs can tell them apart. */
static bool same_state(const struct composition *c, const struct node *a, const struct node *b)
{
    if (!same_rest(a->at, b->at))
        return false;
    if (a->at.column > 0 && a->empty != b->empty)
        return false;
    return !c->b->design->duplex || (a->page % 2 == b->page % 2 && a->empty == b->empty);
}

/* Puts `node` in the place of `other` if it is cheaper. */
static void replace(struct node *other, const struct node *node)
{
    uint32_t next = other->next;
    if (node->total >= other->total)
        return;
    *other = *node;
    other->next = next;
}

/* Keeps `node` at its piece unless a cheaper one of the same state is there. */
static void keep_node(struct optimum *o, const struct node *node)
{
    uint32_t *head = &o->heads[node->at.piece];
    size_t states = 0;
    struct node *dearest = NULL;
    for (uint32_t i = *head; i != NO_NODE; i = o->nodes.items[i].next, states++) {
        struct node *other = &o->nodes.items[i];
        if (same_state(o->c, other, node)) {
            replace(other, node);
            return;
        }
        if (!other->done && (dearest == NULL || other->total > dearest->total))
            dearest = other;
    }
    bool columns = o->c->ends != NULL;
    if (columns && states >= STATES_BANDS && dearest != NULL)
        replace(dearest, node);
    if (states >= (columns ? STATES_BANDS : STATES_MOST))
        return;
    struct node *added = array_push(o->c->b->arena, &o->nodes);
    *added = *node;
    added->next = *head;
    *head = (uint32_t)o->nodes.count - 1;
}

/* The ways on from `from` by one page that ends as `ending` says, for all nodes at its cursor.
 */
static void follow(struct optimum *o, uint32_t from, const struct ending *ending)
{
    struct cursor at = o->nodes.items[from].at;
    struct cursor to = plans_next(o->c, at, ending);
    struct ending squeezed = {.total = squeezed_cost(o->c, at)};
    const struct ending *used = ending != NULL ? ending : &squeezed;
    /* whole lines are near enough, and make far fewer states */
    sp leading = o->c->b->body->leading > 0 ? o->c->b->body->leading : 1;
    for (uint32_t i = from; i != NO_NODE; i = o->nodes.items[i].next) {
        struct node *node = &o->nodes.items[i];
        if (!same_rest(node->at, at))
            continue;
        node->done = true;
        struct node added = {.total = node->total + used->total,
                             .at = to,
                             .page = node->page + (to.column == 0 && to.top == 0),
                             .previous = i,
                             .squeezed = ending == NULL,
                             .change = used->change,
                             .filled = used->filled,
                             .limit = used->limit};
        for (int k = 0; k < VARIED_MOST; k++)
            added.varied[k] = used->varied[k];
        bool last = to.piece == o->c->flow->pieces.count;
        if (optimum_faces(o->c, at, node->page) && !last)
            added.total += spread_cost(o->c, used->empty - node->empty);
        if (optimum_faces(o->c, to, added.page))
            added.empty = used->empty - used->empty % leading;
        keep_node(o, &added);
    }
}

/* Follows all ways on from the nodes at one cursor that are not too dear. */
static void expand(struct optimum *o, uint32_t from)
{
    distribute(o->c, o->nodes.items[from].at, &o->endings);
    const struct ending *best = endings_best(&o->endings);
    if (best == NULL) {
        follow(o, from, NULL);
        return;
    }
    int64_t most = best->total + PRUNE;
    for (size_t i = 0; i < o->endings.list.count; i++)
        if (o->endings.list.items[i].total <= most)
            follow(o, from, &o->endings.list.items[i]);
}

/* A node at `piece` that was not followed yet, or NO_NODE: a page of floats alone adds one. */
static uint32_t waiting(const struct optimum *o, size_t piece)
{
    uint32_t at = o->heads[piece];
    while (at != NO_NODE && o->nodes.items[at].done)
        at = o->nodes.items[at].next;
    return at;
}

/* The cheapest way to the end of the text and of its notes. */
static uint32_t best_end(struct optimum *o)
{
    uint32_t best = NO_NODE;
    for (uint32_t i = o->heads[o->c->flow->pieces.count]; i != NO_NODE;
         i = o->nodes.items[i].next) {
        struct node *node = &o->nodes.items[i];
        if (node->at.mention < o->c->b->mentions.count)
            node->total += COST_NOTE_BEHIND;
        if (node->at.floating < o->c->b->floats.count)
            node->total += squeezed_cost(o->c, node->at);
        if (best == NO_NODE || node->total < o->nodes.items[best].total)
            best = i;
    }
    return best;
}

/* Adds the plan of the page, or of the columns, before `node`. */
static void add_before(const struct optimum *o, const struct node *node, struct plans *plans)
{
    struct ending ending = {.piece = node->at.piece,
                            .filled = node->filled,
                            .change = node->change,
                            .floats = node->at.floating,
                            .limit = node->limit,
                            .stays = node->at.column == 0 && node->at.top > 0,
                            .below = node->at};
    for (int i = 0; i < VARIED_MOST; i++)
        ending.varied[i] = node->varied[i];
    plans_add(o->c, o->nodes.items[node->previous].at, node->squeezed ? NULL : &ending, plans);
}

/* The plans of the pages on the way to node `end`, then those of the notes that are left. */
static void take_plans(const struct optimum *o, uint32_t end, struct plans *plans)
{
    const struct node *nodes = o->nodes.items;
    ARRAY(uint32_t) way = {0};
    for (uint32_t i = end; nodes[i].previous != NO_NODE; i = nodes[i].previous)
        *array_push(o->c->b->arena, &way) = i;
    for (size_t i = way.count; i > 0; i--)
        add_before(o, &nodes[way.items[i - 1]], plans);
    struct cursor left = nodes[end].at;
    while (!compose_done(o->c, left)) {
        struct page_plan *plan = array_push(o->c->b->arena, &plans->list);
        *plan = compose_page(o->c, left);
        left = plan->to;
    }
}

struct cursor plans_next(const struct composition *c, struct cursor from,
                         const struct ending *ending)
{
    if (ending != NULL && ending->limit > 0)
        return ending->below;
    return compose_plan(c, from, ending).to;
}

struct cursor plans_add(const struct composition *c, struct cursor from,
                        const struct ending *ending, struct plans *plans)
{
    if (ending != NULL && ending->limit > 0)
        balance_plans(c, from, ending, plans);
    else
        *array_push(c->b->arena, &plans->list) = compose_plan(c, from, ending);
    return plans->list.items[plans->list.count - 1].to;
}

size_t plans_pages(const struct plans *plans)
{
    size_t count = 0;
    for (size_t i = 0; i < plans->list.count; i++)
        count += plan_opens(&plans->list.items[i]);
    return count;
}

size_t plans_last(const struct plans *plans, size_t number)
{
    size_t at = 0;
    for (size_t i = 0; i < plans->list.count && number > 0; i++) {
        number -= plan_opens(&plans->list.items[i]);
        at = i;
    }
    while (at + 1 < plans->list.count && !plan_opens(&plans->list.items[at + 1]))
        at++;
    return at;
}

int64_t optimum_find(const struct composition *c, struct optimum_start start,
                     struct plans *plans)
{
    struct optimum o = {.c = c};
    size_t count = c->flow->pieces.count;
    o.heads = arena_array(c->b->arena, count + 1, sizeof *o.heads);
    for (size_t i = 0; i <= count; i++)
        o.heads[i] = NO_NODE;
    struct node first = {
        .at = start.at, .page = start.page, .previous = NO_NODE, .next = NO_NODE};
    if (optimum_faces(c, start.at, start.page))
        first.empty = start.empty;
    keep_node(&o, &first);
    for (size_t piece = start.at.piece; piece < count; piece++)
        for (uint32_t i = waiting(&o, piece); i != NO_NODE; i = waiting(&o, piece))
            expand(&o, i);
    uint32_t end = best_end(&o);
    if (plans != NULL)
        take_plans(&o, end, plans);
    return o.nodes.items[end].total;
}

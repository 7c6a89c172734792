/*
 * Takes a composition, gives plans. A node is a place where a page can start, with what is
 * still owed there (notes that go on, and how empty the facing page is); for each such state
 * the cheapest way to it is kept.
 */
#include "pages/optimum.h"

#define NO_NODE UINT32_MAX

/* A way to end a page that costs so much more than its best is never part of the whole's best;
 * it stands for some fourteen empty lines. */
#define PRUNE 2200

/* States at one place that are followed; more come only of notes that go on in many ways. */
#define STATES_MOST 24

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
    sp filled;
};

struct optimum {
    const struct composition *c;
    ARRAY(struct node) nodes;
    uint32_t *heads; /* by piece: its first node */
    struct endings endings;
};

bool optimum_faces(const struct composition *c, uint32_t number)
{
    return c->b->design->duplex && number > 0 && number % 2 == 0;
}

/* Whether two cursors at one piece owe the same notes and floats. */
static bool same_rest(struct cursor a, struct cursor b)
{
    return a.mention == b.mention && a.note_piece == b.note_piece && a.floating == b.floating;
}

/* Whether a way to one is a way to the other: only costs can tell them apart. */
static bool same_state(const struct composition *c, const struct node *a, const struct node *b)
{
    if (!same_rest(a->at, b->at))
        return false;
    return !c->b->design->duplex || (a->page % 2 == b->page % 2 && a->empty == b->empty);
}

/* Keeps `node` at its piece unless a cheaper one of the same state is there. */
static void keep_node(struct optimum *o, const struct node *node)
{
    uint32_t *head = &o->heads[node->at.piece];
    size_t states = 0;
    for (uint32_t i = *head; i != NO_NODE; i = o->nodes.items[i].next, states++) {
        struct node *other = &o->nodes.items[i];
        if (!same_state(o->c, other, node))
            continue;
        if (node->total < other->total) {
            uint32_t next = other->next;
            *other = *node;
            other->next = next;
        }
        return;
    }
    if (states >= STATES_MOST)
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
    struct page_plan plan = compose_plan(o->c, at, ending);
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
                             .at = plan.to,
                             .page = node->page + 1,
                             .previous = i,
                             .squeezed = ending == NULL,
                             .change = used->change,
                             .filled = used->filled};
        for (int k = 0; k < VARIED_MOST; k++)
            added.varied[k] = used->varied[k];
        bool last = plan.to.piece == o->c->flow->pieces.count;
        if (optimum_faces(o->c, node->page) && !last)
            added.total += spread_cost(o->c, used->empty - node->empty);
        if (optimum_faces(o->c, added.page))
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

/* The plan of the page before `node`. */
static struct page_plan plan_before(const struct optimum *o, const struct node *node)
{
    struct ending ending = {.piece = node->at.piece,
                            .filled = node->filled,
                            .change = node->change,
                            .floats = node->at.floating};
    for (int i = 0; i < VARIED_MOST; i++)
        ending.varied[i] = node->varied[i];
    return compose_plan(o->c, o->nodes.items[node->previous].at,
                        node->squeezed ? NULL : &ending);
}

/* The plans of the pages on the way to node `end`, then those of the notes that are left. */
static void take_plans(const struct optimum *o, uint32_t end, struct plans *plans)
{
    const struct node *nodes = o->nodes.items;
    struct arena *arena = o->c->b->arena;
    size_t count = 0, at = plans->list.count;
    for (uint32_t i = end; nodes[i].previous != NO_NODE; i = nodes[i].previous)
        count++;
    for (size_t i = 0; i < count; i++)
        array_push(arena, &plans->list);
    at += count;
    for (uint32_t i = end; nodes[i].previous != NO_NODE; i = nodes[i].previous)
        plans->list.items[--at] = plan_before(o, &nodes[i]);
    struct cursor left = nodes[end].at;
    while (!compose_done(o->c, left)) {
        struct page_plan *plan = array_push(arena, &plans->list);
        *plan = compose_page(o->c, left);
        left = plan->to;
    }
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
    if (optimum_faces(c, start.page))
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

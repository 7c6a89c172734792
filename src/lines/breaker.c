/*
 * Takes items, gives breaks: dynamic programming over feasible breaks, kept as a list of active
 * nodes from which a line to the present item is not yet too long.
 */
#include "lines/breaker.h"

#define NO_NODE    UINT32_MAX
#define CLASSES    4
#define BAD_MOST   10000
#define LADDER     2           /* hyphens on end in lines running, at most … */
#define LADDER_TAX 100000000LL /* … unless there is no other way */

/* Sums of all items before a place. */
struct sums {
    sp width, stretch, shrink;
};

/* A break that the best ways to end a line there, by fitness class, lead to. */
struct breaker_node {
    int64_t demerits;  /* of all lines up to here */
    struct sums after; /* up to the first item of the next line */
    uint32_t item;     /* the break's */
    uint32_t previous; /* node at the start of the line that ends here, or NO_NODE */
    uint32_t next;     /* in the active list, or NO_NODE */
    uint8_t fitness;   /* 0 tight … 3 very loose */
    uint8_t hyphens;   /* lines running that end in a hyphen, this one last */
};

/* The best way found to end a line at the present item, in one fitness class. */
struct best {
    int64_t demerits;
    uint32_t from;
};

struct state {
    struct breaker *breaker;
    const struct breaker_item *items;
    size_t count;
    const struct breaker_rules *rules;
    struct sums sums; /* up to the present item */
    uint32_t active;  /* first of the list */
    struct best best[CLASSES];
};

/* A line from a node to the present item. */
struct fit {
    bool feasible;
    bool too_long; /* and so will be every later line from that node */
    int badness;
    uint8_t fitness;
};

/* In 1/1024 of the room, so that the cube of what is under BAD_MOST fits 64 bits. */
int breaker_badness(sp amount, sp room)
{
    if (amount <= 0)
        return 0;
    if (room <= 0 || amount >= room * 5)
        return BAD_MOST;
    int64_t ratio = amount * 1024 / room;
    int64_t badness = (100 * ratio * ratio * ratio) >> 30;
    return badness > BAD_MOST ? BAD_MOST : (int)badness;
}

static struct fit fit_line(const struct state *state, const struct breaker_node *node,
                           const struct breaker_item *item)
{
    const struct breaker_rules *rules = state->rules;
    struct fit fit = {false, false, 0, 1};
    sp width = node->previous == NO_NODE ? rules->first_width : rules->width;
    sp natural = state->sums.width - node->after.width + item->before;
    sp shrink = state->sums.shrink - node->after.shrink;
    sp room = width - natural;
    if (room < 0) {
        fit.too_long = -room - item->before > shrink;
        fit.badness = breaker_badness(-room, shrink);
        fit.feasible = -room <= shrink && fit.badness <= rules->tolerance;
        fit.fitness = fit.badness > 12 ? 0 : 1;
        return fit;
    }
    if (item->penalty != BREAKER_ALWAYS)
        fit.badness = breaker_badness(room, state->sums.stretch - node->after.stretch +
                                                rules->line_stretch);
    fit.feasible = fit.badness <= rules->tolerance;
    fit.fitness = fit.badness > 99 ? 3 : fit.badness > 12 ? 2 : 1;
    return fit;
}

/* TeX's formula (The TeXbook, chapter 14), with a tax on ladders of hyphens and on last lines
 * that are a mere stub. */
static int64_t line_demerits(const struct state *state, const struct breaker_node *node,
                             const struct breaker_item *item, const struct fit *fit)
{
    const struct breaker_rules *rules = state->rules;
    int64_t base = rules->line_penalty + fit->badness;
    int64_t demerits = base * base;
    int64_t penalty = item->penalty;
    if (penalty > 0)
        demerits += penalty * penalty;
    else if (penalty != BREAKER_ALWAYS)
        demerits -= penalty * penalty;
    int apart = (int)fit->fitness - (int)node->fitness;
    if (apart > 1 || apart < -1)
        demerits += rules->fitness_demerits;
    if (item->hyphen && node->hyphens > 0)
        demerits += rules->double_hyphen_demerits;
    if (item->hyphen && node->hyphens >= LADDER)
        demerits += LADDER_TAX;
    if (item->penalty == BREAKER_ALWAYS && node->hyphens > 0)
        demerits += rules->last_hyphen_demerits;
    sp natural = state->sums.width - node->after.width;
    if (item->penalty == BREAKER_ALWAYS && node->previous != NO_NODE &&
        natural < rules->last_least)
        demerits += rules->last_short_demerits;
    return node->demerits + demerits;
}

/* The sums up to the first item of a line that starts after a break at `at`. */
static struct sums sums_after(const struct state *state, size_t at)
{
    struct sums sums = state->sums;
    const struct breaker_item *items = state->items;
    for (size_t i = at; i < state->count && items[i].kind != BREAKER_BOX; i++) {
        if (i > at && items[i].kind == BREAKER_PENALTY && items[i].penalty == BREAKER_ALWAYS)
            break;
        if (items[i].kind == BREAKER_GLUE) {
            sums.width += items[i].width;
            sums.stretch += items[i].stretch;
            sums.shrink += items[i].shrink;
        }
    }
    sums.width -= items[at].after;
    return sums;
}

/* Puts nodes for the best ways to this break at the end of the active list. A class that
 * another beats by more than the cost of changing class can never win. */
static void add_nodes(struct state *state, size_t at, uint32_t last)
{
    struct breaker *breaker = state->breaker;
    int64_t least = INT64_MAX;
    for (int i = 0; i < CLASSES; i++)
        if (state->best[i].from != NO_NODE && state->best[i].demerits < least)
            least = state->best[i].demerits;
    if (least == INT64_MAX)
        return;
    struct sums after = sums_after(state, at);
    for (int i = 0; i < CLASSES; i++) {
        struct best best = state->best[i];
        if (best.from == NO_NODE || best.demerits > least + state->rules->fitness_demerits)
            continue;
        uint32_t number = (uint32_t)breaker->nodes.count;
        struct breaker_node *node = array_push(breaker->arena, &breaker->nodes);
        int hyphens = breaker->nodes.items[best.from].hyphens;
        *node = (struct breaker_node){
            .demerits = best.demerits,
            .after = after,
            .item = (uint32_t)at,
            .previous = best.from,
            .next = NO_NODE,
            .fitness = (uint8_t)i,
            .hyphens = (uint8_t)(!state->items[at].hyphen ? 0
                                 : hyphens < 9            ? hyphens + 1
                                                          : 9),
        };
        if (last == NO_NODE)
            state->active = number;
        else
            breaker->nodes.items[last].next = number;
        last = number;
    }
}

/* Tries lines from all active nodes to item `at`, dropping those that have become too long. The
 * last one left is used though its line is overfull if the rules say that there must be a way.
 */
static void try_break(struct state *state, size_t at)
{
    const struct breaker_item *item = &state->items[at];
    struct breaker_node *nodes = state->breaker->nodes.items;
    bool forced = item->penalty == BREAKER_ALWAYS;
    uint32_t last = NO_NODE;
    for (int i = 0; i < CLASSES; i++)
        state->best[i] = (struct best){INT64_MAX, NO_NODE};
    for (uint32_t number = state->active; number != NO_NODE; number = nodes[number].next) {
        struct breaker_node *node = &nodes[number];
        struct fit fit = fit_line(state, node, item);
        bool drop = fit.too_long || forced;
        if (drop && !fit.feasible && state->rules->must && last == NO_NODE &&
            node->next == NO_NODE && state->best[0].from == NO_NODE &&
            state->best[1].from == NO_NODE && state->best[2].from == NO_NODE &&
            state->best[3].from == NO_NODE) {
            fit.feasible = true;
            fit.badness = BAD_MOST;
        }
        if (fit.feasible) {
            int64_t demerits = line_demerits(state, node, item, &fit);
            struct best *best = &state->best[fit.fitness];
            if (best->from == NO_NODE || demerits < best->demerits)
                *best = (struct best){demerits, number};
        }
        if (!drop)
            last = number;
        else if (last == NO_NODE)
            state->active = node->next;
        else
            nodes[last].next = node->next;
    }
    add_nodes(state, at, last);
}

static void take_result(struct breaker *breaker, uint32_t best)
{
    breaker->demerits = breaker->nodes.items[best].demerits;
    breaker->breaks.count = 0;
    for (uint32_t i = best; breaker->nodes.items[i].previous != NO_NODE;
         i = breaker->nodes.items[i].previous)
        *array_push(breaker->arena, &breaker->breaks) = breaker->nodes.items[i].item;
    uint32_t *breaks = breaker->breaks.items;
    for (size_t low = 0, high = breaker->breaks.count; low + 1 < high; low++) {
        uint32_t swapped = breaks[low];
        breaks[low] = breaks[--high];
        breaks[high] = swapped;
    }
}

static bool allowed(const struct breaker_item *item, const struct breaker_rules *rules)
{
    return item->kind != BREAKER_BOX && item->penalty < BREAKER_NEVER &&
           item->penalty <= rules->penalty_most;
}

bool breaker_run(struct breaker *breaker, const struct breaker_item *items, size_t count,
                 const struct breaker_rules *rules)
{
    struct state state = {breaker, items, count, rules, {0, 0, 0}, 0, {{0, 0}}};
    breaker->nodes.count = 0;
    *array_push(breaker->arena, &breaker->nodes) =
        (struct breaker_node){.previous = NO_NODE, .next = NO_NODE, .fitness = 1};
    for (size_t i = 0; i < count && state.active != NO_NODE; i++) {
        if (allowed(&items[i], rules))
            try_break(&state, i);
        if (items[i].kind == BREAKER_PENALTY)
            continue;
        state.sums.width += items[i].width;
        state.sums.stretch += items[i].stretch;
        state.sums.shrink += items[i].shrink;
    }
    uint32_t best = state.active;
    if (best == NO_NODE)
        return false;
    for (uint32_t i = best; i != NO_NODE; i = breaker->nodes.items[i].next)
        if (breaker->nodes.items[i].demerits < breaker->nodes.items[best].demerits)
            best = i;
    take_result(breaker, best);
    return true;
}

/*
 * Takes items, gives breaks: dynamic programming over feasible breaks, kept as a list of active
 * nodes from which a line to the present item is not yet too long.
 */
#include "lines/breaker.h"

#define NO_NODE        UINT32_MAX
#define CLASSES        4
#define COUNTS         16 /* numbers of lines at a place that are told apart */
#define COUNTS_NEAR    2  /* and how far from the best one they are followed */
#define BAD_MOST       10000
#define LADDER         2 /* hyphens on end in lines running, at most … */
#define LETTER_BADNESS 8
#define LADDER_TAX     100000000LL /* … unless there is no other way */

/* Sums of all items before a place. */
struct sums {
    sp width, stretch, shrink;
    sp letters; /* what the boxes give, either way */
};

/* A break that the best ways to end a line there, by fitness class, lead to. */
struct breaker_node {
    int64_t demerits;  /* of all lines up to here */
    struct sums after; /* up to the first item of the next line */
    uint32_t item;     /* the break's */
    uint32_t previous; /* node at the start of the line that ends here, or NO_NODE */
    uint8_t fitness;   /* 0 tight … 3 very loose */
    uint8_t hyphens;   /* lines running that end in a hyphen, this one last */
    uint32_t lines;    /* up to here; always 0 unless they are counted */
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
    size_t active;    /* the first node that a line may still start from */
    sp reach;         /* the most badness allowed as a multiple of stretch, in 1/1024 */
    size_t rows;      /* of `best`: 1 unless lines are counted */
    uint32_t fewest;  /* lines that row 0 stands for */
    struct best best[COUNTS][CLASSES];
};

/* A line from a node to the present item. */
struct fit {
    bool feasible;
    bool too_long;  /* and so is every later line from that node */
    bool too_short; /* and so is every line to here from a later node */
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

/* 0 to LETTER_BADNESS, by the square of how far letters are stretched or shrunk. */
static int letter_badness(sp amount, sp letters)
{
    int64_t ratio = amount >= letters ? 1024 : amount * 1024 / letters;
    return (int)((LETTER_BADNESS * ratio * ratio) >> 20);
}

/* Letters give way before glue does, at a small cost, since nobody sees it. */
static struct fit fit_line(const struct state *state, const struct breaker_node *node,
                           const struct breaker_item *item)
{
    const struct breaker_rules *rules = state->rules;
    struct fit fit = {false, false, false, 0, 1};
    sp width = node->previous == NO_NODE ? rules->first_width : rules->width;
    sp room = width - (state->sums.width - node->after.width + item->before);
    sp letters = state->sums.letters - node->after.letters;
    if (room < 0) {
        sp shrink = state->sums.shrink - node->after.shrink;
        sp rest = -room - letters;
        fit.too_long = rest - item->before > shrink;
        fit.feasible = rest <= shrink;
        fit.badness = breaker_badness(rest, shrink);
        fit.fitness = fit.badness > 12 ? 0 : 1;
    } else if (item->penalty != BREAKER_ALWAYS) {
        sp stretch = state->sums.stretch - node->after.stretch + rules->line_stretch;
        fit.too_short = state->reach > 0 && (room - letters) * 1024 > stretch * state->reach;
        if (fit.too_short)
            return fit;
        fit.badness = breaker_badness(room - letters, stretch);
        fit.feasible = true;
        fit.fitness = fit.badness > 99 ? 3 : fit.badness > 12 ? 2 : 1;
    } else {
        fit.feasible = true;
        return fit;
    }
    fit.feasible = fit.feasible && fit.badness <= rules->tolerance;
    if (letters > 0 && fit.feasible)
        fit.badness += letter_badness(room < 0 ? -room : room, letters);
    return fit;
}

/* TeX's formula (The TeXbook, chapter 14), with a tax on ladders of hyphens and on last lines
 * that are very short, twice if that is the rest of a word. */
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
        demerits += rules->last_short_demerits * (node->hyphens > 0 ? 2 : 1);
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

/* The least demerits in a row of `best`. */
static int64_t row_least(const struct state *state, size_t row)
{
    int64_t least = INT64_MAX;
    for (int i = 0; i < CLASSES; i++)
        if (state->best[row][i].demerits < least)
            least = state->best[row][i].demerits;
    return least;
}

/* The row of the best way to the present item. */
static size_t best_row(const struct state *state)
{
    size_t best = 0;
    for (size_t row = 1; row < state->rows; row++)
        if (row_least(state, row) < row_least(state, best))
            best = row;
    return best;
}

/* Puts nodes for the best ways of a row to this break behind the others. A class that another
 * beats by more than the cost of changing class can never win. */
static void add_row(struct state *state, size_t at, size_t row, struct sums after)
{
    struct breaker *breaker = state->breaker;
    int64_t least = row_least(state, row);
    if (least == INT64_MAX)
        return;
    for (int i = 0; i < CLASSES; i++) {
        struct best best = state->best[row][i];
        if (best.demerits > least + state->rules->fitness_demerits)
            continue;
        uint8_t hyphens = breaker->nodes.items[best.from].hyphens;
        struct breaker_node *node = array_push(breaker->arena, &breaker->nodes);
        *node = (struct breaker_node){
            .demerits = best.demerits,
            .after = after,
            .item = (uint32_t)at,
            .previous = best.from,
            .fitness = (uint8_t)i,
            .lines = state->fewest + (uint32_t)row,
        };
        if (state->items[at].hyphen)
            node->hyphens = hyphens < UINT8_MAX ? (uint8_t)(hyphens + 1) : hyphens;
    }
}

static bool found_none(const struct state *state)
{
    for (size_t row = 0; row < state->rows; row++)
        if (row_least(state, row) != INT64_MAX)
            return false;
    return true;
}

static void add_nodes(struct state *state, size_t at)
{
    if (found_none(state))
        return;
    struct sums after = sums_after(state, at);
    size_t best = best_row(state);
    size_t from = best > COUNTS_NEAR ? best - COUNTS_NEAR : 0;
    for (size_t row = from; row < state->rows && row <= best + COUNTS_NEAR; row++)
        add_row(state, at, row, after);
}

/* Keeps the way from `node` to the present item if it is the best of its class. */
static void consider(struct state *state, size_t node, const struct breaker_item *item,
                     const struct fit *fit)
{
    const struct breaker_node *from = &state->breaker->nodes.items[node];
    int64_t demerits = line_demerits(state, from, item, fit);
    size_t row = state->rows > 1 ? from->lines + 1 - state->fewest : 0;
    if (row >= state->rows)
        return;
    struct best *best = &state->best[row][fit->fitness];
    if (demerits < best->demerits)
        *best = (struct best){demerits, (uint32_t)node};
}

/* Empties `best`, whose first row stands for the fewest lines that lead to the present item. */
static void clear_best(struct state *state)
{
    const struct breaker_node *nodes = state->breaker->nodes.items;
    for (size_t row = 0; row < state->rows; row++)
        for (int i = 0; i < CLASSES; i++)
            state->best[row][i] = (struct best){INT64_MAX, NO_NODE};
    if (state->rows == 1)
        return;
    state->fewest = UINT32_MAX;
    for (size_t i = state->active; i < state->breaker->nodes.count; i++)
        if (nodes[i].lines + 1 < state->fewest)
            state->fewest = nodes[i].lines + 1;
}

/* Tries lines from all active nodes to item `at`. Nodes are in order of place, so those that
 * have become too long leave at the front, and the rest are too short once one is. The last
 * node is used though its line is overfull if the rules say that there must be a way. */
static void try_break(struct state *state, size_t at)
{
    const struct breaker_item *item = &state->items[at];
    const struct breaker_node *nodes = state->breaker->nodes.items;
    size_t count = state->breaker->nodes.count;
    bool forced = item->penalty == BREAKER_ALWAYS;
    clear_best(state);
    for (size_t i = state->active; i < count; i++) {
        struct fit fit = fit_line(state, &nodes[i], item);
        if (fit.feasible)
            consider(state, i, item, &fit);
        if (fit.too_long && i == state->active)
            state->active++;
        if (fit.too_short)
            break;
    }
    if (forced)
        state->active = count;
    if (state->active == count && state->rules->must && found_none(state)) {
        struct fit overfull = {.badness = BAD_MOST, .fitness = 0};
        consider(state, count - 1, item, &overfull);
    }
    add_nodes(state, at);
}

static void take_result(struct breaker *breaker, uint32_t best)
{
    const struct breaker_node *last = &breaker->nodes.items[best];
    const struct breaker_node *start = &breaker->nodes.items[last->previous];
    breaker->demerits = last->demerits;
    breaker->last_width = 0;
    if (start->previous != NO_NODE)
        breaker->last_width = last->after.width - start->after.width;
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

/* How many times its stretch a line may be widened, in 1/1024, to keep to the tolerance. */
static sp reach_of(int tolerance)
{
    sp reach = 16;
    while (reach < 5 * 1024 && breaker_badness(reach, 1024) <= tolerance)
        reach += 16;
    return reach;
}

/* Among the ways to the end the best, of the number of lines that is wanted if there is one. */
static uint32_t best_end(const struct breaker *breaker, const struct breaker_rules *rules)
{
    const struct breaker_node *nodes = breaker->nodes.items;
    size_t best = breaker->ends;
    for (size_t i = best + 1; i < breaker->nodes.count; i++) {
        bool right = rules->wanted > 0 && nodes[i].lines == rules->wanted;
        bool had = rules->wanted > 0 && nodes[best].lines == rules->wanted;
        if (right != had ? right : nodes[i].demerits < nodes[best].demerits)
            best = i;
    }
    return (uint32_t)best;
}

int64_t breaker_demerits(const struct breaker *breaker, size_t lines)
{
    int64_t least = BREAKER_NO_WAY;
    for (size_t i = breaker->ends; i < breaker->nodes.count; i++) {
        const struct breaker_node *node = &breaker->nodes.items[i];
        if (node->lines == lines && node->demerits < least)
            least = node->demerits;
    }
    return least;
}

int64_t breaker_least(const struct breaker *breaker)
{
    int64_t least = BREAKER_NO_WAY;
    for (size_t i = breaker->ends; i < breaker->nodes.count; i++)
        if (breaker->nodes.items[i].demerits < least)
            least = breaker->nodes.items[i].demerits;
    return least;
}

bool breaker_run(struct breaker *breaker, const struct breaker_item *items, size_t count,
                 const struct breaker_rules *rules)
{
    struct state state = {.breaker = breaker, .items = items, .count = count, .rules = rules};
    state.rows = rules->counted ? COUNTS : 1;
    state.reach = rules->tolerance >= BAD_MOST ? 0 : reach_of(rules->tolerance);
    breaker->nodes.count = 0;
    *array_push(breaker->arena, &breaker->nodes) =
        (struct breaker_node){.previous = NO_NODE, .fitness = 1};
    for (size_t i = 0; i < count && state.active < breaker->nodes.count; i++) {
        if (allowed(&items[i], rules))
            try_break(&state, i);
        if (items[i].kind == BREAKER_PENALTY)
            continue;
        state.sums.width += items[i].width;
        state.sums.shrink += items[i].shrink;
        if (items[i].kind == BREAKER_BOX)
            state.sums.letters += items[i].stretch;
        else
            state.sums.stretch += items[i].stretch;
    }
    if (state.active == breaker->nodes.count)
        return false;
    breaker->ends = state.active;
    take_result(breaker, best_end(breaker, rules));
    return true;
}

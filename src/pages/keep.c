/* The table of reasons against a page break. See keep.h. */
#include "pages/keep.h"

struct reason {
    enum rank rank;
    int cost;
    const char *words;
};

static const struct reason reasons[KEEPS] = {
    [KEEP_FREE] = {RANK_FREE, 0, "between blocks"},
    [KEEP_ITEM] = {RANK_FREE, 4, "between items of a list"},
    [KEEP_LINES] = {RANK_FREE, 12, "inside a paragraph"},
    [KEEP_ITEM_LINES] = {RANK_FREE, 36, "inside an item of a list"},
    [KEEP_ROW] = {RANK_FREE, 40, "between rows of a table"},
    [KEEP_HYPHEN] = {RANK_FREE, 60, "after a hyphen"},
    [KEEP_LEAD] = {RANK_FREE, 100, "between a paragraph and its list"},
    [KEEP_ITEM_ALONE] = {RANK_FREE, 250, "that leaves one item of a list alone"},
    [KEEP_BOX] = {RANK_FREE, 250, "inside a box"},
    [KEEP_TABLE] = {RANK_FREE, 400, "inside a table that a page could hold"},
    [KEEP_ROW_NEAR] = {RANK_FREE, 900, "that leaves two rows of a table alone"},
    [KEEP_SMALL] = {RANK_FREE, 1500, "inside a small table"},
    [KEEP_ORPHAN] = {RANK_LINES, 0, "that leaves the first lines of a paragraph alone"},
    [KEEP_WIDOW] = {RANK_LINES, 0, "that leaves the last lines of a paragraph alone"},
    [KEEP_ROW_EDGE] = {RANK_LINES, 0, "that leaves one row of a table alone"},
    [KEEP_NEXT] = {RANK_NEXT, 0, "after what keeps with the next"},
    [KEEP_TOGETHER] = {RANK_TOGETHER, 0, "inside what keeps together"},
    [KEEP_EDGE] = {RANK_EDGE, 0, "between a box and its edge"},
};

/* Each outweighs what a page can cost in the rank below. */
static const int64_t rank_costs[RANKS] = {0, 100000, 10000000, 1000000000, 100000000000};

enum rank keep_rank(enum keep keep)
{
    return reasons[keep].rank;
}

int keep_cost(enum keep keep)
{
    return reasons[keep].cost;
}

int64_t rank_cost(enum rank rank)
{
    return rank_costs[rank];
}

const char *keep_words(enum keep keep)
{
    return reasons[keep].words;
}

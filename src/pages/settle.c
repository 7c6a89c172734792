/*
 * Takes the flow, gives the spaces that bring text back to the baseline grid.
 * The one idea: between two lines on the grid stands a group off it (a heading, a box, a table
 * …); what its height misses to whole steps is shared by the spaces around its blocks, so that
 * no space takes all of it. It is known for a group in the middle of a page and for one at the
 * top, where the space before it is dropped; so both sides of a sheet keep to one grid.
 */
#include "pages/flow.h"

/* The pieces [from, to) off the grid. */
struct group {
    struct piece *pieces;
    size_t from, to;
    sp grid;
};

static bool is_heading(const struct piece *piece)
{
    return piece->kind == PIECE_LINE && piece->of.paragraph->style->keep_with_next;
}

/* Whether the line before space `at` announces the lines after it, and so stays close to them.
 */
static bool is_led(const struct group *group, size_t at)
{
    const struct piece *next = &group->pieces[at + 1];
    return at + 1 < group->to && next->kind == PIECE_LINE && next->before == KEEP_NEXT;
}

/* Whether space `at` stands around a block, so that it may give or take. Space after a heading
 * does only at a page's top, and before a box, where there is no other. */
static bool gives(const struct group *group, size_t at, bool top)
{
    const struct piece *pieces = group->pieces;
    if (pieces[at].kind != PIECE_SPACE || pieces[at].container != 0)
        return false;
    if (at == group->from)
        return !top && !is_led(group, at);
    bool before_box = at + 1 < group->to && pieces[at + 1].kind == PIECE_OPEN;
    if (is_heading(&pieces[at - 1]))
        return top && before_box;
    return at + 1 == group->to || before_box || pieces[at - 1].kind == PIECE_CLOSE;
}

/* By how much the spaces must grow, or, negative, where little is over, shrink. */
static sp missing(const struct group *group, bool top)
{
    sp height = 0, spaces = 0;
    for (size_t i = group->from; i < group->to; i++) {
        bool dropped = top && i == group->from && group->pieces[i].kind == PIECE_SPACE;
        height += dropped ? 0 : group->pieces[i].height;
        spaces += gives(group, i, top) ? group->pieces[i].height : 0;
    }
    sp over = height % group->grid;
    if (over == 0)
        return 0;
    return over <= spaces / 4 ? -over : group->grid - over;
}

/* Shares `amount` out: growth in equal parts, what is taken by the height of each. */
static void share(const struct group *group, bool top, sp amount)
{
    sp total = 0, seen = 0, given = 0;
    for (size_t i = group->from; i < group->to; i++)
        if (gives(group, i, top))
            total += amount > 0 ? 1 : group->pieces[i].height;
    for (size_t i = group->from; i < group->to && total > 0; i++) {
        struct piece *piece = &group->pieces[i];
        if (!gives(group, i, top))
            continue;
        seen += amount > 0 ? 1 : piece->height;
        sp due = length_scale(amount, seen, total);
        *(top ? &piece->settle_top : &piece->settle) = due - given;
        given = due;
    }
}

static void settle(const struct group *group)
{
    size_t first = group->from;
    while (first < group->to && group->pieces[first].kind == PIECE_SPACE)
        first++;
    if (first == group->to)
        return;
    group->pieces[first].leads = true;
    share(group, false, missing(group, false));
    share(group, true, missing(group, true));
}

void flow_settle(struct builder *b, struct flow *flow)
{
    struct group group = {.pieces = flow->pieces.items, .grid = b->design->grid};
    for (size_t i = 0; group.grid > 0 && i < flow->pieces.count; i++) {
        if (!flow->pieces.items[i].on_grid)
            continue;
        group.to = i;
        if (group.to > group.from)
            settle(&group);
        group.from = i + 1;
    }
}

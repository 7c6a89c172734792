/* Column widths by steepest descent on the height of the rows; see columns.h. */
#include "pages/columns.h"

#include <stdbool.h>

#define STEPS          64  /* the room is moved about in this many parts */
#define ROUNDS_MOST    96  /* moves in all */
#define SEARCH_COLUMNS 10  /* tables with more columns take the first guess */
#define SEARCH_ROWS    120 /* rows that are looked at */
#define SPREAD         62  /* per cent of the room from which a table takes all of it */

static sp sum(const sp *widths, size_t count)
{
    sp total = 0;
    for (size_t i = 0; i < count; i++)
        total += widths[i];
    return total;
}

/* The height of the rows in lines, times 64, and the lines of all cells: among widths that make
 * equal rows those with less text in them win. Broken text takes a little more than its width.
 */
static int64_t cost_of(const struct column_cells *cells, const sp *widths, size_t count)
{
    int64_t cost = 0;
    size_t rows = cells->rows < SEARCH_ROWS ? cells->rows : SEARCH_ROWS;
    for (size_t row = 0; row < rows; row++) {
        int64_t height = 1;
        for (size_t i = 0; i < count; i++) {
            sp need = cells->widths[row * count + i];
            if (need <= widths[i])
                continue;
            int64_t lines = (need * 27 / 25 + widths[i] - 1) / (widths[i] > 0 ? widths[i] : 1);
            cost += lines;
            height = lines > height ? lines : height;
        }
        cost += height * 64;
    }
    return cost;
}

struct move {
    size_t from, to;
    int64_t cost;
};

/* The move of `step` between two columns that lowers the cost most; cost stays where none
 * does. */
static struct move best_move(const struct column_need *needs, size_t count,
                             const struct column_cells *cells, sp *widths, sp step)
{
    struct move best = {0, 0, cost_of(cells, widths, count)};
    for (size_t from = 0; from < count; from++) {
        if (widths[from] - step < needs[from].least)
            continue;
        for (size_t to = 0; to < count; to++) {
            if (to == from || widths[to] >= needs[to].most)
                continue;
            widths[from] -= step;
            widths[to] += step;
            int64_t cost = cost_of(cells, widths, count);
            widths[from] += step;
            widths[to] -= step;
            if (cost < best.cost)
                best = (struct move){from, to, cost};
        }
    }
    return best;
}

static void search(const struct column_need *needs, size_t count,
                   const struct column_cells *cells, sp room, sp *widths)
{
    if (count > SEARCH_COLUMNS)
        return;
    int rounds = 0;
    for (sp step = room / STEPS * 4; step >= room / STEPS && step > 0; step /= 2)
        for (; rounds < ROUNDS_MOST; rounds++) {
            struct move move = best_move(needs, count, cells, widths, step);
            if (move.from == move.to)
                break;
            widths[move.from] -= step;
            widths[move.to] += step;
        }
}

/* Shares the room out by the shares that were asked for; columns without one take what they
 * need first. No column falls below its least. */
static void by_shares(const struct column_need *needs, size_t count, sp room, sp *widths)
{
    int64_t shares = 0;
    sp left = room;
    for (size_t i = 0; i < count; i++) {
        widths[i] = needs[i].share > 0 ? 0 : needs[i].most;
        shares += needs[i].share;
        left -= widths[i];
    }
    bool again = true;
    while (again && shares > 0) {
        again = false;
        for (size_t i = 0; i < count && !again; i++) {
            if (widths[i] > 0 || left * needs[i].share / shares >= needs[i].least)
                continue;
            widths[i] = needs[i].least;
            left -= widths[i];
            shares -= needs[i].share;
            again = true;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (widths[i] == 0)
            widths[i] = left * needs[i].share / (shares > 0 ? shares : 1);
}

/* Each column its least, the rest in proportion to what is missing to its most. */
static void by_need(const struct column_need *needs, size_t count, sp room, sp *widths)
{
    sp least = 0, wish = 0;
    for (size_t i = 0; i < count; i++) {
        least += needs[i].least;
        wish += needs[i].most - needs[i].least;
    }
    for (size_t i = 0; i < count; i++) {
        sp missing = needs[i].most - needs[i].least;
        widths[i] = needs[i].least;
        if (wish > 0)
            widths[i] += length_scale(room - least, missing, wish);
    }
}

/* The natural widths; a table that nearly fills the room takes all of it. */
static void natural(const struct column_need *needs, size_t count, sp room, sp *widths)
{
    for (size_t i = 0; i < count; i++)
        widths[i] = needs[i].most;
    sp most = sum(widths, count);
    if (most < room * SPREAD / 100 || most == 0)
        return;
    for (size_t i = 0; i < count; i++)
        widths[i] += length_scale(room - most, needs[i].most, most);
}

sp columns_fit(const struct column_need *needs, size_t count, const struct column_cells *cells,
               sp room, sp *widths)
{
    sp least = 0, most = 0;
    bool shares = false;
    for (size_t i = 0; i < count; i++) {
        least += needs[i].least;
        most += needs[i].most;
        shares = shares || needs[i].share > 0;
    }
    if (least > room) {
        for (size_t i = 0; i < count; i++)
            widths[i] = length_scale(needs[i].least, room, least);
        return least - room;
    }
    if (shares) {
        by_shares(needs, count, room, widths);
        if (sum(widths, count) <= room)
            return 0;
    }
    if (most <= room) {
        natural(needs, count, room, widths);
        return 0;
    }
    by_need(needs, count, room, widths);
    search(needs, count, cells, room, widths);
    return 0;
}

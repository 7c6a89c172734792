/*
 * Takes a stretch of the flow and a height, gives the ways to end a page in it.
 * The one idea: every place for a break that fits is judged by rank (what must not happen
 * unless there is no other way) and by costs, kept by cause so that they can be explained.
 */
#include "pages/aside.h"
#include "pages/balance.h"
#include "pages/bands.h"
#include "pages/floats.h"

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

sp walk_again(const struct piece *piece)
{
    bool again = piece->kind == PIECE_ROW && piece->of.row->again != NULL;
    return again ? piece->of.row->again->height : 0;
}

struct walk walk_new(const struct builder *b, const struct flow *flow, size_t from)
{
    struct walk walk = {.flow = flow, .grid = b->design->grid, .empty = true};
    if (from >= flow->pieces.count)
        return walk;
    const struct piece *first = &flow->pieces.items[from];
    walk.y = walk_opening(flow, first->container) + walk_again(first);
    if (!first->on_grid)
        walk.settling = first->leads ? SETTLE_TOP : SETTLE_NONE;
    return walk;
}

struct walk walk_at(const struct builder *b, const struct flow *flow, struct cursor from)
{
    struct walk walk = walk_new(b, flow, from.piece);
    walk.y += from.top;
    /* below columns a group stands with the space before it */
    if (from.top > 0 && band_at(flow, from.piece) == NULL)
        walk.settling = SETTLE_FULL;
    return walk;
}

sp walk_grid(sp y, sp space, sp grid)
{
    sp over = y % grid;
    if (over == 0)
        return y;
    return over <= space / 4 ? y - over : y - over + grid;
}

static sp settled(const struct walk *walk, const struct piece *space)
{
    switch (walk->settling) {
    case SETTLE_FULL:
        return space->settle;
    case SETTLE_TOP:
        return space->settle_top;
    case SETTLE_NONE:
        break;
    }
    return 0;
}

sp walk_piece(struct walk *walk, const struct piece *piece)
{
    if (piece->kind == PIECE_SPACE) {
        walk->space = walk->empty ? 0 : piece->height + settled(walk, piece);
        return walk->y;
    }
    sp top = walk->y + walk->space;
    if (piece->on_grid && walk->grid > 0)
        top = walk_grid(top, walk->space, walk->grid);
    walk->y = top + piece->height;
    walk->space = 0;
    walk->empty = false;
    if (piece->on_grid)
        walk->settling = SETTLE_FULL;
    return top;
}

/* An empty line at the foot costs this, and so many times its square: a page too many costs
 * more than its breaks can save, and one hole more than two of half its height. */
#define COST_EMPTY       20
#define COST_UNDERFULL   10
#define COST_NOTE_SPLIT  80
#define COST_HEADING_LOW 120 /* for each line that is missing to … */
#define LINES_HEADING    3   /* so many lines under a page's last heading */
#define COST_FLOAT       210 /* for each float that waits for the next page */
#define FLOATS_COSTED    100
#define FLOATS_TRIED     3    /* numbers of floats tried at one place */
#define COST_FLOAT_PAGE  200  /* a page of floats alone, and what it has empty unasked */
#define COST_MARGIN      2    /* for each line that margin notes stand off their lines */
#define COST_MARGIN_FULL 5000 /* for each that they need more than there is: an error */
#define COST_MARGIN_MOST 50000
#define COST_LAST        10 /* for each line that is missing to … */
#define LINES_LAST       5  /* so many lines on the last page */
#define LINES_BELOW      3  /* columns start with room for so many lines */
#define COST_SPREAD      6  /* times the square of the lines by which facing pages differ */

static sp leading_of(const struct composition *c)
{
    return c->b->body->leading > 0 ? c->b->body->leading : PT(12);
}

/* Parts of a line count too. */
int64_t empty_cost(const struct composition *c, sp empty)
{
    int64_t parts = empty * 16 / leading_of(c);
    return COST_EMPTY * parts / 16 + COST_UNDERFULL * parts * parts / 256;
}

/* Whether the page must end there, or the text does, however empty it is. */
static bool must_end(const struct flow *flow, size_t piece)
{
    return piece == flow->pieces.count || flow->pieces.items[piece].forced;
}

int64_t squeezed_cost(const struct composition *c, struct cursor from)
{
    if (from.top > 0 && from.piece < c->flow->pieces.count)
        return rank_cost(RANK_NEXT);
    if (!floats_here(c, from))
        return rank_cost(RANK_EDGE);
    bool wanted = c->b->floats.items[from.floating].placement == PLACE_PAGE;
    if (wanted || must_end(c->flow, from.piece))
        return COST_FLOAT_PAGE;
    sp empty = c->height - floats_height(c, from.floating, floats_page(c, from));
    return COST_FLOAT_PAGE + empty_cost(c, empty);
}

int64_t spread_cost(const struct composition *c, sp difference)
{
    int64_t lines = (difference < 0 ? -difference : difference) / leading_of(c);
    return COST_SPREAD * lines * lines;
}

/* ---- paragraphs that may change
 * ----------------------------------------------------------------*/

/* The cheapest ways to save, or to add, a line on the page. */
struct spare {
    size_t count;
    struct {
        uint32_t variant; /* number + 1 */
        int cost;
        sp height; /* signed */
    } items[VARIED_MOST];
};

static void spare_add(struct spare *spare, uint32_t variant, int cost, sp height)
{
    size_t at = spare->count < VARIED_MOST ? spare->count++ : VARIED_MOST;
    while (at > 0 && spare->items[at - 1].cost > cost) {
        if (at < VARIED_MOST)
            spare->items[at] = spare->items[at - 1];
        at--;
    }
    if (at == VARIED_MOST)
        return;
    spare->items[at].variant = variant;
    spare->items[at].cost = cost;
    spare->items[at].height = height;
}

static sp spare_height(const struct spare *spare)
{
    sp height = 0;
    for (size_t i = 0; i < spare->count; i++)
        height += spare->items[i].height;
    return height;
}

/* ---- judging
 * ----------------------------------------------------------------------------------*/

/* A page while its ends are sought. */
struct search {
    const struct composition *c;
    struct cursor from;
    uint32_t owed; /* one past the last float that must be here */
    sp depth;      /* how far down text may go, with notes if they start above that */
    sp room;       /* what those leave of it */
    struct walk walk;
    struct margin margin;
    bool heading;   /* there is one */
    sp heading_end; /* its lower edge */
    struct spare shorter, longer;
    size_t end; /* of the band */
    struct endings *endings;
};

/* Whether a column that is being balanced is the last one with anything in it. */
static bool ends_balanced(const struct search *search, size_t piece)
{
    return search->from.limit > 0 && piece == search->end;
}

static void judge_place(const struct search *search, struct ending *ending)
{
    const struct flow *flow = search->c->flow;
    if (ends_balanced(search, ending->piece))
        return; /* judged with the whole band */
    if (ending->piece == flow->pieces.count) {
        int64_t lines = ending->filled / leading_of(search->c);
        if (ending->piece > 0 && search->from.piece > 0 && lines < LINES_LAST)
            ending->costs[CAUSE_LAST] = (int)(COST_LAST * (LINES_LAST - lines));
        return;
    }
    const struct piece *next = &flow->pieces.items[ending->piece];
    ending->filled += walk_closing(flow, next->container);
    if (next->forced)
        return;
    ending->rank = keep_rank(next->before);
    ending->costs[CAUSE_BREAK] = keep_cost(next->before);
    if (ending->rank == RANK_FREE)
        ending->costs[CAUSE_WITHIN] = keep_cost(next->within);
    int64_t under = (search->walk.y - search->heading_end) / leading_of(search->c);
    if (search->heading && under < LINES_HEADING)
        ending->costs[CAUSE_HEADING] = (int)(COST_HEADING_LOW * (LINES_HEADING - under));
}

static int margin_cost(const struct search *search)
{
    const struct composition *c = search->c;
    sp over = search->margin.used - c->height;
    sp lines = search->margin.moved / leading_of(c);
    if (search->margin.bottom > c->height)
        lines += (search->margin.bottom - c->height) / leading_of(c);
    int64_t cost = COST_MARGIN * lines;
    if (over > 0)
        cost += COST_MARGIN_FULL * (1 + over / leading_of(c));
    return (int)(cost < COST_MARGIN_MOST ? cost : COST_MARGIN_MOST);
}

void ending_sum(struct ending *ending)
{
    ending->total = rank_cost(ending->rank);
    for (int i = 0; i < CAUSES; i++)
        ending->total += ending->costs[i];
}

/* A place where the page could end: as it comes, and what its notes need there. */
struct spot {
    struct ending ending;
    sp room;         /* height for text and notes */
    sp notes, least; /* all of them; no more of the last one than it must show */
    bool last;       /* the page must end there */
};

static void keep_ending(struct search *search, const struct spot *spot, struct ending ending)
{
    const struct composition *c = search->c;
    if (ending.filled + spot->least > spot->room)
        return;
    ending.empty = spot->room - ending.filled - spot->notes;
    if (ending.empty < 0) {
        ending.costs[CAUSE_NOTE] = COST_NOTE_SPLIT;
        ending.empty = 0;
    } else if (!spot->last) {
        ending.costs[CAUSE_UNDERFULL] = (int)empty_cost(c, ending.empty);
    }
    ending_sum(&ending);
    *array_push(c->b->arena, &search->endings->list) = ending;
}

/* The page's end with its text so many lines longer or shorter as there are paragraphs for it.
 */
static void vary_ending(struct search *search, const struct spot *spot,
                        const struct spare *spare, int sign)
{
    struct ending ending = spot->ending;
    for (size_t i = 0; i < spare->count; i++) {
        ending.filled += spare->items[i].height;
        ending.costs[CAUSE_VARIANT] += spare->items[i].cost;
        ending.varied[i] = spare->items[i].variant;
        ending.change += sign;
        keep_ending(search, spot, ending);
    }
}

/* The place with the floats that `spot` says, and with other lengths of paragraphs. */
static void try_floats(struct search *search, const struct spot *spot)
{
    keep_ending(search, spot, spot->ending);
    if (spot->ending.filled + spot->notes > spot->room)
        vary_ending(search, spot, &search->shorter, -1);
    else if (!spot->last)
        vary_ending(search, spot, &search->longer, 1);
}

/* One past the last float written before `piece` that fits below text of `height`. */
static uint32_t floats_fitting(const struct search *search, size_t piece, sp height)
{
    const struct composition *c = search->c;
    uint32_t written = floats_before(c, piece);
    uint32_t end = search->owed;
    while (end < written && c->b->floats.items[end].placement != PLACE_PAGE &&
           !floats_across(c, search->from, end) &&
           height + floats_height(c, search->from.floating, end + 1) <= search->depth)
        end++;
    return end;
}

/* What notes of `height` take of a column's text: nothing as long as they are under it. */
static sp notes_within(const struct search *search, sp height)
{
    sp under = cursor_room(search->c, search->from) - search->depth;
    return height > under ? height - under : 0;
}

bool ending_below(const struct composition *c, size_t piece, sp filled, sp foot,
                  struct cursor *below)
{
    const struct flow *flow = c->flow;
    sp top = filled;
    if (piece > 0 && flow->pieces.items[piece - 1].kind == PIECE_SPACE)
        top += flow->pieces.items[piece - 1].height + flow->pieces.items[piece - 1].settle;
    bool columns = band_at(flow, piece) != NULL;
    below->column = 0;
    below->top = columns ? band_grid(c, top) : top;
    below->foot = foot;
    below->limit = 0;
    sp least = columns ? LINES_BELOW * leading_of(c) : 0;
    return below->top > 0 && below->top + least < c->height - foot;
}

/* The end of a band across above columns, which go on on the same page. */
static void try_below(struct search *search, size_t piece)
{
    const struct composition *c = search->c;
    struct ending ending = {.piece = piece, .filled = search->walk.y, .stays = true};
    uint32_t mentions = c->flow->pieces.items[piece - 1].mention_end;
    sp notes = notes_need(c, search->from, mentions, false);
    sp foot = search->from.foot + notes;
    ending.floats = floats_fitting(search, piece, search->walk.y + notes);
    sp floats = floats_height(c, search->from.floating, ending.floats);
    if (ending.floats < search->owed ||
        !ending_below(c, piece, search->walk.y + floats, foot, &ending.below))
        return;
    int64_t waiting = floats_before(c, piece) - ending.floats;
    ending.costs[CAUSE_FLOAT] =
        (int)(COST_FLOAT * (waiting < FLOATS_COSTED ? waiting : FLOATS_COSTED));
    ending.costs[CAUSE_MARGIN] = margin_cost(search);
    int64_t under = (c->height - foot - ending.below.top) / leading_of(c);
    if (search->heading && under < LINES_HEADING)
        ending.costs[CAUSE_HEADING] = (int)(COST_HEADING_LOW * (LINES_HEADING - under));
    ending_sum(&ending);
    *array_push(c->b->arena, &search->endings->list) = ending;
}

static void try_place(struct search *search, size_t piece, sp least)
{
    const struct composition *c = search->c;
    struct spot spot = {.ending = {.piece = piece, .filled = search->walk.y},
                        .least = least,
                        .last = must_end(c->flow, piece) || ends_balanced(search, piece)};
    uint32_t mentions = c->flow->pieces.items[piece - 1].mention_end;
    spot.notes = notes_within(search, notes_need(c, search->from, mentions, false));
    judge_place(search, &spot.ending);
    spot.ending.costs[CAUSE_MARGIN] = margin_cost(search);
    uint32_t end = floats_fitting(search, piece, spot.ending.filled + least);
    uint32_t written = floats_before(c, piece);
    for (int tried = 0; tried < FLOATS_TRIED && end >= search->owed; tried++) {
        spot.ending.floats = end;
        int64_t waiting = written - end;
        spot.ending.costs[CAUSE_FLOAT] =
            (int)(COST_FLOAT * (waiting < FLOATS_COSTED ? waiting : FLOATS_COSTED));
        spot.room = search->depth - floats_height(c, search->from.floating, end);
        try_floats(search, &spot);
        if (end-- == 0)
            break;
    }
}

/* Places a piece; a paragraph that is whole with it may change from here on. */
static void place(struct search *search, const struct piece *piece)
{
    const struct composition *c = search->c;
    sp top = walk_piece(&search->walk, piece);
    margin_place(&search->margin, c->b, piece, top);
    if (piece->heading != 0) {
        search->heading = true;
        search->heading_end = search->walk.y;
    }
    if (piece->variant == 0 || c->variants == NULL)
        return;
    const struct variant *variant = &c->variants[piece->variant - 1];
    if (variant->first < search->from.piece)
        return;
    if (variant->shorter != VARIANT_NONE)
        spare_add(&search->shorter, piece->variant, variant->shorter, -variant->leading);
    if (variant->longer != VARIANT_NONE)
        spare_add(&search->longer, piece->variant, variant->longer, variant->leading);
}

/* Places that leave more lines empty are not looked at unless all others cost as much. */
#define LINES_WINDOW   15
#define LINES_BALANCED 8 /* the same for balanced columns */

/* Whether what stands before `piece` is the end of a band across. */
static bool opens_columns(const struct search *search, size_t piece)
{
    const struct flow *flow = search->c->flow;
    return piece < flow->pieces.count && !flow->pieces.items[piece].forced &&
           band_at(flow, search->from.piece) == NULL && band_at(flow, piece) != NULL;
}

/* Tries to end the page before piece `i`, where `least` is needed for notes. False where no
 * place further on can do. */
static bool try_end(struct search *search, size_t i, sp fill)
{
    const struct composition *c = search->c;
    uint32_t mentions = c->flow->pieces.items[i - 1].mention_end;
    sp least = notes_within(search, notes_need(c, search->from, mentions, true));
    if (search->walk.y + least + spare_height(&search->shorter) > search->room)
        return false; /* it only grows from here */
    bool last = i == search->end || must_end(c->flow, i);
    sp floats = floats_height(c, search->from.floating, floats_before(c, i));
    if (search->walk.y + least + floats >= fill || last)
        try_place(search, i, least);
    if (opens_columns(search, i))
        try_below(search, i);
    return !last || i >= c->flow->pieces.count;
}

/* The ways to end the page that fill at least `fill` of its height. */
static void search_from(const struct composition *c, struct cursor from, sp fill,
                        struct endings *endings)
{
    const struct flow *flow = c->flow;
    struct search search = {.c = c, .from = from, .endings = endings};
    search.walk = walk_at(c->b, flow, from);
    search.owed = floats_owed(c, from);
    search.depth = from.limit > 0 ? from.limit : cursor_room(c, from);
    search.room = search.depth - floats_height(c, from.floating, search.owed);
    search.end = band_end(c, from.piece);
    if (floats_alone(c, from))
        return;
    for (size_t i = from.piece; i <= flow->pieces.count; i++) {
        const struct piece *piece = i < flow->pieces.count ? &flow->pieces.items[i] : NULL;
        if (piece != NULL && piece->kind == PIECE_SPACE) {
            walk_piece(&search.walk, piece);
            continue;
        }
        if (!search.walk.empty && !try_end(&search, i, fill))
            break;
        if (piece != NULL)
            place(&search, piece);
    }
}

void distribute_column(const struct composition *c, struct cursor from, bool last,
                       struct endings *endings)
{
    endings->list.count = 0;
    sp fill = from.limit - LINES_BALANCED * leading_of(c);
    search_from(c, from, last ? LENGTH_MOST : fill, endings);
    if (endings->list.count == 0 && !last)
        search_from(c, from, 0, endings);
}

/* Floats that go across columns open their page, the columns stand below them. */
static bool open_with_floats(const struct composition *c, struct cursor from,
                             struct endings *endings)
{
    struct ending ending = {.piece = from.piece, .stays = true, .below = from};
    ending.floats = floats_opening(c, from);
    if (ending.floats == from.floating)
        return false;
    ending.below.top = floats_height(c, from.floating, ending.floats);
    *array_push(c->b->arena, &endings->list) = ending;
    return true;
}

void distribute(const struct composition *c, struct cursor from, struct endings *endings)
{
    endings->list.count = 0;
    if (band_at(c->flow, from.piece) != NULL && from.column == 0 &&
        (open_with_floats(c, from, endings) || balance_endings(c, from, endings)))
        return;
    size_t balanced = endings->list.count;
    search_from(c, from, c->height - LINES_WINDOW * leading_of(c), endings);
    const struct ending *best = endings_best(endings);
    if (best != NULL && best->total <= empty_cost(c, LINES_WINDOW * leading_of(c)))
        return;
    endings->list.count = balanced;
    search_from(c, from, 0, endings);
}

const struct ending *endings_best(const struct endings *endings)
{
    const struct ending *best = NULL;
    for (size_t i = 0; i < endings->list.count; i++) {
        const struct ending *ending = &endings->list.items[i];
        if (best == NULL || ending->total <= best->total)
            best = ending;
    }
    return best;
}

/*
 * Takes the flow and a cursor, gives one page: its text and the notes at its foot.
 * The one idea: a note's text starts on the page of its mark; only what cannot fit goes on at
 * the foot of the next, and a page always moves on by a piece.
 */
#include "pages/bands.h"
#include "pages/floats.h"

/* The height of a note's first two lines: with less it does not start on a page. */
static sp least_height(const struct builder *b, const struct flow *note)
{
    struct walk walk = walk_new(b, note, 0);
    for (size_t i = 0, lines = 0; i < note->pieces.count && lines < 2; i++) {
        walk_piece(&walk, &note->pieces.items[i]);
        lines += note->pieces.items[i].kind != PIECE_SPACE;
    }
    return walk.y;
}

static sp note_height(const struct builder *b, const struct flow *note, size_t from)
{
    struct walk walk = walk_new(b, note, from);
    for (size_t i = from; i < note->pieces.count; i++)
        walk_piece(&walk, &note->pieces.items[i]);
    return walk.y;
}

/* Where the band of each piece ends; space behind a band belongs to it. */
static void find_ends(struct composition *c)
{
    const struct flow *flow = c->flow;
    size_t count = flow->pieces.count;
    c->ends = arena_array(c->b->arena, count + 1, sizeof *c->ends);
    c->sums = arena_array(c->b->arena, count + 1, sizeof *c->sums);
    c->balanced = arena_array(c->b->arena, count + 1, sizeof *c->balanced);
    size_t end = count;  /* of the band of the piece below */
    size_t next = count; /* the next piece that is no space */
    for (size_t i = count; i > 0; i--) {
        const struct piece *piece = &flow->pieces.items[i - 1];
        if (piece->kind != PIECE_SPACE) {
            bool other = next < count && (flow->pieces.items[next].forced ||
                                          flow->pieces.items[next].band != piece->band);
            end = other ? next : end;
            next = i - 1;
        }
        c->ends[i - 1] = end;
    }
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &flow->pieces.items[i];
        c->sums[i + 1] = c->sums[i] + (piece->kind != PIECE_SPACE ? piece->height : 0);
    }
}

struct composition compose_new(struct builder *b, const struct flow *flow)
{
    struct composition c = {.b = b, .flow = flow, .height = b->height};
    size_t count = b->mentions.count;
    c.separator = b->body->leading;
    c.note_sums = arena_array(b->arena, count + 1, sizeof *c.note_sums);
    c.note_least = arena_array(b->arena, count + 1, sizeof *c.note_least);
    for (size_t i = 0; i < count; i++) {
        const struct flow *note = b->mentions.items[i].flow;
        c.note_sums[i + 1] = c.note_sums[i] + note_height(b, note, 0);
        c.note_least[i] = least_height(b, note);
    }
    c.float_sums = arena_array(b->arena, b->floats.count + 1, sizeof *c.float_sums);
    for (size_t i = 0; i < b->floats.count; i++)
        c.float_sums[i + 1] = c.float_sums[i] + b->floats.items[i].room;
    if (flow->bands.count > 0)
        find_ends(&c);
    return c;
}

bool plan_opens(const struct page_plan *plan)
{
    return plan->from.column == 0 && plan->from.top == 0;
}

sp cursor_room(const struct composition *c, struct cursor at)
{
    return c->height - at.foot;
}

/* The mentions made before the page that starts at `from`. */
static uint32_t mentioned_before(const struct composition *c, struct cursor from)
{
    if (from.piece >= c->flow->pieces.count)
        return (uint32_t)c->b->mentions.count;
    return from.piece > 0 ? c->flow->pieces.items[from.piece - 1].mention_end : 0;
}

static sp need(const struct composition *c, struct cursor from, uint32_t end, bool least)
{
    if (end <= from.mention)
        return 0;
    const struct flow *first = c->b->mentions.items[from.mention].flow;
    sp rest = from.note_piece > 0 ? note_height(c->b, first, from.note_piece)
                                  : c->note_sums[from.mention + 1] - c->note_sums[from.mention];
    if (end == from.mention + 1)
        return c->separator +
               (least && from.note_piece == 0 ? c->note_least[from.mention] : rest);
    sp between = c->note_sums[end - 1] - c->note_sums[from.mention + 1];
    sp last = least ? c->note_least[end - 1] : c->note_sums[end] - c->note_sums[end - 1];
    return c->separator + rest + between + last;
}

sp notes_need(const struct composition *c, struct cursor from, uint32_t end, bool least)
{
    uint32_t before = mentioned_before(c, from);
    sp carried = before > from.mention ? need(c, from, before, false) : 0;
    /* notes that would fill the page by themselves share it with the text */
    return carried > c->height / 2 ? c->height / 2 : need(c, from, end, least);
}

bool compose_done(const struct composition *c, struct cursor at)
{
    return at.piece >= c->flow->pieces.count && at.mention >= c->b->mentions.count &&
           at.floating >= c->b->floats.count;
}

/* Moves `at` over as many pieces of its note as fit `room`, at least `least`; their height. */
static sp fill_note(const struct composition *c, struct cursor *at, sp room, size_t least)
{
    const struct flow *note = c->b->mentions.items[at->mention].flow;
    struct walk walk = walk_new(c->b, note, at->note_piece);
    sp used = 0;
    size_t next = at->note_piece;
    for (; next < note->pieces.count; next++) {
        walk_piece(&walk, &note->pieces.items[next]);
        if (walk.y > room && next >= at->note_piece + least)
            break;
        used = walk.y;
    }
    at->note_piece = next;
    return used;
}

/* Fills the foot of the page with the notes mentioned up to its end. */
static void fill_notes(const struct composition *c, struct page_plan *plan, uint32_t end)
{
    struct cursor at = plan->from;
    sp room = cursor_room(c, plan->from) - plan->filled - plan->floated - c->separator;
    sp height = 0;
    /* where neither text nor a float moves on, the notes must */
    bool stuck = plan->to.piece == plan->from.piece && plan->floated == 0 && plan_opens(plan);
    plan->notes_end = at.mention;
    while (at.mention < end) {
        size_t count = c->b->mentions.items[at.mention].flow->pieces.count;
        size_t before = at.note_piece;
        height += fill_note(c, &at, room - height, stuck ? 1 : 0);
        if (at.note_piece > before || count == 0)
            plan->notes_end = at.mention + 1;
        stuck = false;
        if (at.note_piece < count)
            break;
        at.mention++;
        at.note_piece = 0;
    }
    plan->to.mention = at.mention;
    plan->to.note_piece = at.note_piece;
    plan->notes = height > 0 ? height + c->separator : 0;
}

/* Ends a page, or a column, that has no ending. */
static void squeeze(const struct composition *c, struct page_plan *plan)
{
    struct cursor from = plan->from;
    if (floats_here(c, from)) {
        plan->to.floating = floats_page(c, from);
    } else if (from.piece < c->flow->pieces.count && from.top == 0) {
        struct walk walk = walk_new(c->b, c->flow, from.piece);
        walk_piece(&walk, &c->flow->pieces.items[from.piece]);
        plan->to.piece = from.piece + 1;
        plan->filled = walk.y;
    }
}

/* Where the text goes on after a plan: below it, in the next column or on the next page. */
static void go_on(const struct composition *c, struct page_plan *plan,
                  const struct ending *ending)
{
    struct cursor from = plan->from;
    plan->to.column = 0;
    plan->to.top = plan->to.foot = plan->to.limit = 0;
    if (ending != NULL && ending->stays) {
        plan->to.top = ending->below.top;
        plan->to.foot = from.foot + plan->notes;
    } else if (plan->to.piece < band_end(c, from.piece) &&
               from.column + 1 < band_columns(c->flow, from.piece) && !floats_alone(c, from)) {
        plan->to.column = from.column + 1;
        plan->to.top = from.top;
        plan->to.foot = from.foot;
        plan->to.limit = from.limit;
    }
}

struct page_plan compose_plan(const struct composition *c, struct cursor from,
                              const struct ending *ending)
{
    struct page_plan plan = {.from = from, .to = from, .filled = from.top};
    uint32_t mentions = mentioned_before(c, from);
    if (ending != NULL) {
        plan.to.piece = ending->piece;
        plan.to.floating = ending->floats;
        plan.filled = ending->filled;
        plan.change = ending->change;
        for (int i = 0; i < VARIED_MOST; i++)
            plan.varied[i] = ending->varied[i];
    } else {
        squeeze(c, &plan);
    }
    plan.floated = floats_height(c, from.floating, plan.to.floating);
    if (plan.to.piece > from.piece)
        mentions = c->flow->pieces.items[plan.to.piece - 1].mention_end;
    plan.notes_end = from.mention;
    /* floats over columns leave the notes to the columns */
    if (ending == NULL || !ending->stays || ending->piece > from.piece)
        fill_notes(c, &plan, mentions);
    go_on(c, &plan, ending);
    return plan;
}

struct page_plan compose_page(const struct composition *c, struct cursor from)
{
    struct endings endings = {0};
    distribute(c, from, &endings);
    return compose_plan(c, from, endings_best(&endings));
}

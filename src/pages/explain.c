/* Takes plans and the number of a page, gives the costs that decided its end as text. */
#include "pages/explain.h"

#include <stdlib.h>

#include "pages/bands.h"

#define SHOWN     6  /* places that are told of */
#define WORDS     36 /* bytes of a line's text that are shown */
#define FIGURE    7  /* columns of a number */
#define MARGIN    (2 + 3 * FIGURE + 2)
#define COST_MOST 999999 /* costs above it are told by their rank */

/* ---- places in words
 * -----------------------------------------------------------------------------*/

/* Adds the start of `text`, up to a whole word, in quotes. */
static void add_words(struct buffer *out, struct text text)
{
    size_t end = text.length;
    if (end > WORDS)
        for (end = WORDS; end > 0 && text.bytes[end] != ' ';)
            end--;
    if (end == 0)
        end = text.length < WORDS ? text.length : WORDS;
    while (end < text.length && ((unsigned char)text.bytes[end] & 0xC0) == 0x80)
        end++;
    buffer_string(out, " \xE2\x80\x9C");
    buffer_add(out, text_slice(text, 0, end));
    buffer_string(out, end < text.length ? " \xE2\x80\xA6\xE2\x80\x9D" : "\xE2\x80\x9D");
}

static struct text paragraph_words(struct arena *arena, const struct paragraph *paragraph,
                                   size_t line)
{
    struct buffer words = buffer_new(arena);
    if (line >= paragraph->lines.count)
        return TEXT("");
    const struct line *shown = &paragraph->lines.items[line];
    for (size_t i = 0; i < shown->count; i++) {
        const struct fragment *fragment = &shown->fragments[i];
        if (fragment->kind == FRAGMENT_SPACE)
            buffer_byte(&words, ' ');
        else if (fragment->shaped != NULL)
            buffer_add(&words, fragment->shaped->text);
    }
    return buffer_text(&words);
}

static struct span add_piece(struct buffer *out, const struct builder *b,
                             const struct piece *piece)
{
    static const char *const others[] = {[PIECE_SPACE] = "a space",
                                         [PIECE_LINE] = "a line",
                                         [PIECE_ROW] = "the row",
                                         [PIECE_IMAGE] = "the image",
                                         [PIECE_RULE] = "the rule",
                                         [PIECE_OPEN] = "the top of a box or table",
                                         [PIECE_CLOSE] = "the foot of a box or table"};
    struct span nowhere = {0, 0, 0};
    if (piece->kind == PIECE_ROW) {
        buffer_string(out, "the row");
        const struct paragraph *first =
            piece->of.row->count > 0 ? piece->of.row->cells[0].paragraph : NULL;
        if (first == NULL)
            return nowhere;
        add_words(out, paragraph_words(b->arena, first, piece->of.row->cells[0].first));
        return first->span;
    }
    if (piece->kind != PIECE_LINE) {
        buffer_string(out, others[piece->kind]);
        return piece->kind == PIECE_IMAGE ? piece->of.figure->span : nowhere;
    }
    buffer_string(out, piece->heading != 0 ? "the heading" : "line ");
    if (piece->heading == 0)
        buffer_number(out, (int64_t)piece->line + 1);
    add_words(out, paragraph_words(b->arena, piece->of.paragraph, piece->line));
    return piece->of.paragraph->span;
}

/* The first piece from `at` on that shows something of the text. */
static const struct piece *shown_piece(const struct flow *flow, size_t at)
{
    while (at + 1 < flow->pieces.count && (flow->pieces.items[at].kind == PIECE_SPACE ||
                                           flow->pieces.items[at].kind == PIECE_OPEN))
        at++;
    return &flow->pieces.items[at];
}

static void add_place(struct buffer *out, const struct composition *c, size_t at)
{
    if (at >= c->flow->pieces.count) {
        buffer_string(out, "at the end of the text");
        return;
    }
    buffer_string(out, c->flow->pieces.items[at].kind == PIECE_OPEN
                           ? "before the box or table with "
                           : "before ");
    struct span span = add_piece(out, c->b, shown_piece(c->flow, at));
    if (span.source == 0)
        return;
    struct place place = source_place(c->b->job, span);
    buffer_string(out, " (");
    buffer_add(out, place.name);
    buffer_byte(out, ':');
    buffer_number(out, (int64_t)place.line);
    buffer_byte(out, ')');
}

/* ---- costs in words
 * ------------------------------------------------------------------------------*/

static void add_cause(struct buffer *out, const struct composition *c,
                      const struct ending *ending, enum cause cause)
{
    bool end = ending->piece >= c->flow->pieces.count;
    const struct piece *next = end ? NULL : &c->flow->pieces.items[ending->piece];
    sp leading = c->b->body->leading > 0 ? c->b->body->leading : PT(12);
    switch (cause) {
    case CAUSE_BREAK:
        if (ending->limit > 0) {
            buffer_string(out, "breaks at its columns' ends");
            break;
        }
        buffer_string(out, "a break ");
        buffer_string(out, keep_words(next != NULL ? next->before : KEEP_FREE));
        break;
    case CAUSE_WITHIN:
        buffer_string(out, "it falls ");
        buffer_string(out, keep_words(next != NULL ? next->within : KEEP_FREE));
        break;
    case CAUSE_UNDERFULL:
        buffer_string(out, ending->limit > 0 ? "empty lines in the columns, and under them: "
                                             : "empty lines at the foot: ");
        buffer_number(out, ending->empty / leading);
        break;
    case CAUSE_HEADING:
        buffer_string(out, "a heading low on the page");
        break;
    case CAUSE_NOTE:
        buffer_string(out, "a note goes on overleaf");
        break;
    case CAUSE_FLOAT:
        buffer_string(out, "tables or figures that wait for the next page");
        break;
    case CAUSE_MARGIN:
        buffer_string(out, "margin notes pushed from their lines");
        break;
    case CAUSE_VARIANT:
        buffer_string(out, ending->change < 0 ? "paragraphs set a line shorter: "
                                              : "paragraphs set a line longer: ");
        buffer_number(out, ending->change < 0 ? -ending->change : ending->change);
        break;
    case CAUSE_LAST:
        buffer_string(out, "few lines on the last page");
        break;
    case CAUSE_COLUMNS:
        buffer_string(out, "columns of different height");
        break;
    case CAUSES:
        break;
    }
}

/* One place with what it would cost. */
struct option {
    struct ending ending;
    struct cursor to;
    int64_t spread; /* against the facing page, or the column before */
    int64_t rest;   /* of the pages after it */
    int64_t sum;
    size_t at; /* in the order of the text */
};

static void add_reason(struct buffer *out, bool *first, int64_t cost)
{
    if (*first)
        buffer_repeat(out, ' ', MARGIN);
    else
        buffer_string(out, ", ");
    *first = false;
    if (cost >= 0) {
        buffer_number(out, cost);
        buffer_byte(out, ' ');
    }
}

static void add_reasons(struct buffer *out, const struct composition *c,
                        const struct option *option)
{
    const struct ending *ending = &option->ending;
    bool first = true;
    if (ending->rank > RANK_FREE) {
        add_reason(out, &first, -1);
        buffer_string(out, "only where there is no other way: ");
        add_cause(out, c, ending, CAUSE_BREAK);
    }
    for (int i = 0; i < CAUSES; i++)
        if (ending->costs[i] > 0) {
            add_reason(out, &first, ending->costs[i]);
            add_cause(out, c, ending, (enum cause)i);
        }
    if (option->spread > 0) {
        add_reason(out, &first, option->spread);
        buffer_string(out, "the facing page or column ends higher or lower");
    }
    if (first) {
        add_reason(out, &first, -1);
        buffer_string(out, "nothing against it");
    }
    buffer_byte(out, '\n');
}

/* ---- options
 * -------------------------------------------------------------------------------------*/

/* The end of a page, or of a part of it, that is explained. */
struct turn {
    const struct composition *c;
    const struct plans *plans;
    size_t first, last; /* plans it stands for: several where columns are balanced */
    uint32_t number;    /* of the page, from 1 */
};

/* The start of what ends there, as it was when its end was chosen. */
static struct cursor turn_start(const struct turn *turn)
{
    struct cursor from = turn->plans->list.items[turn->first].from;
    from.limit = 0;
    return from;
}

static sp empty_of(const struct composition *c, const struct page_plan *plan)
{
    sp empty = cursor_room(c, plan->from) - plan->filled - plan->notes - plan->floated;
    return empty > 0 ? empty : 0;
}

static int by_sum(const void *a, const void *b)
{
    const struct option *left = a;
    const struct option *right = b;
    if (left->sum != right->sum)
        return left->sum < right->sum ? -1 : 1;
    return left->at < right->at ? -1 : left->at > right->at;
}

static struct option option_of(const struct turn *turn, const struct ending *ending)
{
    const struct composition *c = turn->c;
    struct option option = {.ending = *ending, .at = ending->piece};
    option.to = plans_next(c, turn_start(turn), ending);
    bool last = ending->piece == c->flow->pieces.count;
    if (optimum_faces(c, turn_start(turn), turn->number - 1) && !last)
        option.spread = spread_cost(
            c, ending->empty - empty_of(c, &turn->plans->list.items[turn->first - 1]));
    bool opens = option.to.column == 0 && option.to.top == 0;
    struct optimum_start next = {option.to, turn->number - !opens, ending->empty};
    option.rest = optimum_find(c, next, NULL);
    option.sum = ending->total + option.spread + option.rest;
    return option;
}

static bool is_chosen(const struct option *option, const struct turn *turn)
{
    const struct page_plan *first = &turn->plans->list.items[turn->first];
    struct cursor to = turn->plans->list.items[turn->last].to;
    if (option->to.piece != to.piece || option->to.floating != to.floating ||
        option->to.column != to.column || option->to.top != to.top)
        return false;
    return first->from.limit > 0 ? option->ending.limit > 0
                                 : option->ending.change == first->change;
}

static void add_figure(struct buffer *out, int64_t number)
{
    struct buffer digits = buffer_new(out->arena);
    if (number > COST_MOST)
        buffer_string(&digits, "-");
    else
        buffer_number(&digits, number);
    size_t length = buffer_text(&digits).length;
    buffer_repeat(out, ' ', length < FIGURE ? FIGURE - length : 1);
    buffer_add(out, buffer_text(&digits));
}

static void add_option(struct buffer *out, const struct composition *c,
                       const struct option *option, bool chosen)
{
    buffer_string(out, chosen ? "> " : "  ");
    add_figure(out, option->ending.total + option->spread);
    add_figure(out, option->rest);
    add_figure(out, option->sum);
    buffer_string(out, "  ");
    add_place(out, c, option->ending.piece);
    if (option->ending.limit > 0)
        buffer_string(out, ", its columns balanced");
    if (option->ending.stays)
        buffer_string(out, ", which follows below");
    buffer_byte(out, '\n');
    add_reasons(out, c, option);
}

/* ---- the whole
 * -----------------------------------------------------------------------------------*/

/* "column 1 of 2 on ", "the 2 columns on ", "the part across on ", or nothing for a page. */
static void add_part(struct buffer *out, const struct turn *turn)
{
    const struct page_plan *plan = &turn->plans->list.items[turn->first];
    uint32_t columns = band_columns(turn->c->flow, plan->from.piece);
    if (columns > 1 && plan->from.limit == 0) {
        buffer_string(out, "column ");
        buffer_number(out, plan->from.column + 1);
        buffer_string(out, " of ");
        buffer_number(out, columns);
        buffer_string(out, " on ");
    } else if (columns > 1) {
        buffer_string(out, "the ");
        buffer_number(out, columns);
        buffer_string(out, " balanced columns on ");
    } else if (plan->from.top > 0 || plan->to.top > 0) {
        buffer_string(out, "what goes across on ");
    }
}

static void add_head(struct buffer *out, const struct turn *turn)
{
    bool greedy = turn->c->b->design->pagination == PAGINATION_GREEDY;
    bool many = turn->last > turn->first;
    add_part(out, turn);
    buffer_string(out, "page ");
    buffer_number(out, turn->number);
    buffer_string(out, " of ");
    buffer_number(out, (int64_t)plans_pages(turn->plans));
    buffer_string(out, many ? " end " : " ends ");
    for (size_t i = turn->first; i <= turn->last; i++) {
        if (i > turn->first)
            buffer_string(out, ",\nthe next ");
        add_place(out, turn->c, turn->plans->list.items[i].to.piece);
    }
    buffer_string(out,
                  greedy ? ",\nthe cheapest end of this page by itself (pagination: greedy).\n"
                         : ",\nwhich with the best pages after it costs least "
                           "(pagination: optimal).\n");
}

/* Whether it is a page of floats alone. */
static bool holds_floats(const struct turn *turn)
{
    const struct page_plan *plan = &turn->plans->list.items[turn->last];
    return plan->to.floating > plan->from.floating && plan->to.piece == plan->from.piece &&
           plan->to.top == 0;
}

static void explain_turn(const struct turn *turn, struct buffer *out)
{
    const struct composition *c = turn->c;
    struct endings endings = {0};
    distribute(c, turn_start(turn), &endings);
    size_t count = endings.list.count;
    add_head(out, turn);
    if (holds_floats(turn)) {
        buffer_string(out, "It holds tables or figures that asked for a page without text.\n");
        return;
    }
    if (count == 0) {
        buffer_string(out, "No other end was possible: not even one piece fits on the page.\n");
        return;
    }
    struct option *options = arena_array(out->arena, count, sizeof *options);
    for (size_t i = 0; i < count; i++)
        options[i] = option_of(turn, &endings.list.items[i]);
    qsort(options, count, sizeof *options, by_sum);
    buffer_string(out, "\n  page   rest    sum  the page could end\n");
    for (size_t i = 0, shown = 0; i < count; i++) {
        bool mine = is_chosen(&options[i], turn);
        if (!mine && shown >= SHOWN)
            continue;
        add_option(out, c, &options[i], mine);
        shown++;
    }
}

void explain_break(const struct composition *c, const struct plans *plans, uint32_t number,
                   struct buffer *out)
{
    struct turn turn = {.c = c, .plans = plans, .number = number};
    size_t end = plans_last(plans, number);
    turn.first = end;
    while (!plan_opens(&plans->list.items[turn.first]))
        turn.first--;
    for (; turn.first <= end; turn.first = turn.last + 1) {
        const struct page_plan *items = plans->list.items;
        turn.last = turn.first;
        while (items[turn.first].from.limit > 0 && turn.last < end &&
               items[turn.last + 1].from.limit > 0 && items[turn.last + 1].from.column > 0)
            turn.last++;
        if (!plan_opens(&items[turn.first]))
            buffer_byte(out, '\n');
        explain_turn(&turn, out);
    }
}

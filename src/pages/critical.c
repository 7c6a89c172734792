/*
 * Takes pieces that must never be cut, gives an error where a page turn does so all the same.
 * The one idea: what must stay whole is marked while the flow is made, and judged by the pages
 * that come out, whatever chose them.
 */
#include "pages/critical.h"

/* The pieces [first, end) as flow_critical takes those from `first` on. */
static void mark(const struct frame *frame, size_t first, size_t end, struct critical critical)
{
    struct flow *flow = frame->flow;
    *array_push(frame->b->arena, &flow->criticals) = critical;
    uint32_t number = (uint32_t)flow->criticals.count;
    for (size_t i = first; i < end; i++) {
        struct piece *piece = &flow->pieces.items[i];
        uint32_t outermost = piece->critical;
        while (outermost > 0 && flow->criticals.items[outermost - 1].parent > 0)
            outermost = flow->criticals.items[outermost - 1].parent;
        if (outermost == 0)
            piece->critical = number;
        else if (outermost != number)
            flow->criticals.items[outermost - 1].parent = number;
    }
}

void flow_critical(const struct frame *frame, size_t first, struct span span, const char *what)
{
    struct critical critical = {.span = span, .what = what};
    mark(frame, first, frame->flow->pieces.count, critical);
}

/* ---- claims
 * ----------------------------------------------------------------------------------*/

/* A claim of which lines of a paragraph were met, and not its certainty yet. */
struct stated {
    const struct claim_use *use;
    size_t first, last; /* pieces */
};

struct statements {
    const struct frame *frame;
    ARRAY(struct stated) list;
};

/* What is stated keeps together, and is reported where that cannot be. */
static void keep_stated(const struct frame *frame, const struct stated *stated)
{
    struct piece *pieces = frame->flow->pieces.items;
    sp height = 0;
    if (stated->first == stated->last)
        return;
    for (size_t i = stated->first; i <= stated->last; i++)
        height += pieces[i].height;
    for (size_t i = stated->first + 1; i <= stated->last && height <= frame->b->height; i++)
        if (pieces[i].before < KEEP_TOGETHER)
            pieces[i].before = KEEP_TOGETHER;
    struct critical critical = {.span = stated->use->span,
                                .what = "this claim with its certainty"};
    if (stated->use->claim->certainty == CERTAINTY_NONE)
        critical.what = "this critical claim";
    mark(frame, stated->first, stated->last + 1, critical);
}

/* Counts a run of a claim on the line that is piece `at`. */
static void state(struct statements *statements, const struct run *run, size_t at)
{
    struct builder *b = statements->frame->b;
    const struct claim_use *use = &b->document->uses[run->use - 1];
    size_t i = 0;
    while (i < statements->list.count && statements->list.items[i].use->claim != use->claim)
        i++;
    if (i == statements->list.count)
        *array_push(b->arena, &statements->list) = (struct stated){use, at, at};
    struct stated *stated = &statements->list.items[i];
    stated->last = at;
    if (!run->certain)
        return;
    keep_stated(statements->frame, stated);
    *stated = statements->list.items[--statements->list.count];
}

void flow_claims(const struct frame *frame, const struct paragraph *paragraph)
{
    struct statements statements = {.frame = frame};
    size_t first = frame->flow->pieces.count - paragraph->lines.count;
    for (size_t i = 0; i < paragraph->lines.count; i++) {
        const struct line *line = &paragraph->lines.items[i];
        for (size_t k = 0; k < line->count; k++) {
            const struct run *run = &paragraph->runs[line->fragments[k].run];
            if (run->use != 0)
                state(&statements, run, first + i);
        }
    }
    for (size_t i = 0; i < statements.list.count; i++)
        if (statements.list.items[i].use->claim->critical)
            keep_stated(frame, &statements.list.items[i]);
}

bool critical_claim(const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->count; i++)
        if (paragraph->runs[i].certain)
            return true;
    return false;
}

/* ---- doses
 * -----------------------------------------------------------------------------------*/

static bool letter(char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* Whether the unit of a dose stands at `at`. */
static bool unit_at(struct text text, size_t at)
{
    static const char *const units[] = {"mg", "\xC2\xB5g", "\xCE\xBCg", "mcg",  "ng",
                                        "mL", "ml",        "IU",        "mmol", "g"};
    struct text rest = text_slice(text, at, text.length);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct text unit = text_of(units[i]);
        if (!text_starts(rest, units[i]))
            continue;
        return rest.length == unit.length || !letter(rest.bytes[unit.length]);
    }
    return false;
}

static bool stands_at(struct text text, size_t at, struct text part)
{
    return at + part.length <= text.length &&
           memcmp(text.bytes + at, part.bytes, part.length) == 0;
}

bool critical_dose(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!text_digit(text.bytes[i]))
            continue;
        size_t at = i + 1;
        if (at < text.length && text.bytes[at] == ' ')
            at++;
        else if (stands_at(text, at, TEXT("\xC2\xA0")))
            at += 2;
        else if (stands_at(text, at, TEXT("\xE2\x80\xAF")))
            at += 3;
        if (unit_at(text, at))
            return true;
    }
    return false;
}

bool critical_unit(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((i == 0 || !letter(text.bytes[i - 1])) && unit_at(text, i))
            return true;
    return false;
}

/* ---- judging
 * ----------------------------------------------------------------------------------*/

/* The last piece before `at` that is no space, or NULL. */
static const struct piece *piece_before(const struct flow *flow, size_t at)
{
    while (at > 0 && flow->pieces.items[at - 1].kind == PIECE_SPACE)
        at--;
    return at > 0 ? &flow->pieces.items[at - 1] : NULL;
}

static bool holds(const struct flow *flow, uint32_t outer, uint32_t number)
{
    for (; number > 0; number = flow->criticals.items[number - 1].parent)
        if (number == outer)
            return true;
    return false;
}

/* What both pieces are in, the innermost that holds both; 0 none. */
static uint32_t common(const struct flow *flow, uint32_t a, uint32_t b)
{
    for (; a > 0; a = flow->criticals.items[a - 1].parent)
        if (holds(flow, a, b))
            return a;
    return 0;
}

/* "page 2", "column 1 of page 2" */
static const char *side_name(struct builder *b, uint32_t column, size_t page)
{
    struct buffer out = buffer_new(b->arena);
    if (column > 0) {
        buffer_string(&out, "column ");
        buffer_number(&out, column);
        buffer_string(&out, " of ");
    }
    buffer_string(&out, "page ");
    buffer_number(&out, (int64_t)page);
    return text_string(b->arena, buffer_text(&out));
}

static void report(struct builder *b, struct span span, const char *what, const char *side)
{
    diag(b->job, DIAG_CRITICAL_SPLIT, span, what, side, NULL);
}

static bool is_heading(struct builder *b, const struct piece *piece)
{
    if (piece == NULL || piece->kind != PIECE_LINE || piece->of.paragraph->tag == NO_TAG)
        return false;
    return tag_at(b, piece->of.paragraph->tag)->role == TAG_H;
}

/* Reports a heading that a page turn at `at` leaves without its first lines. */
static void judge_heading(struct builder *b, const struct flow *flow, size_t at,
                          const char *side)
{
    const struct piece *before = piece_before(flow, at);
    const struct piece *next = &flow->pieces.items[at];
    const struct piece *heading = before;
    if (next->kind == PIECE_LINE && next->line == 1 && next->before == KEEP_ORPHAN)
        heading = piece_before(flow, at - 1);
    if (!next->forced && is_heading(b, heading))
        report(b, heading->of.paragraph->span, "this heading with its first lines", side);
}

void critical_judge(struct builder *b, struct flow *flow, struct cursor next, size_t page)
{
    size_t at = next.piece;
    const struct piece *before = piece_before(flow, at);
    if (before == NULL || at >= flow->pieces.count)
        return;
    const char *side = side_name(b, next.column, page);
    judge_heading(b, flow, at, side);
    uint32_t number = common(flow, before->critical, flow->pieces.items[at].critical);
    if (number == 0 || flow->criticals.items[number - 1].told)
        return;
    struct critical *critical = &flow->criticals.items[number - 1];
    critical->told = true;
    report(b, critical->span, critical->what, side);
}

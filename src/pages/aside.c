/* Takes boxes for the margin, gives them places there; see aside.h. */
#include "pages/aside.h"

#include "pages/floats.h"
#include "pages/paint.h"

#define EM_LEAST 6      /* width of the narrowest column of notes */
#define EDGE     PT(28) /* from the page's edge, where the style does not say it */

/* ---- the column
 * ------------------------------------------------------------------------------*/

static const struct style *margin_style(struct builder *b)
{
    return role_style(b, b->body, "margin");
}

static sp gap_of(struct builder *b)
{
    sp gap = margin_style(b)->margin_left;
    return gap > 0 ? gap : b->body->size;
}

static sp width_of(struct builder *b)
{
    sp edge = margin_style(b)->margin_right;
    return b->design->margin_outer - gap_of(b) - (edge > 0 ? edge : EDGE);
}

static bool has_room(struct builder *b)
{
    return width_of(b) >= EM_LEAST * margin_style(b)->size;
}

sp asides_reach(struct builder *b)
{
    return has_room(b) ? gap_of(b) + width_of(b) : 0;
}

struct frame asides_frame(const struct frame *frame, struct flow *flow)
{
    struct frame inner = *frame;
    inner.flow = flow;
    inner.style = margin_style(frame->b);
    inner.left = 0;
    inner.width = width_of(frame->b);
    inner.reach = 0;
    inner.columns = 0;
    inner.off_grid = inner.own = inner.beside = flow->top = true;
    return inner;
}

/* The piece that a note written now hangs on: the first of the block before it. */
static struct piece *anchor_of(struct flow *flow)
{
    size_t at = flow->block_first;
    while (at + 1 < flow->pieces.count && flow->pieces.items[at].kind == PIECE_SPACE)
        at++;
    return &flow->pieces.items[at < flow->pieces.count ? at : flow->pieces.count - 1];
}

/* Hangs note `number` + 1 behind those that the piece has. */
static void hang(struct builder *b, struct piece *piece, uint32_t number)
{
    uint32_t *at = &piece->aside;
    while (*at != 0)
        at = &b->asides.items[*at - 1].next;
    *at = number;
}

bool asides_take(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    if (frame->columns != 0) {
        diag(b->job, DIAG_MARGIN_COLUMNS, block->span, NULL);
        return false;
    }
    if (!has_room(b)) {
        diag(b->job, DIAG_MARGIN_NARROW, block->span, NULL);
        return false;
    }
    struct flow *flow = arena_alloc(b->arena, sizeof *flow);
    struct frame inner = asides_frame(frame, flow);
    flow_block(&inner, block);
    if (flow->pieces.count == 0)
        return true;
    struct aside *aside = array_push(b->arena, &b->asides);
    aside->flow = flow;
    aside->height = flow_walk_height(b, flow);
    aside->span = block->span;
    hang(b, anchor_of(frame->flow), (uint32_t)b->asides.count);
    frame->flow->floated = block;
    struct piece *last = &frame->flow->pieces.items[frame->flow->pieces.count - 1];
    last->mention_end = (uint32_t)b->mentions.count;
    return true;
}

/* ---- in lines
 * -------------------------------------------------------------------------------*/

/* The line in which the run before the note ends. */
static size_t line_of(const struct paragraph *paragraph, const struct aside *aside)
{
    for (size_t i = paragraph->lines.count; i > 1; i--) {
        const struct line *line = &paragraph->lines.items[i - 1];
        for (size_t k = 0; k < line->count; k++)
            if (line->fragments[k].run < aside->after)
                return i - 1;
    }
    return 0;
}

/* Sets a mark as a line in `frame`, in the element of the text that it belongs to. */
static void set_mark(const struct frame *frame, const struct aside *aside)
{
    struct frame inner = *frame;
    inner.tight = true;
    paragraph_break(frame->b, aside->mark, inner.width, 0);
    flow_lines(&inner, aside->mark);
}

/* Sets a note's paragraphs in `flow`, in the element of a note. */
static void set_note(const struct frame *frame, const struct aside *aside)
{
    struct builder *b = frame->b;
    struct frame inner = *frame;
    bool around = b->in_note;
    inner.tag = tag_new(b, TAG_NOTE, frame->tag, aside->span);
    tag_at(b, inner.tag)->id = text_join(b->arena, TEXT("margin-note-"),
                                         text_decimal(b->arena, aside->note + 1), TEXT(""));
    inner.indent = false;
    b->in_note = true; /* footnotes marked in it wait for the paragraph's end */
    flow_blocks(&inner, b->document->notes[aside->note].blocks);
    b->in_note = around;
}

void asides_set(const struct frame *frame, const struct paragraph *paragraph, size_t first)
{
    struct builder *b = frame->b;
    bool room = has_room(b) && !frame->turned && frame->columns == 0;
    for (uint32_t i = paragraph->aside_first; i < paragraph->aside_end; i++) {
        struct aside aside = b->asides.items[i];
        struct flow *flow = arena_alloc(b->arena, sizeof *flow);
        struct frame inner = asides_frame(frame, flow);
        inner.container = 0;
        if (!room && aside.mark == NULL) {
            diag(b->job, frame->columns != 0 ? DIAG_MARGIN_COLUMNS : DIAG_MARGIN_NARROW,
                 aside.span, NULL);
            struct frame below = *frame;
            below.style = inner.style;
            set_note(&below, &aside);
            continue;
        }
        if (aside.mark != NULL)
            set_mark(&inner, &aside);
        else
            set_note(&inner, &aside);
        aside.flow = flow;
        aside.height = flow_walk_height(b, flow);
        b->asides.items[i] = aside;
        hang(b, &frame->flow->pieces.items[first + line_of(paragraph, &aside)], i + 1);
    }
}

void asides_move(struct builder *b, const struct piece *old, struct piece *lines,
                 const struct paragraph *paragraph)
{
    size_t count = old->of.paragraph->lines.count;
    for (size_t i = 0; i < paragraph->lines.count; i++)
        lines[i].aside = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t next = 0;
        for (uint32_t k = old[i].aside; k != 0; k = next) {
            struct aside *aside = &b->asides.items[k - 1];
            next = aside->next;
            aside->next = 0;
            hang(b, &lines[aside->in_line ? line_of(paragraph, aside) : 0], k);
        }
    }
}

/* ---- costs
 * -----------------------------------------------------------------------------------*/

static sp between(const struct builder *b)
{
    return b->body->leading / 2;
}

/* What parts margin note `number` from the next one; marks stand as close as their lines. */
static sp below(const struct builder *b, uint32_t number)
{
    return b->asides.items[number].mark != NULL ? 0 : between(b);
}

bool margin_reached(const struct builder *b, const struct piece *piece, bool even)
{
    sp right = b->measure;
    if (piece->reach <= 0 || even)
        return piece->reach > 0;
    switch (piece->kind) {
    case PIECE_ROW:
        return piece->of.row->x + piece->of.row->width > right;
    case PIECE_IMAGE:
        for (const struct figure *figure = piece->of.figure; figure != NULL;
             figure = figure->next)
            if (piece->x + figure->x + figure->width > right)
                return true;
        return false;
    case PIECE_SPACE:
        return false;
    case PIECE_LINE:
    case PIECE_RULE:
    case PIECE_OPEN:
    case PIECE_CLOSE:
        break;
    }
    return true;
}

void margin_place(struct margin *margin, const struct builder *b, const struct piece *piece,
                  sp top)
{
    for (uint32_t i = piece->aside; i != 0; i = b->asides.items[i - 1].next) {
        sp y = top > margin->bottom ? top : margin->bottom;
        sp height = b->asides.items[i - 1].height + below(b, i - 1);
        margin->moved += y - top;
        margin->bottom = y + height;
        margin->used += height;
    }
    if (margin_reached(b, piece, b->design->duplex) && top + piece->height > margin->bottom) {
        margin->bottom = top + piece->height;
        margin->used += piece->height;
    }
}

/* ---- painting
 * --------------------------------------------------------------------------------*/

/* Moves [y, y + height) down, or up, out of what is taken by the text; gives its new top. */
static sp clear_of(const struct painter *painter, sp y, sp height, bool down)
{
    sp gap = between(painter->b);
    size_t count = painter->reaches.count;
    for (size_t i = 0; i < count; i++) {
        const struct reach *reach = &painter->reaches.items[down ? i : count - 1 - i];
        if (y < reach->bottom && y + height > reach->top)
            y = down ? reach->bottom + gap : reach->top - height - gap;
    }
    return y;
}

/* From the top down: each at its line, or below what is over it. */
static sp push_down(struct painter *painter)
{
    struct builder *b = painter->b;
    sp bottom = painter->top, end = bottom;
    for (size_t i = 0; i < painter->asides.count; i++) {
        struct hung *hung = &painter->asides.items[i];
        sp height = b->asides.items[hung->aside].height;
        hung->y = hung->y > bottom ? hung->y : bottom;
        hung->y = clear_of(painter, hung->y, height, true);
        end = hung->y + height;
        bottom = end + below(b, hung->aside);
    }
    return end;
}

/* From the foot up: each above what is under it. Gives the highest top. */
static sp push_up(struct painter *painter)
{
    struct builder *b = painter->b;
    sp bottom = painter->top + b->height;
    sp top = bottom;
    for (size_t i = painter->asides.count; i > 0; i--) {
        struct hung *hung = &painter->asides.items[i - 1];
        sp height = b->asides.items[hung->aside].height;
        if (hung->y + height > bottom)
            hung->y = clear_of(painter, bottom - height, height, false);
        top = hung->y;
        bottom = i > 1 ? top - below(b, painter->asides.items[i - 2].aside) : top;
    }
    return top;
}

static void report_full(const struct painter *painter, sp over)
{
    struct builder *b = painter->b;
    struct buffer amount = buffer_new(b->arena);
    length_print(&amount, over, 1);
    struct text page = text_decimal(b->arena, (int64_t)painter->page + 1);
    diag(b->job, DIAG_MARGIN_FULL, b->asides.items[painter->asides.items[0].aside].span,
         text_string(b->arena, page), text_string(b->arena, buffer_text(&amount)), NULL);
}

void asides_paint(struct painter *painter)
{
    struct builder *b = painter->b;
    if (painter->asides.count == 0)
        return;
    if (push_down(painter) > painter->top + b->height) {
        sp top = push_up(painter);
        if (top < painter->top)
            report_full(painter, painter->top - top);
    }
    sp home = painter->left;
    painter->left += painter->even ? -gap_of(b) - width_of(b) : b->measure + gap_of(b);
    for (size_t i = 0; i < painter->asides.count; i++) {
        const struct hung *hung = &painter->asides.items[i];
        const struct flow *flow = b->asides.items[hung->aside].flow;
        paint_pieces(painter, flow, 0, flow->pieces.count, hung->y);
    }
    painter->left = home;
}

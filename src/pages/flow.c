/*
 * Takes blocks, gives pieces.
 * The one idea: what stands between two pieces (the larger of the spaces, the cost of a break,
 * a place to link to, a marker) waits in the flow until the next piece takes it.
 */
#include "pages/flow.h"

#include "pages/aside.h"
#include "pages/bands.h"
#include "pages/critical.h"
#include "pages/floats.h"
#include "pages/note.h"

static sp larger(sp a, sp b)
{
    return a > b ? a : b;
}

static uint32_t larger_count(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

void flow_space(struct flow *flow, sp amount)
{
    if (flow->limit > 0 && amount > flow->limit)
        amount = flow->limit;
    if (!flow->top)
        flow->space = larger(flow->space, amount);
}

void flow_keep(struct flow *flow, enum keep before)
{
    if (before > flow->before)
        flow->before = before;
}

static struct piece *push(const struct frame *frame, enum piece_kind kind, sp height)
{
    struct flow *flow = frame->flow;
    uint32_t mentions = 0, band = 0;
    if (flow->pieces.count > 0) {
        mentions = flow->pieces.items[flow->pieces.count - 1].mention_end;
        band = flow->pieces.items[flow->pieces.count - 1].band;
    }
    struct piece *piece = array_push(frame->b->arena, &flow->pieces);
    piece->kind = kind;
    piece->height = height;
    piece->x = frame->left;
    piece->reach = frame->reach;
    piece->container = frame->container;
    /* space between columns and what is not in them stands across the page */
    piece->band = kind != PIECE_SPACE || band == frame->columns ? frame->columns : 0;
    piece->mention_end = mentions;
    piece->float_end = flow->float_end;
    return piece;
}

struct piece *flow_push(const struct frame *frame, enum piece_kind kind, sp height,
                        enum keep before)
{
    struct flow *flow = frame->flow;
    if (flow->space > 0 && flow->pieces.count > 0 && kind != PIECE_CLOSE)
        push(frame, PIECE_SPACE, flow->space);
    struct piece *piece = push(frame, kind, height);
    piece->before = before > flow->before ? before : flow->before;
    if (flow->forced && frame->container == 0 && kind != PIECE_CLOSE)
        piece->forced = true;
    piece->place = flow->place;
    piece->heading = flow->heading;
    piece->beside = flow->beside;
    flow->space = 0;
    flow->before = KEEP_FREE;
    flow->place = flow->heading = 0;
    flow->beside = NULL;
    flow->limit = 0;
    flow->top = flow->forced = false;
    return piece;
}

void flow_beside(const struct frame *frame, struct beside item)
{
    struct beside *beside = arena_alloc(frame->b->arena, sizeof *beside);
    *beside = item;
    beside->next = frame->flow->beside;
    frame->flow->beside = beside;
}

sp line_baseline(const struct builder *b, const struct style *style, bool on_grid)
{
    const struct style *set = on_grid ? b->body : style;
    return (set->leading - set->size) / 2 + set->size * 78 / 100;
}

/* Whether lines of `style` sit on the baseline grid in this frame. */
static bool sits_on_grid(const struct frame *frame, const struct style *style)
{
    return frame->b->design->grid > 0 && style->leading == frame->b->design->grid &&
           frame->container == 0 && !frame->off_grid;
}

/* What a page break before line `at` of the paragraph, or list item, does. */
static enum keep line_keep(const struct paragraph *paragraph, size_t at, bool item)
{
    if (at == 0)
        return KEEP_FREE;
    const struct style *style = paragraph->style;
    size_t count = paragraph->lines.count;
    if (style->keep_together)
        return KEEP_TOGETHER;
    size_t orphans = style->orphans > 0 ? (size_t)style->orphans : 1;
    size_t widows = style->widows > 0 ? (size_t)style->widows : 1;
    if (at < orphans || count - at < widows)
        return at < orphans ? KEEP_ORPHAN : KEEP_WIDOW;
    if (paragraph->lines.items[at - 1].hyphenated)
        return KEEP_HYPHEN;
    return item ? KEEP_ITEM_LINES : KEEP_LINES;
}

uint32_t line_mentions(const struct paragraph *paragraph, const struct line *line,
                       uint32_t before)
{
    for (size_t i = 0; i < line->count; i++) {
        uint32_t note = paragraph->runs[line->fragments[i].run].note;
        if (note > before)
            before = note;
    }
    return before;
}

void flow_lines(const struct frame *frame, const struct paragraph *paragraph)
{
    const struct style *style = paragraph->style;
    struct builder *b = frame->b;
    if (!frame->tight)
        flow_space(frame->flow, style->space_before);
    if (style->page_before && frame->flow->pieces.count > 0)
        frame->flow->forced = true;
    size_t lines = paragraph->lines.count;
    for (size_t i = 0; i < lines; i++) {
        enum keep before = line_keep(paragraph, i, frame->off_grid);
        struct piece *piece = flow_push(frame, PIECE_LINE, style->leading, before);
        piece->of.paragraph = paragraph;
        piece->line = (uint32_t)i;
        piece->on_grid = sits_on_grid(frame, style);
        piece->mention_end =
            line_mentions(paragraph, &paragraph->lines.items[i], piece->mention_end);
    }
    flow_claims(frame, paragraph);
    size_t mentioned = b->mentions.count;
    if (lines > 0)
        asides_set(frame, paragraph, frame->flow->pieces.count - lines);
    note_flush(frame);
    if (b->mentions.count > mentioned && frame->flow->pieces.count > 0)
        frame->flow->pieces.items[frame->flow->pieces.count - 1].mention_end =
            (uint32_t)b->mentions.count;
    if (!frame->tight)
        flow_space(frame->flow, style->space_after);
    if (style->keep_with_next)
        flow_keep(frame->flow, KEEP_NEXT);
}

struct frame frame_inside(const struct frame *frame, const struct style *style)
{
    struct frame inner = *frame;
    bool whole =
        frame->container == 0 && frame->left == 0 && !frame->beside && frame->columns == 0;
    sp left = style->margin_left > 0 || whole ? style->margin_left : 0;
    sp right = style->margin_right > 0 || whole ? style->margin_right : 0;
    if (frame->full && whole && asides_reach(frame->b) > 0)
        right = larger(right, 0) - asides_reach(frame->b);
    inner.full = false;
    inner.left += left;
    inner.width -= left + right;
    if (inner.width < frame->b->body->size)
        inner.width = frame->b->body->size;
    inner.reach = larger(frame->reach, inner.left + inner.width - frame->b->measure);
    return inner;
}

void flow_set(const struct frame *frame, struct paragraph *paragraph, sp indent)
{
    struct frame inner = frame_inside(frame, paragraph->style);
    paragraph_break(frame->b, paragraph, inner.width, indent);
    flow_lines(&inner, paragraph);
}

struct paragraph *flow_paragraph(const struct frame *frame, struct inlines inlines,
                                 const struct style *style, enum tag_role role)
{
    struct builder *b = frame->b;
    struct span span = {0, 0, 0};
    if (inlines.count > 0)
        span = inlines.items[0].span;
    uint32_t tag = tag_new(b, role, frame->tag, span);
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    voice.margined = !b->in_note && !frame->beside;
    voice.marked = voice.margined && !frame->turned && frame->columns == 0 && !frame->full &&
                   asides_reach(b) > 0;
    uint32_t asides = (uint32_t)b->asides.count;
    runs_add(&runs, voice, inlines);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    paragraph->aside_first = asides;
    paragraph->aside_end = (uint32_t)b->asides.count;
    flow_set(frame, paragraph, frame->indent ? style->indent : 0);
    return paragraph;
}

/* A paragraph of strong text alone stands for a heading. */
static bool is_strong(const struct block *block)
{
    return block->kind == BLOCK_PARAGRAPH && block->inlines.count == 1 &&
           block->inlines.items[0].kind == INLINE_STRONG;
}

/* Whether a paragraph announces what comes after it: its text ends in a colon. */
static bool announces(const struct block *block)
{
    if (block->inlines.count == 0)
        return false;
    const struct inline_node *last = &block->inlines.items[block->inlines.count - 1];
    return last->kind == INLINE_TEXT && text_ends(text_trim(last->text), ":");
}

static void paragraph_flow(const struct frame *frame, const struct block *block)
{
    const struct style *style = block_style(frame, "paragraph");
    struct frame inner = *frame;
    inner.indent = frame->indent && !is_strong(block);
    /* where paragraphs are not told apart by an indent, space does it */
    if (is_strong(block) || (frame->indent && style->indent == 0 && !frame->tight))
        flow_space(frame->flow, style->leading / 2);
    flow_paragraph(&inner, block->inlines, style, TAG_P);
    if (is_strong(block) || announces(block))
        flow_keep(frame->flow, KEEP_NEXT);
}

static void rule_flow(const struct frame *frame)
{
    const struct style *style = block_style(frame, "rule");
    flow_space(frame->flow, style->space_before);
    struct piece *piece =
        flow_push(frame, PIECE_RULE, style->border[SIDE_TOP].width, KEEP_FREE);
    piece->of.style = style;
    piece->width = frame->width;
    flow_space(frame->flow, style->space_after);
}

void flow_block(const struct frame *around, const struct block *block)
{
    struct frame placed = *around;
    const struct frame *frame = &placed;
    if (floats_take(around, block))
        return;
    placed.full = floats_full(around, block);
    switch (block->kind) {
    case BLOCK_HEADING:
        heading_flow(frame, block);
        break;
    case BLOCK_PARAGRAPH:
        paragraph_flow(frame, block);
        break;
    case BLOCK_LIST:
        list_flow(frame, block);
        break;
    case BLOCK_TERMS:
        terms_flow(frame, block);
        break;
    case BLOCK_TABLE:
        table_flow(frame, block);
        break;
    case BLOCK_FIGURE:
        figure_flow(frame, block);
        break;
    case BLOCK_QUOTE:
        quote_flow(frame, block);
        break;
    case BLOCK_CODE:
        code_flow(frame, block);
        break;
    case BLOCK_BOX:
        box_flow(frame, block);
        break;
    case BLOCK_RULE:
        rule_flow(frame);
        break;
    case BLOCK_ENTRY:
        entry_flow(frame, block, 0);
        break;
    case BLOCK_ITEM:
    case BLOCK_TERM:
    case BLOCK_DEFINITION:
        flow_blocks(frame, block->children);
        break;
    }
}

const struct style *block_style(const struct frame *frame, const char *role)
{
    return design_style_at(frame->b->design, frame->style, role, &frame->situation);
}

/* Where a block stands among its siblings. */
static struct situation situation_of(struct blocks blocks, size_t at)
{
    struct situation situation = {0};
    const struct block *block = &blocks.items[at];
    situation.after_heading = at > 0 && blocks.items[at - 1].kind == BLOCK_HEADING;
    situation.first = at == 0 || (at == 1 && situation.after_heading);
    situation.last = at + 1 == blocks.count;
    if (block->kind != BLOCK_BOX)
        situation.class = block->role;
    return situation;
}

/* What floats does not part a paragraph from the next. */
static bool follows_paragraph(const struct flow *flow, struct blocks blocks, size_t at)
{
    if (at == 0)
        return false;
    const struct block *before = &blocks.items[at - 1];
    return before == flow->floated ? flow->floated_indent : before->kind == BLOCK_PARAGRAPH;
}

void flow_sibling(const struct frame *frame, struct blocks blocks, size_t at)
{
    struct frame inner = *frame;
    inner.situation = situation_of(blocks, at);
    inner = band_block(&inner, &blocks.items[at]);
    inner.indent = follows_paragraph(frame->flow, blocks, at);
    if (inner.indent && blocks.items[at].kind == BLOCK_LIST)
        flow_keep(frame->flow, KEEP_LEAD);
    struct flow *flow = frame->flow;
    size_t first = flow->pieces.count;
    flow->floated = NULL;
    flow_block(&inner, &blocks.items[at]);
    if (flow->floated == &blocks.items[at])
        flow->floated_indent = inner.indent;
    else if (frame->container == 0)
        flow->block_first = first;
}

void flow_blocks(const struct frame *frame, struct blocks blocks)
{
    struct frame inner = *frame;
    if (++inner.depth > NESTING_MOST) {
        if (blocks.count > 0)
            diag(frame->b->job, DIAG_PAGES_DEEP, blocks.items[0].span, "100", NULL);
        return;
    }
    for (size_t i = 0; i < blocks.count; i++) {
        flow_sibling(&inner, blocks, i);
    }
}

sp flow_height(const struct flow *flow, size_t first)
{
    sp height = 0;
    for (size_t i = first; i < flow->pieces.count; i++)
        height += flow->pieces.items[i].height;
    return height;
}

void flow_together(const struct frame *frame, size_t first, struct span span)
{
    struct flow *flow = frame->flow;
    if (first >= flow->pieces.count)
        return;
    if (flow_height(flow, first) > frame->b->height) {
        if (flow->pieces.items[first].critical == 0) /* else its cut is an error */
            diag(frame->b->job, DIAG_KEEP_TALL, span, NULL);
        return;
    }
    bool begun = false; /* the break before the group stays as it is */
    for (size_t i = first; i < flow->pieces.count; i++) {
        struct piece *piece = &flow->pieces.items[i];
        if (begun && piece->before < KEEP_TOGETHER)
            piece->before = KEEP_TOGETHER;
        begun = begun || piece->kind != PIECE_SPACE;
    }
}

void flow_within(struct flow *flow, size_t first, enum keep within)
{
    bool begun = false;
    for (size_t i = first; i < flow->pieces.count; i++) {
        struct piece *piece = &flow->pieces.items[i];
        if (begun && within > piece->within)
            piece->within = within;
        begun = begun || piece->kind != PIECE_SPACE;
    }
}

/* By how much a container's edges pass the text area; it may stand in a wider frame. */
static sp edge_reach(const struct builder *b, const struct container *container)
{
    return larger(container->x + container->width - b->measure, 0);
}

uint32_t flow_open(const struct frame *frame, struct container container)
{
    struct flow *flow = frame->flow;
    uint32_t number = (uint32_t)flow->containers.count;
    container.parent = frame->container;
    container.reach = larger(frame->reach, edge_reach(frame->b, &container));
    *array_push(frame->b->arena, &flow->containers) = container;
    struct piece *piece = flow_push(frame, PIECE_OPEN, container.open, KEEP_FREE);
    piece->of.opened = number;
    piece->reach = edge_reach(frame->b, &container);
    flow_keep(flow, KEEP_EDGE);
    flow->top = true;
    return number;
}

void flow_close(const struct frame *frame, uint32_t container)
{
    struct frame inner = *frame;
    inner.container = container + 1;
    frame->flow->space = 0;
    sp height = frame->flow->containers.items[container].close;
    flow_push(&inner, PIECE_CLOSE, height, KEEP_EDGE)->reach =
        edge_reach(frame->b, &frame->flow->containers.items[container]);
}

/* A piece of another flow, its containers and criticals numbered from `base` on. */
static void renumber(struct piece *piece, const struct flow *base)
{
    uint32_t containers = (uint32_t)base->containers.count;
    piece->container += piece->container > 0 ? containers : 0;
    piece->critical += piece->critical > 0 ? (uint32_t)base->criticals.count : 0;
    piece->float_end = base->float_end;
    if (piece->kind == PIECE_OPEN)
        piece->of.opened += containers;
}

void flow_append(const struct frame *frame, const struct flow *other)
{
    struct flow *flow = frame->flow;
    struct arena *arena = frame->b->arena;
    const struct flow base = *flow;
    for (size_t i = 0; i < other->pieces.count; i++) {
        struct piece piece = other->pieces.items[i];
        renumber(&piece, &base);
        struct piece *added = flow_push(frame, piece.kind, piece.height, piece.before);
        piece.before = added->before;
        piece.band = added->band;
        piece.forced = added->forced;
        piece.place = piece.place != 0 ? piece.place : added->place;
        piece.mention_end = larger_count(piece.mention_end, added->mention_end);
        *added = piece;
    }
    for (size_t i = 0; i < other->containers.count; i++) {
        struct container container = other->containers.items[i];
        container.parent += container.parent > 0 ? (uint32_t)base.containers.count : 0;
        *array_push(arena, &flow->containers) = container;
    }
    for (size_t i = 0; i < other->criticals.count; i++) {
        struct critical critical = other->criticals.items[i];
        critical.parent += critical.parent > 0 ? (uint32_t)base.criticals.count : 0;
        *array_push(arena, &flow->criticals) = critical;
    }
}

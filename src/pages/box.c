/*
 * Takes boxes, quotes and code, gives pieces inside a container.
 * The one idea: a container is two pieces, its edges; what is painted between them is found
 * when the page is known, so a box over two pages closes and opens again by itself.
 */
#include "pages/critical.h"
#include "pages/marks.h"

static sp edge(const struct style *style, enum side side)
{
    return style->padding[side] + style->border[side].width;
}

/* The container of a box with `style` in the frame, and the frame inside it. */
static struct container box_container(const struct frame *frame, const struct style *style)
{
    struct frame outer = frame_inside(frame, style);
    return (struct container){
        .kind = CONTAINER_BOX,
        .style = style,
        .x = outer.left,
        .width = outer.width,
        .open = edge(style, SIDE_TOP),
        .close = edge(style, SIDE_BOTTOM),
        .again = edge(style, SIDE_TOP),
    };
}

static struct frame inside(const struct frame *frame, uint32_t container)
{
    const struct container *box = &frame->flow->containers.items[container];
    struct frame inner = *frame;
    inner.style = box->style;
    inner.container = container + 1;
    inner.reach = box->reach;
    inner.left = box->x + edge(box->style, SIDE_LEFT);
    inner.width = box->width - edge(box->style, SIDE_LEFT) - edge(box->style, SIDE_RIGHT);
    if (inner.width < frame->b->body->size)
        inner.width = frame->b->body->size;
    inner.tight = false;
    inner.indent = false;
    return inner;
}

struct frame box_open(const struct frame *frame, const struct style *style, uint32_t *container)
{
    *container = flow_open(frame, box_container(frame, style));
    return inside(frame, *container);
}

/* A style with edges to paint needs a container; one without is only set in. */
static bool has_edges(const struct style *style)
{
    bool edges = style->background != COLOUR_NONE;
    for (int side = 0; side < 4; side++)
        edges = edges || style->border[side].width > 0 || style->padding[side] > 0;
    return edges;
}

/* The label ("Warning") and the title of a box on its first line, the mark before them. */
static void head_flow(const struct frame *frame, const struct block *box)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "callout.title");
    struct text label = frame->style->label;
    if (label.length == 0 && box->inlines.count == 0)
        return;
    uint32_t tag = tag_new(b, TAG_P, frame->tag, box->span);
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    runs_text(&runs, voice, label, box->span);
    if (label.length > 0 && box->inlines.count > 0)
        runs_text(&runs, voice, TEXT(": "), box->span);
    runs_add(&runs, voice, box->inlines);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    struct frame inner = *frame;
    if (frame->style->mark != MARK_NONE) {
        struct beside beside = {.kind = BESIDE_MARK, .tag = NO_TAG};
        beside.style = role_style(b, frame->style, "callout.title");
        beside.mark = frame->style->mark;
        beside.x = frame->left;
        flow_beside(frame, beside);
        sp room = mark_width(beside.mark, style) + style->size * 2 / 5;
        inner.left += room;
        inner.width -= room;
    }
    flow_set(&inner, paragraph, 0);
    flow_keep(frame->flow, KEEP_NEXT);
}

const struct style *box_style(const struct frame *frame, struct text role)
{
    struct text name = text_join(frame->b->arena, TEXT("callout."), role, TEXT(""));
    return block_style(frame, role.length > 0 ? text_string(frame->b->arena, name) : "callout");
}

/* Ruled lines to fill in by hand: each a blank as wide as the frame. */
static void lines_flow(const struct frame *frame, const struct block *box)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "lines");
    struct buffer label = buffer_new(b->arena);
    document_plain(b->document, box->inlines, &label);
    struct span span = box->span;
    span.start = span.end; /* the box's own place is its label's */
    uint32_t tag = tag_new(b, TAG_P, frame->tag, span);
    uint32_t blank = tag_new(b, TAG_FORM_BLANK, tag, span);
    tag_at(b, blank)->alternative =
        label.length > 0 ? buffer_text(&label) : TEXT("Lines to fill in");
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, blank);
    for (int64_t i = 0; i < box->start; i++) {
        if (i > 0)
            runs_break(&runs, voice, span);
        runs_line(&runs, voice, frame->width, span);
    }
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    flow_keep(frame->flow, KEEP_NEXT);
    flow_set(frame, paragraph, 0);
}

void box_flow(const struct frame *frame, const struct block *box)
{
    struct builder *b = frame->b;
    struct flow *flow = frame->flow;
    const struct style *style = box_style(frame, box->role);
    uint32_t tag = tag_new(b, TAG_ASIDE_BOX, frame->tag, box->span);
    if (box->id.length > 0) {
        uint32_t place = place_find(b, box->id);
        place_define(b, place, tag);
        flow->place = place + 1;
    }
    flow_space(flow, style->space_before);
    size_t first = flow->pieces.count;
    uint32_t container;
    struct frame inner = box_open(frame, style, &container);
    inner.tag = tag;
    head_flow(&inner, box);
    flow_blocks(&inner, box->children);
    if (box->start > 0)
        lines_flow(&inner, box);
    flow_close(frame, container);
    flow_within(flow, first, KEEP_BOX); /* where it may be split at all */
    bool warning = text_is(box->role, "warning");
    if (warning)
        flow_critical(frame, first, box->span, "this warning");
    if (style->keep_together || warning)
        flow_together(frame, first, box->span);
    flow_space(flow, style->space_after);
    if (style->keep_with_next)
        flow_keep(flow, KEEP_NEXT);
}

void quote_flow(const struct frame *frame, const struct block *quote)
{
    struct flow *flow = frame->flow;
    const struct style *style = block_style(frame, "quote");
    flow_space(flow, style->space_before);
    size_t first = flow->pieces.count;
    struct frame inner = *frame;
    uint32_t container = 0;
    bool edges = has_edges(style);
    if (edges) {
        inner = box_open(frame, style, &container);
    } else {
        inner = frame_inside(frame, style);
        inner.style = style;
    }
    inner.tag = tag_new(frame->b, TAG_BLOCK_QUOTE, frame->tag, quote->span);
    flow_blocks(&inner, quote->children);
    if (edges)
        flow_close(frame, container);
    if (style->keep_together)
        flow_together(frame, first, quote->span);
    flow_space(flow, style->space_after);
}

#define TAB_COLUMNS 4

/* A byte of a line of code, of which `column` characters stand; spaces do not break. */
static void add_code_byte(struct buffer *line, size_t *column, char byte)
{
    size_t spaces = byte == '\t' ? TAB_COLUMNS - *column % TAB_COLUMNS : byte == ' ' ? 1 : 0;
    for (size_t i = 0; i < spaces; i++)
        buffer_rune(line, 0xA0);
    if (spaces == 0)
        buffer_byte(line, byte);
    *column += spaces > 0 ? spaces : ((unsigned char)byte & 0xC0) != 0x80;
}

/* Code keeps its line ends and its spaces. */
static struct paragraph *code_lines(struct builder *b, const struct style *style, uint32_t tag,
                                    const struct block *block)
{
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    struct text code = block->text;
    while (code.length > 0 && code.bytes[code.length - 1] == '\n')
        code.length--;
    struct buffer line = buffer_new(b->arena);
    size_t column = 0;
    for (size_t at = 0; at <= code.length; at++) {
        if (at < code.length && code.bytes[at] != '\n') {
            add_code_byte(&line, &column, code.bytes[at]);
            continue;
        }
        runs_text(&runs, voice, buffer_text(&line), block->span);
        line = buffer_new(b->arena);
        column = 0;
        if (at < code.length)
            runs_break(&runs, voice, block->span);
    }
    return paragraph_of(&runs, style, tag);
}

void code_flow(const struct frame *frame, const struct block *block)
{
    struct builder *b = frame->b;
    const struct style *style = block_style(frame, "code-block");
    flow_space(frame->flow, style->space_before);
    uint32_t container;
    struct frame inner = box_open(frame, style, &container);
    uint32_t element = tag_new(b, TAG_P, frame->tag, block->span);
    uint32_t tag = tag_new(b, TAG_CODE, element, block->span);
    struct paragraph *paragraph = code_lines(b, style, tag, block);
    paragraph_break(b, paragraph, inner.width, 0);
    inner.tight = true; /* the style's spaces are the box's */
    flow_lines(&inner, paragraph);
    flow_close(frame, container);
    flow_space(frame->flow, style->space_after);
}

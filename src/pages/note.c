/*
 * Takes footnotes where they are first mentioned, gives a flow for each.
 * The one idea: notes mentioned inside a note wait in the same queue, so each is set once and
 * none can hold itself.
 */
#include "pages/note.h"

/* A note's mark stands once, so a second mention is not looked for. */
static struct mention below_mention(struct builder *b, uint32_t note)
{
    struct mention mention = {.note = note, .place = place_new(b)};
    size_t from = b->below.count;
    while (from > 0 && b->below.items[from - 1].flow == NULL)
        from--;
    mention.mark = text_letters(b->arena, b->below.count - from + 1);
    *array_push(b->arena, &b->below) = mention;
    return mention;
}

struct mention note_mention(struct builder *b, uint32_t note, uint32_t *number)
{
    bool first = b->note_mention[note] == 0;
    *number = 0;
    if (!first)
        return b->mentions.items[b->note_mention[note] - 1];
    if (b->notes_below)
        return below_mention(b, note);
    struct mention mention = {.note = note, .place = place_new(b)};
    size_t count = b->mentions.count + 1;
    mention.mark = b->letter_marks ? text_letters(b->arena, count)
                                   : text_decimal(b->arena, (int64_t)count);
    *array_push(b->arena, &b->mentions) = mention;
    b->note_mention[note] = *number = (uint32_t)count;
    return mention;
}

/* The element of a note in `tag`, which its mark links to; `name` makes its id. */
static uint32_t note_tag(struct builder *b, const struct mention *mention, uint32_t tag,
                         struct text name)
{
    uint32_t element = tag_new(b, TAG_NOTE, tag, b->document->notes[mention->note].span);
    tag_at(b, element)->id = name;
    place_define(b, mention->place, element);
    return element;
}

/* A note's mark in its element, to stand left of what comes next in the frame. */
static void note_label(const struct frame *frame, const struct mention *mention, sp x)
{
    struct builder *b = frame->b;
    struct span span = b->document->notes[mention->note].span;
    uint32_t label = tag_new(b, TAG_LBL, frame->tag, span);
    const struct style *marked = role_style(b, frame->style, "footnote.mark");
    struct beside beside = {.kind = BESIDE_TEXT, .style = frame->style, .x = x};
    beside.paragraph = paragraph_text(b, marked, label, mention->mark);
    flow_beside(frame, beside);
}

/* The flow of one note: its mark hangs left of its blocks. */
static struct flow *note_flow(const struct frame *frame, size_t number)
{
    struct builder *b = frame->b;
    struct mention mention = b->mentions.items[number];
    const struct note *note = &b->document->notes[mention.note];
    const struct style *style = role_style(b, b->body, "footnote");
    struct flow *flow = arena_alloc(b->arena, sizeof *flow);
    uint32_t element =
        note_tag(b, &mention, frame->tag,
                 text_join(b->arena, TEXT("note-"), text_decimal(b->arena, (int64_t)number + 1),
                           TEXT("")));
    flow->place = mention.place + 1;
    flow->top = true;
    sp indent = style->margin_left > 0 ? style->margin_left : style->size * 5 / 4;
    sp width =
        frame->columns != 0 ? frame->flow->bands.items[frame->columns - 1].column : b->measure;
    struct frame inner = {.b = b,
                          .flow = flow,
                          .style = style,
                          .tag = element,
                          .left = indent,
                          .width = width - indent};
    note_label(&inner, &mention, 0);
    flow_blocks(&inner, note->blocks);
    return flow;
}

void note_flush(const struct frame *frame)
{
    struct builder *b = frame->b;
    if (b->in_note)
        return;
    b->in_note = true;
    while (b->mention_next < b->mentions.count) {
        size_t number = b->mention_next++;
        const struct flow *flow = note_flow(frame, number);
        b->mentions.items[number].flow = flow;
    }
    b->in_note = false;
}

void note_flow_below(const struct frame *frame, size_t from)
{
    struct builder *b = frame->b;
    sp indent = frame->style->size * 5 / 4;
    for (size_t i = from; i < b->below.count; i++) {
        struct mention mention = b->below.items[i];
        const struct note *note = &b->document->notes[mention.note];
        struct frame inner = *frame;
        struct text number = text_decimal(b->arena, (int64_t)i + 1);
        inner.tag = note_tag(b, &mention, frame->tag,
                             text_join(b->arena, TEXT("table-note-"), number, TEXT("")));
        flow_keep(frame->flow, KEEP_NEXT);
        frame->flow->place = mention.place + 1;
        note_label(&inner, &mention, frame->left);
        inner.left += indent;
        inner.width -= indent;
        inner.off_grid = true;
        flow_blocks(&inner, note->blocks);
        b->below.items[i].flow = frame->flow;
    }
}

/*
 * Takes footnotes where they are first mentioned, gives a flow for each.
 * The one idea: notes mentioned inside a note wait in the same queue, so each is set once and
 * none can hold itself.
 */
#include "pages/note.h"

uint32_t note_mention(struct builder *b, uint32_t note, bool *first)
{
    *first = b->note_mention[note] == 0;
    if (!*first)
        return b->note_mention[note] - 1;
    uint32_t place = place_new(b);
    struct mention *mention = array_push(b->arena, &b->mentions);
    b->note_mention[note] = (uint32_t)b->mentions.count;
    mention->note = note;
    mention->place = place;
    mention->mark = b->letter_marks ? text_letters(b->arena, b->mentions.count)
                                    : text_decimal(b->arena, (int64_t)b->mentions.count);
    return (uint32_t)b->mentions.count - 1;
}

/* The flow of one note: its mark hangs left of its blocks. */
static struct flow *note_flow(struct builder *b, size_t number, uint32_t tag)
{
    struct mention mention = b->mentions.items[number];
    const struct note *note = &b->document->notes[mention.note];
    const struct style *style = role_style(b, b->body, "footnote");
    struct flow *flow = arena_alloc(b->arena, sizeof *flow);
    uint32_t element = tag_new(b, TAG_NOTE, tag, note->span);
    tag_at(b, element)->id = text_join(b->arena, TEXT("note-"),
                                       text_decimal(b->arena, (int64_t)number + 1), TEXT(""));
    place_define(b, mention.place, element);
    flow->place = mention.place + 1;
    flow->top = true;
    sp indent = style->margin_left > 0 ? style->margin_left : style->size * 5 / 4;
    struct frame frame = {.b = b,
                          .flow = flow,
                          .style = style,
                          .tag = element,
                          .left = indent,
                          .width = b->measure - indent};
    uint32_t label = tag_new(b, TAG_LBL, element, note->span);
    const struct style *marked = role_style(b, style, "footnote.mark");
    struct beside beside = {.kind = BESIDE_TEXT, .style = style};
    beside.paragraph = paragraph_text(b, marked, label, mention.mark);
    flow_beside(&frame, beside);
    flow_blocks(&frame, note->blocks);
    return flow;
}

void note_flush(struct builder *b, uint32_t tag)
{
    if (b->in_note)
        return;
    b->in_note = true;
    while (b->mention_next < b->mentions.count) {
        size_t number = b->mention_next++;
        const struct flow *flow = note_flow(b, number, tag);
        b->mentions.items[number].flow = flow;
    }
    b->in_note = false;
}

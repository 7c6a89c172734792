/*
 * Takes the bibliography's entries, the glossary and the abbreviations, gives their lists.
 * The one idea: all are hanging entries, a label and its text, under a heading of their own.
 */
#include "pages/bands.h"
#include "pages/matter.h"

/* ---- references
 * -------------------------------------------------------------------------------*/

sp entry_label_width(const struct frame *frame, struct blocks entries)
{
    struct builder *b = frame->b;
    const struct style *entry = role_style(b, frame->style, "bibliography.entry");
    const struct style *style = role_style(b, entry, "bibliography.label");
    sp widest = 0;
    for (size_t i = 0; i < entries.count; i++) {
        struct runs runs = runs_new(b);
        struct voice voice = voice_of(b, style, NO_TAG);
        voice.bare = true;
        runs_add(&runs, voice, entries.items[i].label);
        if (runs.list.count == 0)
            continue;
        struct extent extent = lines_extent(b->job, b->fonts, runs.list.items, runs.list.count);
        widest = extent.most > widest ? extent.most : widest;
    }
    return widest;
}

/* The entry's number, set flush right at `right`, beside its first line. */
static void entry_label(const struct frame *frame, const struct block *block,
                        const struct style *entry, uint32_t tag, sp right)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, entry, "bibliography.label");
    uint32_t label = tag_new(b, TAG_LBL, tag, block->span);
    struct runs runs = runs_new(b);
    runs_add(&runs, voice_of(b, style, label), block->label);
    struct beside beside = {.kind = BESIDE_TEXT, .style = style};
    struct paragraph *paragraph = paragraph_of(&runs, style, label);
    paragraph_line(b, paragraph);
    beside.paragraph = paragraph;
    if (paragraph->lines.count == 0)
        return;
    beside.x = right - paragraph->lines.items[0].width;
    flow_beside(frame, beside);
}

void entry_flow(const struct frame *frame, const struct block *block, sp label_width)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "bibliography.entry");
    uint32_t item = tag_new(b, TAG_LI, frame->tag, block->span);
    if (block->id.length > 0) {
        uint32_t place = place_find(b, block->id);
        place_define(b, place, item);
        frame->flow->place = place + 1;
    }
    sp indent = style->margin_left > 0 ? style->margin_left : style->size * 3 / 2;
    bool labelled = block->label.count > 0;
    if (labelled && label_width + style->size / 2 > indent)
        indent = label_width + style->size / 2;
    if (labelled)
        entry_label(frame, block, style, item, frame->left + indent - style->size / 2);
    uint32_t body = tag_new(b, TAG_LBODY, item, block->span);
    uint32_t tag = tag_new(b, TAG_BIB_ENTRY, body, block->span);
    struct runs runs = runs_new(b);
    runs_add(&runs, voice_of(b, style, tag), block->inlines);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    struct frame inner = frame_inside(frame, style);
    inner.width -= frame->left + indent - inner.left;
    inner.left = frame->left + indent;
    paragraph_break(b, paragraph, inner.width, labelled ? 0 : -indent);
    flow_lines(&inner, paragraph);
    if (block->children.count == 0)
        return;
    inner.tag = body;
    inner.style = role_style(b, frame->style, "bibliography.annotation");
    flow_keep(frame->flow, KEEP_NEXT);
    flow_blocks(&inner, block->children);
}

/* The entries from `*at` up to the next heading, as a list. */
static void entries_flow(const struct frame *frame, struct blocks entries, size_t *at, sp width)
{
    struct builder *b = frame->b;
    const struct block *first = &entries.items[*at];
    struct frame inner = *frame;
    inner.tag = tag_new(b, TAG_L, frame->tag, first->span);
    tag_at(b, inner.tag)->numbering =
        first->label.count > 0 ? NUMBERING_DECIMAL : NUMBERING_NONE;
    for (; *at < entries.count && entries.items[*at].kind == BLOCK_ENTRY; ++*at)
        entry_flow(&inner, &entries.items[*at], width);
}

/* The heading of one list of several, in a section of its own. */
static struct frame list_open(const struct frame *frame, const struct block *block)
{
    struct frame inner = *frame;
    inner.tag = tag_new(frame->b, TAG_SECT, frame->tag, block->span);
    struct frame spanned = band_block(&inner, block);
    heading_flow(&spanned, block);
    return inner;
}

void references_flow(const struct frame *frame)
{
    struct builder *b = frame->b;
    struct blocks entries = b->references->bibliography;
    if (entries.count == 0)
        return;
    struct frame titled = *frame;
    titled.style = role_style(b, frame->style, "bibliography");
    titled = band_frame(&titled, titled.style);
    struct frame inner = part_open(&titled, "bibliography.title");
    struct frame list = inner;
    sp width = entry_label_width(&inner, entries);
    for (size_t i = 0; i < entries.count;) {
        if (entries.items[i].kind == BLOCK_ENTRY)
            entries_flow(&list, entries, &i, width);
        else
            list = list_open(&inner, &entries.items[i++]);
    }
    flow_space(frame->flow, inner.style->space_after);
}

/* ---- words
 * ------------------------------------------------------------------------------------*/

/* The name of a term in its element. */
static struct paragraph *word_name(const struct frame *frame, const struct term *term,
                                   uint32_t item)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "terms.term");
    uint32_t tag = item == NO_TAG ? NO_TAG : tag_new(b, TAG_LBL, item, term->span);
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    voice.bare = tag == NO_TAG;
    if (term->inlines.count > 0)
        runs_add(&runs, voice, term->inlines);
    else
        runs_text(&runs, voice, term->name, term->span);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    paragraph_line(b, paragraph);
    return paragraph;
}

static sp name_width(const struct paragraph *name)
{
    return name->lines.count > 0 ? name->lines.items[0].width : 0;
}

/* The width of a column that holds most names: the widest, up to a quarter of the frame. */
static sp names_width(const struct frame *frame, const struct term *terms, size_t count)
{
    sp widest = 0;
    for (size_t i = 0; i < count; i++) {
        sp width = name_width(word_name(frame, &terms[i], NO_TAG));
        if (width > widest && width <= frame->width / 4)
            widest = width;
    }
    return widest;
}

/* A word and its meaning as an item of the list `frame->tag`: the name beside its meaning, or
 * above it where it is too long for the column. */
static void word_flow(const struct frame *frame, const struct term *term, sp column)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "terms.definition");
    uint32_t item = tag_new(b, TAG_LI, frame->tag, term->span);
    struct paragraph *name = word_name(frame, term, item);
    if (name_width(name) > column) {
        paragraph_break(b, name, frame->width, 0);
        flow_lines(frame, name);
        flow_keep(frame->flow, KEEP_NEXT);
    } else {
        flow_beside(frame, (struct beside){.kind = BESIDE_TEXT,
                                           .style = name->style,
                                           .paragraph = name,
                                           .x = frame->left});
    }
    uint32_t body = tag_new(b, TAG_LBODY, item, term->span);
    struct runs runs = runs_new(b);
    runs_add(&runs, voice_of(b, style, body), term->text);
    struct paragraph *paragraph = paragraph_of(&runs, style, body);
    struct frame inner = *frame;
    inner.tag = body;
    inner.left += column + style->size;
    inner.width -= column + style->size;
    paragraph_break(b, paragraph, inner.width, 0);
    flow_lines(&inner, paragraph);
}

static void words_flow(const struct frame *frame, const struct term *terms, size_t count,
                       const char *role)
{
    struct builder *b = frame->b;
    if (count == 0)
        return;
    struct text title = text_join(b->arena, text_of(role), TEXT(".title"), TEXT(""));
    const struct style *style = role_style(b, frame->style, role);
    flow_space(frame->flow, style->space_before);
    struct frame titled = *frame;
    titled.style = style;
    titled = band_frame(&titled, style);
    struct frame inner = part_open(&titled, text_string(b->arena, title));
    if (inner.columns == 0)
        inner = frame_inside(&inner, style);
    inner.tag = tag_new(b, TAG_L, inner.tag, terms[0].span);
    tag_at(b, inner.tag)->numbering = NUMBERING_DISC; /* as any list of terms */
    sp column = names_width(&inner, terms, count);
    for (size_t i = 0; i < count; i++)
        word_flow(&inner, &terms[i], column);
    flow_space(frame->flow, style->space_after);
}

void glossary_flow(const struct frame *frame)
{
    const struct document *document = frame->b->document;
    words_flow(frame, document->terms, document->term_count, "glossary");
}

void abbreviations_flow(const struct frame *frame)
{
    const struct document *document = frame->b->document;
    words_flow(frame, document->abbreviations, document->abbreviation_count, "abbreviations");
}

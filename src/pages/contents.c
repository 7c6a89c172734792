/*
 * Takes the headings, gives the contents list.
 * The one idea: the page number stands in room of its own at the right and is set when all
 * pages are known, so the list never changes the pages it speaks of.
 */
#include "pages/matter.h"

static const char *entry_role(int level)
{
    return level <= 1 ? "contents.1" : level == 2 ? "contents.2" : "contents.3";
}

/* The entry's element with its link; the link's number. */
static uint32_t entry_link(struct builder *b, const struct heading *heading, uint32_t list)
{
    struct span span = heading->block != NULL ? heading->block->span : (struct span){0, 0, 0};
    uint32_t item = tag_new(b, TAG_TOCI, list, span);
    uint32_t reference = tag_new(b, TAG_REFERENCE, item, span);
    uint32_t link = link_new(b, reference, heading->place, TEXT(""), span);
    b->links.items[link].contents = heading->plain;
    return link;
}

static void entry_text(struct runs *runs, struct voice voice, const struct heading *heading)
{
    struct builder *b = runs->b;
    struct span span = heading->block != NULL ? heading->block->span : (struct span){0, 0, 0};
    if (heading->number.length > 0)
        runs_text(runs, voice,
                  text_join(b->arena, heading->number, TEXT("\xE2\x80\x82"), TEXT("")), span);
    if (heading->block != NULL)
        runs_add(runs, voice, heading->inlines);
    else
        runs_text(runs, voice, heading->plain, span);
}

/* An entry ready to be set: its text and, beside it, its page number. */
struct entry {
    struct paragraph *paragraph;
    struct beside *page;
};

static struct entry entry_of(const struct frame *frame, const struct heading *heading,
                             uint32_t list)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, entry_role(heading->level));
    uint32_t link = entry_link(b, heading, list);
    uint32_t tag = b->links.items[link].tag;
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    voice.bare = true;
    voice.link = link + 1;
    entry_text(&runs, voice, heading);
    struct entry entry = {paragraph_of(&runs, style, tag),
                          arena_alloc(b->arena, sizeof(struct beside))};
    entry.paragraph->goes_on = true; /* with the page number */
    entry.page->kind = BESIDE_PAGE;
    entry.page->style = role_style(b, style, "contents.page");
    entry.page->tag = tag_new(b, TAG_TEXT, tag, entry.paragraph->span);
    entry.page->link = link + 1;
    entry.page->place = heading->place;
    return entry;
}

/* The frame of an entry in a column, less the room for its page number. */
static struct frame entry_frame(const struct frame *column, const struct style *style)
{
    struct frame inner = frame_inside(column, style);
    inner.width -= 5 * style->size / 2;
    return inner;
}

/* Column number `at` of `count`, with a gap of two ems between columns. */
static struct frame column_frame(const struct frame *frame, size_t at, size_t count)
{
    struct frame column = *frame;
    sp gap = 2 * frame->style->size;
    column.width = (frame->width - gap * (sp)(count - 1)) / (sp)count;
    column.left += (column.width + gap) * (sp)at;
    return column;
}

/* Whether each entry takes one line in columns so narrow; only then can they stand side by
 * side. */
static bool fits_columns(const struct frame *frame, struct entry *entries, size_t count,
                         size_t columns)
{
    struct frame column = column_frame(frame, 0, columns);
    for (size_t i = 0; i < count; i++) {
        struct frame inner = entry_frame(&column, entries[i].paragraph->style);
        struct extent extent =
            lines_extent(frame->b->job, frame->b->fonts, entries[i].paragraph->runs,
                         entries[i].paragraph->count);
        if (extent.most > inner.width)
            return false;
    }
    return true;
}

/* The entry that stands in the first column: a piece of its own. */
static void first_entry(const struct frame *column, struct entry entry)
{
    struct frame inner = entry_frame(column, entry.paragraph->style);
    struct flow *flow = column->flow;
    size_t first = flow->pieces.count;
    paragraph_break(column->b, entry.paragraph, inner.width, 0);
    flow_lines(&inner, entry.paragraph);
    entry.page->x = column->left + column->width;
    if (flow->pieces.count > first)
        flow->pieces.items[flow->pieces.count - 1].beside = entry.page;
}

/* An entry of a further column: beside the last piece. */
static void further_entry(const struct frame *column, struct entry entry)
{
    struct frame inner = entry_frame(column, entry.paragraph->style);
    struct flow *flow = column->flow;
    struct piece *piece = &flow->pieces.items[flow->pieces.count - 1];
    struct beside *text = arena_alloc(column->b->arena, sizeof *text);
    paragraph_line(column->b, entry.paragraph);
    text->kind = BESIDE_TEXT;
    text->paragraph = entry.paragraph;
    text->x = inner.left;
    entry.page->x = column->left + column->width;
    entry.page->next = piece->beside;
    text->next = entry.page;
    piece->beside = text;
}

/* The entries down the columns, as even as can be. */
static void entries_flow(const struct frame *frame, struct entry *entries, size_t count)
{
    size_t columns = (size_t)frame->b->design->contents_columns;
    if (!fits_columns(frame, entries, count, columns))
        columns = 1;
    size_t rows = (count + columns - 1) / columns;
    for (size_t i = 0; i < rows; i++) {
        bool alone = i == 1 || i + 1 == rows;
        if (i > 0) /* the first keeps with the title */
            flow_keep(frame->flow, alone ? KEEP_ITEM_ALONE : KEEP_ITEM);
        for (size_t j = 0; j < columns && j * rows + i < count; j++) {
            struct frame column = column_frame(frame, j, columns);
            if (j == 0)
                first_entry(&column, entries[i]);
            else
                further_entry(&column, entries[j * rows + i]);
        }
    }
}

static void contents_title(const struct frame *frame)
{
    struct builder *b = frame->b;
    struct span nowhere = {0, 0, 0};
    const struct style *style = role_style(b, frame->style, "contents.title");
    uint32_t tag = tag_new(b, TAG_H, frame->tag, nowhere);
    tag_at(b, tag)->level = 1;
    struct paragraph *paragraph = paragraph_text(b, style, tag, part_title(b, PART_CONTENTS));
    flow_lines(frame, paragraph);
    flow_keep(frame->flow, KEEP_NEXT);
}

/* The list of the heading's level, `lists[depth]` being the last one used: the entries below
 * another are a list of their own (ISO 32000-1, 14.8.4.2). */
static uint32_t list_of(struct builder *b, const struct heading *heading, uint32_t lists[7],
                        int *depth)
{
    int level = heading->level < 1 ? 1 : heading->level > 7 ? 7 : heading->level;
    for (; *depth < level - 1; ++*depth)
        lists[*depth + 1] = tag_new(b, TAG_TOC, lists[*depth], b->document->span);
    *depth = level - 1;
    return lists[*depth];
}

/* The frame of a list. */
static struct frame list_frame(const struct frame *frame, const struct style *style)
{
    struct frame inner = frame_inside(frame, style);
    inner.style = style;
    flow_space(frame->flow, style->space_before);
    if (style->page_before)
        frame->flow->forced = true;
    return inner;
}

/* "Table 2" with its caption, as an entry of a list. */
static struct heading caption_heading(struct builder *b, const struct block *block)
{
    bool table = block->kind == BLOCK_TABLE;
    struct text word =
        role_style(b, b->body, table ? "table.caption" : "figure.caption")->label;
    if (word.length == 0)
        word = table ? TEXT("Table") : TEXT("Figure");
    struct buffer plain = buffer_new(b->arena);
    document_plain(b->document, block->inlines, &plain);
    struct text number = text_join(b->arena, word, TEXT("\xC2\xA0"), block->ordinal);
    return (struct heading){.block = block,
                            .inlines = block->inlines,
                            .number = number,
                            .plain = plain.length > 0 ? buffer_text(&plain) : number,
                            .level = 1,
                            .place = caption_place(b, block)};
}

void captions_flow(const struct frame *frame, enum label_kind kind)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "contents");
    const struct document *document = b->document;
    size_t count = document_listed(document, kind), first = frame->flow->pieces.count;
    if (count == 0)
        return;
    struct entry *entries = arena_array(b->arena, count, sizeof *entries);
    struct frame around = list_frame(frame, style);
    struct frame inner = part_open(&around, "contents.title");
    uint32_t list = tag_new(b, TAG_TOC, inner.tag, document->span);
    count = 0;
    for (size_t i = 0; i < document->label_count; i++) {
        if (!label_listed(&document->labels[i], kind))
            continue;
        struct heading heading = caption_heading(b, document->labels[i].block);
        entries[count++] = entry_of(&inner, &heading, list);
    }
    entries_flow(&inner, entries, count);
    if (style->keep_together)
        flow_together(frame, first, document->span);
    flow_space(frame->flow, style->space_after);
}

void contents_flow(const struct frame *frame)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "contents");
    size_t first = frame->flow->pieces.count;
    struct frame inner = list_frame(frame, style);
    inner.tag = tag_new(b, TAG_SECT, frame->tag, b->document->span);
    contents_title(&inner);
    uint32_t lists[7] = {tag_new(b, TAG_TOC, inner.tag, b->document->span)};
    int depth = 0;
    struct entry *entries = arena_array(b->arena, b->headings.count, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < b->headings.count; i++)
        if (b->headings.items[i].level <= b->design->contents_depth)
            entries[count++] = entry_of(&inner, &b->headings.items[i],
                                        list_of(b, &b->headings.items[i], lists, &depth));
    entries_flow(&inner, entries, count);
    if (style->keep_together)
        flow_together(frame, first, b->document->span);
    flow_space(frame->flow, style->space_after);
}

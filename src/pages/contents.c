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

static void contents_entry(const struct frame *frame, const struct heading *heading,
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
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    struct frame inner = *frame;
    inner.width -= 5 * style->size / 2; /* room for the page number */
    size_t first = frame->flow->pieces.count;
    flow_set(&inner, paragraph, 0);
    if (frame->flow->pieces.count == first)
        return;
    struct beside *page = arena_alloc(b->arena, sizeof *page);
    page->kind = BESIDE_PAGE;
    page->style = role_style(b, style, "contents.page");
    page->x = frame->left + frame->width;
    page->tag = tag_new(b, TAG_TEXT, tag, paragraph->span);
    page->link = link + 1;
    page->place = heading->place;
    frame->flow->pieces.items[frame->flow->pieces.count - 1].beside = page;
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
    flow_keep(frame->flow, RANK_NEXT * RANK);
}

void contents_flow(const struct frame *frame)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, "contents");
    struct frame inner = frame_inside(frame, style);
    inner.style = style;
    flow_space(frame->flow, style->space_before);
    if (style->page_before)
        frame->flow->forced = true;
    size_t first = frame->flow->pieces.count;
    contents_title(&inner);
    uint32_t list = tag_new(b, TAG_TOC, frame->tag, b->document->span);
    for (size_t i = 0; i < b->headings.count; i++)
        if (b->headings.items[i].level <= b->design->contents_depth)
            contents_entry(&inner, &b->headings.items[i], list);
    if (style->keep_together)
        flow_together(frame, first, b->document->span);
    flow_space(frame->flow, style->space_after);
}

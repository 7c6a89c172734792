/*
 * Runs made into paragraphs and broken into lines.
 * The one idea: a paragraph is broken once, where its measure is first known, and kept.
 */
#include "pages/inline.h"

struct paragraph *paragraph_of(struct runs *runs, const struct style *style, uint32_t tag)
{
    struct paragraph *paragraph = arena_alloc(runs->b->arena, sizeof *paragraph);
    paragraph->style = style;
    paragraph->count = runs->list.count;
    paragraph->runs = runs->list.items;
    paragraph->tag = tag;
    if (paragraph->count > 0)
        paragraph->span = paragraph->runs[0].span;
    runs->list.items = NULL;
    runs->list.count = runs->list.room = 0;
    return paragraph;
}

void paragraph_break(struct builder *b, struct paragraph *paragraph, sp width, sp indent)
{
    struct measure measure = {
        .width = width,
        .indent = indent,
        .align = paragraph->style->align,
        .hyphenate = paragraph->style->hyphenate,
        .protrusion = b->design->protrusion,
    };
    if (paragraph->count > 0)
        paragraph->lines =
            lines_break(b->job, b->fonts, paragraph->runs, paragraph->count, &measure);
}

void paragraph_align(struct builder *b, struct paragraph *paragraph, sp width,
                     enum alignment align)
{
    struct measure measure = {
        .width = width,
        .align = align,
        .hyphenate = paragraph->style->hyphenate,
    };
    if (paragraph->count > 0)
        paragraph->lines =
            lines_break(b->job, b->fonts, paragraph->runs, paragraph->count, &measure);
}

struct paragraph *paragraph_text(struct builder *b, const struct style *style, uint32_t tag,
                                 struct text text)
{
    struct runs runs = runs_new(b);
    struct span nowhere = {0, 0, 0};
    runs_text(&runs, voice_of(b, style, tag), text, nowhere);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    struct measure measure = {.width = LENGTH_MOST, .align = ALIGN_LEFT};
    if (paragraph->count > 0)
        paragraph->lines = lines_break(b->job, b->fonts, paragraph->runs, 1, &measure);
    return paragraph;
}

/*
 * Runs made into paragraphs and broken into lines.
 * The one idea: a paragraph is broken once, where its measure is first known, and kept.
 */
#include "pages/anchor.h"

/* Whether a paragraph reads from right to left: as the language of all its text does, or where
 * it has several, the document's. */
static bool reads_leftward(const struct builder *b, const struct run *runs, size_t count)
{
    struct text language = count > 0 ? runs[0].language : b->language;
    for (size_t i = 1; i < count; i++)
        if (runs[i].kind == RUN_TEXT && !text_equal(runs[i].language, language) &&
            text_trim(runs[i].text).length > 0)
            language = b->language;
    return lines_leftward(language);
}

struct paragraph *paragraph_of(struct runs *runs, const struct style *style, uint32_t tag)
{
    struct paragraph *paragraph = arena_alloc(runs->b->arena, sizeof *paragraph);
    if (runs->anchors != 0 && runs->list.count > 0)
        anchor_settle(runs, &runs->list.items[runs->list.count - 1], true);
    paragraph->style = style;
    paragraph->count = runs->list.count;
    paragraph->runs = runs->list.items;
    paragraph->tag = tag;
    if (paragraph->count > 0)
        paragraph->runs[0].leftward =
            reads_leftward(runs->b, paragraph->runs, paragraph->count);
    if (paragraph->count > 0)
        paragraph->span = paragraph->runs[0].span;
    runs->list.items = NULL;
    runs->list.count = runs->list.room = 0;
    return paragraph;
}

#define EXPANSION                                                                              \
    24 /* thousandths; from about 20 on readers may see it (Hàn Thế Thành, 2000) */

/* A line that holds a ruled blank cannot be filled well: such a paragraph stays ragged. */
static enum alignment alignment_of(const struct paragraph *paragraph)
{
    enum alignment align = paragraph->style->align;
    for (size_t i = 0; i < paragraph->count && align == ALIGN_JUSTIFY; i++)
        if (paragraph->runs[i].kind == RUN_BLANK)
            align = ALIGN_LEFT;
    return align;
}

void paragraph_measure(struct builder *b, struct paragraph *paragraph,
                       const struct measure *measure)
{
    paragraph->measure = *measure;
    paragraph->measure.goes_on = paragraph->goes_on;
    if (paragraph->count > 0)
        paragraph->lines = lines_break(b->job, b->fonts, paragraph->runs, paragraph->count,
                                       &paragraph->measure);
}

/* Breaks the paragraph anew into as many lines more, or fewer, as its style asks for, or as
 * near to that as it can be (TeX's \looseness: The TeXbook, chapter 14). */
static void loosen(struct builder *b, struct paragraph *paragraph)
{
    struct measure measure = paragraph->measure;
    int step = paragraph->style->looseness < 0 ? -1 : 1;
    for (int change = paragraph->style->looseness; change != 0; change -= step) {
        int64_t lines = (int64_t)paragraph->lines.count + change;
        if (lines < 1)
            continue;
        measure.lines = (size_t)lines;
        struct lines_costs costs =
            lines_demerits(b->job, b->fonts, paragraph->runs, paragraph->count, &measure);
        if (costs.same == LINES_NEVER)
            continue;
        paragraph_measure(b, paragraph, &measure);
        return;
    }
}

void paragraph_break(struct builder *b, struct paragraph *paragraph, sp width, sp indent)
{
    struct measure measure = {
        .width = width,
        .indent = indent,
        .align = alignment_of(paragraph),
        .hyphenate = paragraph->style->hyphenate,
        .protrusion = b->design->protrusion,
        .expansion = b->design->protrusion ? EXPANSION : 0,
    };
    paragraph_measure(b, paragraph, &measure);
    if (paragraph->style->looseness != 0 && paragraph->lines.count > 0)
        loosen(b, paragraph);
}

void paragraph_line(struct builder *b, struct paragraph *paragraph)
{
    struct measure measure = {.width = LENGTH_MOST, .align = ALIGN_LEFT, .quiet = true};
    paragraph_measure(b, paragraph, &measure);
}

struct paragraph *paragraph_text(struct builder *b, const struct style *style, uint32_t tag,
                                 struct text text)
{
    struct runs runs = runs_new(b);
    struct span nowhere = {0, 0, 0};
    runs_text(&runs, voice_of(b, style, tag), text, nowhere);
    struct paragraph *paragraph = paragraph_of(&runs, style, tag);
    paragraph_line(b, paragraph);
    return paragraph;
}

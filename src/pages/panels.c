/*
 * Takes a figure of several pictures, gives its pieces: rows of pictures side by side, their
 * letters and captions below them, and the caption of all.
 * The one idea: a row of pictures is one piece and their captions are one row, so nothing comes
 * between them; in the structure each picture has its caption in its own element.
 */
#include "pages/flow.h"

/* Under way: the figure, its frame, and the width of a column. */
struct panels {
    const struct frame *frame;
    const struct block *block;
    const struct style *style; /* of a picture's letter and caption */
    uint32_t tag;              /* the element around all pictures */
    sp width, gap;
};

/* The element of a picture, and its place where something leads there. */
static struct figure *panel_new(const struct panels *panels, const struct block *block)
{
    struct builder *b = panels->frame->b;
    struct frame inner = *panels->frame;
    inner.width = panels->width;
    uint32_t tag = tag_new(b, TAG_FIGURE, panels->tag, block->span);
    tag_at(b, tag)->alternative = block->text;
    struct figure *figure = figure_new(&inner, block, tag);
    if (figure == NULL || block->id.length == 0)
        return figure;
    uint32_t place = place_find(b, block->id);
    place_define(b, place, tag);
    figure->place = place + 1;
    return figure;
}

/* "(a)" and the caption of a picture, in its element. */
static struct paragraph *panel_caption(const struct panels *panels, const struct block *block,
                                       uint32_t tag)
{
    struct builder *b = panels->frame->b;
    uint32_t element = tag_new(b, TAG_CAPTION, tag, block->span);
    struct voice voice = voice_of(b, panels->style, element);
    struct voice lettered = voice;
    lettered.style = role_style(b, panels->style, "figure.number");
    char bytes[] = {'(', block->letter, ')'};
    struct text letter = text_copy(b->arena, (struct text){bytes, sizeof bytes});
    struct runs runs = runs_new(b);
    runs_text(&runs, lettered, letter, block->span);
    if (block->inlines.count > 0)
        runs_text(&runs, voice, TEXT("\xC2\xA0"), block->span);
    runs_add(&runs, voice, block->inlines);
    struct paragraph *paragraph = paragraph_of(&runs, panels->style, element);
    paragraph_break(b, paragraph, panels->width, 0);
    return paragraph;
}

/* Adds the captions of the pictures [from, to) as a row of cells. */
static void push_captions(const struct panels *panels, const struct figure *first, size_t from,
                          size_t to)
{
    const struct frame *frame = panels->frame;
    struct arena *arena = frame->b->arena;
    struct row *row = arena_alloc(arena, sizeof *row);
    row->cells = arena_array(arena, to - from, sizeof *row->cells);
    row->style = panels->style;
    row->x = frame->left;
    row->width = frame->width;
    sp lines = 0;
    for (size_t i = from; i < to && first != NULL; i++, first = first->next) {
        struct cell_lines *cell = &row->cells[row->count++];
        cell->paragraph = panel_caption(panels, &panels->block->children.items[i], first->tag);
        cell->end = cell->paragraph->lines.count;
        cell->x = first->column;
        cell->y = panels->style->space_before;
        lines = (sp)cell->end > lines ? (sp)cell->end : lines;
    }
    row->height = panels->style->space_before + lines * panels->style->leading;
    flow_push(frame, PIECE_ROW, row->height, KEEP_TOGETHER)->of.row = row;
}

/* Adds a row of the pictures [from, to), their lower edges on one line. */
static void push_row(const struct panels *panels, size_t from, size_t to)
{
    const struct frame *frame = panels->frame;
    struct figure *first = NULL, **end = &first;
    sp height = 0;
    for (size_t i = from; i < to; i++) {
        struct figure *figure = panel_new(panels, &panels->block->children.items[i]);
        if (figure == NULL)
            continue;
        figure->column = (sp)(i - from) * (panels->width + panels->gap);
        figure->x = figure->column;
        if (panels->style->align == ALIGN_CENTRE)
            figure->x += (panels->width - figure->width) / 2;
        height = figure->height > height ? figure->height : height;
        *end = figure;
        end = &figure->next;
    }
    if (first == NULL)
        return;
    for (struct figure *figure = first; figure != NULL; figure = figure->next)
        figure->y = height - figure->height;
    flow_push(frame, PIECE_IMAGE, height, KEEP_FREE)->of.figure = first;
    push_captions(panels, first, from, to);
}

void panels_flow(const struct frame *frame, const struct block *block,
                 const struct style *style, uint32_t tag)
{
    struct builder *b = frame->b;
    struct panels panels = {.frame = frame,
                            .block = block,
                            .style = role_style(b, style, "figure.part"),
                            .tag = tag};
    size_t count = block->children.count;
    size_t columns =
        block->start > 0 && (size_t)block->start < count ? (size_t)block->start : count;
    panels.gap = 2 * panels.style->size;
    panels.width = (frame->width - (sp)(columns - 1) * panels.gap) / (sp)columns;
    if (panels.width < b->body->size)
        panels.width = b->body->size;
    for (size_t from = 0; from < count; from += columns) {
        if (from > 0)
            flow_space(frame->flow, panels.style->leading / 2);
        push_row(&panels, from, from + columns < count ? from + columns : count);
    }
}

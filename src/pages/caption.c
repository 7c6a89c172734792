/*
 * Takes tables' and figures' captions and figures, gives their runs and pieces.
 * The one idea: a number comes from the label where there is one, so that references agree.
 */
#include "pages/flow.h"

#include "pages/note.h"
#include "pages/picture.h"
#include "pages/section.h"

void caption_runs(struct runs *runs, struct voice voice, const char *role,
                  const struct block *block)
{
    struct builder *b = runs->b;
    if (block->ordinal.length > 0) {
        struct voice numbered = voice;
        numbered.style = role_style(b, voice.style, role);
        struct text word = voice.style->label;
        if (word.length == 0)
            word = block->kind == BLOCK_TABLE ? TEXT("Table") : TEXT("Figure");
        word = text_join(b->arena, word, TEXT("\xC2\xA0"), block->ordinal);
        runs_text(runs, numbered, word, block->span);
        if (block->inlines.count > 0)
            runs_text(runs, numbered, TEXT("\xE2\x80\x82"), block->span);
    }
    runs_add(runs, voice, block->inlines);
}

/* Whether the layout prints a list that names blocks of that kind. */
static bool is_listed(const struct design *design, const struct block *block)
{
    enum part part = block->kind == BLOCK_TABLE ? PART_TABLES : PART_FIGURES;
    return part_listed(design, part);
}

uint32_t caption_place(struct builder *b, const struct block *block)
{
    if (block->id.length > 0)
        return place_find(b, block->id);
    if (block->ordinal.length == 0 || !is_listed(b->design, block))
        return PLACE_NONE;
    struct text kind = block->kind == BLOCK_TABLE ? TEXT("t") : TEXT("f");
    struct text key = text_join(b->arena, kind, block->ordinal, TEXT(""));
    uintptr_t known = (uintptr_t)map_find(&b->captions, key);
    if (known != 0)
        return (uint32_t)known - 1;
    uint32_t place = place_new(b);
    map_put(&b->captions, key, (void *)(uintptr_t)(place + 1));
    return place;
}

/* ---- figures
 * ----------------------------------------------------------------------------------*/

/* The image's size scaled down to the frame and to most of the page. */
static bool fit_picture(const struct frame *frame, const struct image *image,
                        struct picture *picture)
{
    struct builder *b = frame->b;
    if (image->source == 0 ||
        !picture_read(source_find(b->job, image->source)->text, picture)) {
        diag(b->job, DIAG_IMAGE_UNKNOWN, image->span, text_string(b->arena, image->path), NULL);
        return false;
    }
    sp high = b->height * 3 / 4;
    if (picture->width > frame->width) {
        picture->height = length_scale(picture->height, frame->width, picture->width);
        picture->width = frame->width;
    }
    if (picture->height > high) {
        picture->width = length_scale(picture->width, high, picture->height);
        picture->height = high;
    }
    return true;
}

struct figure *figure_new(const struct frame *frame, const struct block *block, uint32_t tag)
{
    struct builder *b = frame->b;
    struct picture picture = {0, 0, 0};
    if (block->number >= b->document->image_count)
        return NULL;
    const struct image *image = &b->document->images[block->number];
    if (!fit_picture(frame, image, &picture))
        return NULL;
    struct figure *figure = arena_alloc(b->arena, sizeof *figure);
    figure->image = image->source;
    figure->tag = tag;
    figure->leaf = tag_leaf(b, tag, block->span);
    figure->width = picture.width;
    figure->height = picture.height;
    figure->columns = picture.columns;
    figure->span = block->span;
    return figure;
}

static void push_picture(const struct frame *frame, const struct block *block, uint32_t tag,
                         const struct style *style)
{
    struct figure *figure = figure_new(frame, block, tag);
    if (figure == NULL)
        return;
    struct piece *piece = flow_push(frame, PIECE_IMAGE, figure->height, KEEP_FREE);
    piece->of.figure = figure;
    if (style->align == ALIGN_CENTRE)
        piece->x += (frame->width - figure->width) / 2;
}

static void figure_caption(const struct frame *frame, const struct block *block,
                           const struct style *style, uint32_t tag)
{
    struct builder *b = frame->b;
    if (block->ordinal.length == 0 && block->inlines.count == 0)
        return;
    uint32_t element = tag_new(b, TAG_CAPTION, tag, block->span);
    struct runs runs = runs_new(b);
    caption_runs(&runs, voice_of(b, style, element), "figure.number", block);
    flow_set(frame, paragraph_of(&runs, style, element), 0);
}

void figure_flow(const struct frame *around, const struct block *block)
{
    struct builder *b = around->b;
    bool several = block->children.count > 0;
    const struct style *style = block_style(around, "figure");
    struct frame inside = frame_inside(around, style);
    const struct frame *frame = &inside;
    uint32_t tag = tag_new(b, several ? TAG_DIV : TAG_FIGURE, frame->tag, block->span);
    tag_at(b, tag)->alternative = block->text;
    uint32_t place = caption_place(b, block);
    if (place != PLACE_NONE) {
        place_define(b, place, tag);
        frame->flow->place = place + 1;
    }
    flow_space(frame->flow, style->space_before);
    size_t first = frame->flow->pieces.count;
    const struct style *caption = role_style(b, style, "figure.caption");
    bool above = caption->caption_side == CAPTION_ABOVE;
    if (above)
        figure_caption(frame, block, caption, tag);
    if (several)
        panels_flow(frame, block, style, tag);
    else
        push_picture(frame, block, tag, style);
    if (!above)
        figure_caption(frame, block, caption, tag);
    if (several)
        note_flush(frame); /* notes of the pictures' captions */
    if (frame->flow->pieces.count > first)
        frame->flow->pieces.items[frame->flow->pieces.count - 1].mention_end =
            (uint32_t)b->mentions.count;
    flow_together(frame, first, block->span);
    flow_space(frame->flow, style->space_after);
}

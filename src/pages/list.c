/*
 * Takes lists and definition lists, gives pieces with their markers beside them.
 * The one idea: a marker waits in the flow for the first piece of its item, whatever that is.
 */
#include "pages/flow.h"

#include "pages/marks.h"

/* A list while its items are set. */
struct listing {
    const struct block *list;
    const struct style *item, *marker, *check;
    sp text; /* from the frame's left edge to the items' text */
    sp gap;  /* between marker and text */
    bool checks;
};

static bool has_checks(const struct block *list)
{
    for (size_t i = 0; i < list->children.count; i++)
        if (list->children.items[i].check != CHECK_NONE)
            return true;
    return false;
}

static struct text number_label(struct builder *b, const struct block *list, size_t at)
{
    struct text number = text_decimal(b->arena, list->start + (int64_t)at);
    return text_join(b->arena, number, TEXT("."), TEXT(""));
}

static sp line_width(const struct paragraph *paragraph)
{
    return paragraph->lines.count > 0 ? paragraph->lines.items[0].width : 0;
}

/* The widest marker of a numbered list is that of its last item. */
static sp marker_width(struct builder *b, const struct listing *listing)
{
    if (listing->checks)
        return mark_width(MARK_BOX, listing->check);
    if (!listing->list->ordered || listing->list->children.count == 0)
        return mark_width(MARK_BULLET, listing->item);
    struct text label = number_label(b, listing->list, listing->list->children.count - 1);
    return line_width(paragraph_text(b, listing->marker, NO_TAG, label));
}

static struct listing listing_of(const struct frame *frame, const struct block *list)
{
    const struct style *style = block_style(frame, "list");
    struct listing listing = {.list = list, .checks = has_checks(list)};
    listing.item = role_style(frame->b, style, "list.item");
    listing.marker = role_style(frame->b, listing.item, "list.marker");
    listing.check = role_style(frame->b, listing.item, "check");
    listing.gap = style->size / 2;
    sp indent = style->margin_left + listing.item->margin_left;
    sp least = marker_width(frame->b, &listing) + listing.gap;
    listing.text = indent > least ? indent : least;
    return listing;
}

/* The marker of a bullet or a box to tick: a drawing with a leaf of its own. */
static struct beside drawn_marker(const struct frame *frame, const struct listing *listing,
                                  const struct block *item, uint32_t label)
{
    struct beside beside = {.kind = BESIDE_MARK, .style = listing->marker};
    enum mark mark = listing->marker->mark != MARK_NONE ? listing->marker->mark : MARK_BULLET;
    beside.mark = item->check == CHECK_NONE ? mark : MARK_BOX;
    beside.ticked = item->check == CHECK_DONE;
    if (beside.mark == MARK_BOX)
        beside.style = listing->check;
    const struct style *sized = beside.mark == MARK_BOX ? listing->check : listing->item;
    beside.x = frame->left + listing->text - listing->gap - mark_width(beside.mark, sized);
    beside.tag = tag_leaf(frame->b, label, item->span);
    return beside;
}

static void add_marker(const struct frame *frame, const struct listing *listing, size_t at,
                       uint32_t element)
{
    struct builder *b = frame->b;
    const struct block *item = &listing->list->children.items[at];
    uint32_t label = tag_new(b, TAG_LBL, element, item->span);
    if (!listing->list->ordered || item->check != CHECK_NONE) {
        flow_beside(frame, drawn_marker(frame, listing, item, label));
        return;
    }
    struct beside beside = {.kind = BESIDE_TEXT, .style = listing->item};
    beside.paragraph =
        paragraph_text(b, listing->marker, label, number_label(b, listing->list, at));
    beside.x = frame->left + listing->text - listing->gap - line_width(beside.paragraph);
    flow_beside(frame, beside);
}

/* An item without text still shows its marker on a line of its own. */
static void empty_item(const struct frame *frame, const struct style *style)
{
    struct runs runs = runs_new(frame->b);
    struct paragraph *paragraph = paragraph_of(&runs, style, frame->tag);
    struct piece *piece = flow_push(frame, PIECE_LINE, style->leading, KEEP_FREE);
    piece->of.paragraph = paragraph;
}

static void item_flow(const struct frame *frame, const struct listing *listing, size_t at,
                      uint32_t list_tag)
{
    struct builder *b = frame->b;
    const struct block *item = &listing->list->children.items[at];
    uint32_t element = tag_new(b, TAG_LI, list_tag, item->span);
    flow_space(frame->flow, listing->item->space_before);
    if (at > 0 && !listing->list->tight)
        flow_space(frame->flow, listing->item->leading / 4);
    if (listing->checks) /* boxes one below the other do not touch */
        flow_space(frame->flow,
                   mark_width(MARK_BOX, listing->check) + PT(3) / 2 - listing->item->leading);
    bool alone = at == 1 || at + 1 == listing->list->children.count;
    if (at > 0)
        flow_keep(frame->flow, alone ? KEEP_ITEM_ALONE : KEEP_ITEM);
    add_marker(frame, listing, at, element);
    struct frame inner = *frame;
    inner.style = listing->item;
    inner.tag = tag_new(b, TAG_LBODY, element, item->span);
    inner.left = frame->left + listing->text;
    inner.width = frame->width - listing->text - listing->item->margin_right;
    inner.tight = listing->list->tight;
    inner.off_grid = true;
    size_t first = frame->flow->pieces.count;
    flow_blocks(&inner, item->children);
    if (frame->flow->pieces.count == first)
        empty_item(&inner, listing->item);
    if (listing->item->keep_together)
        flow_together(frame, first, item->span);
    flow_space(frame->flow, listing->item->space_after);
}

void list_flow(const struct frame *frame, const struct block *list)
{
    struct builder *b = frame->b;
    struct listing listing = listing_of(frame, list);
    const struct style *style = block_style(frame, "list");
    uint32_t tag = tag_new(b, TAG_L, frame->tag, list->span);
    tag_at(b, tag)->numbering = list->ordered ? NUMBERING_DECIMAL : NUMBERING_DISC;
    bool nested = frame->off_grid; /* in another list's item */
    if (!nested)
        flow_space(frame->flow, style->space_before);
    for (size_t i = 0; i < list->children.count; i++)
        item_flow(frame, &listing, i, tag);
    if (!nested)
        flow_space(frame->flow, style->space_after);
}

static void term_flow(const struct frame *frame, const struct block *term, uint32_t item)
{
    struct frame inner = *frame;
    inner.tag = tag_new(frame->b, TAG_LBL, item, term->span);
    const struct style *style = role_style(frame->b, frame->style, "terms.term");
    struct runs runs = runs_new(frame->b);
    runs_add(&runs, voice_of(frame->b, style, inner.tag), term->inlines);
    struct paragraph *paragraph = paragraph_of(&runs, style, inner.tag);
    flow_set(&inner, paragraph, 0);
    flow_keep(frame->flow, KEEP_NEXT);
}

static void definition_flow(const struct frame *frame, const struct block *block, uint32_t body)
{
    struct frame inner = *frame;
    const struct style *style = role_style(frame->b, frame->style, "terms.definition");
    inner.style = style;
    inner.tag = body;
    sp indent = style->margin_left > 0 ? style->margin_left : style->size * 3 / 2;
    inner.left = frame->left + indent;
    inner.width = frame->width - indent - style->margin_right;
    inner.tight = true;
    flow_space(frame->flow, style->space_before);
    flow_blocks(&inner, block->children);
    flow_space(frame->flow, style->space_after);
}

void terms_flow(const struct frame *frame, const struct block *terms)
{
    struct builder *b = frame->b;
    uint32_t tag = tag_new(b, TAG_L, frame->tag, terms->span);
    /* PDF 1.7 has no numbering for terms, but a list with labels must have one */
    tag_at(b, tag)->numbering = NUMBERING_DISC;
    uint32_t item = tag, body = NO_TAG;
    for (size_t i = 0; i < terms->children.count; i++) {
        const struct block *child = &terms->children.items[i];
        if (child->kind == BLOCK_TERM || item == tag) {
            item = tag_new(b, TAG_LI, tag, child->span);
            body = NO_TAG;
        }
        if (child->kind == BLOCK_TERM) {
            term_flow(frame, child, item);
            continue;
        }
        if (body == NO_TAG)
            body = tag_new(b, TAG_LBODY, item, child->span);
        definition_flow(frame, child, body);
    }
}

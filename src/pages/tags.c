/*
 * The structure tree, places and links as they grow.
 * The one idea: a tag is linked to its parent when it is made, so the order of making is the
 * reading order and nothing is sorted later.
 */
#include "pages/build.h"

uint32_t tag_new(struct builder *b, enum tag_role role, uint32_t parent, struct span span)
{
    if (parent == NO_TAG && b->tags.count > 0)
        return NO_TAG;
    uint32_t number = (uint32_t)b->tags.count;
    struct tag *tag = array_push(b->arena, &b->tags);
    tag->role = role;
    tag->parent = parent;
    tag->first = tag->last = tag->next = NO_TAG;
    tag->span = span;
    if (parent == NO_TAG)
        return number;
    struct tag *above = &b->tags.items[parent];
    if (above->last == NO_TAG)
        above->first = number;
    else
        b->tags.items[above->last].next = number;
    above->last = number;
    return number;
}

uint32_t tag_leaf(struct builder *b, uint32_t parent, struct span span)
{
    if (parent == NO_TAG)
        return NO_TAG;
    uint32_t last = b->tags.items[parent].last;
    if (last != NO_TAG && b->tags.items[last].role == TAG_TEXT)
        return last;
    return tag_new(b, TAG_TEXT, parent, span);
}

struct tag *tag_at(struct builder *b, uint32_t tag)
{
    return &b->tags.items[tag];
}

uint32_t *tag_ranks(struct builder *b)
{
    const struct tag *tags = b->tags.items;
    uint32_t *ranks = arena_array(b->arena, b->tags.count + 1, sizeof *ranks);
    uint32_t at = b->tags.count > 0 ? 0 : NO_TAG;
    for (uint32_t rank = 0; at != NO_TAG; rank++) {
        ranks[at] = rank;
        if (tags[at].first != NO_TAG) {
            at = tags[at].first;
            continue;
        }
        while (at != NO_TAG && tags[at].next == NO_TAG)
            at = tags[at].parent;
        at = at == NO_TAG ? NO_TAG : tags[at].next;
    }
    return ranks;
}

uint32_t place_new(struct builder *b)
{
    struct target *place = array_push(b->arena, &b->places);
    place->tag = NO_TAG;
    return (uint32_t)(b->places.count - 1);
}

uint32_t place_find(struct builder *b, struct text id)
{
    void *known = map_find(&b->place_ids, id);
    if (known != NULL)
        return (uint32_t)((uintptr_t)known - 1);
    uint32_t place = place_new(b);
    b->places.items[place].id = id;
    map_put(&b->place_ids, id, (void *)((uintptr_t)place + 1));
    return place;
}

void place_define(struct builder *b, uint32_t place, uint32_t tag)
{
    b->places.items[place].defined = true;
    b->places.items[place].tag = tag;
}

uint32_t link_new(struct builder *b, uint32_t parent, uint32_t place, struct text url,
                  struct span span)
{
    uint32_t number = (uint32_t)b->links.count;
    uint32_t tag = tag_new(b, TAG_LINK, parent, span);
    struct link *link = array_push(b->arena, &b->links);
    link->url = url;
    link->destination = place;
    link->tag = tag;
    if (tag != NO_TAG)
        b->tags.items[tag].link = number + 1;
    return number;
}

const struct style *role_style(struct builder *b, const struct style *parent, const char *role)
{
    return design_style(b->design, parent, role);
}

struct text text_join(struct arena *arena, struct text a, struct text b, struct text c)
{
    struct buffer out = buffer_new(arena);
    buffer_add(&out, a);
    buffer_add(&out, b);
    buffer_add(&out, c);
    return text_copy(arena, buffer_text(&out));
}

struct text text_decimal(struct arena *arena, int64_t number)
{
    struct buffer out = buffer_new(arena);
    buffer_number(&out, number);
    return buffer_text(&out);
}

struct text text_letters(struct arena *arena, size_t number)
{
    struct buffer out = buffer_new(arena);
    buffer_letters(&out, number);
    return buffer_text(&out);
}

/*
 * Takes the tag tree and what was painted for each tag, decides what becomes an element.
 * A tag has one unless it has no content, or is a Span that says nothing of its own; what such
 * a tag holds belongs to the element above it.
 */
#include "pdf/structure.h"

#include <stdlib.h>

#include "pdf/roles.h"

/* The link of the thing at a place + 1. */
typedef struct link_on *(*link_at)(const struct structure *structure, uint32_t place);

static struct link_on *piece_link(const struct structure *structure, uint32_t place)
{
    return &structure->pieces.items[place - 1].link;
}

static struct link_on *annotation_link(const struct structure *structure, uint32_t place)
{
    return &structure->annotations[place - 1].link;
}

/* Puts the thing at `place` behind all that are read before it; mostly that is the end. */
static void chain_add(const struct structure *structure, struct chain *chain, link_at at,
                      uint32_t place)
{
    struct link_on *link = at(structure, place);
    uint32_t before = chain->last;
    if (before != 0 && at(structure, before)->order > link->order) {
        before = 0;
        for (uint32_t i = chain->first; at(structure, i)->order <= link->order;
             i = at(structure, i)->next)
            before = i;
    }
    uint32_t *from = before == 0 ? &chain->first : &at(structure, before)->next;
    link->next = *from;
    *from = place;
    if (link->next == 0)
        chain->last = place;
}

/* ---- annotations ------------------------------------------------------------------------*/

static void add_annotation(struct structure *structure, uint32_t page,
                           const struct link_area *area)
{
    uint32_t place = ++structure->annotation_count;
    structure->annotations[place - 1] = (struct annotation){area, page, {area->order, 0}};
    uint32_t tag = structure->pages->links[area->link].tag;
    if (tag == NO_TAG)
        return;
    chain_add(structure, &structure->tag_annotations[tag], annotation_link, place);
}

static void add_annotations(struct structure *structure)
{
    const struct pages *pages = structure->pages;
    size_t count = 0;
    for (size_t p = 0; p < pages->count; p++)
        count += pages->items[p].area_count;
    structure->annotations =
        arena_array(&structure->job->arena, count, sizeof *structure->annotations);
    for (uint32_t p = 0; p < pages->count; p++) {
        structure->annotation_start[p] = structure->annotation_count;
        for (size_t i = 0; i < pages->items[p].area_count; i++)
            add_annotation(structure, p, &pages->items[p].areas[i]);
    }
    structure->annotation_start[pages->count] = structure->annotation_count;
}

struct structure *structure_new(struct job *job, const struct pages *pages)
{
    struct arena *arena = &job->arena;
    struct structure *structure = arena_alloc(arena, sizeof *structure);
    structure->job = job;
    structure->pages = pages;
    structure->page_start = arena_array(arena, pages->count + 1, sizeof(uint32_t));
    structure->annotation_start = arena_array(arena, pages->count + 1, sizeof(uint32_t));
    structure->tag_pieces = arena_array(arena, pages->tag_count, sizeof(struct chain));
    structure->tag_annotations = arena_array(arena, pages->tag_count, sizeof(struct chain));
    structure->element = arena_array(arena, pages->tag_count, sizeof(uint32_t));
    structure->page_key = arena_array(arena, pages->count, sizeof(uint32_t));
    structure->key_pages = arena_array(arena, pages->count, sizeof(uint32_t));
    add_annotations(structure);
    return structure;
}

/* ---- pieces -----------------------------------------------------------------------------*/

void structure_turn(struct structure *structure, uint32_t page)
{
    structure->page = page;
    structure->order = 0;
    structure->page_start[page] = (uint32_t)structure->pieces.count;
}

void structure_order(struct structure *structure, uint32_t order)
{
    structure->order = order;
}

uint32_t structure_add(struct structure *structure, uint32_t tag)
{
    struct piece *piece = array_push(&structure->job->arena, &structure->pieces);
    *piece = (struct piece){tag, structure->page, {structure->order, 0}};
    uint32_t place = (uint32_t)structure->pieces.count;
    chain_add(structure, &structure->tag_pieces[tag], piece_link, place);
    return place - 1 - structure->page_start[structure->page];
}

/* ---- elements ---------------------------------------------------------------------------*/

static bool says_something(const struct tag *tag)
{
    return tag->language.length > 0 || tag->alternative.length > 0 || tag->actual.length > 0 ||
           tag->expansion.length > 0 || tag->id.length > 0;
}

/* Which tags have content of their own or below them. */
static bool *find_content(const struct structure *structure)
{
    const struct pages *pages = structure->pages;
    bool *content = arena_array(&structure->job->arena, pages->tag_count, sizeof *content);
    for (uint32_t i = 0; i < pages->tag_count; i++) {
        if (structure->tag_pieces[i].first == 0 && structure->tag_annotations[i].first == 0 &&
            !role_may_be_empty(pages->tags[i].role))
            continue;
        for (uint32_t at = i; at != NO_TAG && !content[at]; at = pages->tags[at].parent)
            content[at] = true;
    }
    return content;
}

struct text structure_identifier(const struct structure *structure, uint32_t tag)
{
    const struct tag *it = &structure->pages->tags[tag];
    if (it->id.length > 0 || it->role != TAG_NOTE)
        return it->id;
    struct buffer made = buffer_new(&structure->job->arena);
    buffer_string(&made, "note.");
    buffer_number(&made, tag);
    return buffer_text(&made);
}

static int by_text(const void *a, const void *b)
{
    const struct identifier *first = a, *second = b;
    return text_compare(first->text, second->text);
}

static void sort_identifiers(struct structure *structure)
{
    for (uint32_t i = 0; i < structure->element_count; i++) {
        uint32_t tag = structure->elements[i];
        struct text text = structure_identifier(structure, tag);
        if (text.length > 0)
            *array_push(&structure->job->arena, &structure->identifiers) =
                (struct identifier){text, tag};
    }
    if (structure->identifiers.count > 0)
        qsort(structure->identifiers.items, structure->identifiers.count,
              sizeof(struct identifier), by_text);
}

static void number_keys(struct structure *structure)
{
    for (uint32_t p = 0; p < structure->pages->count; p++) {
        if (structure->page_start[p] == structure->page_start[p + 1])
            continue;
        structure->key_pages[structure->key_count++] = p;
        structure->page_key[p] = structure->key_count;
    }
}

void structure_close(struct structure *structure)
{
    const struct pages *pages = structure->pages;
    structure->page_start[pages->count] = (uint32_t)structure->pieces.count;
    bool *content = find_content(structure);
    structure->elements =
        arena_array(&structure->job->arena, pages->tag_count, sizeof(uint32_t));
    for (uint32_t i = 0; i < pages->tag_count; i++) {
        const struct tag *tag = &pages->tags[i];
        if (!content[i] || tag->role == TAG_TEXT ||
            (tag->role == TAG_SPAN && !says_something(tag)))
            continue;
        structure->elements[structure->element_count++] = i;
        structure->element[i] = structure->element_count;
    }
    sort_identifiers(structure);
    number_keys(structure);
}

uint32_t structure_owner(const struct structure *structure, uint32_t tag)
{
    while (tag != 0 && structure->element[tag] == 0)
        tag = structure->pages->tags[tag].parent;
    return tag;
}

int64_t structure_key(const struct structure *structure, uint32_t page)
{
    return (int64_t)structure->page_key[page] - 1;
}

uint32_t structure_annotation_key(const struct structure *structure, uint32_t annotation)
{
    return structure->key_count + annotation;
}

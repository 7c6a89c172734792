/*
 * Takes the finished tree, gives "#claim-k1" the place where claim k1 is printed first: the
 * table or box it stands in, if that can be referred to, else the heading above it. That
 * place's own id, or one made for it, takes the reference from here on.
 */
#include "document/builder.h"
#include "document/finish.h"

#define PREFIX "claim-"

struct places {
    struct reader *reader;
    struct block *home;   /* what a claim printed here is found under */
    struct block **homes; /* by the claim's order; NULL: not printed so far */
    ARRAY(struct inline_node *) references;
    ARRAY(const struct claim *) meant; /* one for each reference */
};

/* The claim that a reference or link to "claim-ID" means, or NULL. */
static const struct claim *claim_of(const struct places *places, const struct inline_node *node)
{
    struct text id = node->text;
    if (node->kind == INLINE_LINK && text_starts(id, "#"))
        id = text_slice(id, 1, id.length);
    else if (node->kind != INLINE_REFERENCE)
        return NULL;
    if (!text_starts(id, PREFIX))
        return NULL;
    return claims_find(places->reader->document->claims,
                       text_slice(id, sizeof PREFIX - 1, id.length));
}

static void visit_inlines(struct places *places, struct inlines inlines)
{
    for (size_t i = 0; i < inlines.count; i++) {
        struct inline_node *node = &inlines.items[i];
        const struct claim_use *use =
            node->use > 0 ? &places->reader->uses.items[node->use - 1] : NULL;
        const struct claim *claim = claim_of(places, node);
        if (claim != NULL) {
            *array_push(places->reader->arena, &places->references) = node;
            *array_push(places->reader->arena, &places->meant) = claim;
        }
        if (use != NULL && use->kind != USE_NUMBER && places->homes[use->claim->order] == NULL)
            places->homes[use->claim->order] = places->home;
        visit_inlines(places, node->children);
    }
}

static void visit_cells(struct places *places, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        visit_inlines(places, cells[i].inlines);
}

static bool can_be_meant(const struct block *block)
{
    bool captioned = block->kind == BLOCK_TABLE && block->inlines.count > 0;
    bool named =
        (block->kind == BLOCK_TABLE || block->kind == BLOCK_BOX) && block->id.length > 0;
    return block->kind == BLOCK_HEADING || captioned || named;
}

static void visit_blocks(struct places *places, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++) {
        struct block *block = &blocks.items[i];
        struct block *above = places->home;
        if (can_be_meant(block))
            places->home = block;
        visit_inlines(places, block->inlines);
        if (block->table != NULL) {
            const struct table *table = block->table;
            visit_cells(places, table->head, table->head_rows * table->column_count);
            visit_cells(places, table->cells, table->row_count * table->column_count);
        }
        visit_blocks(places, block->children);
        if (block->kind != BLOCK_HEADING)
            places->home = above;
    }
}

/* Leads a reference to the home of its claim. */
static void lead(struct places *places, struct inline_node *node, const struct claim *claim)
{
    struct reader *reader = places->reader;
    struct block *home = places->homes[claim->order];
    struct buffer id = buffer_new(reader->arena);
    if (home == NULL) {
        diag(reader->job, DIAG_CLAIM_UNPRINTED, node->span,
             reader_string(reader, claim->id.text), NULL);
        node->kind = node->kind == INLINE_LINK ? INLINE_LANGUAGE : INLINE_TEXT;
        node->text = node->kind == INLINE_TEXT ? claim->id.text : TEXT("en");
        return;
    }
    if (home->id.length == 0) {
        buffer_string(&id, PREFIX);
        buffer_add(&id, claim->id.text);
        home->id = buffer_text(&id);
        home->id_span = home->span;
    }
    struct buffer to = buffer_new(reader->arena);
    buffer_string(&to, node->kind == INLINE_LINK ? "#" : "");
    buffer_add(&to, home->id);
    node->text = buffer_text(&to);
}

void places_find(struct reader *reader)
{
    struct document *document = reader->document;
    struct places places = {.reader = reader};
    if (document->claims->count == 0)
        return;
    places.homes = arena_array(reader->arena, document->claims->count, sizeof *places.homes);
    for (size_t i = 0; i < document->section_count; i++) {
        places.home = NULL;
        visit_blocks(&places, document->sections[i].blocks);
    }
    for (size_t i = 0; i < reader->notes.count; i++) {
        places.home = NULL;
        visit_blocks(&places, reader->notes.items[i].blocks);
    }
    for (size_t i = 0; i < places.references.count; i++)
        lead(&places, places.references.items[i], places.meant.items[i]);
}

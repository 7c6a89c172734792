/*
 * Takes the finished tree, visits it in the order in which it is read (footnotes at their
 * marks), and numbers what counts in that order. An abbreviation is expanded at its first use
 * in the running text; only if it has none there, at its first use in a footnote, and only if
 * it has none there either, in a table, caption or title. Headings never expand one.
 */
#include "document/builder.h"
#include "document/finish.h"
#include "document/glossary.h"

enum rank { RANK_TEXT, RANK_NOTE, RANK_TABLE, RANK_NEVER = ABBREVIATION_UNPLACED };

struct visit {
    struct reader *reader;
    const struct block *block;  /* the innermost one */
    uint32_t use;               /* the old number of the innermost use + 1, or 0 */
    uint32_t *use_numbers;      /* old number → new one + 1, or 0 */
    ARRAY(uint32_t) use_order;  /* new number → old one */
    ARRAY(uint32_t) cite_order; /* new number → old one */
    ARRAY(uint32_t) note_order;
    ARRAY(struct abbreviation *) used;
};

static void visit_blocks(struct visit *visit, struct blocks blocks, enum rank rank);
static void visit_inlines(struct visit *visit, struct inlines inlines, enum rank rank);

/* ---- uses of claims
 * -----------------------------------------------------------------------------*/

/* The new number + 1 of use `old` − 1; a use inside another is numbered after it. */
static uint32_t number_use(struct visit *visit, uint32_t old)
{
    uint32_t *number = &visit->use_numbers[old - 1];
    struct claim_use *use = &visit->reader->uses.items[old - 1];
    if (*number > 0)
        return *number;
    if (use->outer > 0)
        number_use(visit, use->outer);
    use->block = visit->block;
    *array_push(visit->reader->arena, &visit->use_order) = old - 1;
    *number = (uint32_t)visit->use_order.count;
    return *number;
}

/* Notes that cite `number` is printed in the use at hand and those around it. */
static void note_cite(struct visit *visit, uint32_t number)
{
    for (uint32_t at = visit->use; at > 0; at = visit->reader->uses.items[at - 1].outer) {
        struct claim_use *use = &visit->reader->uses.items[at - 1];
        if (use->cite_count == 0)
            use->first_cite = number;
        use->cite_count = number - use->first_cite + 1;
    }
}

static void keep_uses(struct visit *visit)
{
    struct document *document = visit->reader->document;
    document->use_count = visit->use_order.count;
    document->uses =
        arena_array(visit->reader->arena, document->use_count, sizeof *document->uses);
    for (size_t i = 0; i < document->use_count; i++) {
        struct claim_use *use = &document->uses[i];
        *use = visit->reader->uses.items[visit->use_order.items[i]];
        use->outer = use->outer > 0 ? visit->use_numbers[use->outer - 1] : 0;
    }
}

/* ---- the walk
 * -----------------------------------------------------------------------------------*/

/* What stands around a key goes to the citation processor, which expands nothing. */
static void visit_cite(struct visit *visit, struct inline_node *node)
{
    uint32_t old = node->number;
    *array_push(visit->reader->arena, &visit->cite_order) = old;
    node->number = (uint32_t)visit->cite_order.count - 1;
    note_cite(visit, node->number);
    struct cite *cite = &visit->reader->cites.items[old];
    for (size_t i = 0; i < cite->count; i++)
        visit_inlines(visit, cite->items[i].prefix, RANK_NEVER);
    for (size_t i = 0; i < cite->count; i++)
        visit_inlines(visit, cite->items[i].after, RANK_NEVER);
}

static void visit_note(struct visit *visit, struct inline_node *node)
{
    uint32_t old = node->number;
    *array_push(visit->reader->arena, &visit->note_order) = old;
    node->number = (uint32_t)visit->note_order.count - 1;
    visit_blocks(visit, visit->reader->notes.items[old].blocks, RANK_NOTE);
}

static void visit_abbreviation(struct visit *visit, struct inline_node *node, enum rank rank)
{
    struct abbreviation *abbreviation = abbreviations_find(visit->reader, node->text);
    enum abbreviation_use use = (enum abbreviation_use)node->number;
    node->number = 0;
    if (abbreviation == NULL)
        return;
    abbreviation = abbreviation->base;
    if (!abbreviation->used)
        *array_push(visit->reader->arena, &visit->used) = abbreviation;
    abbreviation->used = true;
    if (use == USE_JOINED && rank < RANK_TABLE)
        rank = RANK_TABLE;
    if ((int)rank >= abbreviation->rank)
        return;
    abbreviation->rank = (int)rank;
    abbreviation->first = use == USE_WRITTEN_OUT ? NULL : node;
}

static void check_reference(struct visit *visit, const struct inline_node *node)
{
    struct reader *reader = visit->reader;
    bool bare = node->kind == INLINE_REFERENCE;
    if (!bare && !text_starts(node->text, "#"))
        return;
    struct text id = text_slice(node->text, bare ? 0 : 1, node->text.length);
    struct label *label = map_find(&reader->document->label_index, id);
    if (label == NULL) {
        struct text nearest = map_nearest(&reader->document->label_index, id);
        diag(reader->job, DIAG_REFERENCE_UNKNOWN, node->span, reader_string(reader, id),
             reader_string(reader, nearest), NULL);
        return;
    }
    label->used = true;
    if (bare && label->number.length == 0)
        diag(reader->job, DIAG_REFERENCE_BARE, node->span, reader_string(reader, id), NULL);
}

static void visit_inlines(struct visit *visit, struct inlines inlines, enum rank rank)
{
    for (size_t i = 0; i < inlines.count; i++) {
        struct inline_node *node = &inlines.items[i];
        uint32_t around = visit->use;
        if (node->use > 0) {
            visit->use = node->use;
            node->use = number_use(visit, node->use);
        }
        if (node->kind == INLINE_CITE)
            visit_cite(visit, node);
        else if (node->kind == INLINE_NOTE)
            visit_note(visit, node);
        else if (node->kind == INLINE_ABBREVIATION)
            visit_abbreviation(visit, node, rank);
        else if (node->kind == INLINE_REFERENCE || node->kind == INLINE_LINK)
            check_reference(visit, node);
        visit_inlines(visit, node->children, rank);
        visit->use = around;
    }
}

static void visit_cells(struct visit *visit, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        visit_inlines(visit, cells[i].inlines, RANK_TABLE);
}

static enum rank rank_in(enum block_kind kind, enum rank rank)
{
    switch (kind) {
    case BLOCK_HEADING:
        return RANK_NEVER;
    case BLOCK_TABLE:
    case BLOCK_FIGURE:
    case BLOCK_BOX:
    case BLOCK_TERM:
        return RANK_TABLE;
    case BLOCK_PARAGRAPH:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_TERMS:
    case BLOCK_DEFINITION:
    case BLOCK_QUOTE:
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_ENTRY:
        return rank;
    }
    return rank;
}

/* A table's caption is visited before its cells, as it is read; that of several pictures after
 * those. */
static void visit_blocks(struct visit *visit, struct blocks blocks, enum rank rank)
{
    for (size_t i = 0; i < blocks.count; i++) {
        struct block *block = &blocks.items[i];
        const struct block *around = visit->block;
        visit->block = block;
        bool pictures = block->kind == BLOCK_FIGURE;
        if (pictures)
            visit_blocks(visit, block->children, rank);
        visit_inlines(visit, block->inlines, rank_in(block->kind, rank));
        if (block->table != NULL) {
            struct table *table = block->table;
            visit_cells(visit, table->head, table->head_rows * table->column_count);
            visit_cells(visit, table->cells, table->row_count * table->column_count);
        }
        if (!pictures)
            visit_blocks(visit, block->children, rank);
        visit->block = around;
    }
}

static void keep_cites(struct visit *visit)
{
    struct document *document = visit->reader->document;
    document->cite_count = visit->cite_order.count;
    document->cites =
        arena_array(visit->reader->arena, document->cite_count, sizeof *document->cites);
    for (size_t i = 0; i < document->cite_count; i++)
        document->cites[i] = visit->reader->cites.items[visit->cite_order.items[i]];
}

static void keep_notes(struct visit *visit)
{
    struct document *document = visit->reader->document;
    document->note_count = visit->note_order.count;
    document->notes =
        arena_array(visit->reader->arena, document->note_count, sizeof *document->notes);
    for (size_t i = 0; i < document->note_count; i++)
        document->notes[i] = visit->reader->notes.items[visit->note_order.items[i]];
}

static void keep_abbreviations(struct visit *visit)
{
    struct arena *arena = visit->reader->arena;
    struct document *document = visit->reader->document;
    document->abbreviation_count = visit->used.count;
    document->abbreviations =
        arena_array(arena, visit->used.count, sizeof *document->abbreviations);
    for (size_t i = 0; i < visit->used.count; i++) {
        struct abbreviation *abbreviation = visit->used.items[i];
        if (abbreviation->first != NULL)
            abbreviation->first->first = true;
        struct term *term = &document->abbreviations[i];
        term->name = abbreviation->name;
        term->span = abbreviation->span;
        term->text.count = 1;
        term->text.items = arena_alloc(arena, sizeof *term->text.items);
        term->text.items->kind = INLINE_TEXT;
        term->text.items->text = abbreviation->expansion;
        term->text.items->span = abbreviation->span;
    }
    glossary_sort(document->abbreviations, document->abbreviation_count);
}

static void keep_unused(struct visit *visit)
{
    struct document *document = visit->reader->document;
    const struct map *all = &visit->reader->abbreviations;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        for (const struct abbreviation *one = all->entries[i].value; one != NULL;
             one = one->next)
            count += one->base == one && !one->used;
    document->unused = arena_array(visit->reader->arena, count, sizeof *document->unused);
    for (size_t i = 0; i < all->count; i++)
        for (const struct abbreviation *one = all->entries[i].value; one != NULL;
             one = one->next)
            if (one->base == one && !one->used) {
                document->unused[document->unused_count].name = one->name;
                document->unused[document->unused_count++].span = one->span;
            }
}

void order_number(struct reader *reader)
{
    struct document *document = reader->document;
    struct visit visit = {.reader = reader};
    visit.use_numbers =
        arena_array(reader->arena, reader->uses.count, sizeof *visit.use_numbers);
    for (size_t i = 0; i < document->section_count; i++)
        visit_blocks(&visit, document->sections[i].blocks, RANK_TEXT);
    for (size_t i = 0; i < document->term_count; i++) {
        visit_inlines(&visit, document->terms[i].inlines, RANK_NEVER);
        visit_inlines(&visit, document->terms[i].text, RANK_NEVER);
    }
    keep_cites(&visit);
    keep_notes(&visit);
    keep_uses(&visit);
    keep_abbreviations(&visit);
    keep_unused(&visit);
}

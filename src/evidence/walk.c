/*
 * Takes blocks, calls back for each run of inlines in reading order.
 * The one idea: whoever asks about a cite's surroundings sees the inlines of one text at a
 * time, with the heading it stands below.
 */
#include "evidence/walk.h"

struct walk {
    const struct document *document;
    walk_visit *visit;
    void *context;
    const struct block *headings[7]; /* in force, by level */
};

static void walk_blocks(struct walk *walk, struct blocks blocks);

static void walk_notes(struct walk *walk, struct inlines inlines)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        if (node->kind == INLINE_NOTE && node->number < walk->document->note_count)
            walk_blocks(walk, walk->document->notes[node->number].blocks);
        walk_notes(walk, node->children);
    }
}

static void walk_inlines(struct walk *walk, struct inlines inlines)
{
    struct walk_place place = {.headings = walk->headings};
    walk->visit(walk->context, inlines, &place);
    walk_notes(walk, inlines);
}

static void enter_heading(struct walk *walk, const struct block *block)
{
    for (int level = block->level; level < 7; level++)
        walk->headings[level] = NULL;
    walk->headings[block->level] = block;
}

static void walk_block(struct walk *walk, const struct block *block)
{
    const struct table *table = block->table;
    if (block->kind == BLOCK_HEADING && block->level >= 1 && block->level <= 6)
        enter_heading(walk, block);
    walk_inlines(walk, block->inlines);
    for (size_t i = 0; table != NULL && i < table->head_rows * table->column_count; i++)
        walk_inlines(walk, table->head[i].inlines);
    for (size_t i = 0; table != NULL && i < table->row_count * table->column_count; i++)
        walk_inlines(walk, table->cells[i].inlines);
    walk_blocks(walk, block->children);
}

static void walk_blocks(struct walk *walk, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++)
        walk_block(walk, &blocks.items[i]);
}

void walk_document(const struct document *document, walk_visit *visit, void *context)
{
    struct walk walk = {.document = document, .visit = visit, .context = context};
    for (size_t i = 0; i < document->section_count; i++)
        walk_blocks(&walk, document->sections[i].blocks);
    for (int level = 0; level < 7; level++)
        walk.headings[level] = NULL;
    for (size_t i = 0; i < document->term_count; i++) {
        walk_inlines(&walk, document->terms[i].inlines);
        walk_inlines(&walk, document->terms[i].text);
    }
}

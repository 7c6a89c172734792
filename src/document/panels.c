/* Takes a box of figures, gives a figure in lettered parts; see panels.h. */
#include "document/panels.h"

/* How many pictures stand in a row: what `columns` says, or all. */
static int64_t columns_of(struct builder *builder, const struct attributes *attributes,
                          size_t count)
{
    size_t columns = count;
    const struct located *value =
        attributes != NULL ? attributes_value(attributes, "columns") : NULL;
    if (value != NULL)
        attribute_count(builder, value, PANELS_MOST, &columns);
    return (int64_t)columns;
}

/* Takes the pictures into `panels`, the caption into `figure`; how many pictures there are. */
static size_t sort_blocks(struct builder *builder, struct blocks blocks, struct block *panels,
                          struct block *figure)
{
    size_t count = 0;
    for (size_t i = 0; i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        if (block->kind == BLOCK_FIGURE && block->children.count == 0) {
            panels[count] = *block;
            panels[count].panel = true;
            panels[count].letter = (char)('a' + count % 26);
            count++;
        } else if (block->kind == BLOCK_PARAGRAPH && i + 1 == blocks.count) {
            figure->inlines = block->inlines;
        } else {
            diag(builder->reader->job, DIAG_PANELS_STRAY, block->span, NULL);
        }
    }
    return count;
}

struct block panels_make(struct builder *builder, const struct block *box,
                         const struct attributes *attributes)
{
    struct arena *arena = builder->reader->arena;
    struct block figure = *box;
    struct block *panels = arena_array(arena, box->children.count + 1, sizeof *panels);
    figure.kind = BLOCK_FIGURE;
    figure.role = TEXT("");
    figure.inlines = (struct inlines){0, NULL};
    size_t count = sort_blocks(builder, box->children, panels, &figure);
    if (count < PANELS_LEAST || count > PANELS_MOST)
        diag(builder->reader->job, DIAG_PANELS_COUNT, box->span,
             reader_number(builder->reader, count), NULL);
    figure.children = (struct blocks){count, panels};
    figure.start = columns_of(builder, attributes, count);
    return figure;
}

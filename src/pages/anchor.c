/* Places within lines, from the run to the page; see anchor.h. */
#include "pages/anchor.h"

#include <string.h>

#include "pages/section.h"

/* ---- making
 * ----------------------------------------------------------------------------------*/

void index_prepare(struct builder *b)
{
    const struct document *document = b->document;
    if (!part_listed(b->design, PART_INDEX))
        return;
    if (document->index_count == 0)
        diag(b->job, DIAG_INDEX_NONE, document->layout.span, NULL);
    b->mark_places = arena_array(b->arena, document->index_mark_count + 1, sizeof(uint32_t));
    b->entry_places = arena_array(b->arena, document->index_count + 1, sizeof(uint32_t));
}

uint32_t index_place(struct builder *b, uint32_t mark, uint32_t tag)
{
    if (b->mark_places == NULL || mark >= b->document->index_mark_count || tag == NO_TAG)
        return NO_TAG;
    if (b->mark_places[mark] == 0) {
        uint32_t place = place_new(b);
        place_define(b, place, tag);
        b->mark_places[mark] = place + 1;
    }
    return b->mark_places[mark] - 1;
}

uint32_t anchor_new(struct builder *b, uint32_t place, uint32_t next)
{
    *array_push(b->arena, &b->anchors) = (struct anchor){place, next, false};
    return (uint32_t)b->anchors.count;
}

void anchor_settle(struct runs *runs, struct run *run, bool behind)
{
    struct builder *b = runs->b;
    for (uint32_t i = runs->anchors; i != 0; i = b->anchors.items[i - 1].next) {
        run->anchor = anchor_new(b, b->anchors.items[i - 1].place, run->anchor);
        b->anchors.items[run->anchor - 1].behind = behind;
    }
    runs->anchors = 0;
}

/* ---- finding
 * ---------------------------------------------------------------------------------*/

static void find_run(struct painter *painter, const struct run *run, uint32_t page)
{
    const struct anchor *anchors = painter->b->anchors.items;
    for (uint32_t i = run->anchor; i != 0; i = anchors[i - 1].next) {
        struct index_pages *reached = &painter->reached[anchors[i - 1].place];
        if (reached->first == 0 || anchors[i - 1].behind) {
            reached->first = page + 1;
            painter->destinations[anchors[i - 1].place].page = page;
        }
        reached->last = page + 1;
    }
}

static void find_line(struct painter *painter, const struct paragraph *paragraph, size_t number,
                      uint32_t page)
{
    if (number >= paragraph->lines.count)
        return;
    const struct line *line = &paragraph->lines.items[number];
    for (size_t i = 0; i < line->count; i++)
        if (paragraph->runs[line->fragments[i].run].anchor != 0)
            find_run(painter, &paragraph->runs[line->fragments[i].run], page);
}

void anchors_find(struct painter *painter, const struct piece *piece, uint32_t page)
{
    for (const struct beside *beside = piece->beside; beside != NULL; beside = beside->next)
        if (beside->kind == BESIDE_TEXT)
            find_line(painter, beside->paragraph, 0, page);
    if (piece->kind == PIECE_LINE)
        find_line(painter, piece->of.paragraph, piece->line, page);
    for (size_t i = 0; piece->kind == PIECE_ROW && i < piece->of.row->count; i++) {
        const struct cell_lines *cell = &piece->of.row->cells[i];
        for (size_t k = cell->first; k < cell->end; k++)
            find_line(painter, cell->paragraph, k, page);
    }
}

void anchors_arrive(struct painter *painter, const struct paragraph *paragraph,
                    const struct line *line, sp y)
{
    const struct anchor *anchors = painter->b->anchors.items;
    for (size_t k = 0; k < line->count; k++) {
        const struct run *run = &paragraph->runs[line->fragments[k].run];
        for (uint32_t i = run->anchor; i != 0; i = anchors[i - 1].next) {
            struct destination *place = &painter->destinations[anchors[i - 1].place];
            if (place->page == painter->page && (place->y == 0 || anchors[i - 1].behind))
                place->y = painter->turned ? painter->b->design->margin_top : y - line->ascent;
        }
    }
}

/* ---- what the index names
 * --------------------------------------------------------------------*/

const struct index_pages *index_found(const struct painter *painter)
{
    const struct builder *b = painter->b;
    size_t count = b->document->index_mark_count;
    struct index_pages *found = arena_array(b->arena, count + 1, sizeof *found);
    for (size_t i = 0; i < count; i++)
        if (b->mark_places[i] != 0)
            found[i] = painter->reached[b->mark_places[i] - 1];
    return found;
}

bool index_settled(const struct builder *b, const struct index_pages *found)
{
    size_t count = b->document->index_mark_count;
    if (count == 0)
        return true;
    return b->known != NULL && memcmp(b->known, found, count * sizeof *found) == 0;
}

/*
 * Takes bookmarks, gives the outline: a bookmark stands under the nearest one before it that
 * has a lower level (ISO 32000-1, 12.3.3).
 */
#include "pdf/outline.h"

#include "pdf/syntax.h"

#define NONE ((uint32_t)0xFFFFFFFF)

/* A bookmark's neighbours, by bookmark number. */
struct branch {
    uint32_t parent, first, last, previous, next;
    uint32_t count; /* kids */
};

struct outline {
    const struct pages *pages;
    uint32_t first_page;
    uint32_t root, first_item; /* object numbers */
    struct branch *items;
};

void put_destination(struct buffer *out, const struct pages *pages, uint32_t destination,
                     uint32_t first_page)
{
    const struct destination *target = &pages->destinations[destination];
    buffer_byte(out, '[');
    put_reference(out, first_page + target->page);
    buffer_string(out, "/XYZ null");
    put_length(out, pages->height - target->y);
    buffer_string(out, " null]");
}

static uint32_t find_parent(const struct outline *outline, uint32_t number)
{
    const struct bookmark *bookmarks = outline->pages->bookmarks;
    uint32_t at = number == 0 ? NONE : number - 1;
    while (at != NONE && bookmarks[at].level >= bookmarks[number].level)
        at = outline->items[at].parent;
    return at;
}

/* Links the bookmarks; the one past the last stands for the root. */
static void link_items(struct outline *outline)
{
    uint32_t count = (uint32_t)outline->pages->bookmark_count;
    for (uint32_t i = 0; i <= count; i++)
        outline->items[i] = (struct branch){NONE, NONE, NONE, NONE, NONE, 0};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t parent = find_parent(outline, i);
        struct branch *above = &outline->items[parent == NONE ? count : parent];
        struct branch *item = &outline->items[i];
        item->parent = parent;
        item->previous = above->last;
        if (above->last == NONE)
            above->first = i;
        else
            outline->items[above->last].next = i;
        above->last = i;
        above->count++;
    }
}

static void put_item(const struct outline *outline, const char *key, uint32_t item,
                     struct buffer *out)
{
    if (item == NONE)
        return;
    buffer_string(out, key);
    put_reference(out, outline->first_item + item);
}

static void write_item(const void *context, uint32_t index, struct buffer *out)
{
    const struct outline *outline = context;
    const struct branch *item = &outline->items[index];
    buffer_string(out, "/Title");
    put_text(out, outline->pages->bookmarks[index].title);
    buffer_string(out, "/Parent");
    put_reference(out,
                  item->parent == NONE ? outline->root : outline->first_item + item->parent);
    put_item(outline, "/Prev", item->previous, out);
    put_item(outline, "/Next", item->next, out);
    put_item(outline, "/First", item->first, out);
    put_item(outline, "/Last", item->last, out);
    if (item->count > 0) {
        buffer_string(out, "/Count -");
        buffer_number(out, item->count);
    }
    buffer_string(out, "/Dest");
    put_destination(out, outline->pages, outline->pages->bookmarks[index].destination,
                    outline->first_page);
}

void outline_write(struct writer *writer, const struct pages *pages, uint32_t first_page)
{
    uint32_t count = (uint32_t)pages->bookmark_count;
    if (count == 0)
        return;
    struct outline *outline = arena_alloc(&writer->job->arena, sizeof *outline);
    outline->pages = pages;
    outline->first_page = first_page;
    outline->items =
        arena_array(&writer->job->arena, (size_t)count + 1, sizeof *outline->items);
    link_items(outline);
    HPDF_Dict root = object_new(writer);
    outline->root = object_number(root);
    outline->first_item = series_new(writer, count, write_item, outline);
    struct buffer out = buffer_new(&writer->job->arena);
    buffer_string(&out, "/Type/Outlines/Count ");
    buffer_number(&out, outline->items[count].count);
    put_item(outline, "/First", outline->items[count].first, &out);
    put_item(outline, "/Last", outline->items[count].last, &out);
    object_entries(writer, root, buffer_text(&out));
    object_refer(writer, writer->document->catalog, "Outlines", root);
    object_name(writer, writer->document->catalog, "PageMode", "UseOutlines");
}

/*
 * Takes pages, gives them as text: items by page, the tag tree, the lines.
 * The one idea: what is dumped is what was placed, so a golden file shows what a reader gets.
 */
#include "base/map.h"
#include "pages/pages.h"

static void put_length(struct buffer *out, sp length)
{
    length_print(out, length, 2);
}

static void put_pair(struct buffer *out, sp x, sp y)
{
    put_length(out, x);
    buffer_byte(out, ',');
    put_length(out, y);
}

static void put_colour(struct buffer *out, colour ink)
{
    static const char digits[] = "0123456789abcdef";
    buffer_string(out, " #");
    for (int shift = 20; shift >= 0; shift -= 4)
        buffer_byte(out, digits[ink >> shift & 15]);
}

static void put_quoted(struct buffer *out, struct text text)
{
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"' || text.bytes[i] == '\\')
            buffer_byte(out, '\\');
        buffer_byte(out, text.bytes[i] == '\n' ? ' ' : text.bytes[i]);
    }
    buffer_byte(out, '"');
}

/* The characters an item's fragments show. */
static void put_glyphs(struct buffer *out, const struct item *item)
{
    for (size_t i = 0; i < item->fragment_count; i++) {
        const struct fragment *fragment = &item->fragments[i];
        if (fragment->kind == FRAGMENT_HYPHEN)
            buffer_byte(out, '-');
        else if (fragment->kind == FRAGMENT_SPACE)
            buffer_byte(out, ' ');
        else if (fragment->shaped != NULL)
            buffer_add(out, fragment->shaped->text);
    }
}

static struct text glyphs_text(struct buffer *out, const struct item *item)
{
    struct buffer text = buffer_new(out->arena);
    put_glyphs(&text, item);
    return buffer_text(&text);
}

/* ---- items
 * ------------------------------------------------------------------------------------*/

static void dump_owner(struct buffer *out, const struct item *item)
{
    static const char *const artifacts[] = {"", "layout", "background", "header", "footer"};
    if (item->artifact != ARTIFACT_NONE) {
        buffer_byte(out, ' ');
        buffer_string(out, artifacts[item->artifact]);
        return;
    }
    buffer_string(out, " tag ");
    buffer_number(out, item->tag);
}

static void dump_item(struct buffer *out, const struct item *item)
{
    static const char *const kinds[] = {"glyphs", "fill", "stroke", "path", "image"};
    buffer_string(out, "  ");
    buffer_string(out, kinds[item->kind]);
    buffer_byte(out, ' ');
    bool glyphs = item->kind == ITEM_GLYPHS && item->fragment_count > 0;
    put_pair(out, item->x + (glyphs ? item->fragments[0].x : 0), item->y);
    if (item->kind != ITEM_GLYPHS) {
        buffer_string(out, " size ");
        put_pair(out, item->width, item->height);
    }
    if (item->colour != 0)
        put_colour(out, item->colour);
    if (item->dashed)
        buffer_string(out, " dashed");
    dump_owner(out, item);
    if (item->kind == ITEM_GLYPHS || item->shows.length > 0) {
        buffer_byte(out, ' ');
        put_quoted(out, item->kind == ITEM_GLYPHS ? glyphs_text(out, item) : item->shows);
    }
    buffer_byte(out, '\n');
}

static void dump_area(const struct pages *pages, struct buffer *out,
                      const struct link_area *area)
{
    const struct link *link = &pages->links[area->link];
    buffer_string(out, "  link ");
    put_pair(out, area->left, area->top);
    buffer_byte(out, ' ');
    put_pair(out, area->right, area->bottom);
    if (link->url.length > 0) {
        buffer_string(out, " to ");
        buffer_add(out, link->url);
    } else if (link->destination < pages->destination_count) {
        const struct destination *destination = &pages->destinations[link->destination];
        buffer_string(out, " to page ");
        buffer_number(out, (int64_t)destination->page + 1);
        buffer_string(out, " at ");
        put_length(out, destination->y);
    }
    buffer_byte(out, '\n');
}

static void dump_column(struct buffer *out, const struct page_column *column)
{
    buffer_string(out, column->count > 1 ? "  column " : "  across");
    if (column->count > 1) {
        buffer_number(out, column->number);
        buffer_string(out, " of ");
        buffer_number(out, column->count);
    }
    buffer_string(out, " at ");
    put_pair(out, column->x, column->y);
    buffer_string(out, " size ");
    put_pair(out, column->width, column->height);
    buffer_byte(out, '\n');
}

static void dump_bookmarks(const struct pages *pages, struct buffer *out)
{
    for (size_t i = 0; i < pages->bookmark_count; i++) {
        const struct bookmark *bookmark = &pages->bookmarks[i];
        buffer_string(out, "bookmark");
        buffer_repeat(out, ' ', (size_t)bookmark->level);
        put_quoted(out, bookmark->title);
        buffer_string(out, " page ");
        buffer_number(out, (int64_t)pages->destinations[bookmark->destination].page + 1);
        buffer_byte(out, '\n');
    }
}

/* Where the page lies whose items follow, which keep their places on it. */
static void dump_view(struct buffer *out, const struct view *view)
{
    buffer_string(out, " view of page ");
    buffer_number(out, (int64_t)view->order + 1);
    buffer_string(out, " at ");
    put_pair(out, view->x, view->y);
    buffer_string(out, view->turned ? " turned scale " : " scale ");
    length_print(out, length_scale(view->scale, SP_PT, VIEW_SCALE_ONE), 4);
    buffer_byte(out, '\n');
}

void pages_dump(const struct pages *pages, struct buffer *out)
{
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->items[i];
        buffer_string(out, "page ");
        buffer_add(out, page->label);
        buffer_byte(out, ' ');
        put_pair(out, pages->width, pages->height);
        buffer_byte(out, '\n');
        for (size_t k = 0; k < page->column_count; k++)
            dump_column(out, &page->columns[k]);
        for (size_t k = 0, view = 0; k < page->item_count; k++) {
            while (view < page->view_count && page->views[view].first == k)
                dump_view(out, &page->views[view++]);
            dump_item(out, &page->items[k]);
        }
        for (size_t k = 0; k < page->area_count; k++)
            dump_area(pages, out, &page->areas[k]);
    }
    dump_bookmarks(pages, out);
}

/* ---- tags
 * -------------------------------------------------------------------------------------*/

/* The text painted for each tag, gathered over all pages as the file has it: a hyphen of the
 * line's end is not there, the space that ended a line is. */
struct leaf {
    struct buffer text;
    uint32_t pages; /* how many it stands on */
    uint32_t last;  /* of them, + 1 */
};

static void gather(struct leaf *leaf, const struct item *item, uint32_t page)
{
    leaf->pages += leaf->last != page + 1;
    leaf->last = page + 1;
    if (item->kind != ITEM_GLYPHS)
        buffer_add(&leaf->text, item->shows);
    for (size_t i = 0; i < item->fragment_count; i++) {
        const struct fragment *fragment = &item->fragments[i];
        if (fragment->shaped != NULL && fragment->kind != FRAGMENT_HYPHEN)
            buffer_add(&leaf->text, fragment->shaped->text);
        if (fragment->spent != NULL)
            buffer_add(&leaf->text, fragment->spent->text);
    }
}

static struct leaf *gather_leaves(const struct pages *pages, struct arena *arena)
{
    struct leaf *leaves = arena_array(arena, pages->tag_count + 1, sizeof *leaves);
    for (size_t i = 0; i < pages->tag_count; i++)
        leaves[i].text = buffer_new(arena);
    for (uint32_t page = 0; page < pages->count; page++)
        for (size_t k = 0; k < pages->items[page].item_count; k++) {
            const struct item *item = &pages->items[page].items[k];
            if (item->artifact == ARTIFACT_NONE && item->tag < pages->tag_count)
                gather(&leaves[item->tag], item, page);
        }
    return leaves;
}

/* The areas of each link on all pages. */
static uint32_t *count_areas(const struct pages *pages, struct arena *arena)
{
    uint32_t *areas = arena_array(arena, pages->link_count + 1, sizeof *areas);
    for (size_t page = 0; page < pages->count; page++)
        for (size_t k = 0; k < pages->items[page].area_count; k++)
            areas[pages->items[page].areas[k].link]++;
    return areas;
}

/* " 2 pages"; nothing for one. */
static void dump_count(struct buffer *out, uint32_t count, const char *what)
{
    if (count < 2)
        return;
    buffer_byte(out, ' ');
    buffer_number(out, count);
    buffer_byte(out, ' ');
    buffer_string(out, what);
}

static void dump_attribute(struct buffer *out, const char *name, struct text value)
{
    if (value.length == 0)
        return;
    buffer_byte(out, ' ');
    buffer_string(out, name);
    buffer_byte(out, '=');
    put_quoted(out, value);
}

/* The ids of the cells that head this one. */
static void dump_headers(const struct pages *pages, struct buffer *out, const struct tag *tag)
{
    if (tag->header_count == 0)
        return;
    buffer_string(out, " headers=\"");
    for (uint32_t i = 0; i < tag->header_count; i++) {
        if (i > 0)
            buffer_byte(out, ' ');
        buffer_add(out, pages->tags[tag->headers[i]].id);
    }
    buffer_byte(out, '"');
}

static void dump_tag_head(const struct pages *pages, struct buffer *out, const struct tag *tag,
                          const uint32_t *areas)
{
    static const char *const roles[] = {
        "Document",   "Sect",    "Div",    "Box",   "Title",     "P",        "H",     "L",
        "LI",         "Lbl",     "LBody",  "Table", "THead",     "TBody",    "TR",    "TH",
        "TD",         "Caption", "Figure", "Note",  "Reference", "Link",     "Span",  "Quote",
        "BlockQuote", "Code",    "TOC",    "TOCI",  "Index",     "BibEntry", "Blank", "text"};
    static const char *const scopes[] = {"", " column", " row", " both"};
    static const char *const numberings[] = {"", " disc", " circle", " square", " decimal"};
    buffer_string(out, roles[tag->role]);
    if (tag->role == TAG_H)
        buffer_number(out, tag->level);
    buffer_string(out, scopes[tag->scope]);
    buffer_string(out, numberings[tag->numbering]);
    dump_count(out, tag->column_span, "columns");
    dump_count(out, tag->row_span, "rows");
    if (tag->link > 0) {
        dump_count(out, areas[tag->link - 1], "areas");
        dump_attribute(out, "url", pages->links[tag->link - 1].url);
    }
    dump_attribute(out, "lang", tag->language);
    dump_attribute(out, "alt", tag->alternative);
    dump_attribute(out, "actual", tag->actual);
    dump_attribute(out, "expansion", tag->expansion);
    dump_attribute(out, "id", tag->id);
    dump_headers(pages, out, tag);
}

/* One tag's line; none for a text of which nothing was painted, as a break alone. */
static void dump_tag(const struct pages *pages, struct buffer *out, const struct tag *tag,
                     const struct leaf *leaf, const uint32_t *areas, size_t depth)
{
    if (tag->role == TAG_TEXT && leaf->pages == 0)
        return;
    buffer_repeat(out, ' ', depth * 2);
    dump_tag_head(pages, out, tag, areas);
    dump_count(out, leaf->pages, "pages");
    if (leaf->text.length > 0) {
        buffer_byte(out, ' ');
        put_quoted(out, buffer_text(&leaf->text));
    }
    buffer_byte(out, '\n');
}

void pages_dump_tags(const struct pages *pages, struct buffer *out)
{
    struct leaf *leaves = gather_leaves(pages, out->arena);
    const uint32_t *areas = count_areas(pages, out->arena);
    uint32_t number = pages->tag_count > 0 ? 0 : NO_TAG;
    size_t depth = 0;
    while (number != NO_TAG) {
        const struct tag *tag = &pages->tags[number];
        dump_tag(pages, out, tag, &leaves[number], areas, depth);
        if (tag->first != NO_TAG) {
            number = tag->first;
            depth++;
            continue;
        }
        while (number != NO_TAG && pages->tags[number].next == NO_TAG) {
            number = pages->tags[number].parent;
            depth -= depth > 0;
        }
        if (number != NO_TAG)
            number = pages->tags[number].next;
    }
}

/* ---- lines
 * ------------------------------------------------------------------------------------*/

void pages_dump_lines(const struct pages *pages, struct buffer *out)
{
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->items[i];
        buffer_string(out, "page ");
        buffer_add(out, page->label);
        for (size_t k = 0; k < page->item_count; k++) {
            const struct item *item = &page->items[k];
            if (item->kind != ITEM_GLYPHS || item->fragment_count == 0)
                continue;
            const struct item *last = k > 0 ? &page->items[k - 1] : NULL;
            bool goes_on = last != NULL && last->kind == ITEM_GLYPHS && last->y == item->y &&
                           last->x == item->x;
            if (!goes_on) {
                buffer_string(out, "\n  ");
                put_pair(out, item->x + item->fragments[0].x, item->y);
                buffer_byte(out, ' ');
            }
            put_glyphs(out, item);
        }
        buffer_byte(out, '\n');
    }
}

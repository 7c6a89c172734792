/*
 * Takes numbered faults, gives the blocks of their list; see faults.h.
 * The one idea: the list is content like any other, so it is laid out, tagged and read back by
 * the ordinary path.
 */
#include "pages/faults.h"

#define COLUMNS 3

struct listing {
    struct builder *b;
    const struct faults *faults;
    ARRAY(struct cell) cells;
    struct span span; /* of the fault that is being told */
    ARRAY(struct inline_node) inlines;
};

/* ---- inlines
 * ----------------------------------------------------------------------------------*/

static struct inline_node *push(struct listing *listing, enum inline_kind kind)
{
    struct inline_node *node = array_push(listing->b->arena, &listing->inlines);
    *node = (struct inline_node){.kind = kind, .text = TEXT(""), .expansion = TEXT("")};
    node->span = listing->span;
    return node;
}

static void add_text(struct listing *listing, struct text text)
{
    push(listing, INLINE_TEXT)->text = text;
}

/* What was added since the last time. */
static struct inlines taken(struct listing *listing)
{
    struct inlines inlines = {listing->inlines.count, listing->inlines.items};
    listing->inlines.items = NULL;
    listing->inlines.count = listing->inlines.room = 0;
    return inlines;
}

static void add_strong(struct listing *listing, const char *word)
{
    struct inline_node *node = push(listing, INLINE_STRONG);
    node->children.items = arena_alloc(listing->b->arena, sizeof *node);
    node->children.count = 1;
    *node->children.items =
        (struct inline_node){.kind = INLINE_TEXT, .text = text_of(word), .span = node->span};
}

/* "3 errors" */
static void add_count(struct buffer *out, size_t count, const char *word)
{
    buffer_number(out, (int64_t)count);
    buffer_byte(out, ' ');
    buffer_string(out, word);
    buffer_string(out, count == 1 ? "" : "s");
}

/* ---- rows
 * -------------------------------------------------------------------------------------*/

static void add_cell(struct listing *listing, struct inlines inlines)
{
    struct cell *cell = array_push(listing->b->arena, &listing->cells);
    *cell = (struct cell){.inlines = inlines, .span = listing->span};
}

/* A row that heads those below it. */
static void add_group(struct listing *listing, struct text title)
{
    size_t first = listing->cells.count;
    add_text(listing, title);
    add_cell(listing, taken(listing));
    for (int i = 1; i < COLUMNS; i++) {
        add_cell(listing, taken(listing));
        listing->cells.items[first + (size_t)i].covered = true;
    }
    listing->cells.items[first].across = COLUMNS;
}

static struct text page_title(struct arena *arena, const struct places *places)
{
    if (places->list.count == 0)
        return TEXT("Not on a page");
    return text_join(arena, TEXT("Page "),
                     text_decimal(arena, (int64_t)places->list.items[0].page + 1), TEXT(""));
}

/* "error: no source has the key "x" cite-missing", and the hint on a line of its own. */
static struct inlines message(struct listing *listing, const struct diag *diag)
{
    struct arena *arena = listing->b->arena;
    struct text name = text_of(diag_name(diag->id));
    add_strong(listing, diag->severity >= SEVERITY_ERROR ? "error" : "warning");
    add_text(listing, text_join(arena, TEXT(": "), diag->message, TEXT(" ")));
    push(listing, INLINE_CODE)->text = name;
    if (diag->hint.length > 0) {
        push(listing, INLINE_BREAK);
        add_text(listing, diag->hint);
    }
    return taken(listing);
}

/* "sections/effect.md:12", and on which further pages its text is printed. */
static struct inlines where(struct listing *listing, const struct fault *fault)
{
    struct arena *arena = listing->b->arena;
    struct place place = source_place(listing->b->job, fault->diag->span);
    struct buffer out = buffer_new(arena);
    if (fault->diag->span.source != 0) {
        buffer_add(&out, place.name);
        buffer_byte(&out, ':');
        buffer_number(&out, (int64_t)place.line);
        add_text(listing, buffer_text(&out));
    }
    struct buffer pages = buffer_new(arena);
    for (size_t i = 1; i < fault->places.list.count; i++) {
        buffer_string(&pages, i == 1 ? "also on page " : ", ");
        buffer_number(&pages, (int64_t)fault->places.list.items[i].page + 1);
    }
    if (pages.length > 0) {
        if (out.length > 0)
            push(listing, INLINE_BREAK);
        add_text(listing, buffer_text(&pages));
    }
    return taken(listing);
}

static void add_row(struct listing *listing, const struct fault *fault)
{
    add_text(listing, text_decimal(listing->b->arena, (int64_t)fault->number));
    add_cell(listing, taken(listing));
    add_cell(listing, message(listing, fault->diag));
    add_cell(listing, where(listing, fault));
}

static void add_rows(struct listing *listing)
{
    struct arena *arena = listing->b->arena;
    struct text page = TEXT("");
    for (size_t i = 0; i < listing->faults->list.count; i++) {
        const struct fault *fault = &listing->faults->list.items[i];
        listing->span = fault->diag->span;
        struct text title = page_title(arena, &fault->places);
        if (!text_equal(page, title))
            add_group(listing, title);
        page = title;
        add_row(listing, fault);
    }
}

static struct table *table_of(struct listing *listing)
{
    static const char *const heads[COLUMNS] = {"No.", "Fault", "Where it is written"};
    struct arena *arena = listing->b->arena;
    struct table *table = arena_alloc(arena, sizeof *table);
    table->column_count = COLUMNS;
    table->columns = arena_array(arena, COLUMNS, sizeof *table->columns);
    table->columns[0].align = COLUMN_RIGHT;
    table->columns[0].share = 60;
    table->columns[1].share = 620;
    table->columns[2].share = 320;
    table->header_columns = 1;
    table->head_rows = 1;
    for (int i = 0; i < COLUMNS; i++) {
        add_text(listing, text_of(heads[i]));
        add_cell(listing, taken(listing));
    }
    table->head = listing->cells.items;
    listing->cells.items = NULL;
    listing->cells.count = listing->cells.room = 0;
    add_rows(listing);
    table->cells = listing->cells.items;
    table->row_count = listing->cells.count / COLUMNS;
    return table;
}

/* ---- the whole
 * --------------------------------------------------------------------------------*/

/* How many there are, and what the signs mean. */
static struct text explanation(struct builder *b, const struct faults *faults)
{
    const struct diags *diags = &b->job->diags;
    struct buffer out = buffer_new(b->arena);
    if (diags->errors > 0)
        add_count(&out, diags->errors, "error");
    if (diags->errors > 0 && diags->warnings > 0)
        buffer_string(&out, " and ");
    if (diags->warnings > 0)
        add_count(&out, diags->warnings, "warning");
    buffer_string(&out, ". In the margin a filled arrowhead points at a line with an error, an "
                        "open one at a line with a warning; the number beside it is that of "
                        "this list.");
    size_t untold = diags->errors + diags->warnings - diags->fatals - faults->list.count;
    if (untold > 0) {
        buffer_string(&out, " There are so many that ");
        buffer_number(&out, (int64_t)untold);
        buffer_string(&out, " of them were only counted.");
    }
    return buffer_text(&out);
}

struct blocks faults_blocks(struct builder *b, const struct faults *faults)
{
    struct listing listing = {.b = b, .faults = faults, .span = b->document->span};
    struct blocks blocks = {3, arena_array(b->arena, 3, sizeof *blocks.items)};
    for (size_t i = 0; i < blocks.count; i++)
        blocks.items[i].span = listing.span;
    blocks.items[0].kind = BLOCK_HEADING;
    blocks.items[0].level = 1;
    add_text(&listing, TEXT("Faults found in this draft"));
    blocks.items[0].inlines = taken(&listing);
    blocks.items[1].kind = BLOCK_PARAGRAPH;
    add_text(&listing, explanation(b, faults));
    blocks.items[1].inlines = taken(&listing);
    blocks.items[2].kind = BLOCK_TABLE;
    blocks.items[2].table = table_of(&listing);
    return blocks;
}

/*
 * Takes the entries of the index and the pages that their marks came to stand on, gives the
 * index: letters, entries, page numbers that are links.
 * The one idea: every entry is broken into lines of one height, so that the lines can be dealt
 * out to columns and pages by counting; nothing that comes before depends on them.
 */
#include <stdlib.h>

#include "pages/anchor.h"
#include "pages/bands.h"
#include "pages/matter.h"

/* ---- page numbers
 * ----------------------------------------------------------------------------*/

/* A stretch of pages that an entry has, from 1, and where the reader of it is led. */
struct stretch {
    uint32_t first, last;
    uint32_t place;
    bool whole; /* all of it is about the entry, not only single pages in a row */
};

struct stretches {
    ARRAY(struct stretch) list;
};

static int by_page(const void *left, const void *right)
{
    const struct stretch *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* The pages of each mark of the entry, a range from its start to its end; in order. */
static struct stretches stretches_of(struct builder *b, const struct index_entry *entry)
{
    const struct document *document = b->document;
    struct stretches all = {0};
    size_t open = 0; /* number + 1 of the stretch that a range started with */
    for (uint32_t i = entry->first; i != 0 && b->known != NULL;
         i = document->index_marks[i - 1].next) {
        const struct index_pages *pages = &b->known[i - 1];
        enum index_side side = document->index_marks[i - 1].side;
        if (pages->first == 0)
            continue;
        if (side == INDEX_END && open > 0 && pages->last > all.list.items[open - 1].first) {
            all.list.items[open - 1].last = pages->last;
            all.list.items[open - 1].whole = true;
        }
        if (side == INDEX_END) {
            open = 0;
            continue;
        }
        *array_push(b->arena, &all.list) = (struct stretch){
            pages->first, pages->last, index_place(b, i - 1, 0), pages->last > pages->first};
        if (side == INDEX_START)
            open = all.list.count;
    }
    if (all.list.count > 0)
        qsort(all.list.items, all.list.count, sizeof *all.list.items, by_page);
    return all;
}

/* A page number or a range of them, as a link. */
static void add_pages(struct runs *runs, struct voice voice, struct stretch stretch)
{
    struct builder *b = runs->b;
    struct span nowhere = {0, 0, 0};
    struct text label = text_decimal(b->arena, stretch.first);
    if (stretch.last > stretch.first)
        label = text_join(b->arena, label, TEXT("\xE2\x80\x93"),
                          text_decimal(b->arena, stretch.last));
    runs_text(runs, voice, TEXT(", "), nowhere);
    voice.style = role_style(b, voice.style, "index.page");
    voice.parent = tag_new(b, TAG_REFERENCE, voice.parent, nowhere);
    uint32_t link = link_new(b, voice.parent, stretch.place, TEXT(""), nowhere);
    b->links.items[link].contents = text_join(b->arena, TEXT("page "), label, TEXT(""));
    voice.link = link + 1;
    voice.parent = b->links.items[link].tag;
    voice.unbroken = true;
    runs_text(runs, voice, label, nowhere);
}

/* The numbers of an entry: three pages in a row and more are a range. */
static void add_numbers(struct runs *runs, struct voice voice, const struct index_entry *entry)
{
    struct stretches all = stretches_of(runs->b, entry);
    for (size_t i = 0; i < all.list.count;) {
        struct stretch joined = all.list.items[i];
        size_t end = i + 1;
        for (; end < all.list.count && all.list.items[end].first <= joined.last + 1; end++) {
            const struct stretch *next = &all.list.items[end];
            joined.whole = joined.whole || next->whole;
            joined.last = next->last > joined.last ? next->last : joined.last;
        }
        if (joined.whole || joined.last > joined.first + 1) {
            add_pages(runs, voice, joined);
            i = end;
            continue;
        }
        for (uint32_t page = 0; i < end; i++) {
            if (all.list.items[i].first != page)
                add_pages(runs, voice, all.list.items[i]);
            page = all.list.items[i].first;
        }
    }
}

/* ---- entries
 * ---------------------------------------------------------------------------------*/

/* The place of an entry that others send the reader to. */
static uint32_t entry_place(struct builder *b, const struct index_entry *entry)
{
    uint32_t *place = &b->entry_places[entry->number];
    if (*place == 0)
        *place = place_new(b) + 1;
    return *place - 1;
}

/* The terms of an entry from level 1 down, "dose, intravenous". */
static struct text entry_name(struct builder *b, const struct index_entry *entry)
{
    if (entry->parent == NULL)
        return entry->term;
    return text_join(b->arena, entry_name(b, entry->parent), TEXT(", "), entry->term);
}

/* ", see also A; B": `word` and what it leads to. */
static void add_references(struct runs *runs, struct voice voice, struct text word,
                           struct index_entry *const *list, size_t count)
{
    struct builder *b = runs->b;
    struct span nowhere = {0, 0, 0};
    struct voice said = voice;
    said.style = role_style(b, voice.style, "index.see");
    if (count > 0) {
        runs_text(runs, voice, TEXT(", "), nowhere);
        runs_text(runs, said, word, nowhere);
    }
    for (size_t i = 0; i < count; i++) {
        struct voice inner = voice;
        runs_text(runs, voice, i == 0 ? TEXT(" ") : TEXT("; "), nowhere);
        inner.parent = tag_new(b, TAG_REFERENCE, voice.parent, nowhere);
        uint32_t link = link_new(b, inner.parent, entry_place(b, list[i]), TEXT(""), nowhere);
        b->links.items[link].contents = entry_name(b, list[i]);
        inner.link = link + 1;
        inner.parent = b->links.items[link].tag;
        runs_text(runs, inner, entry_name(b, list[i]), nowhere);
    }
}

static const char *entry_role(int level)
{
    static const char *const roles[] = {"index.1", "index.2", "index.3"};
    return roles[level - 1];
}

static struct paragraph *entry_paragraph(const struct frame *frame,
                                         const struct index_entry *entry, uint32_t tag)
{
    struct builder *b = frame->b;
    const struct style *style = role_style(b, frame->style, entry_role(entry->level));
    struct runs runs = runs_new(b);
    struct voice voice = voice_of(b, style, tag);
    if (b->entry_places[entry->number] != 0) {
        place_define(b, entry_place(b, entry), tag);
        runs.anchors = anchor_new(b, entry_place(b, entry), 0);
    }
    runs_text(&runs, voice, entry->term, entry->span);
    add_numbers(&runs, voice, entry);
    add_references(&runs, voice, b->document->index_see, entry->see, entry->see_count);
    add_references(&runs, voice, b->document->index_also, entry->also, entry->also_count);
    return paragraph_of(&runs, style, tag);
}

/* ---- lines
 * -----------------------------------------------------------------------------------*/

enum slot_kind { SLOT_WHITE, SLOT_LETTER, SLOT_ENTRY };

/* A line of the index, or a white one. */
struct slot {
    enum slot_kind kind;
    const struct paragraph *paragraph;
    size_t line;
    sp x;
};

struct slots {
    const struct frame *frame; /* of all columns */
    sp width;                  /* of one, */
    sp gap;                    /* and what parts them */
    const struct style *style; /* of the index: its leading is every line's */
    uint32_t index;            /* its element */
    uint32_t lists[INDEX_DEEP];
    uint32_t bodies[INDEX_DEEP];
    ARRAY(struct slot) list;
};

static void push_lines(struct slots *slots, enum slot_kind kind,
                       const struct paragraph *paragraph, sp x)
{
    for (size_t i = 0; i < paragraph->lines.count; i++)
        *array_push(slots->frame->b->arena, &slots->list) =
            (struct slot){kind, paragraph, i, x};
}

/* A letter, and the list of the entries under it. */
static void push_letter(struct slots *slots, const struct index_entry *entry)
{
    struct builder *b = slots->frame->b;
    struct span nowhere = {0, 0, 0};
    const struct style *style = role_style(b, slots->style, "index.letter");
    slots->lists[0] = tag_new(b, TAG_L, slots->index, nowhere);
    uint32_t caption = tag_new(b, TAG_CAPTION, slots->lists[0], nowhere);
    struct paragraph *paragraph = paragraph_text(b, style, caption, entry->letter);
    if (slots->list.count > 0)
        *array_push(b->arena, &slots->list) = (struct slot){SLOT_WHITE, NULL, 0, 0};
    push_lines(slots, SLOT_LETTER, paragraph, 0);
}

/* An entry's lines, its further ones indented by two steps more. */
static void push_entry(struct slots *slots, const struct index_entry *entry)
{
    struct builder *b = slots->frame->b;
    struct span nowhere = {0, 0, 0}; /* one mark may make several entries */
    int level = entry->level - 1;
    if (level > 0 && slots->lists[level] == NO_TAG)
        slots->lists[level] = tag_new(b, TAG_L, slots->bodies[level - 1], nowhere);
    uint32_t item = tag_new(b, TAG_LI, slots->lists[level], nowhere);
    uint32_t body = tag_new(b, TAG_LBODY, item, nowhere);
    slots->bodies[level] = body;
    for (int i = level + 1; i < INDEX_DEEP; i++)
        slots->lists[i] = NO_TAG;
    struct frame frame = *slots->frame;
    frame.style = slots->style;
    struct paragraph *paragraph = entry_paragraph(&frame, entry, body);
    sp step = slots->style->size;
    sp left = step * (level + 2);
    paragraph_break(b, paragraph, slots->width - left, -2 * step);
    push_lines(slots, SLOT_ENTRY, paragraph, left);
}

static void push_entries(struct slots *slots)
{
    const struct document *document = slots->frame->b->document;
    struct text letter = TEXT("");
    for (size_t i = 0; i < document->index_count; i++) {
        const struct index_entry *entry = document->index[i];
        if (!entry->any)
            continue;
        if (entry->level == 1 && !text_equal(entry->letter, letter)) {
            push_letter(slots, entry);
            letter = entry->letter;
        }
        push_entry(slots, entry);
    }
}

/* ---- columns
 * ---------------------------------------------------------------------------------*/

/* The slots [from, to) of each column of a page. */
struct deal {
    size_t from[COLUMNS_MOST], to[COLUMNS_MOST];
    size_t rows; /* of the longest */
};

/* One past the last slot of a column of `most` lines that starts at `from`: no letter stands
 * without an entry at its foot. */
static size_t column_end(const struct slots *slots, size_t from, size_t most)
{
    size_t end = from + most < slots->list.count ? from + most : slots->list.count;
    size_t last = end;
    while (last > from && slots->list.items[last - 1].kind != SLOT_ENTRY)
        last--;
    return last > from ? last : end;
}

/* Deals lines out to the columns of a page, at most `most` to each; gives the first that is
 * left. White at a column's top is left out. */
static size_t deal_out(const struct slots *slots, size_t from, size_t most, size_t columns,
                       struct deal *deal)
{
    deal->rows = 0;
    for (size_t i = 0; i < columns; i++) {
        while (from < slots->list.count && slots->list.items[from].kind == SLOT_WHITE)
            from++;
        deal->from[i] = from;
        deal->to[i] = from = column_end(slots, from, most);
        size_t rows = deal->to[i] - deal->from[i];
        deal->rows = rows > deal->rows ? rows : deal->rows;
    }
    return from;
}

/* The same for what may be the last page, whose columns end as level as can be. */
static size_t deal_level(const struct slots *slots, size_t from, size_t most, size_t columns,
                         struct deal *deal)
{
    size_t left = slots->list.count - from;
    for (size_t rows = left / columns; rows < most; rows++)
        if (rows > 0 && deal_out(slots, from, rows, columns, deal) == slots->list.count)
            return slots->list.count;
    return deal_out(slots, from, most, columns, deal);
}

/* A row of lines side by side. */
static void push_row(const struct slots *slots, const struct deal *deal, size_t at,
                     size_t columns)
{
    const struct frame *frame = slots->frame;
    struct builder *b = frame->b;
    struct row *row = arena_alloc(b->arena, sizeof *row);
    row->cells = arena_array(b->arena, columns, sizeof *row->cells);
    row->style = slots->style;
    row->x = frame->left;
    row->width = frame->width;
    row->height = slots->style->leading;
    for (size_t i = 0; i < columns; i++) {
        const struct slot *slot = &slots->list.items[deal->from[i] + at];
        if (deal->from[i] + at >= deal->to[i] || slot->kind == SLOT_WHITE)
            continue;
        const struct style *style = slot->paragraph->style;
        row->cells[row->count++] = (struct cell_lines){
            .paragraph = slot->paragraph,
            .first = slot->line,
            .end = slot->line + 1,
            .x = slot->x + (slots->width + slots->gap) * (sp)i,
            .y = line_baseline(b, slots->style, false) - line_baseline(b, style, false)};
    }
    flow_push(frame, PIECE_ROW, row->height, KEEP_FREE)->of.row = row;
}

/* All in one column: pages may end where no letter stands last. */
static void flow_single(const struct slots *slots)
{
    struct flow *flow = slots->frame->flow;
    for (size_t i = 0; i < slots->list.count; i++) {
        struct deal deal = {{i}, {i + 1}, 1};
        if (slots->list.items[i].kind == SLOT_WHITE) {
            flow_space(flow, slots->style->leading);
            continue;
        }
        if (slots->list.items[i].line > 0)
            flow_keep(flow, KEEP_TOGETHER);
        push_row(slots, &deal, 0, 1);
        if (slots->list.items[i].kind == SLOT_LETTER)
            flow_keep(flow, KEEP_NEXT);
    }
}

/* In columns, page by page; `used` of the first page's height is taken. */
static void flow_columns(const struct slots *slots, size_t columns, sp used)
{
    struct flow *flow = slots->frame->flow;
    sp room = slots->frame->b->height - used;
    for (size_t from = 0; from < slots->list.count;) {
        struct deal deal;
        sp most = room / slots->style->leading;
        from = deal_level(slots, from, most > 2 ? (size_t)most : 2, columns, &deal);
        for (size_t i = 0; i < deal.rows; i++) {
            if (i > 0)
                flow_keep(flow, KEEP_TOGETHER);
            push_row(slots, &deal, i, columns);
        }
        flow->forced = from < slots->list.count;
        room = slots->frame->b->height;
    }
}

/* The height that the title takes at the top of a page, the space behind it included. */
static sp title_height(const struct flow *flow, size_t first)
{
    sp height = flow->space;
    for (size_t i = first; i < flow->pieces.count; i++)
        if (i > first || flow->pieces.items[i].kind != PIECE_SPACE)
            height += flow->pieces.items[i].height;
    return height;
}

/* Places for the entries that others name, which come to stand where these are set. */
static void make_places(struct builder *b)
{
    const struct document *document = b->document;
    for (size_t i = 0; i < document->index_count; i++) {
        const struct index_entry *entry = document->index[i];
        for (size_t k = 0; k < entry->see_count; k++)
            entry_place(b, entry->see[k]);
        for (size_t k = 0; k < entry->also_count; k++)
            entry_place(b, entry->also[k]);
    }
}

void index_flow(const struct frame *frame)
{
    struct builder *b = frame->b;
    struct flow *flow = frame->flow;
    struct frame titled = *frame;
    size_t columns = (size_t)b->design->index_columns;
    if (b->document->index_count == 0)
        return;
    titled.style = role_style(b, frame->style, "index");
    flow_space(flow, titled.style->space_before);
    bool forced = columns > 1 || b->greedy || titled.style->page_before;
    if (forced && flow->pieces.count > 0)
        flow->forced = true;
    size_t first = flow->pieces.count;
    make_places(b);
    struct frame inner = part_open(&titled, "index.title");
    inner = frame_inside(&inner, titled.style);
    struct slots slots = {
        .frame = &inner, .style = titled.style, .gap = 2 * titled.style->size};
    slots.width = (inner.width - slots.gap * (sp)(columns - 1)) / (sp)columns;
    slots.index = tag_new(b, TAG_INDEX, inner.tag, b->document->span);
    push_entries(&slots);
    if (columns == 1)
        flow_single(&slots);
    else
        flow_columns(&slots, columns, title_height(flow, first));
}

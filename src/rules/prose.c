/* Takes the document's tree, gives its running text; see prose.h. */
#include "rules/prose.h"

#include <string.h>

struct walk {
    struct job *job;
    const struct document *document;
    ARRAY(struct passage) passages;
    struct passage context; /* what the next passage inherits */
    struct buffer text;     /* of the passage being made */
    uint32_t use;           /* of a claim, of the text being added */
    ARRAY(struct prose_mark) marks;
    ARRAY(struct prose_stretch) stretches;
    ARRAY(uint32_t) notes; /* marked in the passage */
};

static void walk_blocks(struct walk *walk, struct blocks blocks);
static void add_inlines(struct walk *walk, struct inlines inlines);

/* ---- one passage
 * ------------------------------------------------------------------------------*/

static void add_text(struct walk *walk, struct text text, struct span span)
{
    struct prose_stretch *stretch = array_push(&walk->job->arena, &walk->stretches);
    stretch->at = walk->text.length;
    stretch->span = span;
    stretch->use = walk->use;
    buffer_add(&walk->text, text);
}

static void add_inline(struct walk *walk, const struct inline_node *node)
{
    size_t start = walk->text.length;
    size_t number = walk->marks.count;
    uint32_t outer = walk->use;
    walk->use = node->use != 0 ? node->use : outer;
    if (node->kind != INLINE_TEXT && node->kind != INLINE_BREAK) {
        struct prose_mark *mark = array_push(&walk->job->arena, &walk->marks);
        mark->kind = node->kind;
        mark->start = start;
        mark->node = node;
    }
    if (node->kind == INLINE_TEXT || node->kind == INLINE_CODE ||
        node->kind == INLINE_ABBREVIATION)
        add_text(walk, node->text, node->span);
    else if (node->kind == INLINE_BREAK)
        add_text(walk, TEXT(" "), node->span);
    else if (node->kind == INLINE_NOTE)
        *array_push(&walk->job->arena, &walk->notes) = node->number;
    add_inlines(walk, node->children);
    walk->use = outer;
    if (walk->marks.count > number)
        walk->marks.items[number].end = walk->text.length;
}

static void add_inlines(struct walk *walk, struct inlines inlines)
{
    for (size_t i = 0; i < inlines.count; i++)
        add_inline(walk, &inlines.items[i]);
}

static void *kept(struct arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = arena_array(arena, count, size);
    if (count > 0)
        memcpy(copy, items, count * size);
    return copy;
}

/* Keeps inlines as a passage; the footnotes they mark are left in walk->notes. */
static void keep_passage(struct walk *walk, enum passage_kind kind, struct inlines inlines,
                         const struct block *block, struct span span)
{
    struct arena *arena = &walk->job->arena;
    walk->text = buffer_new(arena);
    walk->marks.count = walk->stretches.count = 0;
    add_inlines(walk, inlines);
    struct passage *passage = array_push(arena, &walk->passages);
    *passage = walk->context;
    passage->kind = kind;
    passage->block = block;
    passage->span = span;
    passage->text = buffer_text(&walk->text);
    passage->mark_count = walk->marks.count;
    passage->marks =
        kept(arena, walk->marks.items, walk->marks.count, sizeof *walk->marks.items);
    passage->stretch_count = walk->stretches.count;
    passage->stretches = kept(arena, walk->stretches.items, walk->stretches.count,
                              sizeof *walk->stretches.items);
}

/* The footnotes that were marked since there were `from` of them. */
static void walk_notes(struct walk *walk, size_t from)
{
    struct passage context = walk->context;
    for (size_t i = from; i < walk->notes.count; i++) {
        const struct note *note = &walk->document->notes[walk->notes.items[i]];
        walk->context.note = note;
        walk->context.box = walk->context.list = NULL;
        walk_blocks(walk, note->blocks);
    }
    walk->notes.count = from;
    walk->context = context;
}

static void add_passage(struct walk *walk, enum passage_kind kind, struct inlines inlines,
                        const struct block *block)
{
    size_t notes = walk->notes.count;
    struct span span = block->span;
    if (inlines.count == 0)
        return;
    keep_passage(walk, kind, inlines, block, span);
    walk_notes(walk, notes);
}

/* ---- the walk
 * ---------------------------------------------------------------------------------*/

static void add_cells(struct walk *walk, enum passage_kind kind, const struct cell *cells,
                      const struct block *block)
{
    for (size_t i = 0; i < block->table->column_count; i++) {
        size_t notes = walk->notes.count;
        if (cells[i].covered)
            continue;
        walk->context.column = i;
        if (cells[i].covered)
            continue;
        keep_passage(walk, kind, cells[i].inlines, block, cells[i].span);
        walk_notes(walk, notes);
    }
}

static void walk_table(struct walk *walk, const struct block *block)
{
    const struct table *table = block->table;
    add_passage(walk, PASSAGE_CAPTION, block->inlines, block);
    for (size_t row = 0; row < table->head_rows; row++)
        add_cells(walk, PASSAGE_HEAD_CELL, table->head + row * table->column_count, block);
    for (size_t row = 0; row < table->row_count; row++) {
        walk->context.row = row;
        add_cells(walk, PASSAGE_CELL, table->cells + row * table->column_count, block);
    }
    walk->context.row = walk->context.column = 0;
    walk_blocks(walk, block->children);
}

static void walk_box(struct walk *walk, const struct block *block)
{
    const struct block *outer = walk->context.box;
    walk->context.box = block;
    add_passage(walk, PASSAGE_TITLE, block->inlines, block);
    walk_blocks(walk, block->children);
    walk->context.box = outer;
}

static void walk_list(struct walk *walk, const struct block *block)
{
    const struct block *outer = walk->context.list;
    walk->context.list = block;
    walk_blocks(walk, block->children);
    walk->context.list = outer;
}

static void walk_block(struct walk *walk, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        walk->context.head = block;
        add_passage(walk, PASSAGE_HEADING, block->inlines, block);
        break;
    case BLOCK_PARAGRAPH:
        add_passage(walk, PASSAGE_PARAGRAPH, block->inlines, block);
        break;
    case BLOCK_TERM:
        add_passage(walk, PASSAGE_TERM, block->inlines, block);
        break;
    case BLOCK_TABLE:
        walk_table(walk, block);
        break;
    case BLOCK_FIGURE:
        walk_blocks(walk, block->children);
        add_passage(walk, PASSAGE_CAPTION, block->inlines, block);
        break;
    case BLOCK_BOX:
        walk_box(walk, block);
        break;
    case BLOCK_LIST:
        walk_list(walk, block);
        break;
    case BLOCK_ITEM:
    case BLOCK_TERMS:
    case BLOCK_DEFINITION:
    case BLOCK_QUOTE:
        walk_blocks(walk, block->children);
        break;
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_ENTRY:
        break;
    }
}

static void walk_blocks(struct walk *walk, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++)
        walk_block(walk, &blocks.items[i]);
}

const struct prose *prose_new(struct job *job, const struct document *document)
{
    struct walk *walk = arena_alloc(&job->arena, sizeof *walk);
    walk->job = job;
    walk->document = document;
    for (size_t i = 0; i < document->section_count; i++) {
        walk->context.section = i;
        walk->context.head = NULL;
        walk_blocks(walk, document->sections[i].blocks);
    }
    struct prose *prose = arena_alloc(&job->arena, sizeof *prose);
    prose->job = job;
    prose->document = document;
    prose->count = walk->passages.count;
    prose->items = walk->passages.items;
    for (size_t i = 0; i < prose->count; i++)
        prose->words += prose_words(prose->items[i].text, 0, prose->items[i].text.length);
    return prose;
}

/* ---- places
 * -----------------------------------------------------------------------------------*/

/* A backslash that makes the next character text is not in the text. */
static size_t skip_escape(struct text text, size_t i, struct text source, size_t at)
{
    bool escape = at + 1 < source.length && source.bytes[at] == '\\';
    return escape && i < text.length && text.bytes[i] == source.bytes[at + 1] ? at + 1 : at;
}

/* Where byte `target` of `text` was written in `source`, which holds the same text with
 * escapes and line ends; source.length where they differ otherwise. */
static size_t aligned(struct text text, struct text source, size_t target)
{
    size_t at = 0;
    for (size_t i = 0; i < target && at < source.length; i++) {
        at = skip_escape(text, i, source, at);
        bool space = text.bytes[i] == ' ' && text_space(source.bytes[at]);
        if (!space && text.bytes[i] != source.bytes[at])
            return source.length;
        at++;
        while (space && at < source.length && text_space(source.bytes[at]))
            at++;
    }
    return at < source.length ? skip_escape(text, target, source, at) : source.length;
}

/* The number of the stretch that byte `at` belongs to. */
static size_t stretch_at(const struct passage *passage, size_t at)
{
    size_t low = 0, high = passage->stretch_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (passage->stretches[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The source byte of byte `at`; `*found` is cleared where only its stretch is known. */
static uint32_t place_of(const struct prose *prose, const struct passage *passage, size_t at,
                         bool ends, bool *found)
{
    size_t number = stretch_at(passage, ends && at > 0 ? at - 1 : at);
    const struct prose_stretch *stretch = &passage->stretches[number];
    size_t end = number + 1 < passage->stretch_count ? stretch[1].at : passage->text.length;
    struct text text = text_slice(passage->text, stretch->at, end);
    struct text source = source_text(prose->job, stretch->span);
    size_t offset = at - stretch->at;
    size_t place = text_equal(text, source)
                       ? offset
                       : aligned(text, source, ends && offset > 0 ? offset - 1 : offset);
    if (place >= source.length && offset > 0 && !text_equal(text, source)) {
        *found = false;
        return ends ? stretch->span.end : stretch->span.start;
    }
    if (ends && offset > 0 && !text_equal(text, source))
        place++;
    return stretch->span.start + (uint32_t)place;
}

struct span prose_span(const struct prose *prose, const struct passage *passage, size_t start,
                       size_t end)
{
    bool found = true;
    if (passage->stretch_count == 0 || start >= passage->text.length)
        return passage->span;
    struct span span = passage->stretches[stretch_at(passage, start)].span;
    uint32_t source =
        passage->stretches[stretch_at(passage, end > 0 ? end - 1 : 0)].span.source;
    span.start = place_of(prose, passage, start, false, &found);
    uint32_t last = place_of(prose, passage, end, true, &found);
    span.end = source == span.source && last > span.start ? last : span.end;
    return span;
}

bool prose_exact(const struct prose *prose, const struct passage *passage, size_t start,
                 size_t end)
{
    struct span span = prose_span(prose, passage, start, end);
    return text_equal(source_text(prose->job, span), text_slice(passage->text, start, end));
}

bool prose_marked(const struct passage *passage, enum inline_kind kind, size_t start,
                  size_t end)
{
    for (size_t i = 0; i < passage->mark_count; i++) {
        const struct prose_mark *mark = &passage->marks[i];
        if (mark->kind == kind && mark->start <= end && mark->end >= start)
            return true;
    }
    return false;
}

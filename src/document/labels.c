/*
 * Takes the blocks of all sections, gives numbers and labels: sections 1, 1.1 …; tables and
 * figures with a caption or an id, and boxes with an id, each counted through the document.
 */
#include "document/finish.h"

/* The tables, or the figures, counted so far. */
struct series {
    int64_t count;
    char letter; /* of the last one; 0 none */
};

struct counting {
    struct reader *reader;
    ARRAY(struct label) labels;
    int64_t sections[7]; /* by level */
    bool bare[7];        /* the last heading of that level is unnumbered */
    int level;           /* of the last heading */
    struct series tables, figures;
    int64_t boxes;
};

static struct text number_text(struct reader *reader, int64_t number)
{
    struct buffer out = buffer_new(reader->arena);
    buffer_number(&out, number);
    return buffer_text(&out);
}

static void add_label(struct counting *counting, struct block *block, enum label_kind kind)
{
    struct label *label = array_push(counting->reader->arena, &counting->labels);
    label->id = block->id;
    label->kind = kind;
    label->block = block;
    label->number = block->ordinal;
    label->span = block->id.length > 0 ? block->id_span : block->span;
}

/* Counts a heading: "2.1"; nothing below an unnumbered one is numbered either. */
static struct text section_number(struct counting *counting, const struct block *block)
{
    struct buffer out = buffer_new(counting->reader->arena);
    for (int i = block->level + 1; i < 7; i++)
        counting->sections[i] = 0;
    counting->bare[block->level] = block->unnumbered;
    counting->sections[block->level] += !block->unnumbered;
    for (int i = 1; i <= block->level; i++) {
        if (counting->bare[i])
            return TEXT("");
        if (i > 1)
            buffer_byte(&out, '.');
        buffer_number(&out, counting->sections[i]);
    }
    return buffer_text(&out);
}

static void count_heading(struct counting *counting, struct block *block)
{
    struct reader *reader = counting->reader;
    if (block->level > counting->level + 1)
        diag(reader->job, DIAG_HEADING_SKIP, block->span,
             reader_number(reader, (size_t)block->level),
             reader_number(reader, (size_t)counting->level), NULL);
    if (block->inlines.count == 0)
        diag(reader->job, DIAG_HEADING_EMPTY, block->span, NULL);
    counting->level = block->level;
    block->ordinal = section_number(counting, block);
    add_label(counting, block, LABEL_SECTION);
}

/* Those with letters share a number, which "a" begins. */
static void count_captioned(struct counting *counting, struct block *block,
                            enum label_kind kind, struct series *series)
{
    struct buffer number = buffer_new(counting->reader->arena);
    if (block->inlines.count == 0 && block->id.length == 0 && block->letter == 0)
        return;
    if (block->letter > 'a' && block->letter != series->letter + 1)
        diag(counting->reader->job, DIAG_LETTER_ORDER, block->span,
             reader_string(counting->reader, (struct text){&block->letter, 1}), NULL);
    series->count += block->letter <= 'a';
    series->letter = block->letter;
    buffer_number(&number, series->count);
    if (block->letter != 0)
        buffer_byte(&number, block->letter);
    block->ordinal = buffer_text(&number);
    add_label(counting, block, kind);
}

/* Pictures under one number: 2, with 2a, 2b … for those that are referred to. */
static void count_panels(struct counting *counting, struct block *block)
{
    struct reader *reader = counting->reader;
    bool counts = block->inlines.count > 0 || block->id.length > 0;
    for (size_t i = 0; i < block->children.count; i++)
        counts = counts || block->children.items[i].id.length > 0;
    if (!counts)
        return;
    counting->figures.letter = 0;
    block->ordinal = number_text(reader, ++counting->figures.count);
    add_label(counting, block, LABEL_FIGURE);
    for (size_t i = 0; i < block->children.count; i++) {
        struct block *panel = &block->children.items[i];
        struct buffer number = buffer_new(reader->arena);
        buffer_add(&number, block->ordinal);
        buffer_byte(&number, panel->letter);
        panel->ordinal = buffer_text(&number);
        if (panel->id.length > 0)
            add_label(counting, panel, LABEL_FIGURE);
    }
}

static void count_box(struct counting *counting, struct block *block)
{
    if (block->id.length == 0)
        return;
    block->ordinal = number_text(counting->reader, ++counting->boxes);
    add_label(counting, block, LABEL_BOX);
}

static void count_blocks(struct counting *counting, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++) {
        struct block *block = &blocks.items[i];
        if (block->kind == BLOCK_HEADING)
            count_heading(counting, block);
        else if (block->kind == BLOCK_TABLE)
            count_captioned(counting, block, LABEL_TABLE, &counting->tables);
        else if (block->kind == BLOCK_FIGURE && block->children.count > 0)
            count_panels(counting, block);
        else if (block->kind == BLOCK_FIGURE && !block->panel)
            count_captioned(counting, block, LABEL_FIGURE, &counting->figures);
        else if (block->kind == BLOCK_BOX)
            count_box(counting, block);
        count_blocks(counting, block->children);
    }
}

static const char *where(struct reader *reader, struct span span)
{
    struct place place = source_place(reader->job, span);
    struct buffer out = buffer_new(reader->arena);
    buffer_add(&out, place.name);
    buffer_string(&out, ", line ");
    buffer_number(&out, (int64_t)place.line);
    return reader_string(reader, buffer_text(&out));
}

static void index_labels(struct reader *reader)
{
    struct document *document = reader->document;
    document->label_index = map_new(reader->arena);
    for (size_t i = 0; i < document->label_count; i++) {
        struct label *label = &document->labels[i];
        if (label->id.length == 0)
            continue;
        const struct label *first = map_find(&document->label_index, label->id);
        if (first == NULL)
            map_put(&document->label_index, label->id, label);
        else if (document->job->diags.list.count < DIAG_MOST)
            diag(reader->job, DIAG_ID_TWICE, label->span, reader_string(reader, label->id),
                 where(reader, first->span), NULL);
        else
            diag(reader->job, DIAG_ID_TWICE, label->span, NULL);
    }
}

void labels_number(struct reader *reader)
{
    struct document *document = reader->document;
    struct counting counting = {.reader = reader};
    for (size_t i = 0; i < document->section_count; i++)
        count_blocks(&counting, document->sections[i].blocks);
    document->labels = counting.labels.items;
    document->label_count = counting.labels.count;
    index_labels(reader);
}

const struct label *document_label(const struct document *document, struct text id)
{
    return map_find(&document->label_index, id);
}

bool label_listed(const struct label *label, enum label_kind kind)
{
    return label->kind == kind && !label->block->panel;
}

size_t document_listed(const struct document *document, enum label_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < document->label_count; i++)
        count += label_listed(&document->labels[i], kind);
    return count;
}

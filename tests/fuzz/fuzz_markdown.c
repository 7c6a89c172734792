/* Any bytes as a section (Markdown): no crash, every span within its source, text that stands
 * one by one for its source equal to it, and what the numbers point at is there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "document/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool right)
{
    if (!right)
        abort();
}

struct walk {
    const struct document *document;
    size_t depth;
};

static void check_blocks(struct walk *walk, struct blocks blocks);

static void check_span(const struct walk *walk, struct span span)
{
    struct text text = source_find(walk->document->job, span.source)->text;
    require(span.start <= span.end && span.end <= text.length);
}

/* Line ends and tabs become spaces; everything else of a text that is as long as its source is
 * the source. */
static void check_text(const struct walk *walk, const struct inline_node *node)
{
    struct text source = source_text(walk->document->job, node->span);
    if (source.length != node->text.length || text_find(source, '\\', 0) < source.length ||
        text_find(source, '&', 0) < source.length || text_find(source, '{', 0) < source.length)
        return;
    for (size_t i = 0; i < source.length; i++)
        require(source.bytes[i] == node->text.bytes[i] || source.bytes[i] == '\n' ||
                source.bytes[i] == '\r');
}

static void check_inlines(struct walk *walk, struct inlines inlines)
{
    require(++walk->depth < 500);
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        check_span(walk, node->span);
        require(text_invalid(node->text) == node->text.length);
        if (node->kind == INLINE_TEXT)
            check_text(walk, node);
        if (node->kind == INLINE_CITE) {
            require(node->number < walk->document->cite_count);
            const struct cite *cite = &walk->document->cites[node->number];
            require(cite->count > 0);
            for (size_t k = 0; k < cite->count; k++) {
                require(cite->items[k].key.length > 0);
                check_span(walk, cite->items[k].span);
                check_inlines(walk, cite->items[k].prefix);
            }
        }
        if (node->kind == INLINE_NOTE)
            require(node->number < walk->document->note_count);
        if (node->kind == INLINE_IMAGE)
            require(node->number < walk->document->image_count);
        check_inlines(walk, node->children);
    }
    walk->depth--;
}

static void check_cells(struct walk *walk, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_span(walk, cells[i].span);
        check_inlines(walk, cells[i].inlines);
    }
}

static void check_blocks(struct walk *walk, struct blocks blocks)
{
    require(++walk->depth < 500);
    for (size_t i = 0; i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        check_span(walk, block->span);
        check_inlines(walk, block->inlines);
        const struct table *table = block->table;
        require((table != NULL) == (block->kind == BLOCK_TABLE));
        if (table != NULL) {
            check_cells(walk, table->head, table->column_count);
            check_cells(walk, table->cells, table->row_count * table->column_count);
        }
        check_blocks(walk, block->children);
    }
    walk->depth--;
}

static void check_document(const struct document *document)
{
    struct walk walk = {document, 0};
    for (size_t i = 0; i < document->section_count; i++)
        check_blocks(&walk, document->sections[i].blocks);
    for (size_t i = 0; i < document->note_count; i++)
        check_blocks(&walk, document->notes[i].blocks);
    for (size_t i = 0; i < document->label_count; i++)
        check_span(&walk, document->labels[i].span);
    struct buffer out = buffer_new(&document->job->arena);
    document_dump(document, &out);
    require(out.length > 0);
}

/* A file in memory that holds `text`; its number. */
static int file_of(const void *bytes, size_t size)
{
    int file = memfd_create("input", 0);
    require(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char text[512];
    static const char glossary_text[] = "abbreviations: {a: long a, AB: alpha beta, a-b: ab}\n"
                                        "terms: {t: '*x* [@k] ~1~'}\n";
    int section = file_of(bytes, size);
    int glossary = file_of(glossary_text, sizeof glossary_text - 1);
    int length = snprintf(text, sizeof text,
                          "title: T\nlanguage: en\nvariables: {v: x, w: {to-fill: y}}\n"
                          "glossary: /proc/self/fd/%d\nsections: [/proc/self/fd/%d]\n",
                          glossary, section);
    int head = file_of(text, (size_t)length);
    snprintf(text, sizeof text, "/proc/self/fd/%d", head);
    struct job *job = job_new();
    struct settings none = {0, NULL};
    const struct document *document = document_read(job, text_of(text), none);
    require(document != NULL);
    check_document(document);
    for (size_t i = 0; i < job->diags.list.count; i++)
        source_place(job, job->diags.list.items[i].span);
    job_free(job);
    close(head);
    close(glossary);
    close(section);
    return 0;
}

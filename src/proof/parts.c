/*
 * Takes the parts that a layout asks for around the sections (title, contents, lists,
 * references, glossary, abbreviations), gives the words they print.
 */
#include "proof/index.h"

/* A generated heading: the layout's words, or any. `writer->place` is its place or, in the
 * contents list, NULL. */
static void add_title(struct writer *writer, enum part part)
{
    static const char *const roles[] = {
        [PART_CONTENTS] = "contents.title",  [PART_TABLES] = "contents.tables",
        [PART_FIGURES] = "contents.figures", [PART_REFERENCES] = "bibliography.title",
        [PART_GLOSSARY] = "glossary.title",  [PART_ABBREVIATIONS] = "abbreviations.title",
        [PART_INDEX] = "index.title",
    };
    struct text said = want_label(writer, roles[part]);
    if (said.length == 0) {
        want_settle(writer, SIZE_MAX);
        want_push(writer, WANT_TITLE, TEXT(""), writer->document->span);
        return;
    }
    want_text(writer, said, writer->document->span);
    want_flush(writer, WANT_WORD);
}

static bool has_heading(const struct writer *writer, enum part part)
{
    if (part == PART_TABLES || part == PART_FIGURES)
        return document_listed(writer->document,
                               part == PART_TABLES ? LABEL_TABLE : LABEL_FIGURE) > 0;
    return (part == PART_REFERENCES && writer->references->bibliography.count > 0) ||
           (part == PART_GLOSSARY && writer->document->term_count > 0) ||
           (part == PART_ABBREVIATIONS && writer->document->abbreviation_count > 0) ||
           (part == PART_INDEX && writer->document->index_count > 0);
}

static void list_section(struct writer *writer, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        if (block->kind != BLOCK_HEADING || block->level > writer->design->contents_depth)
            continue;
        want_unseen(writer, UNSEEN_LINK, block->span)->place = block;
        want_heading(writer, block);
        want_flush(writer, WANT_WORD);
        writer->place = block;
        want_push(writer, WANT_PAGE, TEXT(""), block->span);
    }
}

static void list_parts(struct writer *writer, const enum part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has_heading(writer, parts[i])) {
            const void *place = &writer->parts[parts[i]];
            want_unseen(writer, UNSEEN_LINK, writer->document->span)->place = place;
            add_title(writer, parts[i]);
            writer->place = place;
            want_push(writer, WANT_PAGE, TEXT(""), writer->document->span);
            if (parts[i] == PART_REFERENCES)
                list_section(writer, writer->references->bibliography);
        }
}

static void add_contents(struct writer *writer)
{
    const struct design *design = writer->design;
    add_title(writer, PART_CONTENTS);
    writer->bare = true;
    list_parts(writer, design->front, design->front_count);
    for (size_t i = 0; i < writer->document->section_count; i++) {
        list_section(writer, writer->document->sections[i].blocks);
        if (i == 0)
            list_parts(writer, design->after, design->after_count);
    }
    list_parts(writer, design->back, design->back_count);
    writer->bare = false;
}

/* The list of tables or of figures. */
static void list_captions(struct writer *writer, enum part part, enum label_kind kind)
{
    const struct document *document = writer->document;
    bool titled = false;
    for (size_t i = 0; i < document->label_count; i++) {
        const struct label *label = &document->labels[i];
        if (!label_listed(label, kind))
            continue;
        if (!titled)
            writer->place = &writer->parts[part];
        if (!titled)
            add_title(writer, part);
        titled = writer->bare = true;
        struct unseen *link = want_unseen(writer, UNSEEN_LINK, label->block->span);
        link->place = label->block;
        link->framed = true;
        want_number(writer, label->block, kind);
        want_inlines(writer, label->block->inlines);
        want_flush(writer, WANT_WORD);
        writer->place = label->block;
        want_push(writer, WANT_PAGE, TEXT(""), label->block->span);
        writer->bare = false;
    }
}

static void add_terms(struct writer *writer, enum part part, const struct term *terms,
                      size_t count)
{
    if (count > 0) {
        writer->place = &writer->parts[part];
        add_title(writer, part);
    }
    for (size_t i = 0; i < count; i++) {
        want_text(writer, terms[i].name, terms[i].span);
        want_end(writer);
        want_inlines(writer, terms[i].text);
        want_end(writer);
    }
}

static void add_meta(struct writer *writer, const struct meta *meta)
{
    want_text(writer, meta->value.text, meta->value.span);
    want_end(writer);
}

static void add_part(struct writer *writer, enum part part)
{
    const struct document *document = writer->document;
    switch (part) {
    case PART_TITLE:
        add_meta(writer, &document->title);
        add_meta(writer, &document->subtitle);
        break;
    case PART_STRIP:
        want_push(writer, WANT_STRIP, TEXT(""), document->span);
        break;
    case PART_CONTENTS:
        add_contents(writer);
        break;
    case PART_TABLES:
        list_captions(writer, part, LABEL_TABLE);
        break;
    case PART_FIGURES:
        list_captions(writer, part, LABEL_FIGURE);
        break;
    case PART_REFERENCES:
        if (has_heading(writer, part)) {
            writer->place = &writer->parts[part];
            add_title(writer, part);
        }
        want_blocks(writer, writer->references->bibliography);
        break;
    case PART_GLOSSARY:
        add_terms(writer, part, document->terms, document->term_count);
        break;
    case PART_ABBREVIATIONS:
        add_terms(writer, part, document->abbreviations, document->abbreviation_count);
        break;
    case PART_INDEX:
        if (has_heading(writer, part)) {
            writer->place = &writer->parts[part];
            add_title(writer, part);
        }
        want_index(writer);
        break;
    }
}

void want_parts(struct writer *writer, const enum part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_part(writer, parts[i]);
}

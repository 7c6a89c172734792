/*
 * Takes a document, gives it as text: the dump with one node a line, indented by depth, each
 * with kind, place (line:column) and what it holds; and inlines as read aloud.
 */
#include "document/document.h"

static const char *const inline_names[] = {
    "text",         "break",      "emphasis", "strong",    "code",  "super",
    "sub",          "small-caps", "link",     "reference", "cite",  "note",
    "abbreviation", "language",   "blank",    "certainty", "index", "image"};

static const char *const block_names[] = {"heading", "paragraph",  "list",  "item",   "terms",
                                          "term",    "definition", "table", "figure", "quote",
                                          "code",    "box",        "rule",  "entry"};

static const char *const label_names[] = {"section", "table", "figure", "box", "entry"};

static const char *const align_names[] = {"left", "centre", "right", "decimal"};

struct dump {
    const struct document *document;
    struct buffer *out;
    size_t depth;
};

static void dump_blocks(struct dump *dump, struct blocks blocks);
static void dump_inlines(struct dump *dump, struct inlines inlines);

static void put(struct dump *dump, const char *string)
{
    buffer_string(dump->out, string);
}

/* Text in quotes, with line ends and control characters shown. */
static void put_quoted(struct dump *dump, struct text text)
{
    put(dump, " \"");
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '\n')
            put(dump, "\\n");
        else if (text.bytes[i] == '"' || text.bytes[i] == '\\')
            buffer_byte(dump->out, '\\'), buffer_byte(dump->out, text.bytes[i]);
        else
            buffer_byte(dump->out, text.bytes[i]);
    }
    put(dump, "\"");
}

static void put_pair(struct dump *dump, const char *name, struct text value)
{
    if (value.length == 0)
        return;
    put(dump, " ");
    put(dump, name);
    put(dump, "=");
    buffer_add(dump->out, value);
}

static void put_number(struct dump *dump, const char *name, int64_t number)
{
    put(dump, " ");
    put(dump, name);
    put(dump, "=");
    buffer_number(dump->out, number);
}

/* Starts a line: indentation, kind, place. */
static void begin(struct dump *dump, const char *kind, struct span span)
{
    buffer_repeat(dump->out, ' ', 2 * dump->depth);
    put(dump, kind);
    if (span.source == 0)
        return;
    struct place place = source_place(dump->document->job, span);
    buffer_byte(dump->out, ' ');
    buffer_number(dump->out, (int64_t)place.line);
    buffer_byte(dump->out, ':');
    buffer_number(dump->out, (int64_t)place.column);
}

static void end(struct dump *dump)
{
    buffer_byte(dump->out, '\n');
}

/* ---- inlines
 * ----------------------------------------------------------------------------------*/

static void dump_cite(struct dump *dump, const struct cite *cite)
{
    static const char *const modes[] = {"", " in-text", " no-author"};
    for (size_t i = 0; i < cite->count; i++) {
        const struct cite_item *item = &cite->items[i];
        begin(dump, "source", item->span);
        put_pair(dump, "key", item->key);
        put(dump, modes[item->mode]);
        if (item->locator.length > 0)
            put_quoted(dump, item->locator);
        end(dump);
        dump->depth++;
        dump_inlines(dump, item->prefix);
        dump_inlines(dump, item->after);
        dump->depth--;
    }
}

static void put_inline(struct dump *dump, const struct inline_node *node)
{
    bool numbered = node->kind == INLINE_CITE || node->kind == INLINE_NOTE ||
                    node->kind == INLINE_IMAGE || node->kind == INLINE_INDEX;
    if (numbered)
        put_number(dump, "number", node->number);
    if (node->text.length > 0)
        put_quoted(dump, node->text);
    put(dump, node->first ? " first" : "");
    if (node->first || node->kind == INLINE_CERTAINTY)
        put_quoted(dump, node->expansion);
    if (node->use > 0)
        put_number(dump, "use", node->use - 1);
}

static void dump_inlines(struct dump *dump, struct inlines inlines)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        begin(dump, inline_names[node->kind], node->span);
        put_inline(dump, node);
        end(dump);
        dump->depth++;
        if (node->kind == INLINE_CITE)
            dump_cite(dump, &dump->document->cites[node->number]);
        dump_inlines(dump, node->children);
        dump->depth--;
    }
}

static void dump_named(struct dump *dump, const char *name, struct inlines inlines)
{
    if (inlines.count == 0)
        return;
    begin(dump, name, inlines.items[0].span);
    end(dump);
    dump->depth++;
    dump_inlines(dump, inlines);
    dump->depth--;
}

/* ---- blocks
 * -----------------------------------------------------------------------------------*/

static void dump_row(struct dump *dump, const char *name, const struct cell *cells,
                     size_t count)
{
    begin(dump, name, cells[0].span);
    end(dump);
    dump->depth++;
    for (size_t i = 0; i < count; i++) {
        if (cells[i].covered)
            continue;
        begin(dump, "cell", cells[i].span);
        if (cells[i].across > 1)
            put_number(dump, "across", cells[i].across);
        if (cells[i].down > 1)
            put_number(dump, "down", cells[i].down);
        end(dump);
        dump->depth++;
        dump_inlines(dump, cells[i].inlines);
        dump->depth--;
    }
    dump->depth--;
}

static void dump_table(struct dump *dump, const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        begin(dump, "column", (struct span){0, 0, 0});
        put(dump, " ");
        put(dump, align_names[table->columns[i].align]);
        if (table->columns[i].share > 0)
            put_number(dump, "share", table->columns[i].share);
        end(dump);
    }
    size_t columns = table->column_count;
    for (size_t i = 0; i < table->head_rows; i++)
        dump_row(dump, "head", table->head + i * columns, columns);
    for (size_t i = 0; i < table->row_count; i++)
        dump_row(dump, table_group(table, i) ? "group" : "row", table->cells + i * columns,
                 columns);
}

static void put_list(struct dump *dump, const struct block *block)
{
    put(dump, block->ordered ? " ordered" : " bullets");
    put(dump, block->tight ? " tight" : " loose");
    if (block->ordered)
        put_number(dump, "start", block->start);
}

static void put_block(struct dump *dump, const struct block *block)
{
    if (block->kind == BLOCK_HEADING)
        put_number(dump, "level", block->level);
    if (block->unnumbered)
        put(dump, " unnumbered");
    if (block->kind == BLOCK_LIST)
        put_list(dump, block);
    if (block->check != CHECK_NONE)
        put(dump, block->check == CHECK_DONE ? " done" : " to-do");
    static const char *const floats[] = {"", "here", "top", "bottom", "page", "margin"};
    static const char *const turns[] = {"", "portrait", "landscape"};
    static const char *const widths[] = {"", "text", "full"};
    put_pair(dump, "number", block->ordinal);
    put_pair(dump, "id", block->id);
    put_pair(dump, "role", block->role);
    put_pair(dump, "float", text_of(floats[block->floating]));
    put_pair(dump, "orientation", text_of(turns[block->turn]));
    put_pair(dump, "width", text_of(widths[block->width]));
    if (block->kind == BLOCK_BOX && block->start > 0)
        put_number(dump, "lines", block->start);
    if (block->kind == BLOCK_FIGURE && block->children.count > 0)
        put_number(dump, "columns", block->start);
    else if (block->kind == BLOCK_FIGURE)
        put_number(dump, "image", block->number);
    if (block->panel)
        put_pair(dump, "part", (struct text){&block->letter, 1});
    if (block->table != NULL && block->table->header_columns == 1)
        put(dump, " header-column");
    else if (block->table != NULL && block->table->header_columns > 1)
        put_number(dump, "header-columns", (int64_t)block->table->header_columns);
    if (block->text.length > 0)
        put_quoted(dump, block->text);
}

static void dump_block(struct dump *dump, const struct block *block)
{
    begin(dump, block_names[block->kind], block->span);
    put_block(dump, block);
    end(dump);
    dump->depth++;
    dump_named(dump, "label", block->label);
    if (block->kind == BLOCK_TABLE || block->kind == BLOCK_FIGURE)
        dump_named(dump, "caption", block->inlines);
    else if (block->kind == BLOCK_BOX)
        dump_named(dump, "title", block->inlines);
    else
        dump_inlines(dump, block->inlines);
    if (block->table != NULL)
        dump_table(dump, block->table);
    dump_blocks(dump, block->children);
    dump->depth--;
}

static void dump_blocks(struct dump *dump, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++)
        dump_block(dump, &blocks.items[i]);
}

/* ---- the document
 * -----------------------------------------------------------------------------*/

static void dump_meta(struct dump *dump, const char *name, const struct meta *meta)
{
    if (!meta->to_fill && meta->value.text.length == 0)
        return;
    begin(dump, name, meta->value.span);
    if (meta->to_fill)
        put(dump, " to-fill");
    else
        put_quoted(dump, meta->value.text);
    end(dump);
}

static void dump_located(struct dump *dump, const char *name, const struct located *located)
{
    if (located->text.length == 0)
        return;
    begin(dump, name, located->span);
    put_quoted(dump, located->text);
    end(dump);
}

static void dump_texts(struct dump *dump, const char *name, const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        dump_located(dump, name, &texts->items[i]);
}

static void dump_metadata(struct dump *dump)
{
    const struct document *document = dump->document;
    dump_meta(dump, "title", &document->title);
    dump_meta(dump, "subtitle", &document->subtitle);
    dump_meta(dump, "short-title", &document->short_title);
    dump_meta(dump, "identifier", &document->identifier);
    dump_meta(dump, "audience", &document->audience);
    dump_meta(dump, "language", &document->language);
    dump_meta(dump, "version", &document->version);
    dump_meta(dump, "date", &document->date);
    dump_meta(dump, "review-by", &document->review_by);
    dump_meta(dump, "owner", &document->owner);
    dump_meta(dump, "approver", &document->approver);
    dump_meta(dump, "licence", &document->licence);
    dump_meta(dump, "subject", &document->subject);
    dump_texts(dump, "author", &document->authors);
    dump_texts(dump, "keyword", &document->keywords);
    dump_texts(dump, "attachment", &document->attachments);
    dump_located(dump, "layout", &document->layout);
    dump_located(dump, "citation-style", &document->citation_style);
    dump_texts(dump, "sources", &document->sources);
    dump_texts(dump, "nocite", &document->nocite);
}

static void dump_sections(struct dump *dump)
{
    const struct document *document = dump->document;
    for (size_t i = 0; i < document->section_count; i++) {
        const struct section *section = &document->sections[i];
        put(dump, "section");
        struct text path = source_find(document->job, section->source)->path;
        size_t slash = path.length;
        while (slash > 0 && path.bytes[slash - 1] != '/')
            slash--;
        put_quoted(dump, text_slice(path, slash, path.length));
        end(dump);
        dump->depth++;
        dump_blocks(dump, section->blocks);
        dump->depth--;
    }
}

static void dump_notes(struct dump *dump)
{
    for (size_t i = 0; i < dump->document->note_count; i++) {
        const struct note *note = &dump->document->notes[i];
        begin(dump, note->margin ? "margin-note" : "footnote", note->span);
        put_number(dump, "number", (int64_t)i);
        end(dump);
        dump->depth++;
        dump_blocks(dump, note->blocks);
        dump->depth--;
    }
}

static void dump_terms(struct dump *dump, const char *name, const struct term *terms,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        begin(dump, name, terms[i].span);
        put_quoted(dump, terms[i].name);
        end(dump);
        dump->depth++;
        dump_inlines(dump, terms[i].text);
        dump->depth--;
    }
}

static void dump_references(struct dump *dump, const char *name, struct index_entry **list,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_number(dump, name, (int64_t)list[i]->number);
}

/* The entries of the index with their numbers, which those they send the reader to have. */
static void dump_index(struct dump *dump)
{
    static const char *const sides[] = {"", "-start", "-end"};
    for (size_t i = 0; i < dump->document->index_count; i++) {
        const struct index_entry *entry = dump->document->index[i];
        begin(dump, "index", entry->span);
        put_number(dump, "number", (int64_t)i);
        put_number(dump, "level", entry->level);
        put_quoted(dump, entry->term);
        if (entry->level == 1)
            put_pair(dump, "under", entry->letter);
        dump_references(dump, "see", entry->see, entry->see_count);
        dump_references(dump, "see-also", entry->also, entry->also_count);
        for (uint32_t k = entry->first; k != 0; k = dump->document->index_marks[k - 1].next) {
            put(dump, " mark");
            put(dump, sides[dump->document->index_marks[k - 1].side]);
            buffer_byte(dump->out, '=');
            buffer_number(dump->out, (int64_t)k - 1);
        }
        end(dump);
    }
}

static void dump_labels(struct dump *dump)
{
    for (size_t i = 0; i < dump->document->label_count; i++) {
        const struct label *label = &dump->document->labels[i];
        begin(dump, "label", label->span);
        put(dump, " ");
        put(dump, label_names[label->kind]);
        put_pair(dump, "number", label->number);
        put_pair(dump, "id", label->id);
        put(dump, label->used ? " used" : "");
        end(dump);
    }
}

static void dump_uses(struct dump *dump)
{
    static const char *const kinds[] = {"claim", "part", "number", "words", "row"};
    for (size_t i = 0; i < dump->document->use_count; i++) {
        const struct claim_use *use = &dump->document->uses[i];
        begin(dump, "use", use->span);
        put_number(dump, "number", (int64_t)i);
        put(dump, " ");
        put(dump, kinds[use->kind]);
        put_pair(dump, "of", use->claim->id.text);
        put_pair(dump, "name", use->number == NULL ? TEXT("") : use->number->name);
        put_pair(dump, "part", use->part);
        if (use->outer > 0)
            put_number(dump, "in", use->outer - 1);
        put(dump, " block=");
        put(dump, use->block == NULL ? "none" : block_names[use->block->kind]);
        for (size_t j = 0; j < use->cite_count; j++)
            put_number(dump, "cite", (int64_t)(use->first_cite + j));
        end(dump);
    }
}

void document_dump(const struct document *document, struct buffer *out)
{
    struct dump dump = {document, out, 0};
    put(&dump, "document\n");
    dump.depth++;
    dump_metadata(&dump);
    dump.depth--;
    dump_sections(&dump);
    dump_notes(&dump);
    dump_uses(&dump);
    dump_terms(&dump, "abbreviation", document->abbreviations, document->abbreviation_count);
    dump_terms(&dump, "glossary", document->terms, document->term_count);
    dump_index(&dump);
    dump_texts(&dump, "unbreakable", &document->unbreakable);
    dump_labels(&dump);
}

/* ---- as read aloud
 * ----------------------------------------------------------------------------*/

/* Takes back the space before what is not read aloud. */
static void drop_space(struct buffer *out, size_t start)
{
    while (out->length > start && out->bytes[out->length - 1] == ' ')
        out->length--;
}

static void plain(const struct document *document, struct inlines inlines, struct buffer *out,
                  size_t start)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        const struct label *label = NULL;
        switch (node->kind) {
        case INLINE_TEXT:
        case INLINE_CODE:
        case INLINE_ABBREVIATION:
        case INLINE_BLANK:
        case INLINE_CERTAINTY:
        case INLINE_IMAGE:
            buffer_add(out, node->text);
            break;
        case INLINE_BREAK:
            buffer_byte(out, ' ');
            break;
        case INLINE_REFERENCE:
            label = document_label(document, node->text);
            if (label != NULL)
                buffer_add(out, label->number);
            break;
        case INLINE_CITE:
        case INLINE_NOTE:
            drop_space(out, start);
            break;
        case INLINE_EMPHASIS:
        case INLINE_STRONG:
        case INLINE_SUPER:
        case INLINE_SUB:
        case INLINE_SMALL_CAPS:
        case INLINE_LINK:
        case INLINE_LANGUAGE:
        case INLINE_INDEX:
            plain(document, node->children, out, start);
            break;
        }
    }
}

void document_plain(const struct document *document, struct inlines inlines, struct buffer *out)
{
    plain(document, inlines, out, out->length);
}

/* Takes the document, gives the words of the finished file; see expected.h for the rules. */
#include "proof/expected.h"

#include "proof/wanting.h"

#define NESTING_MOST 200

/* ---- text and words ---------------------------------------------------------------------*/

void want_text(struct writer *writer, struct text text, struct span span)
{
    struct origin origin = {writer->text.length, span};
    uint32_t plain[3];
    *array_push(&writer->job->arena, &writer->origins) = origin;
    for (size_t at = 0; at < text.length;) {
        size_t count = rune_plain(text_next(text, &at), plain);
        for (size_t i = 0; i < count; i++)
            buffer_rune(&writer->text, plain[i]);
    }
}

void want_push(struct writer *writer, enum want_kind kind, struct text word, struct span span)
{
    struct want *want = array_push(&writer->job->arena, &writer->wants->list);
    want->kind = kind;
    want->word = word;
    want->hash = text_hash(word);
    want->span = span;
    want->place = writer->place;
    writer->place = NULL;
}

/* What is unseen from here on belongs to the next word. */
struct unseen *want_unseen(struct writer *writer, enum unseen_kind kind, struct span span)
{
    struct unseen *unseen = array_push(&writer->job->arena, &writer->wants->unseen);
    unseen->kind = kind;
    unseen->start = writer->text.length;
    unseen->span = span;
    return unseen;
}

/* The next want is that of all that is unseen before `end` of the text. */
void want_settle(struct writer *writer, size_t end)
{
    struct wants *wants = writer->wants;
    for (; writer->settled < wants->unseen.count &&
           wants->unseen.items[writer->settled].start < end;
         writer->settled++)
        wants->unseen.items[writer->settled].want = (uint32_t)wants->list.count;
}

/* Nothing is behind the last word; a mark of the index there is one of that word. */
static void drop_unseen(struct writer *writer)
{
    struct wants *wants = writer->wants;
    for (size_t i = writer->settled; i < wants->unseen.count && wants->list.count > 0; i++) {
        struct unseen unseen = wants->unseen.items[i];
        if (unseen.kind != UNSEEN_MARK)
            continue;
        unseen.want = (uint32_t)wants->list.count - 1;
        wants->unseen.items[writer->settled++] = unseen;
    }
    wants->unseen.count = writer->settled;
}

/* What was gathered becomes words of `kind`. */
void want_flush(struct writer *writer, enum want_kind kind)
{
    struct text text = text_copy(&writer->job->arena, buffer_text(&writer->text));
    size_t origin = 0;
    for (size_t at = 0; at < text.length;) {
        size_t end = text_find(text, ' ', at);
        while (origin + 1 < writer->origins.count &&
               writer->origins.items[origin + 1].start <= at)
            origin++;
        if (end > at) {
            want_settle(writer, end);
            want_push(writer, kind, text_slice(text, at, end),
                      writer->origins.items[origin].span);
        }
        at = end + 1;
    }
    if (text.length > 0)
        drop_unseen(writer);
    writer->text.length = 0;
    writer->origins.count = 0;
}

/* ---- labels and numbers -----------------------------------------------------------------*/

struct text want_label(struct writer *writer, const char *role)
{
    return design_style(writer->design, writer->body, role)->label;
}

/* The word before a label's number, the layout's or the format's own. */
static struct text number_word(struct writer *writer, enum label_kind kind)
{
    const char *role = kind == LABEL_TABLE    ? "table.caption"
                       : kind == LABEL_FIGURE ? "figure.caption"
                                              : "heading.1";
    const char *word = kind == LABEL_TABLE    ? "Table"
                       : kind == LABEL_FIGURE ? "Figure"
                                              : "Section";
    struct text said = want_label(writer, role);
    return said.length > 0 ? said : text_of(word);
}

/* ---- inlines ----------------------------------------------------------------------------*/

/* The number the layout prints before a heading, or empty text. */
static struct text heading_number(struct writer *writer, const struct block *block)
{
    static const char *const roles[] = {"heading.1", "heading.2", "heading.3",
                                        "heading.4", "heading.5", "heading.6"};
    int level = block->level < 1 ? 1 : block->level > 6 ? 6 : block->level;
    bool printed = level <= writer->design->number_depth &&
                   design_style(writer->design, writer->body, roles[level - 1])->numbered;
    return printed ? block->ordinal : TEXT("");
}

/* The number printed on what a label names; a box has none. */
static struct text label_number(struct writer *writer, const struct label *label)
{
    if (label->kind == LABEL_SECTION)
        return heading_number(writer, label->block);
    return label->kind == LABEL_BOX ? TEXT("") : label->number;
}

/* A link within the document to `place` starts here, unless one is open: then NULL. */
static struct unseen *start_link(struct writer *writer, const void *place, struct span span)
{
    if (writer->bare || writer->linked)
        return NULL;
    struct unseen *link = want_unseen(writer, UNSEEN_LINK, span);
    link->place = place;
    return link;
}

/* The same, to what has that id. */
static void start_reference(struct writer *writer, struct text id, struct span span)
{
    const struct label *label = document_label(writer->document, id);
    const void *place =
        label != NULL ? (const void *)label->block : map_find(&writer->entries, id);
    struct unseen *link = start_link(writer, place, span);
    if (link != NULL && label != NULL)
        link->framed = label->kind == LABEL_TABLE || label->kind == LABEL_FIGURE ||
                       label->kind == LABEL_BOX;
}

/* What a cross-reference prints: the label's word and number, or its title. */
static void add_reference(struct writer *writer, const struct inline_node *node)
{
    const struct label *label = document_label(writer->document, node->text);
    struct buffer plain = buffer_new(&writer->job->arena);
    start_reference(writer, node->text, node->span);
    if (label == NULL) {
        want_text(writer, node->text, node->span);
        return;
    }
    struct text number = label_number(writer, label);
    if (number.length > 0) {
        want_text(writer, number_word(writer, label->kind), node->span);
        want_text(writer, TEXT(" "), node->span);
        want_text(writer, number, node->span);
        return;
    }
    document_plain(writer->document, label->block->inlines, &plain);
    if (plain.length == 0 && label->kind == LABEL_BOX) {
        struct surroundings whole = {.design = writer->design, .around = writer->body};
        struct text word = styled_box(writer->job, &whole, label->block)->label;
        buffer_add(&plain, word.length > 0 ? word : label->block->role);
    }
    want_text(writer, buffer_text(&plain), node->span);
}

/* The mark of the note mentioned as `place` + 1: a letter beside raised numbers. */
static struct text note_mark(struct writer *writer, size_t place)
{
    struct buffer out = buffer_new(&writer->job->arena);
    if (writer->raised)
        buffer_letters(&out, place + 1);
    else
        buffer_number(&out, (int64_t)place + 1);
    return buffer_text(&out);
}

static void add_note(struct writer *writer, const struct inline_node *node)
{
    if (node->number >= writer->document->note_count)
        return;
    const struct note *note = &writer->document->notes[node->number];
    if (note->margin) {
        *array_push(&writer->job->arena, &writer->beside) = node->number;
        return;
    }
    if (writer->notes_below) {
        struct buffer mark = buffer_new(&writer->job->arena);
        *array_push(&writer->job->arena, &writer->below) = node->number;
        buffer_letters(&mark, writer->below.count);
        start_link(writer, note, node->span);
        want_text(writer, buffer_text(&mark), node->span);
        return;
    }
    if (writer->mention[node->number] == 0) {
        *array_push(&writer->job->arena, &writer->mentioned) = node->number;
        writer->mention[node->number] = (uint32_t)writer->mentioned.count;
    }
    start_link(writer, note, node->span);
    want_text(writer, note_mark(writer, writer->mention[node->number] - 1), node->span);
}

static void trim_space(struct writer *writer)
{
    struct buffer *text = &writer->text;
    while (text->length > 0 && text->bytes[text->length - 1] == ' ')
        text->length--;
}

static bool is_raised(const struct writer *writer, const struct inline_node *node)
{
    return node->kind == INLINE_CITE && node->number < writer->references->cite_count &&
           writer->references->cites[node->number].superscript;
}

/* Bytes of full stops and commas, with the quotation mark after them, that stand before a
 * raised number. */
static size_t stop_length(struct text text)
{
    size_t at = 0;
    while (at < text.length && (text.bytes[at] == '.' || text.bytes[at] == ','))
        at++;
    struct text rest = text_slice(text, at, text.length);
    bool quoted = text_starts(rest, "\xE2\x80\x99") || text_starts(rest, "\xE2\x80\x9D");
    return at > 0 && quoted ? at + 3 : at;
}

/* A raised number goes behind the stop that follows it and takes no space before it (content
 * format, citations). */
static void pull_stop(struct writer *writer, struct inlines inlines, size_t at)
{
    trim_space(writer);
    while (at < inlines.count &&
           (is_raised(writer, &inlines.items[at]) || inlines.items[at].kind == INLINE_NOTE))
        at++;
    if (at == inlines.count || inlines.items[at].kind != INLINE_TEXT || writer->skip > 0)
        return;
    const struct inline_node *next = &inlines.items[at];
    writer->skip = stop_length(next->text);
    want_text(writer, text_slice(next->text, 0, writer->skip), next->span);
}

static void add_cite(struct writer *writer, const struct inline_node *node)
{
    if (node->number >= writer->references->cite_count)
        return;
    size_t skip = writer->skip, origin = writer->origins.count;
    writer->skip = 0;
    want_inlines(writer, writer->references->cites[node->number].inlines);
    writer->skip = skip;
    for (size_t i = origin; i < writer->origins.count; i++)
        writer->origins.items[i].span = node->span;
}

static void add_abbreviation(struct writer *writer, const struct inline_node *node)
{
    if (!writer->bare && !node->first)
        want_unseen(writer, UNSEEN_EXPANSION, node->span)->expansion = node->expansion;
    if (writer->bare || !node->first) {
        want_text(writer, node->text, node->span);
        return;
    }
    want_text(writer, node->expansion, node->span);
    want_text(writer, TEXT(" ("), node->span);
    want_text(writer, node->text, node->span);
    want_text(writer, TEXT(")"), node->span);
}

/* Keeps where a link leads, and adds its words. */
static void add_link(struct writer *writer, const struct inline_node *node)
{
    bool outer = writer->linked;
    if (text_starts(node->text, "#")) {
        start_reference(writer, text_slice(node->text, 1, node->text.length), node->span);
    } else if (!writer->bare) {
        struct address *address = array_push(&writer->job->arena, &writer->wants->addresses);
        address->text = node->text;
        address->span = node->span;
    }
    writer->linked = true;
    want_inlines(writer, node->children);
    writer->linked = outer;
}

/* Words that the index leads to, or a place before words. */
static void add_index(struct writer *writer, const struct inline_node *node)
{
    if (writer->bare) {
        want_inlines(writer, node->children);
        return;
    }
    want_unseen(writer, UNSEEN_MARK, node->span)->mark = node->number;
    size_t start = writer->text.length;
    want_inlines(writer, node->children);
    if (writer->text.length == start)
        return;
    struct unseen *end = want_unseen(writer, UNSEEN_MARK_END, node->span);
    end->mark = node->number;
    end->start = writer->text.length - 1;
}

/* A ruled blank has its label behind it, in brackets. */
static void add_blank(struct writer *writer, const struct inline_node *node)
{
    if (node->text.length == 0)
        return;
    want_text(writer, TEXT(" ("), node->span);
    want_text(writer, node->text, node->span);
    want_text(writer, TEXT(")"), node->span);
}

static void add_node(struct writer *writer, const struct inline_node *node)
{
    switch (node->kind) {
    case INLINE_TEXT:
        want_text(writer, text_slice(node->text, writer->skip, node->text.length), node->span);
        writer->skip = 0;
        break;
    case INLINE_CODE:
    case INLINE_IMAGE:
        want_text(writer, node->text, node->span);
        break;
    case INLINE_BREAK:
        want_text(writer, TEXT(" "), node->span);
        break;
    case INLINE_EMPHASIS:
    case INLINE_STRONG:
    case INLINE_SUPER:
    case INLINE_SUB:
    case INLINE_SMALL_CAPS:
    case INLINE_LANGUAGE:
        want_inlines(writer, node->children);
        break;
    case INLINE_INDEX:
        add_index(writer, node);
        break;
    case INLINE_LINK:
        add_link(writer, node);
        break;
    case INLINE_REFERENCE:
        add_reference(writer, node);
        break;
    case INLINE_CITE:
        add_cite(writer, node);
        break;
    case INLINE_NOTE:
        add_note(writer, node);
        break;
    case INLINE_ABBREVIATION:
        add_abbreviation(writer, node);
        break;
    case INLINE_CERTAINTY:
        want_text(writer, node->expansion, node->span);
        break;
    case INLINE_BLANK:
        add_blank(writer, node);
        break;
    }
}

void want_inlines(struct writer *writer, struct inlines inlines)
{
    if (writer->depth >= NESTING_MOST)
        return;
    writer->depth++;
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        bool mark = node->kind == INLINE_CITE || node->kind == INLINE_NOTE;
        if (writer->bare && mark) {
            trim_space(writer);
            continue;
        }
        if (is_raised(writer, node) && (i == 0 || !is_raised(writer, &inlines.items[i - 1])))
            pull_stop(writer, inlines, i);
        add_node(writer, node);
    }
    writer->depth--;
}

/* ---- blocks -----------------------------------------------------------------------------*/

/* The notes mentioned since the last time: they follow the block that mentions them, those of
 * its margin first. */
static void tell_notes(struct writer *writer)
{
    if (writer->in_note || writer->in_table)
        return;
    writer->in_note = true;
    struct surroundings outer = writer->at;
    writer->at = styled_note(writer->design, "margin");
    for (size_t i = 0; i < writer->beside.count; i++)
        want_blocks(writer, writer->document->notes[writer->beside.items[i]].blocks);
    writer->beside.count = 0;
    writer->at = styled_note(writer->design, "footnote");
    while (writer->told < writer->mentioned.count) {
        size_t place = writer->told++;
        const struct note *note = &writer->document->notes[writer->mentioned.items[place]];
        writer->place = note;
        want_push(writer, WANT_LABEL, note_mark(writer, place), note->span);
        want_blocks(writer, note->blocks);
    }
    writer->at = outer;
    writer->in_note = false;
}

void want_end(struct writer *writer)
{
    want_flush(writer, WANT_WORD);
    tell_notes(writer);
}

void want_heading(struct writer *writer, const struct block *block)
{
    want_text(writer, heading_number(writer, block), block->span);
    want_flush(writer, WANT_LABEL);
    want_inlines(writer, block->inlines);
}

static void add_list(struct writer *writer, const struct block *list)
{
    for (size_t i = 0; i < list->children.count; i++) {
        const struct block *item = &list->children.items[i];
        struct buffer number = buffer_new(&writer->job->arena);
        buffer_number(&number, list->start + (int64_t)i);
        if (list->ordered && item->check == CHECK_NONE)
            want_push(writer, WANT_LABEL, buffer_text(&number), item->span);
        else
            want_push(writer, WANT_BULLET, TEXT(""), item->span);
        want_blocks(writer, item->children);
    }
}

/* "Table 2", where it has a number. */
static void want_numbered(struct writer *writer, struct text word, const struct block *block)
{
    if (block->ordinal.length == 0)
        return;
    want_text(writer, word, block->span);
    want_text(writer, TEXT(" "), block->span);
    want_text(writer, block->ordinal, block->span);
    want_flush(writer, WANT_LABEL);
}

void want_number(struct writer *writer, const struct block *block, enum label_kind kind)
{
    want_numbered(writer, number_word(writer, kind), block);
}

/* The style of the present block's caption. */
static const struct style *caption_style(struct writer *writer, enum label_kind kind)
{
    bool table = kind == LABEL_TABLE;
    const struct style *style = styled(&writer->at, table ? "table" : "figure");
    return design_style(writer->design, style, table ? "table.caption" : "figure.caption");
}

/* "Table 2" and the caption. */
static void add_caption(struct writer *writer, const struct block *block, enum label_kind kind)
{
    struct text word = caption_style(writer, kind)->label;
    if (word.length == 0)
        word = kind == LABEL_TABLE ? TEXT("Table") : TEXT("Figure");
    want_numbered(writer, word, block);
    want_inlines(writer, block->inlines);
    want_end(writer);
}

/* The notes of a table's cells, under it. */
static void tell_below(struct writer *writer)
{
    size_t count = writer->below.count;
    writer->below.count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct note *note = &writer->document->notes[writer->below.items[i]];
        struct buffer mark = buffer_new(&writer->job->arena);
        buffer_letters(&mark, i + 1);
        writer->place = note;
        want_push(writer, WANT_LABEL, buffer_text(&mark), note->span);
        want_blocks(writer, note->blocks);
    }
}

static void add_table(struct writer *writer, const struct block *block)
{
    const struct table *table = block->table;
    if (table == NULL || table->column_count == 0)
        return;
    bool outer = writer->in_table;
    bool below = caption_style(writer, LABEL_TABLE)->caption_side == CAPTION_BELOW;
    if (!below)
        add_caption(writer, block, LABEL_TABLE);
    writer->in_table = true;
    writer->notes_below = styled(&writer->at, "table")->notes_below;
    for (size_t i = 0; i < table->head_rows * table->column_count; i++) {
        want_inlines(writer, table->head[i].inlines);
        want_end(writer);
    }
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        want_inlines(writer, table->cells[i].inlines);
        want_end(writer);
    }
    writer->notes_below = false;
    if (below)
        add_caption(writer, block, LABEL_TABLE);
    writer->in_table = outer;
    tell_notes(writer);
    tell_below(writer);
    want_blocks(writer, block->children);
}

static void add_inside(struct writer *writer, const struct block *block)
{
    struct surroundings outer = writer->at;
    writer->at = styled_inside(writer->job, &outer, block);
    if (block->kind == BLOCK_LIST)
        add_list(writer, block);
    else
        want_blocks(writer, block->children);
    writer->at = outer;
}

static void add_box(struct writer *writer, const struct block *box)
{
    want_text(writer, styled_box(writer->job, &writer->at, box)->label, box->span);
    want_flush(writer, WANT_LABEL);
    want_inlines(writer, box->inlines);
    want_end(writer);
    add_inside(writer, box);
}

/* A picture among several, its letter before its caption. */
static void add_panel(struct writer *writer, const struct block *block)
{
    char letter[] = {'(', block->letter, ')'};
    writer->place = NULL; /* the words of a picture stand nowhere */
    want_text(writer, block->text, block->span);
    want_end(writer);
    if (block->id.length > 0)
        writer->place = block;
    want_text(writer, (struct text){letter, sizeof letter}, block->span);
    want_flush(writer, WANT_LABEL);
    want_inlines(writer, block->inlines);
    want_end(writer);
}

static void add_panels(struct writer *writer, const struct block *block)
{
    bool above = caption_style(writer, LABEL_FIGURE)->caption_side == CAPTION_ABOVE;
    bool outer = writer->in_table;
    if (above)
        add_caption(writer, block, LABEL_FIGURE);
    writer->in_table = true; /* notes wait */
    for (size_t i = 0; i < block->children.count; i++)
        add_panel(writer, &block->children.items[i]);
    writer->in_table = outer;
    writer->place = above ? NULL : block;
    if (!above)
        add_caption(writer, block, LABEL_FIGURE);
    tell_notes(writer);
}

static void add_figure(struct writer *writer, const struct block *block)
{
    if (block->children.count > 0) {
        add_panels(writer, block);
        return;
    }
    writer->place = NULL; /* the words of a picture stand nowhere */
    want_text(writer, block->text, block->span);
    want_end(writer);
    writer->place = block;
    add_caption(writer, block, LABEL_FIGURE);
}

static void add_entry(struct writer *writer, const struct block *block)
{
    want_inlines(writer, block->label);
    want_end(writer);
    want_inlines(writer, block->inlines);
    want_end(writer);
    want_blocks(writer, block->children);
}

static void add_block(struct writer *writer, const struct block *block)
{
    bool captioned = block->kind == BLOCK_TABLE || block->kind == BLOCK_FIGURE;
    if (block->kind == BLOCK_HEADING || block->id.length > 0 ||
        (captioned && block->ordinal.length > 0))
        writer->place = block;
    switch (block->kind) {
    case BLOCK_HEADING:
        want_heading(writer, block);
        want_end(writer);
        break;
    case BLOCK_PARAGRAPH:
    case BLOCK_TERM:
        want_inlines(writer, block->inlines);
        want_end(writer);
        break;
    case BLOCK_TABLE:
        add_table(writer, block);
        break;
    case BLOCK_FIGURE:
        add_figure(writer, block);
        break;
    case BLOCK_CODE:
        want_text(writer, block->text, block->span);
        want_end(writer);
        break;
    case BLOCK_BOX:
        add_box(writer, block);
        break;
    case BLOCK_ENTRY:
        add_entry(writer, block);
        break;
    case BLOCK_RULE:
        break;
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_TERMS:
    case BLOCK_DEFINITION:
    case BLOCK_QUOTE:
        add_inside(writer, block);
        break;
    }
    if (writer->place == block)
        writer->place = NULL; /* it has no words */
}

void want_blocks(struct writer *writer, struct blocks blocks)
{
    if (writer->depth >= NESTING_MOST)
        return;
    writer->depth++;
    struct surroundings outer = writer->at, around = outer;
    for (size_t i = 0; i < blocks.count; i++) {
        if (blocks.items[i].kind == BLOCK_HEADING)
            styled_open(writer->job, &around, &blocks.items[i]);
        writer->at = styled_block(&around, blocks, i);
        add_block(writer, &blocks.items[i]);
    }
    writer->at = outer;
    writer->depth--;
}

/* ---- the whole ----------------------------------------------------------------------------*/

static bool any_raised(const struct references *references)
{
    for (size_t i = 0; i < references->cite_count; i++)
        if (references->cites[i].superscript)
            return true;
    return false;
}

const struct wants *expected_words(struct job *job, const struct proof_against *against)
{
    struct writer *writer = arena_alloc(&job->arena, sizeof *writer);
    const struct document *document = against->document;
    writer->job = job;
    writer->document = document;
    writer->references = against->references;
    writer->design = against->design;
    writer->body = design_style(against->design, NULL, "body");
    writer->wants = arena_alloc(&job->arena, sizeof *writer->wants);
    writer->text = buffer_new(&job->arena);
    writer->raised = any_raised(against->references);
    writer->entries = map_new(&job->arena);
    const struct blocks *entries = &against->references->bibliography;
    for (size_t i = 0; i < entries->count; i++)
        map_put(&writer->entries, entries->items[i].id, &entries->items[i]);
    writer->mention = arena_array(&job->arena, document->note_count, sizeof *writer->mention);
    struct surroundings whole = {.design = against->design, .around = writer->body};
    writer->at = whole;
    want_parts(writer, against->design->front, against->design->front_count);
    for (size_t i = 0; i < document->section_count; i++) {
        want_blocks(writer, document->sections[i].blocks);
        if (i == 0)
            want_parts(writer, against->design->after, against->design->after_count);
    }
    want_parts(writer, against->design->back, against->design->back_count);
    want_blocks(writer, against->listed);
    return writer->wants;
}

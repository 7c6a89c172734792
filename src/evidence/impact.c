/*
 * Takes the document and the key of a source, gives what falls with it: claims that rest on it,
 * and each sentence, number and table row that cites it or prints such a claim.
 * The one idea: a text is flattened into bits that know whether they fall; a sentence or a row
 * falls where one of its bits does.
 */
#include "evidence/evidence.h"

/* A stretch of a text, or a place in it (a cite has no words). */
struct bit {
    size_t start; /* bytes of the flattened text */
    size_t end;
    struct span span;
    bool falls;
};

struct search {
    struct job *job;
    const struct document *document;
    struct text key;
    ARRAY(struct fallen) fallen;
    struct buffer text; /* of the text at hand */
    ARRAY(struct bit) bits;
    const char *join; /* between the lines of the text: " ", in a row " / " */
    bool broken;      /* a line ended, and no word has followed yet */
};

/* ---- what rests on the source
 * --------------------------------------------------------------------*/

static bool rests_on(const struct claim *claim, struct text key)
{
    for (size_t i = 0; i < claim->support_count; i++)
        if (text_equal(claim->supports[i].cite.text, key))
            return true;
    return false;
}

/* Whether what a use prints rests on the source: a number by its own source, all else by those
 * of its claim. */
static bool use_falls(const struct search *search, const struct claim_use *use)
{
    if (use->kind == USE_NUMBER && use->number->cite.text.length > 0)
        return text_equal(use->number->cite.text, search->key);
    return rests_on(use->claim, search->key);
}

static bool node_falls(const struct search *search, const struct inline_node *node)
{
    const struct document *document = search->document;
    for (uint32_t at = node->use; at > 0; at = document->uses[at - 1].outer)
        if (use_falls(search, &document->uses[at - 1]))
            return true;
    if (node->kind != INLINE_CITE)
        return false;
    const struct cite *cite = &document->cites[node->number];
    for (size_t i = 0; i < cite->count; i++)
        if (text_equal(cite->items[i].key, search->key))
            return true;
    return false;
}

/* Where people look for it: where a claim is asked for, else where the words are written. */
static struct span node_place(const struct search *search, const struct inline_node *node)
{
    const struct claim_use *uses = search->document->uses;
    uint32_t at = node->use;
    if (at == 0)
        return node->span;
    while (uses[at - 1].outer > 0)
        at = uses[at - 1].outer;
    return uses[at - 1].span;
}

static struct fallen *add_fallen(struct search *search, enum fallen_kind kind, struct span span,
                                 struct text text)
{
    struct fallen *fallen = array_push(&search->job->arena, &search->fallen);
    fallen->kind = kind;
    fallen->span = span;
    fallen->text = text_copy(&search->job->arena, text_trim(text));
    return fallen;
}

/* ---- flattening
 * ---------------------------------------------------------------------------------*/

/* A number of a claim, noted once for each place that prints it. */
static void note_number(struct search *search, const struct inline_node *node)
{
    const struct claim_use *use = node->use > 0 ? &search->document->uses[node->use - 1] : NULL;
    if (use == NULL || use->kind != USE_NUMBER || node->text.length == 0 ||
        !use_falls(search, use))
        return;
    struct fallen *fallen =
        add_fallen(search, FALLEN_NUMBER, node_place(search, node), node->text);
    fallen->claim = use->claim;
    fallen->number = use->number;
}

/* A cross-reference as it prints where the layout has no words of its own: "Section 2", and
 * what has no number by its title. */
static void add_reference(struct search *search, const struct inline_node *node)
{
    const struct label *label = document_label(search->document, node->text);
    if (label == NULL)
        return;
    if (label->number.length == 0 || label->kind == LABEL_BOX) {
        document_plain(search->document, label->block->inlines, &search->text);
        return;
    }
    buffer_string(&search->text, label->kind == LABEL_TABLE    ? "Table "
                                 : label->kind == LABEL_FIGURE ? "Figure "
                                                               : "Section ");
    buffer_add(&search->text, label->number);
}

static void trim_end(struct buffer *text)
{
    while (text->length > 0 && text->bytes[text->length - 1] == ' ')
        text->length--;
}

/* Parts the words that come from the line before, if one has ended. */
static void end_line(struct search *search)
{
    if (search->broken) {
        trim_end(&search->text);
        buffer_string(&search->text, search->join);
    }
    search->broken = false;
}

/* The words of a node without children; a line's end waits for what follows it. */
static void add_bit(struct search *search, struct inlines one, bool falls)
{
    const struct inline_node *node = one.items;
    bool silent = node->kind == INLINE_CITE || node->kind == INLINE_NOTE;
    bool ends = node->kind == INLINE_BREAK;
    if (silent)
        trim_end(&search->text);
    else if (!ends)
        end_line(search);
    struct bit *bit = array_push(&search->job->arena, &search->bits);
    bit->start = search->text.length;
    if (node->kind == INLINE_REFERENCE)
        add_reference(search, node);
    else if (!silent && !ends)
        document_plain(search->document, one, &search->text);
    bit->end = search->text.length;
    bit->span = node_place(search, node);
    bit->falls = falls;
    search->broken = search->broken || ends;
}

static void flatten(struct search *search, struct inlines inlines, bool around)
{
    for (size_t i = 0; i < inlines.count; i++) {
        const struct inline_node *node = &inlines.items[i];
        bool falls = around || node_falls(search, node);
        note_number(search, node);
        if (node->children.count > 0) {
            flatten(search, node->children, falls);
            continue;
        }
        struct inlines one = {1, &inlines.items[i]};
        add_bit(search, one, falls);
    }
}

static void start_text(struct search *search)
{
    search->text.length = 0;
    search->bits.count = 0;
    search->broken = false;
    search->join = " ";
}

/* ---- sentences and rows
 * -------------------------------------------------------------------------*/

static bool ends_sentence(char byte)
{
    return byte == '.' || byte == '?' || byte == '!';
}

/* Where the sentence that starts at `from` ends: behind its mark and what closes with it, where
 * a space and no small letter follow. */
static size_t sentence_end(struct text text, size_t from)
{
    for (size_t at = from; at < text.length; at++) {
        if (!ends_sentence(text.bytes[at]))
            continue;
        size_t end = at + 1;
        while (end < text.length && (text.bytes[end] == ')' || text.bytes[end] == ']' ||
                                     text.bytes[end] == '"' || text.bytes[end] == '\''))
            end++;
        bool small =
            end + 1 < text.length && text.bytes[end + 1] >= 'a' && text.bytes[end + 1] <= 'z';
        if (end == text.length || (text.bytes[end] == ' ' && !small))
            return end;
    }
    return text.length;
}

/* Notes the words [start, end) if a bit of them falls. A bit that lies behind a sentence's mark
 * still belongs to it. */
static void judge(struct search *search, enum fallen_kind kind, size_t start, size_t end)
{
    struct span span = {0, 0, 0};
    bool falls = false;
    for (size_t i = 0; i < search->bits.count; i++) {
        const struct bit *bit = &search->bits.items[i];
        bool empty = bit->start == bit->end;
        bool within = empty ? bit->start > start || start == 0 : bit->end > start;
        if (!within || (empty ? bit->start > end : bit->start >= end))
            continue;
        falls = falls || bit->falls;
        if (span.source == 0) {
            bool exact = bit->span.end - bit->span.start == bit->end - bit->start;
            span = bit->span;
            span.start += exact && start > bit->start ? (uint32_t)(start - bit->start) : 0;
        }
    }
    if (falls)
        add_fallen(search, kind, span, text_slice(buffer_text(&search->text), start, end));
}

static void search_text(struct search *search, struct inlines inlines)
{
    start_text(search);
    flatten(search, inlines, false);
    struct text text = buffer_text(&search->text);
    size_t at = 0;
    do {
        size_t end = sentence_end(text, at);
        judge(search, FALLEN_SENTENCE, at, end);
        at = end;
        while (at < text.length && text.bytes[at] == ' ')
            at++;
    } while (at < text.length);
}

static void search_row(struct search *search, const struct cell *cells, size_t count)
{
    start_text(search);
    search->join = " / ";
    for (size_t i = 0; i < count; i++) {
        buffer_string(&search->text, i > 0 ? " | " : "");
        search->broken = false;
        flatten(search, cells[i].inlines, false);
    }
    judge(search, FALLEN_ROW, 0, search->text.length);
}

static void search_blocks(struct search *search, struct blocks blocks)
{
    for (size_t i = 0; i < blocks.count; i++) {
        const struct block *block = &blocks.items[i];
        const struct table *table = block->table;
        search_text(search, block->inlines);
        if (table != NULL) {
            search_row(search, table->head, table->column_count);
            for (size_t j = 0; j < table->row_count; j++)
                search_row(search, table->cells + j * table->column_count, table->column_count);
        }
        search_blocks(search, block->children);
    }
}

static void search_claims(struct search *search)
{
    const struct claims *claims = search->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        if (rests_on(claim, search->key))
            add_fallen(search, FALLEN_CLAIM, claim->id.span, claim->statement.text)->claim =
                claim;
    }
}

struct impact evidence_impact(struct job *job, const struct document *document, struct text key)
{
    struct search search = {.job = job, .document = document, .key = key};
    search.text = buffer_new(&job->arena);
    search_claims(&search);
    for (size_t i = 0; i < document->section_count; i++)
        search_blocks(&search, document->sections[i].blocks);
    for (size_t i = 0; i < document->note_count; i++)
        search_blocks(&search, document->notes[i].blocks);
    for (size_t i = 0; i < document->term_count; i++)
        search_text(&search, document->terms[i].text);
    return (struct impact){search.fallen.count, search.fallen.items};
}

struct text fallen_word(enum fallen_kind kind)
{
    static const char *const words[] = {"claim", "sentence", "number", "row"};
    return text_of(words[kind]);
}

/* ---- as text
 * ------------------------------------------------------------------------------------*/

/* "k1" or "k1.response.drug", and for a claim what else it rests on. */
static void add_subject(const struct fallen *fallen, struct text key, struct buffer *out)
{
    if (fallen->claim == NULL)
        return;
    buffer_byte(out, ' ');
    buffer_add(out, fallen->claim->id.text);
    if (fallen->number != NULL) {
        buffer_byte(out, '.');
        buffer_add(out, fallen->number->name);
    }
    const char *lead = " (rests also on ";
    for (size_t i = 0; fallen->kind == FALLEN_CLAIM && i < fallen->claim->support_count; i++) {
        struct text other = fallen->claim->supports[i].cite.text;
        if (text_equal(other, key))
            continue;
        buffer_string(out, lead);
        buffer_add(out, other);
        lead = ", ";
    }
    buffer_string(out, lead[0] == ',' ? ")" : "");
}

void impact_print(struct job *job, const struct impact *impact, struct text key,
                  struct buffer *out)
{
    size_t counts[FALLEN_KINDS] = {0};
    for (size_t i = 0; i < impact->count; i++) {
        const struct fallen *fallen = &impact->items[i];
        struct place place = source_place(job, fallen->span);
        counts[fallen->kind]++;
        buffer_add(out, place.name);
        buffer_byte(out, ':');
        buffer_number(out, (int64_t)place.line);
        buffer_byte(out, ':');
        buffer_number(out, (int64_t)place.column);
        buffer_string(out, ": ");
        buffer_add(out, fallen_word(fallen->kind));
        add_subject(fallen, key, out);
        buffer_string(out, ": ");
        buffer_add(out, fallen->text);
        buffer_byte(out, '\n');
    }
    buffer_add(out, key);
    for (int i = 0; i < FALLEN_KINDS; i++) {
        buffer_string(out, i == 0 ? ": " : ", ");
        buffer_number(out, (int64_t)counts[i]);
        buffer_byte(out, ' ');
        buffer_add(out, fallen_word((enum fallen_kind)i));
        buffer_string(out, counts[i] == 1 ? "" : "s");
    }
    buffer_string(out, " fall with it\n");
}

/*
 * Takes "::: claims {make=KIND}" with its selection, gives ordinary blocks made from claims.
 * The one idea: what is generated is built of the same blocks and inlines as what an author
 * writes, so it is numbered, laid out, tagged and checked by the ordinary path.
 */
#include <string.h>

#include "document/builder.h"
#include "document/generate.h"
#include "document/placing.h"

struct block generate_block(const struct part *part, enum block_kind kind)
{
    struct block block;
    memset(&block, 0, sizeof block);
    block.kind = kind;
    block.span = part->span;
    block.id = block.role = block.text = block.ordinal = TEXT("");
    return block;
}

uint32_t generate_row(struct part *part, const struct claim *claim)
{
    uint32_t around = part->reader->outer;
    part->reader->outer = uses_add(part->reader, USE_ROW, claim, part->span);
    return around;
}

void generate_row_end(struct part *part, uint32_t around)
{
    part->reader->outer = around;
}

/* ---- which claims
 * ------------------------------------------------------------------------------*/

/* What a kind needs of a claim to print it. */
typedef bool has_matter(const struct claim *claim);

static bool always(const struct claim *claim)
{
    return claim->statement.text.length > 0;
}

static bool is_graded(const struct claim *claim)
{
    return claim->certainty != CERTAINTY_NONE;
}

static bool has_balance(const struct claim *claim)
{
    return claim->in_favour.text.length + claim->against.text.length +
               claim->would_settle.text.length >
           0;
}

static bool has_dispute(const struct claim *claim)
{
    return claim->dispute_count + claim->contradicts.count > 0;
}

static bool has_correction(const struct claim *claim)
{
    return claim->correction_count > 0;
}

static bool has_question(const struct claim *claim)
{
    return claim->open_question.text.length > 0;
}

static bool has_number(const struct claim *claim)
{
    return claim->number_count > 0;
}

static bool has_support(const struct claim *claim)
{
    return claim->support_count > 0;
}

/* Whether `word` is among the words of `list`, which spaces part. */
static bool lists(struct text list, struct text word)
{
    for (size_t at = 0; at < list.length;) {
        size_t end = text_find(list, ' ', at);
        if (end > at && text_equal(text_slice(list, at, end), word))
            return true;
        at = end + 1;
    }
    return false;
}

/* Whether the claim's word for the attribute `name` is one that the attribute lists, if it is
 * there. */
static bool agrees(const struct part *part, const char *name, struct text word)
{
    const struct located *value = attributes_value(part->attributes, name);
    return value == NULL || lists(value->text, word);
}

static bool corrects_as(const struct part *part, const struct claim *claim)
{
    if (attributes_value(part->attributes, "verdict") == NULL)
        return true;
    for (size_t i = 0; i < claim->correction_count; i++)
        if (agrees(part, "verdict", verdict_word(claim->corrections[i].verdict)))
            return true;
    return false;
}

static bool is_chosen(const struct part *part, const struct claim *claim)
{
    return agrees(part, "topic", claim->topic.text) &&
           agrees(part, "evidence", evidence_word(claim->evidence)) &&
           agrees(part, "certainty", certainty_word(claim->certainty)) &&
           corrects_as(part, claim);
}

static bool chosen_before(const struct part *part, const struct claim *claim)
{
    for (size_t i = 0; i < part->chosen.count; i++)
        if (part->chosen.items[i] == claim)
            return true;
    return false;
}

/* The claims that "ids" names, in its order; each must have what the kind prints. */
static void choose_named(struct part *part, const struct located *ids, has_matter *has)
{
    struct reader *reader = part->reader;
    for (size_t at = 0; at < ids->text.length;) {
        size_t end = text_find(ids->text, ' ', at);
        struct text id = text_slice(ids->text, at, end);
        struct span span = ids->span;
        if (span.end - span.start == ids->text.length) {
            span.end = span.start + (uint32_t)end;
            span.start += (uint32_t)at;
        }
        at = end + 1;
        if (id.length == 0)
            continue;
        const struct claim *claim =
            claims_expect(reader->job, reader->document->claims, id, span);
        if (claim == NULL || !is_chosen(part, claim) || chosen_before(part, claim))
            continue;
        if (has(claim))
            *array_push(reader->arena, &part->chosen) = claim;
        else if (!claim->faulty)
            diag(reader->job, DIAG_PART_LACKS, span, reader_string(reader, id), part->make,
                 NULL);
    }
}

#define NAMED_MOST 8

/* "efficacy, safety or event", of so many words as a hint may hold. */
static const char *one_of(const struct reader *reader, const struct map *words)
{
    struct buffer out = buffer_new(reader->arena);
    size_t count = words->count < NAMED_MOST ? words->count : NAMED_MOST;
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == words->count;
        buffer_string(&out, i == 0 ? "" : last ? " or " : ", ");
        buffer_add(&out, words->entries[i].key);
    }
    buffer_string(&out, count < words->count ? " …" : "");
    return reader_string(reader, buffer_text(&out));
}

/* Reports words of an attribute that are not among `words`. */
static void check_among(struct part *part, const char *name, const struct map *words)
{
    const struct located *value = attributes_value(part->attributes, name);
    for (size_t at = 0; value != NULL && at < value->text.length;) {
        size_t end = text_find(value->text, ' ', at);
        struct text one = text_slice(value->text, at, end);
        at = end + 1;
        if (one.length == 0 || map_has(words, one))
            continue;
        struct text nearest = map_nearest(words, one);
        diag(part->reader->job, DIAG_ATTRIBUTE_VALUE, value->span,
             reader_string(part->reader, one),
             nearest.length > 0 ? reader_string(part->reader, nearest)
                                : one_of(part->reader, words),
             NULL);
    }
}

/* Reports words of an attribute that no claim can have. */
static void check_words(struct part *part, const char *name, struct text (*word)(int),
                        int count)
{
    struct map words = map_new(part->reader->arena);
    for (int i = 0; attributes_value(part->attributes, name) != NULL && i < count; i++)
        map_put(&words, word(i), NULL);
    check_among(part, name, &words);
}

/* The same for topics, which are the author's own words: those that rules go by or that some
 * claim has. */
static void check_topics(struct part *part)
{
    const struct claims *claims = part->reader->document->claims;
    struct map words = map_new(part->reader->arena);
    bool named = attributes_value(part->attributes, "topic") != NULL;
    map_put(&words, TEXT("efficacy"), NULL);
    map_put(&words, TEXT("safety"), NULL);
    map_put(&words, TEXT("dosing"), NULL);
    for (size_t i = 0; named && i < claims->count; i++) {
        if (claims->items[i].topic.text.length > 0)
            map_put(&words, claims->items[i].topic.text, NULL);
        named = !claims->items[i].faulty;
    }
    if (named)
        check_among(part, "topic", &words);
}

static struct text evidence_of(int number)
{
    return evidence_word((enum evidence_kind)number);
}

static struct text certainty_of(int number)
{
    return certainty_word((enum certainty)number);
}

static struct text verdict_of(int number)
{
    return verdict_word((enum verdict)number);
}

/* Chooses the claims; false after a report if there are none. */
static bool choose(struct part *part, has_matter *has)
{
    const struct claims *claims = part->reader->document->claims;
    const struct located *ids = attributes_value(part->attributes, "ids");
    size_t errors = part->reader->job->diags.errors;
    bool faulty = map_has(&claims->index, TEXT("")); /* not all claims were read */
    check_topics(part);
    check_words(part, "evidence", evidence_of, EVIDENCE_COUNT);
    check_words(part, "certainty", certainty_of, CERTAINTY_COUNT);
    check_words(part, "verdict", verdict_of, VERDICT_COUNT);
    if (ids != NULL)
        choose_named(part, ids, has);
    for (size_t i = 0; ids == NULL && i < claims->count; i++)
        if (has(&claims->items[i]) && is_chosen(part, &claims->items[i]))
            *array_push(part->reader->arena, &part->chosen) = &claims->items[i];
    for (size_t i = 0; i < claims->count; i++)
        faulty = faulty || claims->items[i].faulty;
    if (part->chosen.count == 0 && part->reader->job->diags.errors == errors && !faulty)
        diag(part->reader->job, DIAG_PART_EMPTY, part->span, part->make, NULL);
    return part->chosen.count > 0;
}

/* ---- lists
 * -------------------------------------------------------------------------------------*/

/* An item at the place of the words it prints: no two items come from one place. */
static struct block item_of(struct part *part, const struct inline_list *list, struct span span)
{
    struct block item = generate_block(part, BLOCK_ITEM);
    struct block *paragraph = arena_alloc(part->reader->arena, sizeof *paragraph);
    *paragraph = generate_block(part, BLOCK_PARAGRAPH);
    paragraph->inlines = uses_done(list);
    paragraph->span = item.span = span;
    item.children.count = 1;
    item.children.items = paragraph;
    return item;
}

/* A list with an item for each claim: its statement whole, or its open question. */
static void add_list(struct part *part, bool questions)
{
    struct arena *arena = part->reader->arena;
    struct block list = generate_block(part, BLOCK_LIST);
    list.ordered = questions;
    list.start = 1;
    list.tight = true;
    list.children.count = part->chosen.count;
    list.children.items = arena_array(arena, part->chosen.count, sizeof(struct block));
    for (size_t i = 0; i < part->chosen.count; i++) {
        const struct claim *claim = part->chosen.items[i];
        struct inline_list inlines = {0};
        uint32_t around = generate_row(part, claim);
        if (questions)
            uses_markdown(part->reader, &inlines, claim, &claim->open_question);
        else
            uses_whole(part->reader, &inlines, claim);
        generate_row_end(part, around);
        list.children.items[i] = item_of(
            part, &inlines, questions ? claim->open_question.span : claim->statement.span);
    }
    *array_push(arena, &part->blocks) = list;
}

static void make_list(struct part *part)
{
    add_list(part, false);
}

static void make_questions(struct part *part)
{
    add_list(part, true);
}

/* ---- parts
 * -------------------------------------------------------------------------------------*/

static const struct kind {
    const char *name;
    bool table; /* what is written inside is its caption; it can have an id */
    has_matter *has;
    void (*make)(struct part *part);
} kinds[] = {
    {"list", false, always, make_list},
    {"certainty", true, is_graded, make_certainty},
    {"balance", true, has_balance, make_balance},
    {"disagreements", true, has_dispute, make_disagreements},
    {"corrections", true, has_correction, make_corrections},
    {"questions", false, has_question, make_questions},
    {"effects", true, has_number, make_effects},
    {"trace", true, has_support, make_trace},
    {"sign-off", true, always, make_sign_off},
};

static const char kinds_hint[] = "list, certainty, balance, disagreements, corrections, "
                                 "questions, effects, trace or sign-off";

#define KIND_COUNT (sizeof kinds / sizeof *kinds)

/* The kind that "make" names, or NULL after a report. */
static const struct kind *kind_of(const struct part *part)
{
    struct reader *reader = part->reader;
    const struct located *make = attributes_value(part->attributes, "make");
    struct map names = map_new(reader->arena);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (make != NULL && text_is(make->text, kinds[i].name))
            return &kinds[i];
        map_put(&names, text_of(kinds[i].name), NULL);
    }
    struct text nearest = make == NULL ? TEXT("") : map_nearest(&names, make->text);
    struct buffer wanted = buffer_new(reader->arena);
    buffer_byte(&wanted, '"');
    buffer_add(&wanted, make == NULL ? TEXT("") : make->text);
    buffer_byte(&wanted, '"');
    diag(reader->job, DIAG_PART_KIND, make == NULL ? part->span : make->span,
         make == NULL ? "nothing: \"make\" is missing"
                      : reader_string(reader, buffer_text(&wanted)),
         nearest.length > 0 ? reader_string(reader, nearest) : kinds_hint, NULL);
    return NULL;
}

/* What was written inside: before a table all but its caption, before a list all. */
static void keep_inside(struct part *part, const struct kind *kind, struct blocks inside)
{
    size_t count = inside.count;
    if (kind->table && count > 0 && inside.items[count - 1].kind == BLOCK_PARAGRAPH)
        part->caption = inside.items[--count].inlines;
    for (size_t i = 0; i < count; i++)
        *array_push(part->reader->arena, &part->blocks) = inside.items[i];
}

/* Reports an attribute that only other kinds can have. */
static void refuse(const struct part *part, const char *name, const char *kinds_with_it)
{
    const struct located *value = attributes_value(part->attributes, name);
    if (value != NULL)
        diag(part->reader->job, DIAG_PART_ATTRIBUTE, value->span, name, kinds_with_it, NULL);
}

static void check_attributes(const struct part *part, const struct kind *kind)
{
    static const char *const of_effects[] = {"columns", "heads", "outcome"};
    static const char *const of_tables[] = {"widths", "align", "float", "orientation", "width"};
    for (size_t i = 0; i < 3 && kind->make != make_effects; i++)
        refuse(part, of_effects[i], "effects");
    for (size_t i = 0; i < sizeof of_tables / sizeof of_tables[0] && !kind->table; i++)
        refuse(part, of_tables[i], "tables");
    if (!kind->table && part->id.length > 0)
        diag(part->reader->job, DIAG_PART_ATTRIBUTE, part->id_span, "#id", "tables", NULL);
}

void generate_part(struct builder *builder, const struct block *box,
                   const struct attributes *attributes)
{
    static const struct attributes none;
    struct reader *reader = builder->reader;
    struct part part = {.builder = builder,
                        .reader = reader,
                        .attributes = attributes != NULL ? attributes : &none,
                        .language = uses_language(reader),
                        .span = box->span,
                        .id = box->id,
                        .id_span = box->id_span};
    const struct kind *kind = kind_of(&part);
    if (kind == NULL)
        return;
    part.make = kind->name;
    keep_inside(&part, kind, box->children);
    check_attributes(&part, kind);
    if (choose(&part, kind->has))
        kind->make(&part);
    for (size_t i = 0; i < part.blocks.count; i++) {
        if (kind->table)
            placing_copy(box, &part.blocks.items[i]);
        *array_push(reader->arena, &builder->blocks) = part.blocks.items[i];
    }
}

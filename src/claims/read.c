/*
 * Takes claim files, gives the register of claims; what a file may hold is a table of fields.
 */
#include "claims/reading.h"
#include "claims/words.h"

/* A claim's lists before they are read. */
struct written {
    struct claim claim;
    const struct value *supports, *downgrades, *upgrades, *disputes, *corrections, *review;
    const struct value *numbers, *exceptions;
    const struct value *evidence, *certainty; /* their places */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEXT_OF(type, key, member, text)                                                       \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .offset = offsetof(type, member), .help = text        \
    }
#define NEEDED_OF(type, key, member, text)                                                     \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .offset = offsetof(type, member), .required = true,   \
        .help = text                                                                           \
    }
#define CHOICE_OF(type, key, member, list, text)                                               \
    {                                                                                          \
        .name = key, .kind = FIELD_CHOICE, .offset = offsetof(type, member), .choices = list,  \
        .help = text                                                                           \
    }
#define LIST_OF(key, member, text)                                                             \
    {                                                                                          \
        .name = key, .kind = FIELD_VALUE, .offset = offsetof(struct written, member),          \
        .help = text                                                                           \
    }
#define TABLE(what, fields)                                                                    \
    {                                                                                          \
        what, fields, COUNT(fields), NULL, 0                                                   \
    }

static const struct field support_fields[] = {
    NEEDED_OF(struct support, "cite", cite, "key of the source"),
    TEXT_OF(struct support, "locator", locator, "where in it: page, table, section, abstract"),
    CHOICE_OF(struct support, "evidence", evidence, evidence_words,
              "what kind of evidence this source is, where it differs from the claim's"),
    TEXT_OF(struct support, "passage", passage, "what it says there, word for word"),
    TEXT_OF(struct support, "text", file,
            "file with the source's text, to find the passage in"),
};
static const struct field_table support_table = TABLE("support", support_fields);

#define GRADING_FIELDS(list)                                                                   \
    {                                                                                          \
        {.name = "for",                                                                        \
         .kind = FIELD_CHOICE,                                                                 \
         .offset = offsetof(struct grading, reason),                                           \
         .required = true,                                                                     \
         .choices = list,                                                                      \
         .help = "the reason, as GRADE names it"},                                             \
            {.name = "by",                                                                     \
             .kind = FIELD_INTEGER,                                                            \
             .offset = offsetof(struct grading, by),                                           \
             .least = 1,                                                                       \
             .most = 2,                                                                        \
             .help = "how many steps; 1 where absent"},                                        \
            NEEDED_OF(struct grading, "because", because, "why, in a few words"),              \
    }

static const struct field downgrade_fields[] = GRADING_FIELDS(downgrade_words);
static const struct field upgrade_fields[] = GRADING_FIELDS(upgrade_words);
static const struct field_table downgrade_table = TABLE("downgrade", downgrade_fields);
static const struct field_table upgrade_table = TABLE("upgrade", upgrade_fields);

static const struct field dispute_fields[] = {
    NEEDED_OF(struct dispute, "cite", cite, "key of the source that disagrees"),
    TEXT_OF(struct dispute, "locator", locator, "where in it"),
    NEEDED_OF(struct dispute, "says", says, "what it says instead; Markdown"),
};
static const struct field_table dispute_table = TABLE("dispute", dispute_fields);

static const struct field correction_fields[] = {
    NEEDED_OF(struct correction, "statement", statement, "what an older page says; Markdown"),
    TEXT_OF(struct correction, "in", in, "key of the source that says it"),
    TEXT_OF(struct correction, "locator", locator, "where in it"),
    {.name = "verdict",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct correction, verdict),
     .required = true,
     .choices = verdict_words,
     .help = "how it stands today"},
};
static const struct field_table correction_table = TABLE("correction", correction_fields);

static const struct field review_fields[] = {
    TEXT_OF(struct review, "by", by, "who looked at it, or to-fill"),
    {.name = "on",
     .kind = FIELD_DATE,
     .offset = offsetof(struct review, on),
     .help = "when, YYYY-MM-DD"},
    {.name = "until",
     .kind = FIELD_DATE,
     .offset = offsetof(struct review, until),
     .help = "when it must be looked at again, YYYY-MM-DD"},
};
static const struct field_table review_table = TABLE("review", review_fields);

static const struct field exception_fields[] = {
    NEEDED_OF(struct claim_exception, "rule", rule, "id of the rule"),
    NEEDED_OF(struct claim_exception, "reason", reason, "why it need not hold here"),
    {.name = "until",
     .kind = FIELD_DATE,
     .offset = offsetof(struct claim_exception, until),
     .required = true,
     .help = "the last day on which it need not, YYYY-MM-DD"},
};
static const struct field_table exception_table = TABLE("exception", exception_fields);

static const struct field claim_fields[] = {
    NEEDED_OF(struct written, "id", claim.id, "letters, digits and hyphens"),
    TEXT_OF(struct written, "topic", claim.topic,
            "a word to choose it by; efficacy, safety and dosing have rules of their own"),
    NEEDED_OF(struct written, "statement", claim.statement, "one sentence; Markdown"),
    TEXT_OF(struct written, "short", claim.short_form, "the same for narrow table cells"),
    CHOICE_OF(struct written, "evidence", claim.evidence, evidence_words,
              "what kind of evidence it rests on"),
    TEXT_OF(struct written, "population", claim.population, "whom it is about"),
    LIST_OF("rests-on", supports, "its sources"),
    CHOICE_OF(struct written, "certainty", claim.certainty, certainty_words,
              "of an outcome claim, as GRADE names it"),
    LIST_OF("downgraded", downgrades, "each step down"),
    LIST_OF("upgraded", upgrades, "each step up"),
    {.name = "contradicts",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct written, claim.contradicts),
     .help = "ids of claims it cannot stand beside; written at one of the two"},
    LIST_OF("disputed-by", disputes, "sources that disagree"),
    TEXT_OF(struct written, "for", claim.in_favour, "what speaks for it; Markdown"),
    TEXT_OF(struct written, "against", claim.against, "what speaks against it; Markdown"),
    TEXT_OF(struct written, "would-settle", claim.would_settle, "what would settle it"),
    TEXT_OF(struct written, "open-question", claim.open_question, "what is not known"),
    LIST_OF("corrects", corrections, "what older pages say"),
    {.name = "critical",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct written, claim.critical),
     .help = "never to be cut by a page turn"},
    LIST_OF("reviewed", review, "who looked at it, and until when"),
    LIST_OF("numbers", numbers, "its numbers by name"),
    LIST_OF("exceptions", exceptions, "rules that need not hold"),
};
#define LIST_NEST(name, table)                                                                 \
    {                                                                                          \
        name, SHAPE_LIST, table, NULL, NULL                                                    \
    }
static const struct field_nest claim_nests[] = {
    {"id", SHAPE_ONE, NULL, "^[A-Za-z0-9][-A-Za-z0-9]*$", NULL},
    LIST_NEST("rests-on", &support_table),
    LIST_NEST("downgraded", &downgrade_table),
    LIST_NEST("upgraded", &upgrade_table),
    LIST_NEST("disputed-by", &dispute_table),
    LIST_NEST("corrects", &correction_table),
    LIST_NEST("exceptions", &exception_table),
    {"reviewed", SHAPE_ONE, &review_table, NULL, NULL},
    {"numbers", SHAPE_NAMED, &number_table, NULL,
     "^[A-Za-z0-9]+([.-][A-Za-z0-9]+|-+[A-Za-z0-9]+)*$"},
};
static const struct field_table claim_table = {"claim", claim_fields, COUNT(claim_fields),
                                               claim_nests, COUNT(claim_nests)};

static const struct field file_fields[] = {
    {.name = "claims", .kind = FIELD_VALUE, .required = true, .help = "the list of claims"},
};
static const struct field_nest file_nests[] = {LIST_NEST("claims", &claim_table)};
static const struct field_table file_table = {"claim file", file_fields, COUNT(file_fields),
                                              file_nests, COUNT(file_nests)};

const struct field_table *claims_fields(void)
{
    return &file_table;
}

const char *reading_string(const struct reading *reading, struct text text)
{
    return text_string(&reading->job->arena, text);
}

const char *reading_place(const struct reading *reading, struct span span)
{
    struct place place = source_place(reading->job, span);
    struct buffer out = buffer_new(&reading->job->arena);
    buffer_add(&out, place.name);
    buffer_string(&out, ", line ");
    buffer_number(&out, (int64_t)place.line);
    return reading_string(reading, buffer_text(&out));
}

/* ---- lists
 * -------------------------------------------------------------------------------------*/

/* A list that is being read: `count` items of `size` bytes, zeroed. */
struct list {
    const struct value *value;
    size_t count;
    size_t size;
    char *items;
};

static struct list open_list(struct reading *reading, const struct value *value,
                             const char *name, size_t size)
{
    struct list list = {value, 0, size, NULL};
    if (value == NULL)
        return list;
    if (value->kind != VALUE_LIST) {
        diag(reading->job, DIAG_VALUE_KIND, value->span, name, "a list", "what stands here", "",
             NULL);
        return list;
    }
    list.count = value->count;
    list.items = arena_array(&reading->job->arena, value->count, size);
    return list;
}

/* Reads item `i` into its place by `table`. */
static void *read_item(struct reading *reading, const struct list *list, size_t i,
                       const struct field_table *table)
{
    void *item = list->items + i * list->size;
    fields_read(reading->job, list->value->items[i], table->fields, table->count, table->what,
                0, item);
    return item;
}

static void read_supports(struct reading *reading, const struct value *value,
                          struct claim *claim)
{
    struct list list = open_list(reading, value, "rests-on", sizeof(struct support));
    claim->support_count = list.count;
    claim->supports = (void *)list.items;
    for (size_t i = 0; i < list.count; i++) {
        claim->supports[i].evidence = EVIDENCE_NONE;
        read_item(reading, &list, i, &support_table);
        claim->supports[i].span = value->items[i]->span;
    }
}

static struct grading *read_gradings(struct reading *reading, const struct value *value,
                                     const struct field_table *table, size_t *count)
{
    bool up = table == &upgrade_table;
    struct list list =
        open_list(reading, value, up ? "upgraded" : "downgraded", sizeof(struct grading));
    struct grading *gradings = (void *)list.items;
    for (size_t i = 0; i < list.count; i++) {
        gradings[i].reason = REASON_NONE;
        gradings[i].by = 1;
        read_item(reading, &list, i, table);
        gradings[i].span = value->items[i]->span;
    }
    *count = list.count;
    return gradings;
}

static void read_disputes(struct reading *reading, const struct value *value,
                          struct claim *claim)
{
    struct list list = open_list(reading, value, "disputed-by", sizeof(struct dispute));
    claim->dispute_count = list.count;
    claim->disputes = (void *)list.items;
    for (size_t i = 0; i < list.count; i++) {
        read_item(reading, &list, i, &dispute_table);
        claim->disputes[i].span = value->items[i]->span;
    }
}

static void read_corrections(struct reading *reading, const struct value *value,
                             struct claim *claim)
{
    struct list list = open_list(reading, value, "corrects", sizeof(struct correction));
    claim->correction_count = list.count;
    claim->corrections = (void *)list.items;
    for (size_t i = 0; i < list.count; i++) {
        claim->corrections[i].verdict = VERDICT_NONE;
        read_item(reading, &list, i, &correction_table);
        claim->corrections[i].span = value->items[i]->span;
    }
}

static void read_exceptions(struct reading *reading, const struct value *value,
                            struct claim *claim)
{
    struct list list = open_list(reading, value, "exceptions", sizeof(struct claim_exception));
    claim->exception_count = list.count;
    claim->exceptions = (void *)list.items;
    for (size_t i = 0; i < list.count; i++) {
        read_item(reading, &list, i, &exception_table);
        claim->exceptions[i].span = value->items[i]->span;
    }
}

static void read_review(struct reading *reading, const struct value *value,
                        struct review *review)
{
    if (value == NULL)
        return;
    fields_read(reading->job, value, review_table.fields, review_table.count, "review", 0,
                review);
    review->span = value->span;
    const struct value *on = value_find(value, "on");
    const struct value *until = value_find(value, "until");
    if (on != NULL)
        review->on_span = on->span;
    if (until != NULL)
        review->until_span = until->span;
}

/* ---- claims
 * ------------------------------------------------------------------------------------*/

static void read_claim(struct reading *reading, const struct value *value)
{
    struct written written = {
        .claim = {.evidence = EVIDENCE_NONE, .certainty = CERTAINTY_NONE}};
    struct claim *claim = array_push(&reading->job->arena, &reading->list);
    size_t errors = reading->job->diags.errors;
    fields_read(reading->job, value, claim_table.fields, claim_table.count, "claim", 0,
                &written);
    *claim = written.claim;
    claim->span = value->span;
    claim->order = reading->list.count - 1;
    if (claim->evidence != EVIDENCE_NONE)
        claim->evidence_span = value_find(value, "evidence")->span;
    if (claim->certainty != CERTAINTY_NONE)
        claim->certainty_span = value_find(value, "certainty")->span;
    read_supports(reading, written.supports, claim);
    claim->downgrades =
        read_gradings(reading, written.downgrades, &downgrade_table, &claim->downgrade_count);
    claim->upgrades =
        read_gradings(reading, written.upgrades, &upgrade_table, &claim->upgrade_count);
    read_disputes(reading, written.disputes, claim);
    read_corrections(reading, written.corrections, claim);
    read_exceptions(reading, written.exceptions, claim);
    read_review(reading, written.review, &claim->review);
    numbers_read(reading, written.numbers, claim);
    claim->faulty = reading->job->diags.errors > errors;
}

/* Notes that not all claims could be read, under the id that no claim can have: what is not
 * found afterwards is no fault of those who ask for it. */
static void note_missing(struct reading *reading)
{
    map_put(&reading->claims->index, TEXT(""), NULL);
}

static void read_file(struct reading *reading, const struct located *file)
{
    const struct value *map = value_read(reading->job, file->text, file->span);
    const struct value *claims = NULL;
    if (map == NULL) {
        note_missing(reading);
        return;
    }
    fields_read(reading->job, map, file_table.fields, file_table.count, file_table.what, 0,
                &claims);
    if (claims == NULL)
        return;
    struct list list = open_list(reading, claims, "claims", 1);
    for (size_t i = 0; i < list.count; i++)
        read_claim(reading, claims->items[i]);
}

/* The id of a claim as YAML keys and "#claim-ID" can hold it. */
static bool is_id(struct text id)
{
    for (size_t i = 0; i < id.length; i++)
        if (!text_alpha(id.bytes[i]) && !text_digit(id.bytes[i]) && id.bytes[i] != '-')
            return false;
    return id.length > 0 && id.bytes[0] != '-';
}

static void index_claim(struct reading *reading, struct claim *claim)
{
    struct job *job = reading->job;
    const struct claim *first = map_find(&reading->claims->index, claim->id.text);
    if (claim->id.span.source == 0)
        return;
    if (!is_id(claim->id.text)) {
        diag(job, DIAG_CLAIM_ID, claim->id.span, reading_string(reading, claim->id.text), NULL);
        note_missing(reading);
    } else if (first == NULL)
        map_put(&reading->claims->index, claim->id.text, claim);
    else
        diag(job, DIAG_CLAIM_TWICE, claim->id.span, reading_string(reading, claim->id.text),
             reading_place(reading, first->id.span), NULL);
}

const struct claims *claims_read(struct job *job, const struct located *files, size_t count)
{
    struct claims *claims = arena_alloc(&job->arena, sizeof *claims);
    struct reading reading = {.job = job, .claims = claims};
    claims->index = map_new(&job->arena);
    reading.passages = map_new(&job->arena);
    for (size_t i = 0; i < count; i++)
        read_file(&reading, &files[i]);
    claims->count = reading.list.count;
    claims->items = reading.list.items;
    for (size_t i = 0; i < claims->count; i++)
        index_claim(&reading, &claims->items[i]);
    check_claims(&reading);
    return claims;
}

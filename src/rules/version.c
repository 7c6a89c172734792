/*
 * Takes the file of versions beside a document, gives whether what changed since has a version
 * of its own.
 * The one idea: the content and the safety claims each come to one digest that is kept with the
 * version; the same version must have the same ones, a safety change a higher first number.
 */
#include <stdlib.h>

#include "base/digest.h"
#include "claims/claims.h"
#include "rules/checks.h"

#define DIGITS ((size_t)2 * SHA256_BYTES)

/* What one version was. */
struct record {
    struct located version, content, safety;
    struct date date;
};

#define PATTERN_DIGEST "^[0-9a-f]{64}$"
#define NEEDED(key, kind_, member, text)                                                       \
    {                                                                                          \
        .name = key, .kind = kind_, .offset = offsetof(struct record, member),                 \
        .required = true, .help = text                                                         \
    }

static const struct field record_fields[] = {
    NEEDED("version", FIELD_TEXT, version, "the document's version then"),
    NEEDED("date", FIELD_DATE, date, "its date"),
    NEEDED("content", FIELD_TEXT, content, "the digest of all content"),
    NEEDED("safety", FIELD_TEXT, safety, "the digest of the claims on safety"),
};

static const struct field_nest record_nests[] = {
    {"content", SHAPE_ONE, NULL, PATTERN_DIGEST, NULL},
    {"safety", SHAPE_ONE, NULL, PATTERN_DIGEST, NULL},
};
static const struct field_table record_table = {
    "version", record_fields, sizeof record_fields / sizeof *record_fields, record_nests, 2};

const struct field_table *rules_versions_fields(void)
{
    static const struct field fields[] = {{.name = "versions",
                                           .kind = FIELD_VALUE,
                                           .required = true,
                                           .help = "a version given out, each"}};
    static const struct field_nest nests[] = {
        {"versions", SHAPE_LIST, &record_table, NULL, NULL}};
    static const struct field_table table = {"file of versions", fields, 1, nests, 1};
    return &table;
}

/* ---- digests
 * ----------------------------------------------------------------------------------*/

struct sum {
    uint8_t bytes[SHA256_BYTES];
};

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct sum));
}

/* The claims whose change is one of safety, as written, whatever their order. */
static struct text safety_digest(struct job *job, const struct claims *claims)
{
    struct sum *sums = arena_array(&job->arena, claims->count + 1, sizeof *sums);
    struct buffer out = buffer_new(&job->arena);
    struct sum whole;
    size_t count = 0;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = &claims->items[i];
        struct span span = claim->span;
        if (!claim->critical && !text_is(claim->topic.text, "safety"))
            continue;
        struct text text = source_find(job, span.source)->text;
        digest_sha256(text_trim(text_slice(text, span.start, span.end)), sums[count++].bytes);
    }
    qsort(sums, count, sizeof *sums, by_bytes);
    struct text all = {(const char *)sums, count * sizeof *sums};
    digest_sha256(all, whole.bytes);
    digest_put(whole.bytes, sizeof whole.bytes, &out);
    return buffer_text(&out);
}

void rules_version_entry(struct job *job, const struct document *document, struct text content,
                         struct buffer *out)
{
    const struct text parts[] = {document->version.value.text, document->date.value.text,
                                 content, safety_digest(job, document->claims)};
    static const char *const keys[] = {"- version: \"",
                                       "\"\n  date: ", "\n  content: ", "\n  safety: "};
    for (size_t i = 0; i < 4; i++) {
        buffer_string(out, keys[i]);
        buffer_add(out, parts[i]);
    }
    buffer_byte(out, '\n');
}

/* ---- reading
 * ----------------------------------------------------------------------------------*/

static bool is_digest(const struct checks *rules, const char *key,
                      const struct located *written)
{
    struct text text = written->text;
    bool right = text.length == DIGITS;
    for (size_t i = 0; right && i < text.length; i++)
        right = text_digit(text.bytes[i]) || (text.bytes[i] >= 'a' && text.bytes[i] <= 'f');
    if (!right)
        diag(rules->job, DIAG_VALUE_KIND, written->span, key, "64 hexadecimal digits",
             "something else", "copy what \"imprimatur dump version\" prints", NULL);
    return right;
}

static bool read_record(const struct checks *rules, const struct value *value,
                        struct record *record)
{
    return fields_read(rules->job, value, record_fields, record_table.count, record_table.what,
                       0, record) &&
           is_digest(rules, "content", &record->content) &&
           is_digest(rules, "safety", &record->safety);
}

/* The entries of the file; NULL after a report. A file without any is one to start with. */
static const struct value *read_list(const struct checks *rules)
{
    struct job *job = rules->job;
    const struct located *named = &rules->document->versions;
    struct text path = source_resolve(job, named->text, named->span);
    const struct value *list = path.length > 0 ? value_read(job, path, named->span) : NULL;
    const struct value *inner = value_find(list, "versions");
    if (list != NULL && inner != NULL && list->count == 1)
        list = inner;
    if (list == NULL || list->kind == VALUE_NULL || list->kind == VALUE_LIST)
        return list;
    diag(job, DIAG_VALUE_KIND, list->span, "versions", "a list", "what stands here",
         "add what \"imprimatur dump version\" prints for each version", NULL);
    return NULL;
}

/* ---- the rule
 * ---------------------------------------------------------------------------------*/

/* The number a version starts with: 2 of "2.1" and of "v2"; 0 where there is none. */
static int64_t major_of(struct text version)
{
    int64_t number = 0;
    size_t at = 0;
    while (at < version.length && !text_digit(version.bytes[at]))
        at++;
    while (at < version.length && text_digit(version.bytes[at]) && number < 1000000)
        number = number * 10 + (version.bytes[at++] - '0');
    return number;
}

/* Compares with the record of this version or, where there is none, of the one before it. */
static void compare(const struct checks *rules, const struct record *record)
{
    struct job *job = rules->job;
    const struct meta *version = &rules->document->version;
    bool same = text_equal(record->version.text, version->value.text);
    const char *before = rule_string(rules, record->version.text);
    struct text safety = safety_digest(job, rules->document->claims);
    bool higher = major_of(version->value.text) > major_of(record->version.text);
    if (!text_equal(record->safety.text, safety) && !higher)
        diag(job, DIAG_VERSION_BUMP, version->value.span, "a claim on safety changed", before,
             "raise the first number of the version", NULL);
    else if (same && !text_equal(record->content.text, rules->input->content))
        diag(job, DIAG_VERSION_BUMP, version->value.span, "the content changed", before,
             "give it the next version; when that is finished, add what \"imprimatur dump "
             "version\" prints to the file of versions",
             NULL);
}

void rule_version_bump(const struct checks *rules)
{
    const struct document *document = rules->document;
    struct record last = {.date = {0, 0, 0}}, own = last;
    if (document->versions.text.length == 0 || document->version.value.text.length == 0)
        return;
    const struct value *list = read_list(rules);
    if (list == NULL || list->kind != VALUE_LIST)
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct record record = {.date = {0, 0, 0}};
        if (!read_record(rules, list->items[i], &record))
            continue;
        last = record;
        if (text_equal(record.version.text, document->version.value.text))
            own = record;
    }
    if (own.version.text.length > 0)
        compare(rules, &own);
    else if (last.version.text.length > 0)
        compare(rules, &last);
}

/* Any bytes as YAML, as JSON and as a table of fields: no crash, spans within the source. The
 * first byte chooses the format. */
#include <stdlib.h>

#include "data/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct sample {
    struct located title;
    int64_t count;
    bool flag;
    sp length;
    int64_t number;
    struct date date;
    int choice;
    struct texts texts;
    const struct value *value;
};

static const char *const choices[] = {"one", "two", NULL};

static const struct field fields[] = {
    {"title", FIELD_TEXT, offsetof(struct sample, title), true, 0, 0, NULL, ""},
    {"count", FIELD_INTEGER, offsetof(struct sample, count), false, -5, 5, NULL, ""},
    {"flag", FIELD_BOOL, offsetof(struct sample, flag), false, 0, 0, NULL, ""},
    {"length", FIELD_LENGTH, offsetof(struct sample, length), false, 0, 0, NULL, ""},
    {"number", FIELD_NUMBER, offsetof(struct sample, number), false, 1, 9000, NULL, ""},
    {"date", FIELD_DATE, offsetof(struct sample, date), false, 0, 0, NULL, ""},
    {"choice", FIELD_CHOICE, offsetof(struct sample, choice), false, 0, 0, choices, ""},
    {"texts", FIELD_TEXTS, offsetof(struct sample, texts), false, 0, 0, NULL, ""},
    {"value", FIELD_VALUE, offsetof(struct sample, value), false, 0, 0, NULL, ""},
};

static void require(bool right)
{
    if (!right)
        abort();
}

/* Every span lies in the source, and every child in its parent's. */
static void check_spans(const struct value *value, struct span outer)
{
    require(value->span.start <= value->span.end);
    require(value->span.start >= outer.start && value->span.end <= outer.end);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        check_spans(value->items[i], outer);
    for (size_t i = 0; value->kind == VALUE_MAP && i < value->count; i++) {
        const struct value_entry *entry = &value->entries[i];
        require(entry->key_span.start <= entry->key_span.end);
        require(entry->key_span.end <= outer.end);
        check_spans(entry->value, outer);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text text = {(const char *)bytes + (size > 0), size - (size > 0)};
    if (text_invalid(text) < text.length || text_find(text, '\0', 0) < text.length)
        return 0;
    struct job *job = job_new();
    uint32_t number = source_add(job, TEXT("input"), text);
    bool json = size > 0 && bytes[0] == 'j';
    const struct value *root =
        json ? value_read_json(job, number) : value_read_yaml(job, number);
    require((root == NULL) == (job->diags.errors > 0));
    if (root != NULL) {
        struct sample sample = {0};
        check_spans(root, (struct span){number, 0, (uint32_t)text.length});
        bool right = fields_read(job, root, fields, sizeof fields / sizeof fields[0], "sample",
                                 PT(10), &sample);
        require(right == (job->diags.errors == 0));
    }
    for (size_t i = 0; i < job->diags.list.count; i++)
        source_place(job, job->diags.list.items[i].span);
    diag_sort(job);
    job_free(job);
    return 0;
}

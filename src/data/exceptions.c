/* Takes exceptions as written, gives them to the job's messages; see exceptions.h. */
#include "data/exceptions.h"

static const struct field parts_fields[] = {
    {.name = "rule",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct exception_parts, rules),
     .required = true,
     .help = "the rule or rules that are lifted"},
    {.name = "reason",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct exception_parts, reason),
     .required = true,
     .help = "why the fault is accepted"},
    {.name = "until",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct exception_parts, until),
     .required = true,
     .help = "the exception's last day, YYYY-MM-DD"},
};

static const struct field_nest parts_nests[] = {
    {"until", SHAPE_ONE, NULL, PATTERN_DATE, NULL},
};

const struct field_table exception_fields = {
    "exception", parts_fields, sizeof parts_fields / sizeof *parts_fields, parts_nests, 1};

static const char *missing_part(const struct exception_parts *parts, struct date until)
{
    if (parts->rules.count == 0)
        return "rule";
    if (text_trim(parts->reason.text).length == 0)
        return "reason";
    return until.year == 0 ? "until" : NULL;
}

void exceptions_add(struct job *job, const struct exception_parts *parts, struct span scope,
                    struct span span)
{
    struct date until = {0, 0, 0};
    bool dated = parts->until.text.length > 0 && date_parse(parts->until.text, &until);
    const char *missing = missing_part(parts, until);
    if (missing != NULL || !dated) {
        diag(job, DIAG_EXCEPTION_BAD, span, missing, NULL);
        return;
    }
    for (size_t i = 0; i < parts->rules.count; i++) {
        struct exception *exception = array_push(&job->arena, &job->diags.exceptions);
        exception->rule = parts->rules.items[i].text;
        exception->reason = text_trim(parts->reason.text);
        exception->until = (until.year * 100 + until.month) * 100 + until.day;
        exception->scope = scope;
        exception->span = parts->rules.items[i].span;
    }
}

void exceptions_read(struct job *job, const struct value *list, struct span scope)
{
    if (list == NULL)
        return;
    if (list->kind != VALUE_LIST) {
        diag(job, DIAG_VALUE_KIND, list->span, "exceptions", "a list", "what stands here",
             "write - {rule: measure, reason: \"why\", until: 2027-11-21}", NULL);
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        struct exception_parts parts = {.rules = {0, NULL}};
        if (fields_read(job, list->items[i], exception_fields.fields, exception_fields.count,
                        exception_fields.what, 0, &parts))
            exceptions_add(job, &parts, scope, list->items[i]->span);
    }
}

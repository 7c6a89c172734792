/* Takes the table of rules, gives its rows and runs their checks; see rules.h. */
#include "rules/rules.h"

#include "rules/checks.h"
#include "rules/policy.h"

static const struct rule table[] = {
#define RULE(diag_, stage_, when_, check_, authority_, asks_, why_, wrong_, right_)            \
    {.diag = DIAG_##diag_,                                                                     \
     .stage = RULE_##stage_,                                                                   \
     .when = RULE_##when_,                                                                     \
     .authority = authority_,                                                                  \
     .asks = asks_,                                                                            \
     .why = why_,                                                                              \
     .wrong = wrong_,                                                                          \
     .right = right_,                                                                          \
     .check = check_},
#include "rules/rules.def"
#undef RULE
};

#define COUNT (sizeof table / sizeof *table)

const struct rule *rules_all(size_t *count)
{
    *count = COUNT;
    return table;
}

const char *rule_id(const struct rule *rule)
{
    return diag_rule(rule->diag);
}

const struct rule *rules_find(struct text id)
{
    for (size_t i = 0; i < COUNT; i++)
        if (text_is(id, rule_id(&table[i])))
            return &table[i];
    for (int i = 0; i < DIAG_COUNT; i++)
        if (text_is(id, diag_name((enum diag_id)i)) && !text_is(id, diag_rule((enum diag_id)i)))
            return rules_find(text_of(diag_rule((enum diag_id)i)));
    return NULL;
}

struct text rules_nearest(struct job *job, struct text id)
{
    struct map names = map_new(&job->arena);
    for (size_t i = 0; i < COUNT; i++)
        map_put(&names, text_of(rule_id(&table[i])), NULL);
    return map_nearest(&names, id);
}

struct checks *rules_new(struct job *job, const struct rules_input *input)
{
    struct checks *rules = arena_alloc(&job->arena, sizeof *rules);
    rules->job = job;
    rules->input = input;
    rules->document = input->document;
    rules->prose = prose_new(job, input->document);
    rules->packs = packs_read(job, input->document);
    rules->words = tokens_new(job, rules->prose);
    rule_find_carried(rules);
    rules->thresholds = thresholds_usual();
    if (job->diags.strict)
        job->diags.levels[DIAG_EXPIRED] = LEVEL_ERROR;
    return rules;
}

/* ---- exceptions
 * -------------------------------------------------------------------------------*/

/* Reports an exception that names no rule. */
static void check_name(const struct checks *rules, const struct exception *exception)
{
    if (rules_find(exception->rule) == NULL)
        diag(rules->job, DIAG_RULE_UNKNOWN, exception->span,
             rule_string(rules, exception->rule),
             rule_string(rules, rules_nearest(rules->job, exception->rule)), NULL);
}

/* Whether the rule was checked on what the exception was written for: one from the looks of the
 * pages is not needed under each layout that a run may name. */
static bool is_decided(const struct checks *rules, enum rule_stage stage)
{
    const struct design *design = rules->input->design;
    struct span named = rules->document->layout.span;
    bool own = design == NULL ||
               (design->span.source == named.source && design->span.start == named.start);
    return rules->checked[stage] && (own || stage == RULE_CONTENT);
}

static void check_exception(const struct checks *rules, const struct exception *exception)
{
    struct job *job = rules->job;
    const struct rule *rule = rules_find(exception->rule);
    const char *name = rule_string(rules, exception->rule);
    if (rule == NULL)
        return;
    if (job->diags.today > exception->until)
        diag(job, DIAG_EXCEPTION_EXPIRED, exception->span, name, NULL);
    else if (exception->used == 0 && !exception->shared && is_decided(rules, rule->stage))
        diag(job, DIAG_EXCEPTION_UNUSED, exception->span, name, NULL);
}

/* ---- checking
 * ---------------------------------------------------------------------------------*/

/* Whether the document is held to the rule and its policy has not turned it off. */
static bool is_on(const struct checks *rules, const struct rule *rule)
{
    const struct document *document = rules->document;
    bool asked = rules->policed || document->packs.count > 0 || rules->job->diags.strict;
    return (rule->when == RULE_ALWAYS || asked) &&
           rules->job->diags.levels[rule->diag] != LEVEL_OFF;
}

void rules_run(struct checks *rules, enum rule_stage stage)
{
    const struct exception *exceptions = rules->job->diags.exceptions.items;
    for (size_t i = 0; stage == RULE_CONTENT && i < rules->job->diags.exceptions.count; i++)
        check_name(rules, &exceptions[i]);
    for (size_t i = 0; i < COUNT; i++)
        if (table[i].stage == stage && is_on(rules, &table[i]))
            table[i].check(rules);
    rules->checked[stage] = true;
    diag_settle(rules->job);
}

void rules_close(struct checks *rules)
{
    diag_settle(rules->job);
    for (size_t i = 0; i < rules->job->diags.exceptions.count; i++)
        check_exception(rules, &rules->job->diags.exceptions.items[i]);
    diag_settle(rules->job);
}

/* ---- what the checks share
 * --------------------------------------------------------------------*/

const char *rule_string(const struct checks *rules, struct text text)
{
    return text_string(&rules->job->arena, text);
}

const char *rule_number(const struct checks *rules, int64_t number)
{
    struct buffer out = buffer_new(&rules->job->arena);
    buffer_number(&out, number);
    return text_string(&rules->job->arena, buffer_text(&out));
}

const char *rule_message(const struct checks *rules, const char *const *parts)
{
    struct buffer out = buffer_new(&rules->job->arena);
    for (; *parts != NULL; parts++)
        buffer_string(&out, *parts);
    return text_string(&rules->job->arena, buffer_text(&out));
}

struct span rule_place(const struct checks *rules)
{
    struct span title = rules->document->title.value.span;
    return title.source != 0 ? title : rules->document->span;
}

bool rule_for_patients(const struct checks *rules)
{
    struct text audience = rules->document->audience.value.text;
    return prose_find(audience, TEXT("patients"), 0) < audience.length ||
           prose_find(audience, TEXT("patient"), 0) < audience.length ||
           prose_find(audience, TEXT("public"), 0) < audience.length;
}

void rule_elsewhere(const struct checks *rules)
{
    (void)rules;
}

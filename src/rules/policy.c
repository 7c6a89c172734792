/* Takes a policy file, gives levels and thresholds; see policy.h. */
#include "rules/policy.h"

struct written_policy {
    const struct value *rules, *thresholds;
    struct texts required;
};

static const struct field policy_fields[] = {
    {.name = "rules",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written_policy, rules),
     .help = "rule: off, note, warning or error"},
    {.name = "thresholds",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written_policy, thresholds),
     .help = "numbers that rules compare with"},
    {.name = "required-sections",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct written_policy, required),
     .help = "ids of headings or boxes that the document must have, in this order"},
};

#define NUMBER(key, member, kind_, low, high, text)                                            \
    {                                                                                          \
        .name = key, .kind = kind_, .offset = offsetof(struct thresholds, member),             \
        .least = low, .most = high, .help = text                                               \
    }

static const struct field threshold_fields[] = {
    NUMBER("search-years", search_years, FIELD_INTEGER, 1, 20,
           "years after which a search for evidence is old"),
    NUMBER("review-years", review_years, FIELD_INTEGER, 1, 10,
           "years that may lie between two reviews"),
    NUMBER("section-words", section_words, FIELD_INTEGER, 50, 5000,
           "words of plain paragraphs in a row before a heading, list, table or box must come"),
    NUMBER("grade-level", grade, FIELD_INTEGER, 1, 20, "reading level, a US school year"),
    NUMBER("sentence-words", sentence_words, FIELD_INTEGER, 8, 100, "words in a sentence"),
    NUMBER("passive-share", passive_share, FIELD_INTEGER, 1, 100,
           "percent of sentences in the passive voice"),
    NUMBER("measure-least", measure_least, FIELD_INTEGER, 20, 100,
           "characters a line of text has at least"),
    NUMBER("measure-most", measure_most, FIELD_INTEGER, 30, 150,
           "characters a line of text has at most"),
    NUMBER("contrast", contrast, FIELD_NUMBER, 1000, 21000,
           "contrast of text with its ground, by WCAG's formula"),
    NUMBER("least-size", least_size, FIELD_LENGTH, PT(4), PT(40), "smallest type size"),
    NUMBER("patient-size", patient_size, FIELD_LENGTH, PT(6), PT(40),
           "type size of text for patients"),
    NUMBER("large-size", large_size, FIELD_LENGTH, PT(12), PT(60),
           "type size of text in large print"),
};

static const struct field_table threshold_table = {
    "thresholds", threshold_fields, sizeof threshold_fields / sizeof *threshold_fields, NULL,
    0};

static const char *const level_names[] = {"off", "note", "warning", "error", NULL};

/* A field for each rule. */
static const struct field_table *levels_table(struct arena *arena)
{
    struct field_table *table = arena_alloc(arena, sizeof *table);
    size_t count;
    const struct rule *all = rules_all(&count);
    struct field *fields = arena_array(arena, count, sizeof *fields);
    for (size_t i = 0; i < count; i++)
        fields[i] = (struct field){.name = rule_id(&all[i]),
                                   .kind = FIELD_CHOICE,
                                   .choices = level_names,
                                   .help = all[i].asks};
    *table = (struct field_table){"rules", fields, count, NULL, 0};
    return table;
}

const struct field_table *rules_policy_fields(struct arena *arena)
{
    struct field_table *table = arena_alloc(arena, sizeof *table);
    struct field_nest *nests = arena_array(arena, 2, sizeof *nests);
    nests[0] = (struct field_nest){"rules", SHAPE_ONE, levels_table(arena), NULL, NULL};
    nests[1] = (struct field_nest){"thresholds", SHAPE_ONE, &threshold_table, NULL, NULL};
    *table = (struct field_table){"policy", policy_fields,
                                  sizeof policy_fields / sizeof *policy_fields, nests, 2};
    return table;
}

struct thresholds thresholds_usual(void)
{
    struct thresholds usual = {
        .search_years = 2,
        .review_years = 3,
        .section_words = 400,
        .measure_least = 60,
        .measure_most = 70,
        .measure_error = 100,
        .contrast = 4500,
        .least_size = PT(9),
        .patient_size = PT(12),
        .large_size = PT(16),
    };
    return usual;
}

/* Sets the level of every message that belongs to the rule. */
static void set_level(struct job *job, const struct rule *rule, enum diag_level level)
{
    for (int i = 0; i < DIAG_COUNT; i++)
        if (text_is(text_of(diag_rule((enum diag_id)i)), rule_id(rule)))
            job->diags.levels[i] = (unsigned char)level;
}

static void read_level(struct job *job, const struct value_entry *entry)
{
    const char *name = text_string(&job->arena, entry->key);
    const struct rule *rule = rules_find(entry->key);
    if (rule == NULL) {
        diag(job, DIAG_RULE_UNKNOWN, entry->key_span, name,
             text_string(&job->arena, rules_nearest(job, entry->key)), NULL);
        return;
    }
    for (int i = 0; level_names[i] != NULL; i++)
        if (entry->value->kind == VALUE_SCALAR && text_is(entry->value->text, level_names[i])) {
            set_level(job, rule, (enum diag_level)(LEVEL_OFF + i));
            return;
        }
    diag(job, DIAG_VALUE_CHOICE, entry->value->span, name,
         text_string(&job->arena, entry->value->text), "allowed: off, note, warning, error",
         NULL);
}

static void read_levels(struct job *job, const struct value *map)
{
    if (map == NULL)
        return;
    if (map->kind != VALUE_MAP)
        diag(job, DIAG_VALUE_KIND, map->span, "rules", "a map", "what stands here",
             "write one rule a line, as in \"passive: off\"", NULL);
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->count; i++)
        read_level(job, &map->entries[i]);
}

void rules_policy(struct checks *rules, struct text path, struct span at)
{
    struct job *job = rules->job;
    struct written_policy written = {.rules = NULL};
    rules->policed = true;
    const struct value *map = path.length > 0 ? value_read(job, path, at) : NULL;
    if (map == NULL)
        return;
    fields_read(job, map, policy_fields, sizeof policy_fields / sizeof *policy_fields, "policy",
                0, &written);
    read_levels(job, written.rules);
    if (written.thresholds != NULL)
        fields_read(job, written.thresholds, threshold_fields,
                    sizeof threshold_fields / sizeof *threshold_fields, "thresholds", 0,
                    &rules->thresholds);
    rules->thresholds.required = written.required;
}

/* Takes pack files, gives their entries with patterns compiled; see pack.h. */
#include "rules/pack.h"

#include "rules/rules.h"

#include <unistd.h>

#include "rules/prose.h"

/* ---- what is written
 * ---------------------------------------------------------------------------*/

struct written_pack {
    struct located name, about, authority;
    struct texts languages, units, known;
    struct texts animal, effects, relative, absolute, shares, benefit, harm, passive;
    const struct value *words, *avoid, *required, *confusable, *doses, *grades, *hard, *verbs;
    bool english;
};

struct written_avoid {
    int rule;
    struct texts say, after, before, unless, languages, audiences;
    struct located instead, because;
};

struct written_required {
    struct located id, says;
    struct texts any;
    bool cited;
};

struct written_confusable {
    struct located called;
    struct texts name, other, facts, unless;
};

struct written_dose {
    struct located called, unit, least, most;
    struct texts drug, route;
};

struct written_grade {
    struct texts wants, never;
    struct located write, verb;
};

struct written_hard {
    struct texts word, audiences;
    struct located say;
};

static const char *const avoid_rules[] = {"must-not-say",   "unit-abbrev",       "unit-spacing",
                                          "certainty-term", "no-effect-fallacy", NULL};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FIELD(type, key, member, kind_, text)                                                  \
    {                                                                                          \
        .name = key, .kind = kind_, .offset = offsetof(struct type, member), .help = text      \
    }
#define NEEDED(type, key, member, kind_, text)                                                 \
    {                                                                                          \
        .name = key, .kind = kind_, .offset = offsetof(struct type, member), .required = true, \
        .help = text                                                                           \
    }

static const struct field avoid_fields[] = {
    {.name = "rule",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct written_avoid, rule),
     .choices = avoid_rules,
     .help = "the rule it breaks; must-not-say where absent"},
    NEEDED(written_avoid, "say", say, FIELD_TEXTS, "patterns that must not stand in the text"),
    FIELD(written_avoid, "after", after, FIELD_TEXTS, "only behind one of these patterns"),
    FIELD(written_avoid, "before", before, FIELD_TEXTS, "only before one of these patterns"),
    FIELD(written_avoid, "unless", unless, FIELD_TEXTS,
          "not with one of these in the sentence"),
    FIELD(written_avoid, "instead", instead, FIELD_TEXT, "what to write in its place"),
    FIELD(written_avoid, "because", because, FIELD_TEXT, "why, in a few words"),
    FIELD(written_avoid, "in", languages, FIELD_TEXTS, "languages it holds for"),
    FIELD(written_avoid, "for", audiences, FIELD_TEXTS, "audiences it holds for"),
};

static const struct field required_fields[] = {
    NEEDED(written_required, "id", id, FIELD_TEXT, "a name for it"),
    NEEDED(written_required, "says", says, FIELD_TEXT, "what the statement is about"),
    NEEDED(written_required, "any", any, FIELD_TEXTS, "patterns; one of them makes it"),
    FIELD(written_required, "cited", cited, FIELD_BOOL, "false: it needs no citation"),
};

static const struct field confusable_fields[] = {
    NEEDED(written_confusable, "name", called, FIELD_TEXT, "the name"),
    NEEDED(written_confusable, "written", name, FIELD_TEXTS, "patterns of the name"),
    NEEDED(written_confusable, "not", other, FIELD_TEXTS, "patterns of names it is taken for"),
    NEEDED(written_confusable, "facts", facts, FIELD_TEXTS, "patterns of what is true of it"),
    FIELD(written_confusable, "unless", unless, FIELD_TEXTS,
          "not with one of these in the sentence"),
};

static const struct field dose_fields[] = {
    NEEDED(written_dose, "name", called, FIELD_TEXT, "the drug"),
    NEEDED(written_dose, "drug", drug, FIELD_TEXTS, "patterns of its name"),
    NEEDED(written_dose, "unit", unit, FIELD_TEXT, "unit of the bounds, as in mg/kg"),
    NEEDED(written_dose, "least", least, FIELD_TEXT, "smallest dose"),
    NEEDED(written_dose, "most", most, FIELD_TEXT, "largest dose"),
    FIELD(written_dose, "route", route, FIELD_TEXTS, "patterns of the route it is given by"),
};

static const struct field grade_fields[] = {
    FIELD(written_grade, "wants", wants, FIELD_TEXTS, "patterns; a statement has one of them"),
    FIELD(written_grade, "never", never, FIELD_TEXTS, "patterns; a statement has none of them"),
    NEEDED(written_grade, "write", write, FIELD_TEXT, "the right wording"),
    FIELD(written_grade, "verb", verb, FIELD_TEXT, "the right verb, of {plain} or {base}"),
};

static const struct field hard_fields[] = {
    NEEDED(written_hard, "word", word, FIELD_TEXTS, "patterns of the hard word"),
    NEEDED(written_hard, "say", say, FIELD_TEXT, "plain words for it"),
    FIELD(written_hard, "for", audiences, FIELD_TEXTS, "audiences it is hard for"),
};

#define LIST(key, member, text)     FIELD(written_pack, key, member, FIELD_VALUE, text)
#define TEXTS_OF(key, member, text) FIELD(written_pack, key, member, FIELD_TEXTS, text)

static const struct field pack_list[] = {
    NEEDED(written_pack, "name", name, FIELD_TEXT, "what the pack is called"),
    FIELD(written_pack, "about", about, FIELD_TEXT, "what it is for"),
    FIELD(written_pack, "authority", authority, FIELD_TEXT, "whose advice it follows"),
    TEXTS_OF("languages", languages, "of documents it holds for; all where absent"),
    LIST("words", words, "lists of words, for {name} in patterns"),
    LIST("avoid", avoid, "phrases that must not stand in the text"),
    LIST("required", required, "statements that must be there"),
    LIST("confusable", confusable, "names that are taken for each other"),
    LIST("doses", doses, "bounds of doses"),
    LIST("certainty", grades, "wording for each certainty"),
    LIST("verbs", verbs, "verbs of plain statements with their bases, as in reduces: reduce"),
    LIST("hard-words", hard, "hard words and plain ones for them"),
    TEXTS_OF("units", units, "words that make a number an amount of a drug"),
    TEXTS_OF("known-abbreviations", known, "short forms that everybody knows"),
    TEXTS_OF("animal", animal, "patterns that say a finding is not from people"),
    TEXTS_OF("effects", effects, "patterns of an effect's number in the text"),
    TEXTS_OF("relative", relative, "patterns of a relative measure"),
    TEXTS_OF("absolute", absolute, "patterns of an absolute one"),
    TEXTS_OF("shares", shares, "patterns of a part of so many, as in 1 in 20"),
    TEXTS_OF("benefit", benefit, "patterns of a benefit"),
    TEXTS_OF("harm", harm, "patterns of a harm"),
    TEXTS_OF("passive", passive, "patterns of the passive voice"),
    FIELD(written_pack, "english", english, FIELD_BOOL, "true: measure the reading level"),
};

#define TABLE(what, fields)                                                                    \
    {                                                                                          \
        what, fields, COUNT(fields), NULL, 0                                                   \
    }

static const struct field_table avoid_table = TABLE("phrase", avoid_fields);
static const struct field_table required_table = TABLE("required statement", required_fields);
static const struct field_table confusable_table = TABLE("name", confusable_fields);
static const struct field_table dose_table = TABLE("dose", dose_fields);
static const struct field_table grade_table = TABLE("certainty", grade_fields);
static const struct field_table hard_table = TABLE("hard word", hard_fields);
#define LIST_NEST(name, table)                                                                 \
    {                                                                                          \
        name, SHAPE_LIST, table, NULL, NULL                                                    \
    }
static const struct field_nest nests[] = {
    LIST_NEST("avoid", &avoid_table),
    LIST_NEST("required", &required_table),
    LIST_NEST("confusable", &confusable_table),
    LIST_NEST("doses", &dose_table),
    LIST_NEST("hard-words", &hard_table),
    {"verbs", SHAPE_NAMED, NULL, PATTERN_ANY, NULL},
    {"certainty", SHAPE_NAMED, &grade_table, NULL,
     "^(high|moderate|low|very-low|not-supported)$"},
};
static const struct field_table pack_table = {"pack", pack_list, COUNT(pack_list), nests,
                                              COUNT(nests)};

const struct field_table *rules_pack_fields(void)
{
    return &pack_table;
}

/* ---- reading
 * -----------------------------------------------------------------------------------*/

struct reading_pack {
    struct job *job;
    const struct document *document;
    struct packs *packs;
    struct map lists;  /* struct map by name */
    struct span named; /* where the document names the pack */
};

static struct patterns compiled(struct reading_pack *reading, const struct texts *written)
{
    return patterns_read(reading->job, written, &reading->lists);
}

/* The items of a list, of which there are none if it is no list. */
static size_t items_of(struct reading_pack *reading, const struct value *list, const char *key)
{
    if (list == NULL || list->kind == VALUE_LIST)
        return list == NULL ? 0 : list->count;
    diag(reading->job, DIAG_VALUE_KIND, list->span, key, "a list", "what stands here", "",
         NULL);
    return 0;
}

static bool read_item(struct reading_pack *reading, const struct value *item,
                      const struct field_table *table, void *target)
{
    return fields_read(reading->job, item, table->fields, table->count, table->what, 0, target);
}

static struct text made_small(struct job *job, struct text text)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        buffer_byte(&out, byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte);
    }
    return buffer_text(&out);
}

static void read_words(struct reading_pack *reading, const struct value *map)
{
    struct job *job = reading->job;
    if (map != NULL && map->kind != VALUE_MAP)
        diag(job, DIAG_VALUE_KIND, map->span, "words", "a map", "what stands here", "", NULL);
    for (size_t i = 0; map != NULL && map->kind == VALUE_MAP && i < map->count; i++) {
        const struct value *list = map->entries[i].value;
        struct map *words = arena_alloc(&job->arena, sizeof *words);
        *words = map_new(&job->arena);
        size_t count = items_of(reading, list, "words");
        for (size_t n = 0; n < count; n++)
            if (list->items[n]->kind == VALUE_SCALAR)
                map_put(words, made_small(job, list->items[n]->text), words);
        map_put(&reading->lists, map->entries[i].key, words);
    }
}

static void read_avoid(struct reading_pack *reading, const struct value *list)
{
    size_t count = items_of(reading, list, "avoid");
    for (size_t i = 0; i < count; i++) {
        struct written_avoid written = {0};
        if (!read_item(reading, list->items[i], &avoid_table, &written) ||
            !language_in(reading->document, &written.languages) ||
            !audience_in(reading->document, &written.audiences))
            continue;
        struct avoided *avoided = array_push(&reading->job->arena, &reading->packs->avoided);
        avoided->rule = written.rule;
        avoided->say = compiled(reading, &written.say);
        avoided->after = compiled(reading, &written.after);
        avoided->before = compiled(reading, &written.before);
        avoided->unless = compiled(reading, &written.unless);
        avoided->instead = written.instead;
        avoided->because = written.because;
    }
}

static void read_required(struct reading_pack *reading, const struct value *list)
{
    size_t count = items_of(reading, list, "required");
    for (size_t i = 0; i < count; i++) {
        struct written_required written = {.cited = true};
        if (!read_item(reading, list->items[i], &required_table, &written))
            continue;
        struct required *required = array_push(&reading->job->arena, &reading->packs->required);
        required->id = written.id;
        required->says = written.says;
        required->any = compiled(reading, &written.any);
        required->uncited = !written.cited;
        required->named = reading->named;
        required->span = list->items[i]->span;
    }
}

static void read_confusable(struct reading_pack *reading, const struct value *list)
{
    size_t count = items_of(reading, list, "confusable");
    for (size_t i = 0; i < count; i++) {
        struct written_confusable written = {.called = {.span = {0, 0, 0}}};
        if (!read_item(reading, list->items[i], &confusable_table, &written))
            continue;
        struct confusable *name =
            array_push(&reading->job->arena, &reading->packs->confusables);
        name->called = written.called;
        name->name = compiled(reading, &written.name);
        name->other = compiled(reading, &written.other);
        name->facts = compiled(reading, &written.facts);
        name->unless = compiled(reading, &written.unless);
    }
}

static bool read_bound(struct reading_pack *reading, const struct located *written,
                       struct decimal *decimal)
{
    if (decimal_parse(written->text, decimal)) {
        decimal->written = *written;
        return true;
    }
    diag(reading->job, DIAG_NUMBER_BAD, written->span,
         text_string(&reading->job->arena, written->text), NULL);
    return false;
}

/* A dose's unit counts as one by itself, as far as it is a token in the text: mg of mg/kg. */
static void keep_unit(struct packs *packs, struct text unit)
{
    struct token token;
    size_t at = 0;
    if (token_next(unit, &at, unit.length, &token))
        map_put(&packs->units, text_slice(unit, token.start, token.end), packs);
}

static void read_doses(struct reading_pack *reading, const struct value *list)
{
    size_t count = items_of(reading, list, "doses");
    for (size_t i = 0; i < count; i++) {
        struct written_dose written = {.called = {.span = {0, 0, 0}}};
        struct dose_bounds bounds = {.span = list->items[i]->span};
        if (!read_item(reading, list->items[i], &dose_table, &written) ||
            !read_bound(reading, &written.least, &bounds.least) ||
            !read_bound(reading, &written.most, &bounds.most))
            continue;
        if (decimal_compare(&bounds.least, &bounds.most) > 0)
            diag(reading->job, DIAG_PACK_BOUNDS, written.most.span,
                 text_string(&reading->job->arena, written.most.text),
                 text_string(&reading->job->arena, written.least.text), NULL);
        bounds.called = written.called;
        bounds.unit = written.unit;
        bounds.drug = compiled(reading, &written.drug);
        bounds.route = compiled(reading, &written.route);
        keep_unit(reading->packs, bounds.unit.text);
        *array_push(&reading->job->arena, &reading->packs->doses) = bounds;
    }
}

static void read_grades(struct reading_pack *reading, const struct value *map)
{
    struct map names = map_new(&reading->job->arena);
    for (int i = 0; i < CERTAINTY_COUNT; i++)
        map_put(&names, certainty_word((enum certainty)i), &reading->packs->grades[i]);
    if (map != NULL && map->kind != VALUE_MAP)
        diag(reading->job, DIAG_VALUE_KIND, map->span, "certainty", "a map", "what stands here",
             "", NULL);
    for (size_t i = 0; map != NULL && map->kind == VALUE_MAP && i < map->count; i++) {
        const struct value_entry *entry = &map->entries[i];
        struct grade_words *grade = map_find(&names, entry->key);
        struct written_grade written = {.write = {.span = {0, 0, 0}}};
        if (grade == NULL) {
            diag(reading->job, DIAG_KEY_UNKNOWN, entry->key_span,
                 text_string(&reading->job->arena, entry->key), "certainty",
                 "allowed: high, moderate, low, very-low, not-supported", NULL);
            continue;
        }
        if (!read_item(reading, entry->value, &grade_table, &written))
            continue;
        grade->wants = compiled(reading, &written.wants);
        grade->never = compiled(reading, &written.never);
        grade->write = written.write;
        grade->verb = written.verb;
    }
}

static void read_verbs(struct reading_pack *reading, const struct value *map)
{
    if (map != NULL && map->kind != VALUE_MAP)
        diag(reading->job, DIAG_VALUE_KIND, map->span, "verbs", "a map", "what stands here",
             "write reduces: reduce", NULL);
    for (size_t i = 0; map != NULL && map->kind == VALUE_MAP && i < map->count; i++) {
        const struct value_entry *entry = &map->entries[i];
        struct verb verb = {entry->key, entry->value->text};
        if (entry->value->kind == VALUE_SCALAR)
            *array_push(&reading->job->arena, &reading->packs->verbs) = verb;
        else
            diag(reading->job, DIAG_VALUE_KIND, entry->value->span,
                 text_string(&reading->job->arena, entry->key), "a word", "what stands here",
                 "", NULL);
    }
}

static void read_hard(struct reading_pack *reading, const struct value *list)
{
    size_t count = items_of(reading, list, "hard-words");
    for (size_t i = 0; i < count; i++) {
        struct written_hard written = {.say = {.span = {0, 0, 0}}};
        if (!read_item(reading, list->items[i], &hard_table, &written) ||
            !audience_in(reading->document, &written.audiences))
            continue;
        struct hard_word *hard = array_push(&reading->job->arena, &reading->packs->hard);
        hard->word = compiled(reading, &written.word);
        hard->say = written.say;
    }
}

static void keep_all(struct map *map, const struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        map_put(map, texts->items[i].text, map);
}

/* Puts `more` behind what earlier packs gave. */
static void extend(struct reading_pack *reading, struct patterns *patterns,
                   const struct texts *written)
{
    struct patterns more = compiled(reading, written);
    struct pattern *items =
        arena_array(&reading->job->arena, patterns->count + more.count, sizeof *items);
    for (size_t i = 0; i < patterns->count; i++)
        items[i] = patterns->items[i];
    for (size_t i = 0; i < more.count; i++)
        items[patterns->count + i] = more.items[i];
    patterns->items = items;
    patterns->count += more.count;
}

static void read_lists(struct reading_pack *reading, const struct written_pack *written)
{
    struct packs *packs = reading->packs;
    extend(reading, &packs->animal, &written->animal);
    extend(reading, &packs->effects, &written->effects);
    extend(reading, &packs->relative, &written->relative);
    extend(reading, &packs->absolute, &written->absolute);
    extend(reading, &packs->shares, &written->shares);
    extend(reading, &packs->benefit, &written->benefit);
    extend(reading, &packs->harm, &written->harm);
    extend(reading, &packs->passive, &written->passive);
    keep_all(&packs->units, &written->units);
    keep_all(&packs->known, &written->known);
    packs->english = packs->english || written->english;
}

static void read_pack(struct reading_pack *reading, struct text path, struct span at)
{
    struct written_pack written = {.english = false};
    const struct value *map = value_read(reading->job, path, at);
    if (map == NULL || !read_item(reading, map, &pack_table, &written) ||
        !language_in(reading->document, &written.languages))
        return;
    reading->packs->count++;
    read_words(reading, written.words);
    read_avoid(reading, written.avoid);
    read_required(reading, written.required);
    read_confusable(reading, written.confusable);
    read_doses(reading, written.doses);
    read_grades(reading, written.grades);
    read_verbs(reading, written.verbs);
    read_hard(reading, written.hard);
    read_lists(reading, &written);
}

/* ---- finding
 * -----------------------------------------------------------------------------------*/

/* Where a pack named in the document lies: beside it, else in the share folder. */
static struct text find_pack(struct job *job, const struct located *name)
{
    struct text path = source_resolve(job, name->text, name->span);
    if (path.length == 0 || job->share.length == 0 ||
        access(text_string(&job->arena, path), F_OK) == 0)
        return path;
    struct buffer shared = buffer_new(&job->arena);
    buffer_add(&shared, job->share);
    buffer_string(&shared, text_starts(name->text, "packs/") ? "/" : "/packs/");
    buffer_add(&shared, name->text);
    bool climbs = text_search(name->text, TEXT(".."), 0) < name->text.length;
    struct text found = buffer_text(&shared);
    return !climbs && access(text_string(&job->arena, found), F_OK) == 0 ? found : path;
}

const struct packs *packs_read(struct job *job, const struct document *document)
{
    struct packs *packs = arena_alloc(&job->arena, sizeof *packs);
    struct reading_pack reading = {.job = job, .document = document, .packs = packs};
    packs->units = map_new(&job->arena);
    packs->known = map_new(&job->arena);
    for (size_t i = 0; i < document->packs.count; i++) {
        struct text path = find_pack(job, &document->packs.items[i]);
        reading.lists = map_new(&job->arena);
        reading.named = document->packs.items[i].span;
        if (path.length > 0)
            read_pack(&reading, path, document->packs.items[i].span);
    }
    return packs;
}

bool language_in(const struct document *document, const struct texts *languages)
{
    struct text own = document->language.value.text;
    for (size_t i = 0; i < languages->count; i++) {
        struct text language = languages->items[i].text;
        bool starts = text_starts(own, text_string(&document->job->arena, language));
        if (starts && (own.length == language.length || own.bytes[language.length] == '-'))
            return true;
    }
    return languages->count == 0;
}

bool audience_in(const struct document *document, const struct texts *audiences)
{
    struct text own = document->audience.value.text;
    for (size_t i = 0; i < audiences->count; i++)
        if (prose_find(own, audiences->items[i].text, 0) < own.length)
            return true;
    return audiences->count == 0;
}

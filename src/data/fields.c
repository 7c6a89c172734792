/*
 * Takes a map of values and a table of fields, gives a filled C struct.
 * The one idea: one reader for each kind of field, chosen by a table; each reports its own
 * faults at the value's place, and the walk over the map reports the keys nobody knows.
 */
#include "data/fields.h"

#include "base/map.h"

/* What a reader of one field needs. */
struct task {
    struct job *job;
    const struct field *field;
    const struct value *value;
    sp em;
    void *member; /* where the result goes */
};

static const char *string_of(const struct task *task, struct text text)
{
    return text_string(&task->job->arena, text);
}

static const char *kind_word(const struct value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        return "empty";
    case VALUE_LIST:
        return "a list";
    case VALUE_MAP:
        return "a map";
    case VALUE_SCALAR:
        break;
    }
    return value->quoted ? "text in quotes" : "text";
}

/* Reports that the value should be `wanted`; false, for callers to pass on. */
static bool not_kind(const struct task *task, const char *wanted, const char *hint)
{
    struct job *job = task->job;
    const struct value *value = task->value;
    const char *found = kind_word(value);
    if (value->kind == VALUE_SCALAR) {
        struct buffer out = buffer_new(&job->arena);
        buffer_byte(&out, '"');
        buffer_add(&out, text_slice(value->text, 0, 60));
        buffer_string(&out, value->text.length > 60 ? "…\"" : "\"");
        buffer_string(&out, value->quoted ? " in quotes" : "");
        found = text_string(&job->arena, buffer_text(&out));
    }
    diag(job, DIAG_VALUE_KIND, value->span, task->field->name, wanted, found, hint, NULL);
    return false;
}

static bool not_scalar(const struct task *task, const char *wanted)
{
    return task->value->kind != VALUE_SCALAR && !not_kind(task, wanted, "");
}

/* --- bounds ------------------------------------------------------------------------------ */

/* A bound as it is written in a file. */
static const char *bound_text(const struct task *task, int64_t bound)
{
    struct buffer out = buffer_new(&task->job->arena);
    if (task->field->kind == FIELD_INTEGER)
        buffer_number(&out, bound);
    else if (task->field->kind == FIELD_LENGTH)
        length_print(&out, bound, 2);
    else
        length_print(&out, length_scale(bound, SP_PT, 1000), 3);
    if (task->field->kind == FIELD_LENGTH)
        buffer_string(&out, " pt");
    return text_string(&task->job->arena, buffer_text(&out));
}

static bool in_bounds(const struct task *task, int64_t number)
{
    int64_t least = task->field->least;
    int64_t most = task->field->most;
    if ((least == 0 && most == 0) || (number >= least && number <= most))
        return true;
    diag(task->job, DIAG_VALUE_RANGE, task->value->span, task->field->name,
         bound_text(task, least), bound_text(task, most), NULL);
    return false;
}

/* --- one reader for each kind ------------------------------------------------------------ */

static bool read_text(const struct task *task)
{
    if (not_scalar(task, "text"))
        return false;
    struct located *located = task->member;
    located->text = task->value->text;
    located->span = task->value->span;
    return true;
}

static bool read_integer(const struct task *task)
{
    int64_t number;
    if (!value_integer(task->value, &number))
        return not_kind(task, "a whole number", "");
    if (!in_bounds(task, number))
        return false;
    *(int64_t *)task->member = number;
    return true;
}

static bool read_bool(const struct task *task)
{
    return value_bool(task->value, task->member) || not_kind(task, "true or false", "");
}

static bool read_length(const struct task *task)
{
    if (not_scalar(task, "a length"))
        return false;
    sp length;
    if (!length_parse(task->value->text, task->em, &length)) {
        diag(task->job, DIAG_VALUE_LENGTH, task->value->span, task->field->name,
             string_of(task, task->value->text),
             "write a number and a unit: pt, mm, cm, in, em or ex", NULL);
        return false;
    }
    if (!in_bounds(task, length))
        return false;
    *(sp *)task->member = length;
    return true;
}

static bool read_number(const struct task *task)
{
    int64_t thousandths;
    if (task->value->kind != VALUE_SCALAR || task->value->quoted ||
        !length_thousandths(task->value->text, &thousandths))
        return not_kind(task, "a number", "at most three decimals, with a point");
    if (!in_bounds(task, thousandths))
        return false;
    *(int64_t *)task->member = thousandths;
    return true;
}

static bool read_date(const struct task *task)
{
    if (not_scalar(task, "a date"))
        return false;
    if (date_parse(task->value->text, task->member))
        return true;
    bool shaped = task->value->text.length == 10 && task->value->text.bytes[4] == '-' &&
                  task->value->text.bytes[7] == '-';
    diag(task->job, DIAG_VALUE_DATE, task->value->span, task->field->name,
         string_of(task, task->value->text),
         shaped ? "there is no such day; dates are written year-month-day"
                : "write it as year-month-day, as in 2026-11-21",
         NULL);
    return false;
}

/* "allowed: a, b, c", with the nearest one before it where one is near. */
static const char *choices_hint(const struct task *task)
{
    struct job *job = task->job;
    struct map names = map_new(&job->arena);
    struct buffer out = buffer_new(&job->arena);
    for (const char *const *choice = task->field->choices; *choice != NULL; choice++)
        map_put(&names, text_of(*choice), NULL);
    struct text nearest = map_nearest(&names, task->value->text);
    if (nearest.length > 0) {
        buffer_string(&out, "did you mean \"");
        buffer_add(&out, nearest);
        buffer_string(&out, "\"? ");
    }
    buffer_string(&out, "allowed: ");
    for (size_t i = 0; i < names.count; i++) {
        buffer_string(&out, i > 0 ? ", " : "");
        buffer_add(&out, names.entries[i].key);
    }
    return text_string(&job->arena, buffer_text(&out));
}

static bool read_choice(const struct task *task)
{
    if (not_scalar(task, "one word"))
        return false;
    for (int i = 0; task->field->choices[i] != NULL; i++)
        if (text_is(task->value->text, task->field->choices[i])) {
            *(int *)task->member = i;
            return true;
        }
    diag(task->job, DIAG_VALUE_CHOICE, task->value->span, task->field->name,
         string_of(task, task->value->text), choices_hint(task), NULL);
    return false;
}

static bool read_texts(const struct task *task)
{
    const struct value *list = task->value;
    const struct value *const single[] = {list};
    bool many = list->kind == VALUE_LIST;
    const struct value *const *items = many ? (const struct value *const *)list->items : single;
    struct texts texts = {many ? list->count : 1, NULL};
    texts.items = arena_array(&task->job->arena, texts.count, sizeof *texts.items);
    bool right = true;
    for (size_t i = 0; i < texts.count; i++) {
        struct task item = {task->job, task->field, items[i], task->em, &texts.items[i]};
        bool scalar = items[i]->kind == VALUE_SCALAR;
        right = (scalar ? read_text(&item) : not_kind(&item, "a list of texts", "")) && right;
    }
    *(struct texts *)task->member = texts;
    return right;
}

static bool keep_value(const struct task *task)
{
    *(const struct value **)task->member = task->value;
    return true;
}

typedef bool reader(const struct task *task);

static reader *const readers[] = {
    [FIELD_TEXT] = read_text,     [FIELD_INTEGER] = read_integer, [FIELD_BOOL] = read_bool,
    [FIELD_LENGTH] = read_length, [FIELD_NUMBER] = read_number,   [FIELD_DATE] = read_date,
    [FIELD_CHOICE] = read_choice, [FIELD_TEXTS] = read_texts,     [FIELD_VALUE] = keep_value,
};

/* --- the map ----------------------------------------------------------------------------- */

static const struct field *field_of(const struct field_table *table, struct text key)
{
    for (size_t i = 0; i < table->count; i++)
        if (text_is(key, table->fields[i].name))
            return &table->fields[i];
    return NULL;
}

/* The keys of the table. */
static struct map names_of(struct job *job, const struct field_table *table)
{
    struct map names = map_new(&job->arena);
    for (size_t i = 0; i < table->count; i++)
        map_put(&names, text_of(table->fields[i].name), NULL);
    return names;
}

/* Reports an unknown key, with the nearest known one or, where none is near, all of them. */
static void report_unknown(struct job *job, const struct field_table *table,
                           const struct value_entry *entry)
{
    struct map names = names_of(job, table);
    struct buffer hint = buffer_new(&job->arena);
    struct text nearest = map_nearest(&names, entry->key);
    buffer_string(&hint, nearest.length > 0 ? "did you mean \"" : "known keys: ");
    buffer_add(&hint, nearest);
    for (size_t i = 0; nearest.length == 0 && i < names.count; i++) {
        buffer_string(&hint, i > 0 ? ", " : "");
        buffer_add(&hint, names.entries[i].key);
    }
    buffer_string(&hint, nearest.length > 0 ? "\"?" : "");
    diag(job, DIAG_KEY_UNKNOWN, entry->key_span, text_string(&job->arena, entry->key),
         table->what, text_string(&job->arena, buffer_text(&hint)), NULL);
}

/* Whether an unknown key was taken for the field, which is then not missing. */
static bool is_misspelt(struct job *job, const struct value *map,
                        const struct field_table *table, const struct field *field)
{
    struct map names = names_of(job, table);
    for (size_t i = 0; i < map->count; i++)
        if (field_of(table, map->entries[i].key) == NULL &&
            text_is(map_nearest(&names, map->entries[i].key), field->name))
            return true;
    return false;
}

/* Reports the required fields that `map` lacks or leaves empty. */
static bool all_there(struct job *job, const struct value *map, const struct field_table *table)
{
    bool right = true;
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        const struct value *value = value_find(map, field->name);
        bool empty = value == NULL || (value->kind == VALUE_SCALAR && value->text.length == 0);
        if (!field->required || !empty)
            continue;
        right = false;
        if (is_misspelt(job, map, table, field))
            continue;
        struct span at = value != NULL ? value->span : map->span;
        at.end = value != NULL ? at.end : at.start;
        for (size_t j = 0; j < map->count; j++)
            if (text_is(map->entries[j].key, field->name))
                at = map->entries[j].key_span;
        diag(job, DIAG_KEY_MISSING, at, field->name, table->what, NULL);
    }
    return right;
}

bool fields_read(struct job *job, const struct value *map, const struct field *fields,
                 size_t count, const char *what, sp em, void *target)
{
    struct field_table table = {what, fields, count, NULL, 0};
    if (map->kind != VALUE_MAP) {
        struct field whole = {.name = what, .kind = FIELD_VALUE, .required = true};
        struct task task = {job, &whole, map, em, NULL};
        return not_kind(&task, "a map of keys and values", "");
    }
    bool right = true;
    for (size_t i = 0; i < map->count; i++) {
        const struct value_entry *entry = &map->entries[i];
        const struct field *field = field_of(&table, entry->key);
        if (field == NULL) {
            report_unknown(job, &table, entry);
            right = false;
        } else if (entry->value->kind != VALUE_NULL) {
            struct task task = {job, field, entry->value, em, (char *)target + field->offset};
            right = readers[field->kind](&task) && right;
        }
    }
    return all_there(job, map, &table) && right;
}

/* --- dates ------------------------------------------------------------------------------- */

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool date_parse(struct text text, struct date *date)
{
    int64_t year;
    int64_t month;
    int64_t day;
    if (text.length != 10 || text.bytes[4] != '-' || text.bytes[7] != '-' ||
        !text_number(text_slice(text, 0, 4), &year) ||
        !text_number(text_slice(text, 5, 7), &month) ||
        !text_number(text_slice(text, 8, 10), &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in((int)year, (int)month))
        return false;
    struct date parsed = {(int)year, (int)month, (int)day};
    *date = parsed;
    return true;
}

/*
 * Takes files of sources, gives the library of items.
 * The one idea: both formats arrive as the same tree of values; one reader for each kind of
 * variable turns it into an item, saying where it stumbled and going on.
 */
#include <string.h>

#include "base/map.h"
#include "citation/names.h"
#include "citation/variables.h"

struct library {
    ARRAY(struct source_item *) items;
    struct map by_id;
};

/* An item while it is read. */
struct item_reader {
    struct job *job;
    struct source_item *item;
    ARRAY(struct source_variable) variables;
};

static bool plain(const struct value *value)
{
    return value->kind == VALUE_SCALAR;
}

static void shape(struct job *job, const struct value *value, const char *message)
{
    diag(job, DIAG_SOURCE_SHAPE, value->span, message, NULL);
}

/* --- names -------------------------------------------------------------------------------- */

static struct text text_at(const struct value *map, const char *key)
{
    const struct value *value = value_find(map, key);
    return value && plain(value) ? text_trim(value->text) : (struct text){0};
}

static bool truth_at(const struct value *map, const char *key)
{
    struct text text = text_at(map, key);
    return text_is(text, "true") || text_is(text, "1");
}

static bool is_et_al(struct text text)
{
    return text_is(text, "et al") || text_is(text, "et al.") || text_is(text, "others");
}

/* A family name in double quotes is left whole: no particles are looked for in it. */
static bool unquote(struct text *family)
{
    if (family->length < 2 || !text_starts(*family, "\"") || !text_ends(*family, "\""))
        return false;
    *family = text_slice(*family, 1, family->length - 1);
    return true;
}

/* A suffix written into the given name: "John, Jr." or "John,! Jr." (with a comma in print). */
static void split_suffix(struct source_name *name)
{
    size_t comma = text_find(name->given, ',', 0);
    if (comma == name->given.length || name->suffix.length)
        return;
    size_t start = comma + 1;
    if (start < name->given.length && name->given.bytes[start] == '!') {
        name->comma_suffix = true;
        start++;
    }
    name->suffix = text_trim(text_slice(name->given, start, name->given.length));
    name->given = text_trim(text_slice(name->given, 0, comma));
}

static void name_read(struct item_reader *reader, const struct value *value,
                      struct source_name *name)
{
    if (plain(value)) {
        name->literal = text_trim(value->text);
    } else if (value->kind == VALUE_MAP) {
        name->family = text_at(value, "family");
        name->given = text_at(value, "given");
        name->dropping_particle = text_at(value, "dropping-particle");
        name->non_dropping_particle = text_at(value, "non-dropping-particle");
        name->suffix = text_at(value, "suffix");
        name->literal = text_at(value, "literal");
        name->comma_suffix = truth_at(value, "comma-suffix");
        name->static_ordering = truth_at(value, "static-ordering");
        if (truth_at(value, "isInstitution") && name->family.length)
            name->literal = name->family;
    } else {
        shape(reader->job, value, "a name is a map with family and given, or literal");
    }
    struct text whole = name->literal.length ? name->literal : name->family;
    name->others = is_et_al(whole) && !name->given.length;
    if (name->literal.length)
        return;
    split_suffix(name);
    if (!unquote(&name->family))
        name_split_particles(name);
}

static bool name_blank(const struct source_name *name)
{
    return !name->family.length && !name->given.length && !name->literal.length;
}

static struct source_names names_read(struct item_reader *reader, const struct value *value)
{
    struct source_names names = {0};
    bool list = value->kind == VALUE_LIST;
    size_t count = list ? value->count : 1;
    names.items = arena_array(&reader->job->arena, count, sizeof *names.items);
    for (size_t i = 0; i < count; i++) {
        struct source_name *name = &names.items[names.count];
        name_read(reader, list ? value->items[i] : value, name);
        if (name_blank(name))
            *name = (struct source_name){0};
        else
            names.count++;
    }
    return names;
}

/* --- dates -------------------------------------------------------------------------------- */

static bool signed_number(struct text text, int *number)
{
    int64_t value;
    text = text_trim(text);
    bool negative = text_starts(text, "-");
    if (negative || text_starts(text, "+"))
        text = text_slice(text, 1, text.length);
    if (!text_number(text, &value) || value > 99999)
        return false;
    *number = negative ? -(int)value : (int)value;
    return true;
}

static void part_set(struct source_date *date, int end, size_t part, int number)
{
    if (part == 0)
        date->year[end] = number;
    if (part == 1 && number > 0 && number <= 12)
        date->month[end] = number;
    if (part == 1 && number >= 13 && number <= 24)
        date->month[end] = (number - 13) % 4 + 13;
    if (part == 2 && number > 0 && number <= 31)
        date->day[end] = number;
}

static bool parts_read(const struct value *parts, struct source_date *date, int end)
{
    if (parts->kind != VALUE_LIST)
        return false;
    for (size_t i = 0; i < parts->count && i < 3; i++) {
        int number = 0;
        if (parts->items[i]->kind == VALUE_NULL)
            continue;
        if (!plain(parts->items[i]))
            return false;
        if (!text_trim(parts->items[i]->text).length)
            continue;
        if (!signed_number(parts->items[i]->text, &number))
            return false;
        part_set(date, end, i, number);
    }
    return true;
}

static bool date_parts_read(const struct value *parts, struct source_date *date)
{
    if (parts->kind != VALUE_LIST || !parts->count)
        return false;
    if (parts->items[0]->kind != VALUE_LIST)
        return parts_read(parts, date, 0);
    if (!parts_read(parts->items[0], date, 0))
        return false;
    if (parts->count < 2)
        return true;
    date->range = true;
    if (!parts_read(parts->items[1], date, 1))
        return false;
    if (!date->year[1]) {
        date->range = false;
        date->open = true;
    }
    return true;
}

/* One date "2021-05-03", "2021-05", "-0044", "2021~". False if it is anything else. */
static bool iso_read(struct text text, struct source_date *date, int end)
{
    text = text_trim(text);
    if (text_ends(text, "~") || text_ends(text, "?")) {
        date->circa = true;
        text.length--;
    }
    size_t at = text_starts(text, "-") ? 1 : 0;
    for (size_t part = 0; part < 3 && at <= text.length; part++) {
        size_t stop = text_find(text, '-', at);
        int number;
        size_t from = part == 0 ? 0 : at;
        if (part == 0 && stop - at < 3)
            return false;
        if (!signed_number(text_slice(text, from, stop), &number))
            return false;
        if (part == 1 && number >= 21 && number <= 24)
            number -= 8;
        part_set(date, end, part, number);
        at = stop + 1;
    }
    return at > text.length;
}

/* A date as EDTF writes it, also a range "2020-01/2020-03" and an open one "2020/". */
static bool edtf_read(struct text text, struct source_date *date)
{
    size_t slash = text_find(text, '/', 0);
    if (slash == text.length)
        return iso_read(text, date, 0);
    struct text second = text_trim(text_slice(text, slash + 1, text.length));
    if (!iso_read(text_slice(text, 0, slash), date, 0))
        return false;
    if (!second.length || text_is(second, "..")) {
        date->open = true;
        return true;
    }
    date->range = true;
    return iso_read(second, date, 1);
}

static void raw_read(struct text raw, struct source_date *date)
{
    struct source_date read = *date;
    if (edtf_read(raw, &read))
        *date = read;
    else
        date->literal = raw;
}

static void season_read(const struct value *value, struct source_date *date)
{
    static const char *const names[] = {"spring", "summer", "autumn", "winter", "fall"};
    int number;
    struct text text = text_trim(value->text);
    if (signed_number(text, &number) && number >= 1) {
        date->month[0] = 12 + (number - 1) % 4 + 1;
        return;
    }
    for (size_t i = 0; i < 5; i++) {
        if (text.length != strlen(names[i]) || (text.bytes[0] | 32) != names[i][0] ||
            !text_equal(text_slice(text, 1, text.length), text_of(names[i] + 1)))
            continue;
        date->month[0] = i == 4 ? 15 : 13 + (int)i;
        return;
    }
    date->season = text;
}

static struct source_date date_read(struct item_reader *reader, const struct value *value)
{
    struct source_date date = {0};
    if (plain(value)) {
        raw_read(text_trim(value->text), &date);
        return date;
    }
    if (value->kind == VALUE_LIST && date_parts_read(value, &date))
        return date;
    const struct value *parts = value_find(value, "date-parts");
    const struct value *season = value_find(value, "season");
    if (parts && !date_parts_read(parts, &date))
        shape(reader->job, parts, "date-parts is a list of [year, month, day]");
    if (season && plain(season) && !date.month[0])
        season_read(season, &date);
    struct text circa = text_at(value, "circa");
    date.circa = circa.length && !text_is(circa, "false") && !text_is(circa, "0");
    struct text raw = text_at(value, "raw");
    if (!parts && raw.length)
        raw_read(raw, &date);
    if (!date.year[0])
        date.literal =
            text_at(value, "literal").length ? text_at(value, "literal") : date.literal;
    return date;
}

static bool date_blank(const struct source_date *date)
{
    return !date->year[0] && !date->month[0] && !date->literal.length && !date->season.length;
}

/* --- variables ---------------------------------------------------------------------------- */

static struct source_variable *variable_add(struct item_reader *reader, enum variable variable,
                                            struct span span)
{
    struct source_variable *added = array_push(&reader->job->arena, &reader->variables);
    added->name = text_of(variable_name(variable));
    added->kind = variable_kind(variable);
    added->span = span;
    return added;
}

static void variable_drop(struct item_reader *reader)
{
    reader->variables.count--;
}

static void variable_read(struct item_reader *reader, enum variable variable,
                          const struct value *value)
{
    struct source_variable *added = variable_add(reader, variable, value->span);
    switch (added->kind) {
    case VARIABLE_TEXT:
    case VARIABLE_NUMBER:
        if (!plain(value))
            shape(reader->job, value, "this variable holds text");
        if (plain(value))
            added->text = text_trim(value->text);
        if (!added->text.length)
            variable_drop(reader);
        break;
    case VARIABLE_NAMES:
        added->names = names_read(reader, value);
        if (!added->names.count)
            variable_drop(reader);
        break;
    case VARIABLE_DATE:
        added->date = date_read(reader, value);
        if (date_blank(&added->date))
            variable_drop(reader);
        break;
    }
}

static bool variable_has(const struct item_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->variables.count; i++)
        if (text_is(reader->variables.items[i].name, name))
            return true;
    return false;
}

/* --- Zotero's notes ----------------------------------------------------------------------- */

static struct text note_key(struct job *job, struct text line, size_t colon)
{
    struct text key = text_trim(text_slice(line, 0, colon));
    struct buffer buffer = buffer_new(&job->arena);
    for (size_t i = 0; i < key.length; i++) {
        if (!text_alpha(key.bytes[i]) && key.bytes[i] != '-' && key.bytes[i] != '_' &&
            key.bytes[i] != ' ')
            return (struct text){0};
        buffer_byte(&buffer, key.bytes[i] == ' ' ? '-' : key.bytes[i]);
    }
    return buffer_text(&buffer);
}

static enum variable note_variable(struct job *job, struct text key)
{
    enum variable variable = variable_find(key);
    return variable < VARIABLE_COUNT ? variable : variable_find(text_copy(&job->arena, key));
}

/* "Family || Given" or a group's name. */
static void note_name(struct item_reader *reader, enum variable variable, struct text text,
                      struct span span)
{
    struct source_variable *added = NULL;
    for (size_t i = 0; i < reader->variables.count; i++)
        if (text_is(reader->variables.items[i].name, variable_name(variable)))
            added = &reader->variables.items[i];
    if (!added)
        added = variable_add(reader, variable, span);
    struct source_names *names = &added->names;
    size_t size = sizeof *names->items;
    struct source_name *items = arena_array(&reader->job->arena, names->count + 1, size);
    if (names->count)
        memcpy(items, names->items, names->count * size);
    names->items = items;
    struct source_name *name = &names->items[names->count++];
    size_t bar = text_search(text, TEXT("||"), 0);
    if (bar == text.length) {
        name->literal = text;
        return;
    }
    name->family = text_trim(text_slice(text, 0, bar));
    name->given = text_trim(text_slice(text, bar + 2, text.length));
    name_split_particles(name);
}

/* A line "PMID: 123" becomes the variable PMID; true if it was one. */
static bool note_line(struct item_reader *reader, struct text line, struct span span)
{
    size_t colon = text_find(line, ':', 0);
    if (colon == line.length || !colon)
        return false;
    struct text key = note_key(reader->job, line, colon);
    struct text rest = text_trim(text_slice(line, colon + 1, line.length));
    if (!key.length || !rest.length)
        return false;
    if (text_is(key, "type")) {
        reader->item->type = rest;
        return true;
    }
    enum variable variable = note_variable(reader->job, key);
    if (variable == VARIABLE_COUNT)
        return false;
    if (variable_kind(variable) == VARIABLE_NAMES) {
        note_name(reader, variable, rest, span);
        return true;
    }
    bool date = variable_kind(variable) == VARIABLE_DATE;
    if (!date && variable_has(reader, variable_name(variable)))
        return true;
    for (size_t i = 0; date && i < reader->variables.count; i++)
        if (text_is(reader->variables.items[i].name, variable_name(variable)))
            reader->variables.items[i] = reader->variables.items[--reader->variables.count];
    struct source_variable *added = variable_add(reader, variable, span);
    if (date)
        raw_read(rest, &added->date);
    else
        added->text = rest;
    return true;
}

/* "{:PMID: 123}" anywhere in the note, the older spelling. */
static bool note_braced(struct item_reader *reader, struct text note, size_t *at,
                        struct span span)
{
    if (!text_starts(text_slice(note, *at, note.length), "{:"))
        return false;
    size_t end = text_find(note, '}', *at);
    if (end == note.length)
        return false;
    if (!note_line(reader, text_slice(note, *at + 2, end), span))
        return false;
    *at = end + 1;
    return true;
}

static void note_read(struct item_reader *reader, const struct value *value)
{
    if (!plain(value)) {
        shape(reader->job, value, "this variable holds text");
        return;
    }
    struct text note = value->text;
    struct buffer rest = buffer_new(&reader->job->arena);
    bool leading = true;
    for (size_t at = 0; at < note.length;) {
        if (note_braced(reader, note, &at, value->span))
            continue;
        size_t end = text_find(note, '\n', at);
        size_t brace = text_search(note, TEXT("{:"), at + 1);
        if (brace < end)
            end = brace;
        struct text line = text_slice(note, at, end);
        bool field = leading && note_line(reader, line, value->span);
        leading = field || (leading && at == 0);
        if (!field)
            buffer_add(&rest, line);
        if (!field && end < note.length && note.bytes[end] == '\n')
            buffer_byte(&rest, '\n');
        at = end < note.length && note.bytes[end] == '\n' ? end + 1 : end;
    }
    struct text left = text_trim(buffer_text(&rest));
    if (left.length)
        variable_add(reader, VAR_NOTE, value->span)->text = left;
}

/* --- items -------------------------------------------------------------------------------- */

static struct texts keywords_read(struct job *job, const struct value *value)
{
    ARRAY(struct located) list = {0};
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++)
            if (plain(value->items[i]))
                *array_push(&job->arena, &list) =
                    (struct located){text_trim(value->items[i]->text), value->items[i]->span};
        return (struct texts){list.count, list.items};
    }
    for (size_t at = 0; plain(value) && at < value->text.length;) {
        size_t end = text_find(value->text, ',', at);
        struct text word = text_trim(text_slice(value->text, at, end));
        if (word.length)
            *array_push(&job->arena, &list) = (struct located){word, value->span};
        at = end + 1;
    }
    return (struct texts){list.count, list.items};
}

/* Keys that say something about the record, and none of CSL's variables. */
static bool known_key(struct text key)
{
    static const char *const keys[] = {"id",   "type",       "keyword", "annote",    "custom",
                                       "note", "categories", "multi",   "system_id", "seeAlso"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (text_is(key, keys[i]))
            return true;
    return false;
}

static void entry_read(struct item_reader *reader, const struct value_entry *entry)
{
    const struct value *value = entry->value;
    enum variable variable = variable_find(entry->key);
    if (value->kind == VALUE_NULL)
        return;
    if (text_is(entry->key, "custom"))
        reader->item->custom = value;
    if (variable == VAR_KEYWORD)
        reader->item->keywords = keywords_read(reader->job, value);
    if (variable == VAR_ANNOTE && plain(value))
        reader->item->annote = (struct located){value->text, value->span};
    if (variable == VAR_NOTE || (variable == VAR_KEYWORD && value->kind == VALUE_LIST))
        return;
    if (variable < VARIABLE_COUNT) {
        variable_read(reader, variable, value);
    } else if (!known_key(entry->key)) {
        diag(reader->job, DIAG_SOURCE_KEY, entry->key_span,
             text_string(&reader->job->arena, entry->key), variable_nearest(entry->key), NULL);
    }
}

/* Later spellings of the same variable do not replace earlier ones. */
static void item_finish(struct item_reader *reader)
{
    struct source_item *item = reader->item;
    item->variables = reader->variables.items;
    item->count = reader->variables.count;
    item->by_variable =
        arena_array(&reader->job->arena, VARIABLE_COUNT, sizeof *item->by_variable);
    for (size_t i = 0; i < item->count; i++) {
        enum variable variable = variable_find(item->variables[i].name);
        if (!item->by_variable[variable])
            item->by_variable[variable] = &item->variables[i];
    }
}

static struct source_item *item_read(struct job *job, const struct value *value)
{
    struct item_reader reader = {.job = job};
    const struct value *id = value_find(value, "id");
    const struct value *type = value_find(value, "type");
    const struct value *note = value_find(value, "note");
    reader.item = arena_alloc(&job->arena, sizeof *reader.item);
    if (!id || !plain(id) || !id->text.length) {
        shape(job, value, "a source has no id");
        return NULL;
    }
    reader.item->id = id->text;
    reader.item->span = id->span;
    reader.item->type = type && plain(type) ? text_trim(type->text) : TEXT("document");
    for (size_t i = 0; i < value->count; i++)
        entry_read(&reader, &value->entries[i]);
    if (note)
        note_read(&reader, note);
    item_finish(&reader);
    return reader.item;
}

/* --- the library -------------------------------------------------------------------------- */

static struct library *library_new(struct job *job)
{
    struct library *library = arena_alloc(&job->arena, sizeof *library);
    library->by_id = map_new(&job->arena);
    return library;
}

static void item_add(struct job *job, struct library *library, struct source_item *item)
{
    const struct source_item *old = map_find(&library->by_id, item->id);
    if (old) {
        struct text where = source_find(job, old->span.source)->name;
        diag(job, DIAG_SOURCE_TWICE, item->span, text_string(&job->arena, item->id),
             text_string(&job->arena, where), NULL);
        return;
    }
    item->order = library->items.count;
    map_put(&library->by_id, item->id, item);
    *array_push(&job->arena, &library->items) = item;
}

static void values_add(struct job *job, struct library *library, const struct value *value)
{
    const struct value *list = value;
    if (value->kind == VALUE_MAP && !value_find(value, "id"))
        list = value_find(value, "references");
    if (!list || list->kind == VALUE_SCALAR) {
        shape(job, value, "sources are a list, or a map with the list under \"references\"");
        return;
    }
    bool single = list->kind == VALUE_MAP;
    for (size_t i = 0; i < (single ? 1 : list->count); i++) {
        const struct value *entry = single ? list : list->items[i];
        if (entry->kind != VALUE_MAP) {
            shape(job, entry, "a source is a map of variables");
            continue;
        }
        struct source_item *item = item_read(job, entry);
        if (item)
            item_add(job, library, item);
    }
}

const struct library *library_read(struct job *job, const struct located *files, size_t count)
{
    struct library *library = library_new(job);
    for (size_t i = 0; i < count; i++) {
        const struct value *value = value_read(job, files[i].text, files[i].span);
        if (value)
            values_add(job, library, value);
    }
    return library;
}

const struct library *library_read_value(struct job *job, const struct value *value)
{
    struct library *library = library_new(job);
    values_add(job, library, value);
    return library;
}

const struct source_item *library_find(const struct library *library, struct text id)
{
    return map_find(&library->by_id, id);
}

struct text library_nearest(const struct library *library, struct text id)
{
    return map_nearest(&library->by_id, id);
}

size_t library_count(const struct library *library)
{
    return library->items.count;
}

const struct source_item *library_item(const struct library *library, size_t order)
{
    return library->items.items[order];
}

/* --- items, for callers ------------------------------------------------------------------- */

const struct source_variable *item_find(const struct source_item *item, const char *name)
{
    enum variable variable = variable_find(text_of(name));
    return variable < VARIABLE_COUNT ? item->by_variable[variable] : NULL;
}

struct text item_text(const struct source_item *item, const char *name)
{
    const struct source_variable *found = item_find(item, name);
    return found ? found->text : (struct text){0};
}

static struct text url_of(struct job *job, const char *before, struct text id)
{
    if (text_starts(id, "http://") || text_starts(id, "https://"))
        return id;
    struct buffer buffer = buffer_new(&job->arena);
    buffer_string(&buffer, before);
    buffer_add(&buffer, id);
    return buffer_text(&buffer);
}

struct text item_link(struct job *job, const struct source_item *item)
{
    struct text doi = item_text(item, "DOI");
    struct text pmcid = item_text(item, "PMCID");
    struct text pmid = item_text(item, "PMID");
    if (doi.length)
        return url_of(job, "https://doi.org/", doi);
    if (pmcid.length)
        return url_of(job, "https://www.ncbi.nlm.nih.gov/pmc/articles/", pmcid);
    if (pmid.length)
        return url_of(job, "https://pubmed.ncbi.nlm.nih.gov/", pmid);
    return item_text(item, "URL");
}

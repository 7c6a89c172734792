/*
 * Takes files of sources, gives the library of items.
 * The one idea: both formats arrive as the same tree of values; one reader for each kind of
 * variable turns it into an item, saying where it stumbled and going on.
 */
#include <string.h>

#include "base/map.h"
#include "citation/import.h"
#include "citation/names.h"
#include "citation/source_date.h"
#include "citation/standing.h"
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

/* Lists have room for a power of two, so that a note can add to them. */
static size_t names_room(size_t count)
{
    size_t room = 1;
    while (room < count)
        room *= 2;
    return room;
}

static struct source_names names_read(struct item_reader *reader, const struct value *value)
{
    struct source_names names = {0};
    bool list = value->kind == VALUE_LIST;
    size_t count = list ? value->count : 1;
    names.items = arena_array(&reader->job->arena, names_room(count), sizeof *names.items);
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
        added->date = source_date_read(reader->job, value);
        if (source_date_blank(&added->date))
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
    if ((names->count & (names->count - 1)) == 0) {
        size_t room = names_room(names->count + 1);
        struct source_name *items = arena_array(&reader->job->arena, room, size);
        if (names->count)
            memcpy(items, names->items, names->count * size);
        names->items = items;
    }
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
    if (standing_take(reader->job, reader->item, key, rest, span))
        return true;
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
        source_date_parse(rest, &added->date);
    else
        added->text = rest;
    return true;
}

/* "{:PMID: 123}" anywhere in the note, the older spelling. */
static bool note_braced(struct item_reader *reader, struct text note, size_t *at, size_t end,
                        struct span span)
{
    if (!text_starts(text_slice(note, *at, note.length), "{:") || end == note.length)
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
    size_t brace = 0, close = 0, newline = 0; /* the next of each, looked for once */
    for (size_t at = 0; at < note.length;) {
        if (close <= at)
            close = text_find(note, '}', at);
        if (note_braced(reader, note, &at, close, value->span))
            continue;
        if (newline <= at)
            newline = text_find(note, '\n', at);
        size_t end = newline;
        if (brace <= at)
            brace = text_search(note, TEXT("{:"), at + 1);
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
    if (plain(value) &&
        standing_take(reader->job, reader->item, entry->key, value->text, value->span))
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
    standing_finish(reader->job, item);
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

static void report_twice(struct job *job, const struct source_item *item,
                         const struct source_item *other)
{
    struct place place = source_place(job, other->span);
    struct buffer where = buffer_new(&job->arena);
    buffer_add(&where, place.name);
    buffer_byte(&where, ':');
    buffer_number(&where, (int64_t)place.line);
    diag(job, DIAG_SOURCE_TWICE, item->span, text_string(&job->arena, item->id),
         text_string(&job->arena, buffer_text(&where)), NULL);
}

static void item_add(struct job *job, struct library *library, struct source_item *item)
{
    const struct source_item *old = map_find(&library->by_id, item->id);
    if (old) {
        report_twice(job, item, old);
        report_twice(job, old, item);
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
        const struct value *value = import_read(job, files[i].text, files[i].span);
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

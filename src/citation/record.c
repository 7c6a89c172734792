/*
 * Takes what an import format says of a source, gives the map of values that CSL-YAML would
 * have. Values are made through data/tree.h, so that its limits hold for these files too.
 */
#include "citation/record.h"

#define DEPTH 4 /* of a value in a record: list, map, list of names, name */

struct importer importer_new(struct job *job, uint32_t number)
{
    struct importer importer = {.job = job, .source = number};
    importer.text = source_find(job, number)->text;
    importer.tree.job = job;
    importer.tree.source = number;
    return importer;
}

struct span importer_span(const struct importer *importer, size_t start, size_t end)
{
    size_t length = importer->text.length;
    start = start < length ? start : length;
    end = end < length ? end : length;
    return (struct span){importer->source, (uint32_t)start, (uint32_t)end};
}

void importer_fault(struct importer *importer, struct span span, const char *message,
                    const char *hint)
{
    diag(importer->job, DIAG_SOURCE_SYNTAX, span, message, hint, NULL);
}

static struct value *value_new(struct importer *importer, enum value_kind kind,
                               struct span span)
{
    if (importer->tree.failed)
        return NULL;
    return tree_value(&importer->tree, kind, span.start, span.end, DEPTH);
}

static struct value *scalar(struct importer *importer, struct text text, struct span span)
{
    struct value *value = value_new(importer, VALUE_SCALAR, span);
    if (value) {
        value->quoted = true;
        value->text = text;
    }
    return value;
}

struct value *importer_finish(struct importer *importer)
{
    struct value *list = arena_alloc(&importer->job->arena, sizeof *list);
    list->kind = VALUE_LIST;
    list->span = importer_span(importer, 0, importer->text.length);
    tree_close_list(list, &importer->records);
    return list;
}

struct record record_new(struct importer *importer, struct span span)
{
    return (struct record){.importer = importer, .span = span};
}

static struct value_entry *entry_find(const struct tree_entries *entries, const char *key)
{
    for (size_t i = 0; i < entries->list.count; i++)
        if (text_is(entries->list.items[i].key, key))
            return &entries->list.items[i];
    return NULL;
}

static void entry_add(struct record *record, struct tree_entries *entries, const char *key,
                      struct value *value)
{
    if (!value)
        return;
    *array_push(&record->importer->job->arena, &entries->list) =
        (struct value_entry){text_of(key), value->span, value};
}

struct text record_text(const struct record *record, const char *key)
{
    const struct value_entry *entry = entry_find(&record->entries, key);
    return entry && entry->value->kind == VALUE_SCALAR ? entry->value->text : (struct text){0};
}

bool record_has(const struct record *record, const char *key)
{
    return entry_find(&record->entries, key) != NULL;
}

void record_set(struct record *record, const char *key, struct text text, struct span span)
{
    text = text_trim(text);
    if (text.length && !record_has(record, key))
        entry_add(record, &record->entries, key, scalar(record->importer, text, span));
}

void record_replace(struct record *record, const char *key, struct text text, struct span span)
{
    struct value_entry *entry = entry_find(&record->entries, key);
    if (!entry) {
        record_set(record, key, text, span);
        return;
    }
    struct value *value = scalar(record->importer, text_trim(text), span);
    if (value)
        entry->value = value;
}

void record_drop(struct record *record, const char *key)
{
    struct value_entry *entry = entry_find(&record->entries, key);
    if (!entry)
        return;
    size_t after = (size_t)(record->entries.list.items + record->entries.list.count - entry);
    memmove(entry, entry + 1, (after - 1) * sizeof *entry);
    record->entries.list.count--;
}

/* Appends to the list under `key`, which is made where it is not there. The lists are short, so
 * they are copied at powers of two only. */
static void list_push(struct record *record, struct tree_entries *entries, const char *key,
                      struct value *item)
{
    struct arena *arena = &record->importer->job->arena;
    struct value_entry *entry = entry_find(entries, key);
    if (!item)
        return;
    if (!entry) {
        entry_add(record, entries, key, value_new(record->importer, VALUE_LIST, item->span));
        entry = entry_find(entries, key);
    }
    if (!entry || entry->value->kind != VALUE_LIST)
        return;
    struct value *list = entry->value;
    size_t size = sizeof *list->items;
    if ((list->count & (list->count - 1)) == 0) {
        size_t room = list->count ? list->count * 2 : 1;
        list->items = arena_grow(arena, list->items, list->count * size, room * size);
    }
    list->items[list->count++] = item;
}

static void part_add(struct record *record, struct tree_entries *parts, const char *key,
                     struct text text, struct span span)
{
    if (text.length)
        entry_add(record, parts, key, scalar(record->importer, text, span));
}

void record_name(struct record *record, const char *key, const struct source_name *name,
                 struct span span)
{
    struct tree_entries parts = {0};
    part_add(record, &parts, "family", name->family, span);
    part_add(record, &parts, "given", name->given, span);
    part_add(record, &parts, "dropping-particle", name->dropping_particle, span);
    part_add(record, &parts, "non-dropping-particle", name->non_dropping_particle, span);
    part_add(record, &parts, "suffix", name->suffix, span);
    part_add(record, &parts, "literal", name->literal, span);
    struct value *map = parts.list.count ? value_new(record->importer, VALUE_MAP, span) : NULL;
    if (!map)
        return;
    map->entries = parts.list.items;
    map->count = parts.list.count;
    list_push(record, &record->entries, key, map);
}

void record_custom(struct record *record, const char *key, struct text text, struct span span)
{
    text = text_trim(text);
    if (text.length)
        list_push(record, &record->custom, key, scalar(record->importer, text, span));
}

void record_close(struct record *record)
{
    struct importer *importer = record->importer;
    if (record->custom.list.count) {
        struct value *custom = value_new(importer, VALUE_MAP, record->span);
        if (custom) {
            custom->entries = record->custom.list.items;
            custom->count = record->custom.list.count;
        }
        entry_add(record, &record->entries, "custom", custom);
    }
    struct value *map = value_new(importer, VALUE_MAP, record->span);
    if (!map)
        return;
    map->entries = record->entries.list.items;
    map->count = record->entries.list.count;
    *array_push(&importer->job->arena, &importer->records.list) = map;
}

/*
 * Gives every entry the fields of those it refers to: all of xdata, and of crossref what the
 * types allow under the names they have there.
 * The one idea: an entry's parents are finished before it, so chains need no second pass, and a
 * mark on the way finds the circle.
 */
#include "citation/bibtex.h"

#define PARENTS_MOST 20 /* of one entry, and in a chain */

static bool one_of(struct text word, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (text_is(word, words[i]))
            return true;
    return false;
}

/* Fields that belong to their entry alone. */
static bool own(struct text name)
{
    static const char *const names[] = {
        "crossref", "xref",       "xdata",    "ids",         "entryset", "entrysubtype",
        "execute",  "label",      "options",  "presort",     "related",  "relatedoptions",
        "sortkey",  "shorthand",  "sortname", "relatedtype", "keywords", "relatedstring",
        "abstract", "annotation", "annote",   NULL};
    return one_of(name, names);
}

/* The name a parent's field has in the child: the book's title is a chapter's booktitle. */
static struct text child_name(const struct bib_entry *child, const struct bib_entry *parent,
                              struct text name)
{
    static const char *const inner[] = {
        "inbook",     "incollection", "inproceedings",  "conference",  "inreference",
        "bookinbook", "suppbook",     "suppcollection", "inreference", NULL};
    static const char *const outer[] = {"book",      "collection", "proceedings",
                                        "reference", "manual",     NULL};
    static const char *const multi[] = {"mvbook", "mvcollection", "mvproceedings",
                                        "mvreference", NULL};
    bool in = one_of(child->type, inner);
    bool titled =
        text_is(name, "title") || text_is(name, "subtitle") || text_is(name, "titleaddon");
    const char *before = NULL;
    if (text_is(name, "shorttitle"))
        return (struct text){0};
    if (titled && one_of(parent->type, multi))
        before = "main";
    else if (titled && in && one_of(parent->type, outer))
        before = "book";
    else if (titled && text_is(parent->type, "periodical"))
        before = "journal";
    if (text_is(name, "author") && in && text_is(parent->type, "book") &&
        (text_is(child->type, "inbook") || text_is(child->type, "bookinbook")))
        return TEXT("bookauthor");
    static const char *const names[][4] = {
        {"main", "maintitle", "mainsubtitle", "maintitleaddon"},
        {"book", "booktitle", "booksubtitle", "booktitleaddon"},
        {"journal", "journaltitle", "journalsubtitle", "journaltitleaddon"}};
    for (size_t i = 0; before && i < 3; i++)
        if (strcmp(before, names[i][0]) == 0)
            return text_of(names[i][text_is(name, "title")      ? 1
                                    : text_is(name, "subtitle") ? 2
                                                                : 3]);
    return name;
}

static void take(struct bib_file *file, struct bib_entry *child, const struct bib_entry *parent,
                 bool data)
{
    struct arena *arena = &file->importer->job->arena;
    for (size_t i = 0; i < parent->fields.count; i++) {
        struct bib_field field = parent->fields.items[i];
        if (own(field.name) && !data)
            continue;
        if (!data)
            field.name = child_name(child, parent, field.name);
        if (!field.name.length || bib_find(child, text_string(arena, field.name)))
            continue;
        file->expanded += field.value.length + sizeof field;
        if (file->expanded < BIB_EXPANDED_MOST)
            *array_push(arena, &child->fields) = field;
    }
}

static void complete(struct bib_file *file, struct bib_entry *entry, int depth);

static void parent_take(struct bib_file *file, struct bib_entry *entry,
                        const struct bib_field *field, struct text key, int depth)
{
    struct job *job = file->importer->job;
    struct bib_entry *parent = map_find(&file->by_key, key);
    if (!parent) {
        diag(job, DIAG_SOURCE_CROSSREF, field->span, text_string(&job->arena, key),
             text_string(&job->arena, map_nearest(&file->by_key, key)), NULL);
        return;
    }
    if (parent->visited || depth >= PARENTS_MOST) {
        importer_fault(file->importer, field->span, "this entry inherits from itself", NULL);
        return;
    }
    complete(file, parent, depth + 1);
    take(file, entry, parent, text_is(field->name, "xdata"));
}

/* Parents in the order of the fields; xdata may name several. */
static void complete(struct bib_file *file, struct bib_entry *entry, int depth)
{
    if (entry->inherited)
        return;
    entry->visited = true;
    size_t count = entry->fields.count;
    for (size_t i = 0, parents = 0; i < count; i++) {
        struct bib_field field = entry->fields.items[i];
        if (!text_is(field.name, "crossref") && !text_is(field.name, "xdata"))
            continue;
        for (size_t at = 0; at < field.value.length && parents < PARENTS_MOST; parents++) {
            size_t end = text_find(field.value, ',', at);
            struct text key = text_trim(text_slice(field.value, at, end));
            if (key.length)
                parent_take(file, entry, &field, key, depth);
            at = end + 1;
        }
    }
    entry->visited = false;
    entry->inherited = true;
}

void bib_inherit(struct bib_file *file)
{
    bool reported = file->expanded > BIB_EXPANDED_MOST;
    for (size_t i = 0; i < file->entries.count; i++)
        complete(file, file->entries.items[i], 0);
    if (!reported && file->expanded > BIB_EXPANDED_MOST)
        importer_fault(file->importer, importer_span(file->importer, 0, 1),
                       "@string entries and crossrefs make this file too large", NULL);
}

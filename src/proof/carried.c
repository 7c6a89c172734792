/*
 * Takes a finished file read back, compares the files that it carries; see carried.h.
 * All must be in the name tree and among the associated files (ISO 19005-3, annex E), with the
 * bytes that the document has, and no others.
 */
#include "proof/carried.h"

/* An embedded file: its specification, and where that is referred to. */
struct carried {
    struct text name;
    const struct object *reference;
    bool met; /* the document has one of that name */
};

struct carrying {
    struct job *job;
    struct file *file;
    ARRAY(struct carried) list;
    struct span at;
};

static void tell(struct carrying *carrying, struct text name, const char *said)
{
    diag(carrying->job, DIAG_PROOF_ATTACHMENT, carrying->at,
         text_string(&carrying->job->arena, name), said, NULL);
}

/* ---- what the file carries --------------------------------------------------------------*/

#define TREE_DEEP 16

/* The entries of a node of the name tree and of those below (7.9.6). */
static void read_names(struct carrying *carrying, const struct object *node, int depth)
{
    struct file *file = carrying->file;
    struct arena *arena = &carrying->job->arena;
    const struct object *pairs = file_entry(file, node, "Names");
    const struct object *kids = file_entry(file, node, "Kids");
    for (size_t i = 0; pairs->kind == OBJECT_ARRAY && i + 1 < pairs->count; i += 2) {
        const struct object *specification = file_resolve(file, &pairs->items[i + 1]);
        struct carried *carried = array_push(arena, &carrying->list);
        carried->reference = &pairs->items[i + 1];
        carried->name = object_words(arena, file_entry(file, specification, "UF"));
        if (!file_spend(file, 64))
            return;
    }
    for (size_t i = 0; kids->kind == OBJECT_ARRAY && i < kids->count; i++)
        if (depth < TREE_DEEP && file_spend(file, 16))
            read_names(carrying, file_resolve(file, &kids->items[i]), depth + 1);
}

/* Whether the catalog names it among the associated files. */
static bool is_associated(struct carrying *carrying, const struct carried *carried)
{
    const struct object *list = file_entry(carrying->file, file_catalog(carrying->file), "AF");
    for (size_t i = 0; list->kind == OBJECT_ARRAY && i < list->count; i++)
        if (list->items[i].kind == OBJECT_REFERENCE &&
            carried->reference->kind == OBJECT_REFERENCE &&
            list->items[i].number == carried->reference->number)
            return true;
    return false;
}

/* ---- comparisons ------------------------------------------------------------------------*/

static struct carried *find_carried(struct carrying *carrying, struct text name)
{
    for (size_t i = 0; i < carrying->list.count; i++)
        if (text_equal(carrying->list.items[i].name, name))
            return &carrying->list.items[i];
    return NULL;
}

static bool same_relation(const struct object *said, enum relation relation)
{
    static const char *const names[] = {[RELATION_SOURCE] = "Source",
                                        [RELATION_DATA] = "Data",
                                        [RELATION_SUPPLEMENT] = "Supplement"};
    return object_is_name(said, names[relation]);
}

/* Unpacks into room of its own, as an attachment may be large. */
static bool same_bytes(struct carrying *carrying, const struct object *stream,
                       struct text wanted)
{
    struct arena *arena = &carrying->job->arena;
    struct arena scratch = arena_new(0, arena->exhausted, arena->context);
    struct text bytes = TEXT("");
    bool same = file_unpack(carrying->file, stream, &scratch, wanted.length, &bytes) &&
                text_equal(bytes, wanted);
    arena_free(&scratch);
    return same;
}

static void compare_one(struct carrying *carrying, const struct attachment *wanted)
{
    struct file *file = carrying->file;
    struct carried *carried = find_carried(carrying, wanted->name);
    if (carried == NULL) {
        tell(carrying, wanted->name, "is missing in the finished file");
        return;
    }
    carried->met = true;
    const struct object *specification = file_resolve(file, carried->reference);
    const struct object *stream = file_entry(file, file_entry(file, specification, "EF"), "F");
    if (!same_bytes(carrying, stream, wanted->bytes))
        tell(carrying, wanted->name, "differs from the document's");
    if (!text_equal(object_text(file_entry(file, stream, "Subtype")), wanted->type))
        tell(carrying, wanted->name, "has another media type than the document's");
    if (!is_associated(carrying, carried) ||
        !same_relation(file_entry(file, specification, "AFRelationship"), wanted->relation))
        tell(carrying, wanted->name, "does not say what it is to the document");
}

void carried_compare(struct job *job, const struct proof *proof)
{
    struct carrying carrying = {.job = job, .file = proof->file};
    const struct document *document = proof->against->document;
    const struct attachments *wanted = proof->against->attachments;
    const struct object *names = file_entry(proof->file, file_catalog(proof->file), "Names");
    carrying.at =
        document->attachments.count > 0 ? document->attachments.items[0].span : document->span;
    read_names(&carrying, file_entry(proof->file, names, "EmbeddedFiles"), 0);
    for (size_t i = 0; wanted != NULL && i < wanted->count; i++)
        compare_one(&carrying, &wanted->items[i]);
    for (size_t i = 0; i < carrying.list.count; i++)
        if (!carrying.list.items[i].met)
            tell(&carrying, carrying.list.items[i].name, "is none that the document asks for");
}

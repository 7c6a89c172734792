/*
 * Takes what was read, gives the files that the PDF is to carry.
 * The one idea: names say where a file stands seen from the document, never where the project
 * stands on a machine, so that what is taken out of the PDF can be printed again.
 */
#include <stdlib.h>

#include "evidence/evidence.h"

/* What is being gathered. */
struct gathering {
    struct job *job;
    ARRAY(struct attachment) list;
};

static struct attachment *add(struct gathering *gathering, struct text name, struct text bytes)
{
    struct attachment *added = array_push(&gathering->job->arena, &gathering->list);
    added->name = name;
    added->bytes = bytes;
    return added;
}

/* ---- content ----------------------------------------------------------------------------*/

/* Media types by ending (RFC 9512, RFC 7763, RFC 8259). */
static struct text type_of(struct text name)
{
    static const char *const types[][2] = {
        {".yaml", "application/yaml"}, {".yml", "application/yaml"}, {".md", "text/markdown"},
        {".json", "application/json"}, {".png", "image/png"},        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},       {".txt", "text/plain"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_ends(name, types[i][0]))
            return text_of(types[i][1]);
    return TEXT("application/octet-stream");
}

/* How many bytes of the names are the document's folder; 0 if a file lies outside of it. */
static size_t shared_folder(struct job *job, const struct document *document,
                            const struct content_files *files)
{
    struct text name = source_relative(job, document->span.source);
    size_t length = name.length;
    while (length > 0 && name.bytes[length - 1] != '/')
        length--;
    for (size_t i = 0; i < files->count; i++) {
        struct text other = source_relative(job, files->numbers[i]);
        if (!text_equal(text_slice(other, 0, length), text_slice(name, 0, length)))
            return 0;
    }
    return length;
}

static void add_content(struct gathering *gathering, const struct document *document,
                        const struct content_files *files)
{
    struct job *job = gathering->job;
    size_t folder = shared_folder(job, document, files);
    for (size_t i = 0; i < files->count; i++) {
        struct text path = source_relative(job, files->numbers[i]);
        if (path.length == 0)
            continue;
        struct text name = text_slice(path, folder, path.length);
        struct attachment *added =
            add(gathering, name, source_find(job, files->numbers[i])->text);
        bool whole = files->numbers[i] == document->span.source;
        added->words = whole ? TEXT("The document that this PDF was printed from")
                             : TEXT("A file of the document's content");
        added->type = type_of(name);
        added->relation = RELATION_SOURCE;
    }
}

/* ---- what was made -----------------------------------------------------------------------*/

/* A name that no file of the content has. */
static struct text free_name(const struct gathering *gathering, const char *wanted)
{
    struct buffer name = buffer_new(&gathering->job->arena);
    buffer_string(&name, wanted);
    for (size_t i = 0; i < gathering->list.count; i++)
        if (text_equal(gathering->list.items[i].name, buffer_text(&name))) {
            name.length = 0;
            buffer_string(&name, "printed/");
            buffer_string(&name, wanted);
        }
    return buffer_text(&name);
}

static void add_bibliography(struct gathering *gathering, const struct library *library,
                             const struct references *references)
{
    struct arena *arena = &gathering->job->arena;
    size_t most = references->bibliography.count, count = 0;
    const struct source_item **items = arena_array(arena, most, sizeof *items);
    for (size_t i = 0; i < most; i++) {
        struct text id = references->bibliography.items[i].id;
        bool entry = text_starts(id, "ref-");
        const struct source_item *item =
            entry ? library_find(library, text_slice(id, 4, id.length)) : NULL;
        if (item != NULL)
            items[count++] = item;
    }
    struct buffer out = buffer_new(arena);
    items_write(items, count, &out);
    struct attachment *added =
        add(gathering, free_name(gathering, "bibliography.csl.json"), buffer_text(&out));
    added->words = TEXT("The references as CSL-JSON, in the order of the list");
    added->type = TEXT("application/vnd.citationstyles.csl+json");
    added->relation = RELATION_DATA;
}

static void add_claims(struct gathering *gathering, const struct claims *claims)
{
    struct buffer out = buffer_new(&gathering->job->arena);
    claims_json(claims, &out);
    struct attachment *added =
        add(gathering, free_name(gathering, "claims.json"), buffer_text(&out));
    added->words = TEXT("The claims as JSON, with their sources, certainty and numbers");
    added->type = TEXT("application/json");
    added->relation = RELATION_DATA;
}

/* ---- the door ---------------------------------------------------------------------------*/

static bool is_wanted(const struct document *document, const char *name)
{
    for (size_t i = 0; i < document->attachments.count; i++)
        if (text_is(document->attachments.items[i].text, name))
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    const struct attachment *first = a, *second = b;
    return text_compare(first->name, second->name);
}

bool evidence_may_carry(struct job *job, const struct document *document, bool dated)
{
    const struct texts *wanted = &document->attachments;
    if (wanted->count == 0 || dated)
        return true;
    diag(job, DIAG_ATTACHMENT_DATE, wanted->items[0].span, NULL);
    return false;
}

struct attachments evidence_attachments(struct job *job, const struct document *document,
                                        const struct library *library,
                                        const struct references *references,
                                        const struct content_files *files)
{
    struct gathering gathering = {.job = job};
    if (is_wanted(document, "content"))
        add_content(&gathering, document, files);
    if (is_wanted(document, "bibliography"))
        add_bibliography(&gathering, library, references);
    if (is_wanted(document, "claims") && document->claims->count > 0)
        add_claims(&gathering, document->claims);
    if (gathering.list.count > 0)
        qsort(gathering.list.items, gathering.list.count, sizeof *gathering.list.items,
              by_name);
    return (struct attachments){gathering.list.count, gathering.list.items};
}

/*
 * Takes the document and the library, gives messages: keys that no source has, sources that
 * nobody cites. The latter only where nothing else is wrong.
 */
#include "base/map.h"
#include "evidence/exponent.h"
#include "evidence/notices.h"

static void check_key(struct job *job, const struct library *library, struct text key,
                      struct span at)
{
    if (library_find(library, key) != NULL)
        return;
    diag(job, DIAG_CITE_UNKNOWN, at, text_string(&job->arena, key),
         text_string(&job->arena, library_nearest(library, key)), NULL);
}

static bool lists_all(const struct document *document)
{
    for (size_t i = 0; i < document->nocite.count; i++)
        if (text_is(document->nocite.items[i].text, "*"))
            return true;
    return false;
}

/* Which keys the document cites or lists, as a set. */
static struct map cited_keys(struct job *job, const struct document *document)
{
    struct map keys = map_new(&job->arena);
    for (size_t i = 0; i < document->cite_count; i++)
        for (size_t j = 0; j < document->cites[i].count; j++)
            map_put(&keys, document->cites[i].items[j].key, NULL);
    for (size_t i = 0; i < document->nocite.count; i++)
        map_put(&keys, document->nocite.items[i].text, NULL);
    return keys;
}

static void check_unused(struct job *job, const struct document *document,
                         const struct library *library)
{
    if (lists_all(document))
        return;
    struct map cited = cited_keys(job, document);
    for (size_t i = 0; i < library_count(library); i++) {
        const struct source_item *item = library_item(library, i);
        if (!map_has(&cited, item->id))
            diag(job, DIAG_SOURCE_UNUSED, item->span, text_string(&job->arena, item->id), NULL);
    }
}

/* Lists of references name sections by their headings' ids. */
static void check_lists(struct job *job, const struct document *document)
{
    const struct citing *citing = &document->citing;
    for (size_t i = 0; i < citing->list_count; i++) {
        const struct texts *sections = &citing->lists[i].sections;
        for (size_t k = 0; k < sections->count; k++) {
            struct text id = sections->items[k].text;
            id = text_slice(id, text_starts(id, "#"), id.length);
            if (document_label(document, id) == NULL)
                diag(job, DIAG_REFERENCE_UNKNOWN, sections->items[k].span,
                     text_string(&job->arena, id),
                     text_string(&job->arena, map_nearest(&document->label_index, id)), NULL);
        }
    }
}

bool evidence_check(struct job *job, const struct cite_request *request)
{
    const struct document *document = request->document;
    const struct library *library = request->library;
    size_t errors = job->diags.errors;
    for (size_t i = 0; i < document->cite_count; i++) {
        const struct cite *cite = &document->cites[i];
        for (size_t j = 0; j < cite->count; j++)
            check_key(job, library, cite->items[j].key, cite->items[j].span);
    }
    for (size_t i = 0; i < document->nocite.count; i++)
        if (!text_is(document->nocite.items[i].text, "*"))
            check_key(job, library, document->nocite.items[i].text,
                      document->nocite.items[i].span);
    check_lists(job, document);
    if (request->notices != NULL)
        notices_check(job, document, library, request->notices);
    if (request->style != NULL && citation_style_facts(request->style).superscript)
        exponents_check(job, document);
    /* a fault may be what hides the cite: a key with a slip, a section that is missing */
    if (job->diags.errors == 0)
        check_unused(job, document, library);
    return job->diags.errors == errors;
}

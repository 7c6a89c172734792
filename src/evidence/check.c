/*
 * Takes the document and the library, gives messages: keys that no source has, sources that
 * nobody cites. The latter only where nothing else is wrong.
 */
#include <string.h>

#include "base/map.h"
#include "data/value.h"
#include "evidence/exponent.h"
#include "evidence/notices.h"

static void check_key(struct job *job, const struct cite_request *request, struct text key,
                      struct span at)
{
    if (library_find(request->library, key) != NULL)
        return;
    const char *named = text_string(&job->arena, key);
    const char *const *listed =
        request->strangers == NULL ? NULL : map_find(request->strangers, key);
    if (listed != NULL)
        diag(job, DIAG_CITE_LISTED, at, named, *listed, NULL);
    else
        diag(job, DIAG_CITE_UNKNOWN, at, named,
             text_string(&job->arena, library_nearest(request->library, key)), NULL);
}

/* "pg. 3" behind a key prints as other words would; where it was written it can be mended. */
static void check_locator(struct job *job, const struct cite_request *request,
                          const struct cite_item *item)
{
    if (request->style == NULL)
        return;
    struct citation_slip slip = citation_locator_slip(job, request->style, item->locator);
    if (slip.written.length == 0)
        return;
    size_t start = (size_t)(slip.written.bytes - item->locator.bytes);
    struct text whole = text_slice(item->locator, start, item->locator.length);
    struct buffer right = buffer_new(&job->arena);
    buffer_add(&right, slip.right);
    buffer_add(&right, text_slice(whole, slip.written.length, whole.length));
    const char *wrong = text_string(&job->arena, whole);
    const char *mended = text_string(&job->arena, buffer_text(&right));
    struct span behind = {item->span.source, item->span.end,
                          item->span.end + (uint32_t)item->locator.length + 2};
    struct text source = source_text(job, behind);
    size_t at = text_search(source, whole, 0);
    struct fix fix = {behind, buffer_text(&right)};
    fix.span.start += (uint32_t)at;
    fix.span.end = fix.span.start + (uint32_t)whole.length;
    if (at < source.length)
        diag_fix(job, DIAG_CITE_LOCATOR_SLIP, fix, fix.span, wrong, mended, NULL);
    else
        diag(job, DIAG_CITE_LOCATOR_SLIP, item->span, wrong, mended, NULL);
}

static void check_located(struct job *job, const struct cite_request *request,
                          const struct located *key)
{
    if (key->text.length > 0)
        check_key(job, request, key->text, key->span);
}

/* The end of a key that begins at `at`: letters and digits, with joints inside. */
static size_t key_end(struct text text, size_t at)
{
    size_t end = at;
    for (; at < text.length; at++) {
        char byte = text.bytes[at];
        if (text_alpha(byte) || text_digit(byte) || byte == '_')
            end = at + 1;
        else if (memchr(":.#$%&-+?<>~/", byte, 13) == NULL)
            break;
    }
    return end;
}

/* The keys that a claim's texts cite in brackets; `cited` are those that the document prints
 * and that were checked there. */
static void check_texts(struct job *job, const struct cite_request *request,
                        const struct claim *claim, const struct map *cited)
{
    struct claim_texts texts = claim_texts(&job->arena, claim);
    for (size_t i = 0; i < texts.count; i++) {
        struct text text = texts.items[i]->text;
        bool inside = false;
        for (size_t at = 0; at < text.length; at++) {
            char byte = text.bytes[at];
            inside = byte == '[' || (inside && byte != ']');
            bool joined =
                at > 0 && (text_alpha(text.bytes[at - 1]) || text_digit(text.bytes[at - 1]));
            if (!inside || byte != '@' || joined)
                continue;
            struct text key = text_slice(text, at + 1, key_end(text, at + 1));
            if (key.length > 0 && !map_has(cited, key))
                check_key(job, request, key,
                          value_within(job, text, texts.items[i]->span, key));
            at += key.length;
        }
    }
}

/* The keys of a claim, whether it is printed or not. A number that names no source has its
 * claim's, which is seen already. */
static void check_claim(struct job *job, const struct cite_request *request,
                        const struct claim *claim)
{
    for (size_t i = 0; i < claim->support_count; i++)
        check_located(job, request, &claim->supports[i].cite);
    for (size_t i = 0; i < claim->dispute_count; i++)
        check_located(job, request, &claim->disputes[i].cite);
    for (size_t i = 0; i < claim->correction_count; i++)
        check_located(job, request, &claim->corrections[i].in);
    for (size_t i = 0; i < claim->number_count; i++) {
        const struct located *cite = &claim->numbers[i].cite;
        bool own =
            claim->support_count != 1 || cite->span.start != claim->supports[0].cite.span.start;
        if (own)
            check_located(job, request, cite);
    }
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

/* A whole library may be named of which a document cites little: the first ten are named. */
#define UNUSED_MOST 10

static void check_unused(struct job *job, const struct document *document,
                         const struct library *library)
{
    if (lists_all(document))
        return;
    struct map cited = cited_keys(job, document);
    size_t count = 0;
    struct span next = {0};
    for (size_t i = 0; i < library_count(library); i++) {
        const struct source_item *item = library_item(library, i);
        if (map_has(&cited, item->id))
            continue;
        count++;
        if (count <= UNUSED_MOST)
            diag(job, DIAG_SOURCE_UNUSED, item->span, text_string(&job->arena, item->id), NULL);
        else if (count == UNUSED_MOST + 1)
            next = item->span;
    }
    struct buffer more = buffer_new(&job->arena);
    if (count > UNUSED_MOST) {
        buffer_number(&more, (int64_t)(count - UNUSED_MOST));
        diag(job, DIAG_SOURCE_UNUSED_MORE, next, text_string(&job->arena, buffer_text(&more)),
             NULL);
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
        for (size_t j = 0; j < cite->count; j++) {
            if (cite->items[j].made)
                continue;
            check_key(job, request, cite->items[j].key, cite->items[j].span);
            check_locator(job, request, &cite->items[j]);
        }
    }
    struct map cited = cited_keys(job, document);
    for (size_t i = 0; i < document->claims->count; i++) {
        check_claim(job, request, &document->claims->items[i]);
        check_texts(job, request, &document->claims->items[i], &cited);
    }
    for (size_t i = 0; i < document->nocite.count; i++)
        if (!text_is(document->nocite.items[i].text, "*"))
            check_key(job, request, document->nocite.items[i].text,
                      document->nocite.items[i].span);
    check_lists(job, document);
    if (request->notices != NULL)
        notices_check(job, request);
    if (request->style != NULL && citation_style_facts(request->style).superscript)
        exponents_check(job, document);
    /* a fault may be what hides the cite: a key with a slip, a section that is missing */
    if (job->diags.errors == 0)
        check_unused(job, document, library);
    return job->diags.errors == errors;
}

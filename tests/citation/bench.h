/*
 * What the tests of citation share: a style and items written in the test, rendered to text.
 * Looks show as marks: _italic_, *bold*, ^raised^, ~lowered~.
 */
#ifndef TESTS_CITATION_BENCH_H
#define TESTS_CITATION_BENCH_H

#include "citation/session.h"
#include "support.h"

static const struct citation_folders test_folders = {
    {"tests/citation/styles", sizeof "tests/citation/styles" - 1},
    {"tests/citation/locales", sizeof "tests/citation/locales" - 1},
};

struct bench {
    struct job *job;
    const struct citation_style *style;
    const struct library *library;
};

/* A style of `attributes` on cs:style and its children in `body`, and items in JSON. */
static inline struct bench bench_open(struct job *job, const char *attributes, const char *body,
                                      const char *items)
{
    struct buffer csl = buffer_new(&job->arena);
    buffer_string(&csl, "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\" ");
    buffer_string(&csl, attributes);
    buffer_byte(&csl, '>');
    buffer_string(&csl, body);
    buffer_string(&csl, "</style>");
    struct bench bench = {.job = job};
    const struct xml_element *xml =
        xml_read(job, source_add(job, TEXT("test.csl"), buffer_text(&csl)));
    if (xml != NULL)
        bench.style = style_of_xml(job, &test_folders, xml, TEXT(""), (struct span){0});
    const struct value *value =
        value_read_json(job, source_add(job, TEXT("test.json"), text_of(items)));
    if (value != NULL)
        bench.library = library_read_value(job, value);
    return bench;
}

static inline void show_mark(struct buffer *out, unsigned flags)
{
    if (flags & RICH_SUPERSCRIPT)
        buffer_byte(out, '^');
    if (flags & RICH_SUBSCRIPT)
        buffer_byte(out, '~');
    if (flags & RICH_BOLD)
        buffer_byte(out, '*');
    if (flags & RICH_ITALIC)
        buffer_byte(out, '_');
}

static inline struct text shown(struct job *job, const struct rich *rich)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t i = 0; i < rich->count; i++) {
        show_mark(&out, rich->runs[i].flags);
        buffer_add(&out, rich->runs[i].text);
        show_mark(&out, rich->runs[i].flags);
    }
    return buffer_text(&out);
}

/* A cite of the item `id`. */
static inline struct citation_cite cite_of(const struct bench *bench, const char *id)
{
    struct citation_cite cite = {.item = library_find(bench->library, text_of(id))};
    assert_non_null(cite.item);
    return cite;
}

/* All items in one cluster, and the bibliography. */
static inline const struct citations *render_all(const struct bench *bench)
{
    struct arena *arena = &bench->job->arena;
    struct citation_cluster *cluster = arena_alloc(arena, sizeof *cluster);
    cluster->count = library_count(bench->library);
    cluster->cites = arena_array(arena, cluster->count, sizeof *cluster->cites);
    for (size_t i = 0; i < cluster->count; i++)
        cluster->cites[i].item = library_item(bench->library, i);
    return citation_render(bench->job, bench->style, cluster, 1, NULL);
}

/* The one cluster of all items, as text. */
static inline struct text cited(struct job *job, const char *attributes, const char *body,
                                const char *items)
{
    struct bench bench = bench_open(job, attributes, body, items);
    assert_non_null(bench.style);
    return shown(job, &render_all(&bench)->clusters[0].text);
}

/* Entry `index` of the bibliography of all items, its body as text. */
static inline struct text listed(struct job *job, const char *attributes, const char *body,
                                 const char *items, size_t index)
{
    struct bench bench = bench_open(job, attributes, body, items);
    assert_non_null(bench.style);
    const struct citations *citations = render_all(&bench);
    assert_true(index < citations->bibliography.count);
    return shown(job, &citations->bibliography.entries[index].body);
}

#endif

/* Any bytes as a CSL style, used to render two fixed items: no crash, no hang. */
#include <stdlib.h>

#include "citation/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char items[] =
    "[{\"id\":\"a\",\"type\":\"book\",\"title\":\"A 'b' <i>c</i>\",\"page\":\"1-20\","
    "\"author\":[{\"family\":\"van Ash\",\"given\":\"Ann-Lee B.\"},{\"literal\":\"WHO\"}],"
    "\"issued\":{\"date-parts\":[[2001,2,3],[2002]]},\"edition\":2,\"DOI\":\"10.1/x\"},"
    "{\"id\":\"b\",\"type\":\"chapter\",\"title\":\"B\",\"author\":[{\"family\":\"van Ash\","
    "\"given\":\"Al\"}],\"editor\":[{\"family\":\"Elm\"}],\"issued\":{\"date-parts\":[[2001]]}}"
    "]";

static void render(struct job *job, const struct citation_style *style)
{
    const struct value *value =
        value_read_json(job, source_add(job, TEXT("items"), text_of(items)));
    const struct library *library = library_read_value(job, value);
    struct citation_cite cites[3] = {{.item = library_item(library, 0)},
                                     {.item = library_item(library, 1), .locator = TEXT("3")},
                                     {.item = library_item(library, 0)}};
    struct citation_cluster clusters[2] = {{2, cites, 1}, {1, cites + 2, 2}};
    const struct citations *citations = citation_render(job, style, clusters, 2, NULL);
    if (citations->count != 2)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text text = {(const char *)bytes, size};
    if (text_invalid(text) < text.length || text_find(text, '\0', 0) < text.length)
        return 0;
    struct job *job = job_new();
    struct citation_folders folders = {TEXT("tests/citation/styles"),
                                       TEXT("tests/citation/locales")};
    const struct xml_element *xml = xml_read(job, source_add(job, TEXT("input"), text));
    if ((xml == NULL) != (job->diags.errors > 0))
        abort();
    const struct citation_style *style =
        xml ? style_of_xml(job, &folders, xml, TEXT(""), (struct span){0}) : NULL;
    if (style)
        render(job, style);
    diag_sort(job);
    job_free(job);
    return 0;
}

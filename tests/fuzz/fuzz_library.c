/* Any bytes as sources, rendered in a fixed style: no crash, no hang. The first byte chooses
 * between JSON and YAML. */
#include "citation/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char csl[] =
    "<style class=\"in-text\" initialize-with=\". \"><citation disambiguate-add-names=\"true\" "
    "disambiguate-add-givenname=\"true\" disambiguate-add-year-suffix=\"true\" et-al-min=\"3\" "
    "et-al-use-first=\"1\" collapse=\"year\"><layout delimiter=\"; \"><names "
    "variable=\"author\">"
    "<name form=\"short\"/></names><date variable=\"issued\" form=\"text\"/><text "
    "variable=\"page\"/><number variable=\"volume\" form=\"ordinal\"/></layout></citation>"
    "<bibliography><sort><key variable=\"author\"/><key variable=\"title\"/></sort><layout>"
    "<names variable=\"author editor\"><name name-as-sort-order=\"all\"/><label/></names><text "
    "variable=\"title\" text-case=\"title\" quotes=\"true\" suffix=\".\"/><label "
    "variable=\"page\"/><text variable=\"URL\"/></layout></bibliography></style>";

static void render(struct job *job, const struct library *library)
{
    struct citation_folders folders = {TEXT("tests/citation/styles"),
                                       TEXT("tests/citation/locales")};
    const struct xml_element *xml = xml_read(job, source_add(job, TEXT("style"), text_of(csl)));
    const struct citation_style *style =
        style_of_xml(job, &folders, xml, TEXT(""), (struct span){0});
    size_t count = library_count(library);
    struct citation_cite *cites = arena_array(&job->arena, count, sizeof *cites);
    for (size_t i = 0; i < count; i++)
        cites[i].item = library_item(library, i);
    struct citation_cluster cluster = {count, cites, 0};
    if (style)
        citation_render(job, style, &cluster, 1, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text text = {(const char *)bytes + (size > 0), size - (size > 0)};
    if (text_invalid(text) < text.length || text_find(text, '\0', 0) < text.length)
        return 0;
    struct job *job = job_new();
    uint32_t number = source_add(job, TEXT("input"), text);
    bool json = size > 0 && bytes[0] == 'j';
    const struct value *value =
        json ? value_read_json(job, number) : value_read_yaml(job, number);
    if (value)
        render(job, library_read_value(job, value));
    diag_sort(job);
    job_free(job);
    return 0;
}

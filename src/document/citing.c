/*
 * Takes what a document says under `citations`, gives how its sources are cited and listed.
 */
#include "document/citing.h"

#include <string.h>

struct written_citing {
    struct located range, annotations;
    struct texts journals;
    bool pubmed_ids;
    const struct value *bibliographies;
};

static const struct field citing_fields[] = {
    {.name = "range",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct written_citing, range),
     .help = "between the ends of a range of citation numbers"},
    {.name = "pubmed-ids",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct written_citing, pubmed_ids),
     .help = "PMID and PMCID behind each reference"},
    {.name = "journals",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct written_citing, journals),
     .help = "files of journal titles with their abbreviations"},
    {.name = "annotations",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct written_citing, annotations),
     .help = "the field printed below each reference: annote, abstract or note"},
    {.name = "bibliographies",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written_citing, bibliographies),
     .help = "lists of references, each with a title and what goes into it"},
};

static const struct field list_fields[] = {
    {.name = "title",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct reference_list, title),
     .required = true,
     .help = "its heading"},
    {.name = "keyword",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct reference_list, keywords),
     .help = "sources with one of these keywords"},
    {.name = "type",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct reference_list, types),
     .help = "sources of one of these CSL types"},
    {.name = "section",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct reference_list, sections),
     .help = "sources cited in one of these sections, by the ids of their headings"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct field_table list_table = {"bibliography", list_fields, COUNT(list_fields),
                                              NULL, 0};
static const struct field_nest citing_nests[] = {
    {"bibliographies", SHAPE_LIST, &list_table, NULL, NULL},
    {"annotations", SHAPE_ONE, NULL, "^(annote|abstract|note)$", NULL},
};
const struct field_table citing_table = {"citations", citing_fields, COUNT(citing_fields),
                                         citing_nests, COUNT(citing_nests)};

static void read_lists(struct job *job, const struct value *value, struct citing *citing)
{
    if (value == NULL)
        return;
    if (value->kind != VALUE_LIST) {
        diag(job, DIAG_VALUE_KIND, value->span, "bibliographies", "a list", "what stands here",
             "write \"- title: Safety\" and below it \"keyword: safety\"", NULL);
        return;
    }
    citing->lists = arena_array(&job->arena, value->count, sizeof *citing->lists);
    for (size_t i = 0; i < value->count; i++)
        if (fields_read(job, value->items[i], list_fields, COUNT(list_fields), "bibliography",
                        0, &citing->lists[citing->list_count]))
            citing->list_count++;
}

static void check_annotations(struct job *job, const struct located *name)
{
    static const char *const names[] = {"annote", "abstract", "note"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (text_is(name->text, names[i]))
            return;
    if (name->span.source != 0)
        diag(job, DIAG_VALUE_CHOICE, name->span, "annotations",
             text_string(&job->arena, name->text), "write annote, abstract or note", NULL);
}

void citing_read(struct job *job, const struct value *value, struct citing *citing)
{
    struct written_citing written;
    memset(&written, 0, sizeof written);
    if (value == NULL)
        return;
    fields_read(job, value, citing_fields, COUNT(citing_fields), "citations", 0, &written);
    citing->range = written.range;
    citing->pubmed_ids = written.pubmed_ids;
    citing->journals = written.journals;
    citing->annotations = written.annotations;
    check_annotations(job, &written.annotations);
    read_lists(job, written.bibliographies, citing);
}

/*
 * Takes a document file, gives the whole document: metadata by a table of fields, then
 * glossary, sections, and the numbers that hold through all of them.
 */
#include "document/document.h"

#include <string.h>

#include "data/exceptions.h"
#include "document/builder.h"
#include "document/citing.h"
#include "document/finish.h"
#include "document/glossary.h"
#include "document/index.h"
#include "document/metadata.h"
#include "document/variables.h"

/* The document file as written. */
struct written {
    struct written_metadata metadata;
    struct located layout, citation_style, glossary, policy, retractions, versions, checked;
    struct texts authors, attachments, sources, claims, sections, keywords, nocite, packs;
    const struct value *variables, *exceptions, *citations, *index;
};

#define TEXT_FIELD(key, member, text)                                                          \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .offset = offsetof(struct written, member),           \
        .help = text                                                                           \
    }
#define TEXTS_FIELD(key, member, text)                                                         \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXTS, .offset = offsetof(struct written, member),          \
        .help = text                                                                           \
    }

static const struct field written_fields[] = {
#define META(member, key, kind_, needed, text)                                                 \
    {.name = key,                                                                              \
     .kind = FIELD_TEXT,                                                                       \
     .offset = offsetof(struct written, metadata.member),                                      \
     .required = needed,                                                                       \
     .help = text},
#include "document/metadata.def"
    TEXTS_FIELD("authors", authors, "who wrote it, for the PDF's metadata"),
    TEXTS_FIELD("attachments", attachments,
                "what the PDF carries: content, bibliography, claims"),
    TEXT_FIELD("layout", layout, "the file of layout rules"),
    TEXT_FIELD("citation-style", citation_style, "name or path of a CSL style"),
    TEXT_FIELD("glossary", glossary, "the file of abbreviations and terms"),
    TEXTS_FIELD("sources", sources, "files of CSL-YAML (.yaml) or CSL-JSON (.json)"),
    TEXTS_FIELD("keywords", keywords, "for the PDF's metadata"),
    TEXTS_FIELD("claims", claims, "the files of claims"),
    TEXTS_FIELD("nocite", nocite, "sources to list though nothing cites them; \"*\" for all"),
    TEXT_FIELD("versions", versions, "the file of versions with their digests"),
    TEXT_FIELD("checked", checked, "the file of numbers that were compared with their sources"),
    TEXT_FIELD("retractions", retractions, "the file of retracted and corrected sources"),
    {.name = "citations",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written, citations),
     .help = "how sources are cited and listed"},
    TEXTS_FIELD("packs", packs, "files of rules for a field or a drug"),
    TEXT_FIELD("policy", policy, "the file that turns rules on, off, up or down"),
    {.name = "exceptions",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written, exceptions),
     .help = "faults that are accepted in the whole document"},
    {.name = "index",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written, index),
     .help = "what the index says beside the terms marked in the text"},
    {.name = "variables",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct written, variables),
     .help = "name: text, or name: {to-fill: label}"},
    {.name = "sections",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct written, sections),
     .required = true,
     .help = "the Markdown files, in order"},
};

static const struct field label_fields[] = {
    {.name = "to-fill",
     .kind = FIELD_TEXT,
     .required = true,
     .help = "the label of a ruled blank"},
};

#define TABLE(what, fields, nests)                                                             \
    {                                                                                          \
        what, fields, sizeof fields / sizeof *fields, nests, sizeof nests / sizeof *nests      \
    }

static const struct field_table label_table = {"variable", label_fields, 1, NULL, 0};

/* The pattern of each kind of metadata. */
#define META_TEXT NULL
#define META_DATE PATTERN_FILL

static const struct field_nest written_nests[] = {
#define META(member, key, kind, needed, text) {key, SHAPE_ONE, NULL, META_##kind, NULL},
#include "document/metadata.def"
    {"attachments", SHAPE_LIST, NULL, "^(content|bibliography|claims)$", NULL},
    {"citations", SHAPE_ONE, &citing_table, NULL, NULL},
    {"exceptions", SHAPE_LIST, &exception_fields, NULL, NULL},
    {"index", SHAPE_ONE, &index_table, NULL, NULL},
    {"variables", SHAPE_NAMED, &label_table, PATTERN_ANY, NULL},
};

static const struct field_table written_table =
    TABLE("document", written_fields, written_nests);

const struct field_table *document_fields(void)
{
    return &written_table;
}

const struct field_table *glossary_fields(void)
{
    return &glossary_table;
}

/* ---- metadata
 * ---------------------------------------------------------------------------------*/

/* Those of the names that are known, each once. */
static struct texts attachments_of(const struct reader *reader, const struct texts *written)
{
    struct texts known = {0, arena_array(reader->arena, written->count, sizeof *known.items)};
    for (size_t i = 0; i < written->count; i++) {
        const struct located *name = &written->items[i];
        bool twice = false;
        for (size_t k = 0; k < known.count; k++)
            twice = twice || text_equal(known.items[k].text, name->text);
        if (!text_is(name->text, "content") && !text_is(name->text, "bibliography") &&
            !text_is(name->text, "claims"))
            diag(reader->job, DIAG_VALUE_CHOICE, name->span, "attachments",
                 reader_string(reader, name->text), "known: content, bibliography, claims",
                 NULL);
        else if (!twice)
            known.items[known.count++] = *name;
    }
    return known;
}

/* The texts of the map of variables. */
static struct texts texts_of(const struct reader *reader, const struct value *map)
{
    size_t count = map != NULL && map->kind == VALUE_MAP ? map->count : 0;
    struct texts texts = {0, arena_array(reader->arena, count, sizeof *texts.items)};
    for (size_t i = 0; i < count; i++) {
        const struct value *value = map->entries[i].value;
        if (value->kind == VALUE_SCALAR) {
            texts.items[texts.count].text = value->text;
            texts.items[texts.count++].span = value->span;
        }
    }
    return texts;
}

static void keep_written(struct reader *reader, const struct written *written)
{
    struct document *document = reader->document;
    struct span everywhere = {0, 0, 0};
    metadata_keep(reader, &written->metadata);
    document->authors = written->authors;
    document->attachments = attachments_of(reader, &written->attachments);
    document->keywords = written->keywords;
    document->layout = written->layout;
    const struct setting *style = variables_setting(reader, "citation-style");
    document->citation_style = written->citation_style;
    if (style != NULL)
        document->citation_style.text = style->value;
    document->sources = written->sources;
    document->packs = written->packs;
    document->policy = written->policy;
    document->retractions = written->retractions;
    document->versions = written->versions;
    document->checked = written->checked;
    document->variables = texts_of(reader, written->variables);
    document->nocite = written->nocite;
    for (size_t i = 0; i < document->nocite.count; i++) {
        struct text *key = &document->nocite.items[i].text;
        if (text_starts(*key, "@"))
            *key = text_slice(*key, 1, key->length);
    }
    exceptions_read(reader->job, written->exceptions, everywhere);
}

/* ---- sections
 * ---------------------------------------------------------------------------------*/

/* Each section has one level-1 heading, its first block. */
static void check_headings(struct reader *reader, const struct section *section)
{
    struct blocks blocks = section->blocks;
    struct span start = {section->source, 0, 0};
    if (blocks.count == 0 || blocks.items[0].kind != BLOCK_HEADING ||
        blocks.items[0].level != 1)
        diag(reader->job, DIAG_SECTION_HEADING,
             blocks.count == 0 ? start : blocks.items[0].span, NULL);
    for (size_t i = 1; i < blocks.count; i++)
        if (blocks.items[i].kind == BLOCK_HEADING && blocks.items[i].level == 1)
            diag(reader->job, DIAG_HEADING_SECOND, blocks.items[i].span, NULL);
}

static void report_unused(struct reader *reader)
{
    for (size_t i = 0; i < reader->definitions.count; i++) {
        const struct definition *definition = reader->definitions.entries[i].value;
        if (!definition->used)
            diag(reader->job, DIAG_NOTE_UNUSED, definition->span,
                 reader_string(reader, definition->label), NULL);
    }
}

static bool listed_before(const struct reader *reader, uint32_t source)
{
    for (size_t i = 0; i < reader->document->section_count; i++)
        if (reader->document->sections[i].source == source)
            return true;
    return false;
}

static void read_section(struct reader *reader, const struct located *written)
{
    struct job *job = reader->job;
    struct text path = source_resolve(job, written->text, written->span);
    uint32_t source = path.length == 0 ? 0 : source_read(job, path, SOURCE_TEXT, written->span);
    if (source == 0)
        return;
    if (listed_before(reader, source)) {
        diag(job, DIAG_SECTION_TWICE, written->span, reader_string(reader, written->text),
             NULL);
        return;
    }
    struct section *section = &reader->document->sections[reader->document->section_count++];
    section->source = source;
    reader->definitions = map_new(reader->arena);
    const struct prepared *prepared = prepare_section(reader, source);
    if (prepared == NULL)
        return;
    section->blocks = builder_section(reader, prepared);
    report_unused(reader);
    check_headings(reader, section);
}

static void read_sections(struct reader *reader, const struct texts *sections, struct span span)
{
    if (sections->count == 0)
        diag(reader->job, DIAG_DOCUMENT_EMPTY, span, NULL);
    reader->document->sections =
        arena_array(reader->arena, sections->count, sizeof *reader->document->sections);
    for (size_t i = 0; i < sections->count; i++)
        read_section(reader, &sections->items[i]);
}

/* The claim files that lie in the project. */
static void read_claims(struct reader *reader, const struct texts *named)
{
    struct located *files = arena_array(reader->arena, named->count, sizeof *files);
    size_t count = 0;
    for (size_t i = 0; i < named->count; i++) {
        files[count].span = named->items[i].span;
        files[count].text =
            source_resolve(reader->job, named->items[i].text, named->items[i].span);
        count += files[count].text.length > 0;
    }
    reader->document->claims = claims_read(reader->job, files, count);
}

static void read_glossary(struct reader *reader, const struct located *written)
{
    if (written->span.source == 0 || written->text.length == 0)
        return;
    struct text path = source_resolve(reader->job, written->text, written->span);
    if (path.length > 0)
        glossary_read(reader, path, written->span);
    reader->definitions = map_new(reader->arena);
}

static struct reader *reader_new(struct job *job, struct settings settings)
{
    struct reader *reader = arena_alloc(&job->arena, sizeof *reader);
    reader->job = job;
    reader->arena = &job->arena;
    reader->settings = settings;
    reader->variables = map_new(&job->arena);
    reader->abbreviations = map_new(&job->arena);
    reader->definitions = map_new(&job->arena);
    reader->index = map_new(&job->arena);
    reader->document = arena_alloc(&job->arena, sizeof *reader->document);
    reader->document->job = job;
    reader->document->label_index = map_new(&job->arena);
    return reader;
}

const struct document *document_read(struct job *job, struct text path,
                                     struct settings settings)
{
    struct span nowhere = {0, 0, 0};
    const struct value *map = value_read(job, path, nowhere);
    if (map == NULL)
        return NULL;
    struct reader *reader = reader_new(job, settings);
    struct document *document = reader->document;
    struct written written;
    memset(&written, 0, sizeof written);
    document->span.source = map->span.source;
    bool whole = fields_read(job, map, written_table.fields, written_table.count,
                             written_table.what, 0, &written);
    if (map->kind != VALUE_MAP)
        return NULL;
    keep_written(reader, &written);
    citing_read(job, written.citations, &document->citing);
    variables_read(reader, written.variables);
    read_claims(reader, &written.claims);
    read_glossary(reader, &written.glossary);
    if (whole || written.sections.count > 0)
        read_sections(reader, &written.sections, document->span);
    index_finish(reader, written.index);
    places_find(reader);
    labels_number(reader);
    order_number(reader);
    document->image_count = reader->images.count;
    document->images = reader->images.items;
    return document;
}

/* Takes the glossary file, gives abbreviations, terms and unbreakable words; see glossary.h. */
#include "document/glossary.h"

#include <stdlib.h>

#include "document/builder.h"

struct glossary {
    const struct value *abbreviations;
    const struct value *terms;
    struct texts unbreakable;
};

static const struct field parts_fields[] = {
    {.name = "abbreviations",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct glossary, abbreviations),
     .help = "short form: long form, expanded at its first use"},
    {.name = "terms",
     .kind = FIELD_VALUE,
     .offset = offsetof(struct glossary, terms),
     .help = "term: what it means, printed in the glossary"},
    {.name = "no-hyphenation",
     .kind = FIELD_TEXTS,
     .offset = offsetof(struct glossary, unbreakable),
     .help = "words never broken at a line's end"},
};

/* The long form of an abbreviation. */
struct long_form {
    struct located expansion;
    struct located plural;
    struct located plural_expansion;
};

static const struct field long_fields[] = {
    {.name = "expansion",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct long_form, expansion),
     .required = true,
     .help = "the words it stands for"},
    {.name = "plural",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct long_form, plural),
     .help = "the abbreviation's own plural, \"FDAs\""},
    {.name = "plural-expansion",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct long_form, plural_expansion),
     .help = "the plural of the expansion; with an s at its end if absent"},
};

static const struct field_table long_table = {
    "abbreviation", long_fields, sizeof long_fields / sizeof *long_fields, NULL, 0};
static const struct field_nest glossary_nests[] = {
    {"abbreviations", SHAPE_NAMED, &long_table, PATTERN_ANY, NULL},
    {"terms", SHAPE_NAMED, NULL, PATTERN_ANY, NULL},
};
const struct field_table glossary_table = {
    "glossary", parts_fields, sizeof parts_fields / sizeof *parts_fields, glossary_nests,
    sizeof glossary_nests / sizeof *glossary_nests};

static struct text with_s(struct reader *reader, struct text text)
{
    struct buffer out = buffer_new(reader->arena);
    buffer_add(&out, text);
    buffer_byte(&out, 's');
    return buffer_text(&out);
}

static void read_long_form(struct reader *reader, const struct value_entry *entry)
{
    struct long_form form = {
        {TEXT(""), {0, 0, 0}}, {TEXT(""), {0, 0, 0}}, {TEXT(""), {0, 0, 0}}};
    if (!fields_read(reader->job, entry->value, long_fields,
                     sizeof long_fields / sizeof *long_fields, "abbreviation", 0, &form))
        return;
    struct abbreviation *base =
        abbreviations_add(reader, NULL, entry->key, form.expansion.text, entry->key_span);
    if (form.plural.text.length == 0)
        return;
    struct text plural = form.plural_expansion.text;
    if (plural.length == 0)
        plural = with_s(reader, form.expansion.text);
    abbreviations_add(reader, base, form.plural.text, plural, form.plural.span);
}

/* Whether `map`, if it is there at all, is a map; reports if not. */
static bool is_map(struct reader *reader, const struct value *map, const char *name)
{
    if (map == NULL || map->kind == VALUE_MAP)
        return map != NULL;
    diag(reader->job, DIAG_VALUE_KIND, map->span, name, "a map", "what stands here", NULL);
    return false;
}

static void read_abbreviations(struct reader *reader, const struct value *map)
{
    if (!is_map(reader, map, "abbreviations"))
        return;
    for (size_t i = 0; i < map->count; i++) {
        const struct value_entry *entry = &map->entries[i];
        if (entry->value->kind == VALUE_MAP)
            read_long_form(reader, entry);
        else if (value_is_string(entry->value) && entry->value->text.length > 0)
            abbreviations_add(reader, NULL, entry->key, entry->value->text, entry->key_span);
        else
            diag(reader->job, DIAG_GLOSSARY_VALUE, entry->value->span,
                 reader_string(reader, entry->key), "write \"NMDA: N-methyl-D-aspartate\"",
                 NULL);
    }
}

/* By name without regard to the case of ASCII letters, then by bytes. */
static int by_name(const void *left, const void *right)
{
    struct text a = ((const struct term *)left)->name;
    struct text b = ((const struct term *)right)->name;
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        int x = text_alpha(a.bytes[i]) ? a.bytes[i] | 0x20 : (unsigned char)a.bytes[i];
        int y = text_alpha(b.bytes[i]) ? b.bytes[i] | 0x20 : (unsigned char)b.bytes[i];
        if (x != y)
            return x - y;
    }
    return text_compare(a, b);
}

void glossary_sort(struct term *terms, size_t count)
{
    if (count > 0)
        qsort(terms, count, sizeof *terms, by_name);
}

/* The fragments of all terms: name, meaning, name, meaning … */
static struct fragment *term_fragments(struct reader *reader, const struct value *map)
{
    struct fragment *fragments = arena_array(reader->arena, 2 * map->count, sizeof *fragments);
    for (size_t i = 0; i < map->count; i++) {
        const struct value_entry *entry = &map->entries[i];
        fragments[2 * i].text = entry->key;
        fragments[2 * i].span = entry->key_span;
        fragments[2 * i + 1].text = entry->value->text;
        fragments[2 * i + 1].span = entry->value->span;
        if (!value_is_string(entry->value) || entry->value->text.length == 0) {
            diag(reader->job, DIAG_GLOSSARY_VALUE, entry->value->span,
                 reader_string(reader, entry->key), "write \"term: what it means\"", NULL);
            fragments[2 * i + 1].text = TEXT("");
        }
    }
    return fragments;
}

static void read_terms(struct reader *reader, const struct value *map)
{
    struct document *document = reader->document;
    if (!is_map(reader, map, "terms"))
        return;
    struct fragment *fragments = term_fragments(reader, map);
    struct map abbreviations = reader->abbreviations;
    reader->abbreviations = map_new(reader->arena); /* no expansions among the terms */
    const struct prepared *prepared = prepare_fragments(reader, fragments, 2 * map->count);
    struct inlines *inlines = builder_fragments(reader, prepared, 2 * map->count);
    reader->abbreviations = abbreviations;
    document->term_count = map->count;
    document->terms = arena_array(reader->arena, map->count, sizeof *document->terms);
    for (size_t i = 0; i < map->count; i++) {
        struct term *term = &document->terms[i];
        struct buffer name = buffer_new(reader->arena);
        term->inlines = inlines[2 * i];
        document_plain(document, term->inlines, &name);
        term->name = buffer_text(&name);
        term->text = inlines[2 * i + 1];
        term->span = map->entries[i].key_span;
    }
    glossary_sort(document->terms, document->term_count);
}

void glossary_read(struct reader *reader, struct text path, struct span span)
{
    struct glossary glossary = {NULL, NULL, {0, NULL}};
    const struct value *map = value_read(reader->job, path, span);
    if (map == NULL)
        return;
    fields_read(reader->job, map, glossary_table.fields, glossary_table.count,
                glossary_table.what, 0, &glossary);
    read_abbreviations(reader, glossary.abbreviations);
    read_terms(reader, glossary.terms);
    reader->document->unbreakable = glossary.unbreakable;
}

/* Takes tables of fields, gives a JSON Schema: one small writer for each kind of field. */
#include "data/write.h"
#include "report/report.h"

struct writer {
    struct json json;
    struct buffer *out;
    bool named;
};

static void put_table(struct writer *writer, const char *key, const struct field_table *table);

/* ---- scalars
 * ----------------------------------------------------------------------------------*/

static void put_type(struct writer *writer, const char *type)
{
    json_text(&writer->json, "type", text_of(type));
}

/* YAML's plain numbers and truth values are read as the text they are written as. */
static void put_text_type(struct writer *writer)
{
    static const char *const types[] = {"string", "number", "boolean"};
    json_open(&writer->json, "type", '[');
    for (size_t i = 0; i < 3; i++)
        json_text(&writer->json, NULL, text_of(types[i]));
    json_close(&writer->json, ']');
}

static void put_pattern(struct writer *writer, const char *pattern)
{
    if (pattern != NULL)
        json_text(&writer->json, "pattern", text_of(pattern));
}

/* Whole numbers as they are, thousandths as the decimals they stand for. */
static void put_bound(struct writer *writer, const char *key, int64_t bound, bool thousandths)
{
    struct buffer digits = buffer_new(writer->out->arena);
    if (thousandths)
        length_print(&digits, length_scale(bound, SP_PT, 1000), 3);
    else
        buffer_number(&digits, bound);
    struct value number = {.kind = VALUE_SCALAR, .text = buffer_text(&digits)};
    json_value(&writer->json, key, &number);
}

static void put_number(struct writer *writer, const struct field *field)
{
    bool whole = field->kind == FIELD_INTEGER;
    put_type(writer, whole ? "integer" : "number");
    if (field->least == 0 && field->most == 0)
        return;
    put_bound(writer, "minimum", field->least, !whole);
    put_bound(writer, "maximum", field->most, !whole);
}

static void put_choices(struct writer *writer, const char *const *choices)
{
    json_open(&writer->json, "enum", '[');
    for (; *choices != NULL; choices++)
        json_text(&writer->json, NULL, text_of(*choices));
    json_close(&writer->json, ']');
}

/* ---- what lies in a field
 * ----------------------------------------------------------------------*/

static void put_text(struct writer *writer, const char *pattern)
{
    put_text_type(writer);
    put_pattern(writer, pattern);
}

/* One of a field's things: a map, text, or either. */
static void put_thing(struct writer *writer, const char *key, const struct field_nest *nest)
{
    bool either = nest->table != NULL && nest->pattern != NULL;
    if (nest->table != NULL && !either) {
        put_table(writer, key, nest->table);
        return;
    }
    json_open(&writer->json, key, '{');
    if (either) {
        json_open(&writer->json, "anyOf", '[');
        put_table(writer, NULL, nest->table);
        json_open(&writer->json, NULL, '{');
    }
    put_text(writer, nest->pattern);
    if (either) {
        json_close(&writer->json, '}');
        json_close(&writer->json, ']');
    }
    json_close(&writer->json, '}');
}

static void put_list(struct writer *writer, const struct field_nest *nest)
{
    put_type(writer, "array");
    put_thing(writer, "items", nest);
}

static void put_named(struct writer *writer, const struct field_nest *nest)
{
    put_type(writer, "object");
    if (nest->keys != NULL) {
        json_open(&writer->json, "propertyNames", '{');
        put_pattern(writer, nest->keys);
        json_close(&writer->json, '}');
    }
    put_thing(writer, "additionalProperties", nest);
}

static void put_nest(struct writer *writer, const struct field_nest *nest)
{
    if (nest->shape == SHAPE_LIST) {
        put_list(writer, nest);
    } else if (nest->shape == SHAPE_NAMED) {
        put_named(writer, nest);
    } else if (nest->table == NULL) {
        put_text(writer, nest->pattern);
    } else {
        json_open(&writer->json, "allOf", '[');
        put_thing(writer, NULL, nest);
        json_close(&writer->json, ']');
    }
}

/* A list of texts, or one alone. */
static void put_texts(struct writer *writer, const char *pattern)
{
    struct field_nest item = {NULL, SHAPE_LIST, NULL, pattern, NULL};
    json_open(&writer->json, "anyOf", '[');
    put_thing(writer, NULL, &item);
    json_open(&writer->json, NULL, '{');
    put_list(writer, &item);
    json_close(&writer->json, '}');
    json_close(&writer->json, ']');
}

/* ---- fields
 * -----------------------------------------------------------------------------------*/

static const struct field_nest *nest_of(const struct field_table *table, const char *name)
{
    for (size_t i = 0; i < table->nest_count; i++)
        if (text_is(text_of(name), table->nests[i].name))
            return &table->nests[i];
    return NULL;
}

static void put_kind(struct writer *writer, const struct field *field,
                     const struct field_nest *nest)
{
    const char *pattern = nest != NULL ? nest->pattern : NULL;
    switch (field->kind) {
    case FIELD_TEXT:
        put_text(writer, pattern);
        break;
    case FIELD_INTEGER:
    case FIELD_NUMBER:
        put_number(writer, field);
        break;
    case FIELD_BOOL:
        put_type(writer, "boolean");
        break;
    case FIELD_LENGTH:
        put_text(writer, PATTERN_LENGTH);
        break;
    case FIELD_DATE:
        put_type(writer, "string");
        put_pattern(writer, PATTERN_DATE);
        break;
    case FIELD_CHOICE:
        put_choices(writer, field->choices);
        break;
    case FIELD_TEXTS:
        put_texts(writer, pattern);
        break;
    case FIELD_VALUE:
        if (nest != NULL)
            put_nest(writer, nest);
        break;
    }
}

static void put_field(struct writer *writer, const struct field_table *table,
                      const struct field *field)
{
    const struct field_nest *nest = nest_of(table, field->name);
    bool open = field->kind == FIELD_TEXT || (field->kind == FIELD_VALUE && nest == NULL);
    bool nameable = writer->named && !open;
    json_open(&writer->json, field->name, '{');
    if (field->help != NULL && *field->help != '\0')
        json_text(&writer->json, "description", text_of(field->help));
    if (nameable) {
        json_open(&writer->json, "anyOf", '[');
        json_open(&writer->json, NULL, '{');
    }
    put_kind(writer, field, nest);
    if (nameable) {
        json_close(&writer->json, '}');
        json_open(&writer->json, NULL, '{');
        put_type(writer, "string");
        put_pattern(writer, "[$][A-Za-z]");
        json_close(&writer->json, '}');
        json_close(&writer->json, ']');
    }
    json_close(&writer->json, '}');
}

static void put_required(struct writer *writer, const struct field_table *table)
{
    json_open(&writer->json, "required", '[');
    for (size_t i = 0; i < table->count; i++)
        if (table->fields[i].required)
            json_text(&writer->json, NULL, text_of(table->fields[i].name));
    json_close(&writer->json, ']');
}

static void put_fields(struct writer *writer, const struct field_table *table)
{
    put_type(writer, "object");
    json_bool(&writer->json, "additionalProperties", false);
    put_required(writer, table);
    json_open(&writer->json, "properties", '{');
    for (size_t i = 0; i < table->count; i++)
        put_field(writer, table, &table->fields[i]);
    json_close(&writer->json, '}');
}

static void put_table(struct writer *writer, const char *key, const struct field_table *table)
{
    json_open(&writer->json, key, '{');
    put_fields(writer, table);
    json_close(&writer->json, '}');
}

/* The whole file, or the list under its field `bare` alone. */
static void put_either(struct writer *writer, const struct schema_of *of)
{
    const struct field_nest *nest = nest_of(of->table, of->bare);
    json_open(&writer->json, "anyOf", '[');
    put_table(writer, NULL, of->table);
    json_open(&writer->json, NULL, '{');
    put_list(writer, nest);
    json_close(&writer->json, '}');
    json_close(&writer->json, ']');
}

void schema_print(const struct schema_of *of, struct buffer *out)
{
    struct writer writer = {json_new(out), out, of->named};
    json_open(&writer.json, NULL, '{');
    json_text(&writer.json, "$schema", text_of("https://json-schema.org/draft/2020-12/schema"));
    json_text(&writer.json, "title", text_of(of->title));
    if (of->bare != NULL)
        put_either(&writer, of);
    else
        put_fields(&writer, of->table);
    json_close(&writer.json, '}');
}

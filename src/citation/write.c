/*
 * Takes sources, gives them as CSL-JSON, the form that other citation processors read.
 * The one idea: what is written is what was understood, so that reading it again gives the
 * same items; keys that were not understood were reported when they were read.
 */
#include "citation/citation.h"

#include "data/write.h"

/* --- names -------------------------------------------------------------------------------- */

static void put_part(struct json *json, const char *key, struct text text)
{
    if (text.length > 0)
        json_text(json, key, text);
}

static void put_name(struct json *json, const struct source_name *name)
{
    json_open(json, NULL, '{');
    put_part(json, "literal", name->literal);
    if (name->literal.length == 0) {
        put_part(json, "family", name->family);
        put_part(json, "given", name->given);
        put_part(json, "dropping-particle", name->dropping_particle);
        put_part(json, "non-dropping-particle", name->non_dropping_particle);
        put_part(json, "suffix", name->suffix);
        if (name->comma_suffix)
            json_bool(json, "comma-suffix", true);
        if (name->static_ordering)
            json_bool(json, "static-ordering", true);
    }
    json_close(json, '}');
}

static void put_names(struct json *json, const char *key, const struct source_names *names)
{
    json_open(json, key, '[');
    for (size_t i = 0; i < names->count; i++)
        put_name(json, &names->items[i]);
    json_close(json, ']');
}

/* --- dates -------------------------------------------------------------------------------- */

#define SEASON_FIRST 13

static void put_parts(struct json *json, const struct source_date *date, int end)
{
    bool month = date->month[end] > 0 && date->month[end] < SEASON_FIRST;
    json_open(json, NULL, '[');
    json_number(json, NULL, date->year[end]);
    if (month)
        json_number(json, NULL, date->month[end]);
    if (month && date->day[end] > 0)
        json_number(json, NULL, date->day[end]);
    json_close(json, ']');
}

/* An open range ends in the year 0, which is none. */
static void put_date(struct json *json, const char *key, const struct source_date *date)
{
    json_open(json, key, '{');
    if (date->year[0] != 0) {
        json_open(json, "date-parts", '[');
        put_parts(json, date, 0);
        if (date->range || date->open)
            put_parts(json, date, 1);
        json_close(json, ']');
    }
    if (date->month[0] >= SEASON_FIRST)
        json_number(json, "season", date->month[0] - SEASON_FIRST + 1);
    put_part(json, "season", date->season);
    if (date->circa)
        json_bool(json, "circa", true);
    put_part(json, "literal", date->literal);
    json_close(json, '}');
}

/* --- items -------------------------------------------------------------------------------- */

static void put_variable(struct json *json, const struct source_variable *variable)
{
    const char *key = text_string(json->out->arena, variable->name);
    switch (variable->kind) {
    case VARIABLE_TEXT:
    case VARIABLE_NUMBER:
        json_text(json, key, variable->text);
        break;
    case VARIABLE_NAMES:
        put_names(json, key, &variable->names);
        break;
    case VARIABLE_DATE:
        put_date(json, key, &variable->date);
        break;
    }
}

/* A list of keywords is no variable; CSL-JSON has them with commas between. */
static void put_keywords(struct json *json, const struct source_item *item)
{
    if (item->keywords.count == 0 || item_find(item, "keyword") != NULL)
        return;
    struct buffer words = buffer_new(json->out->arena);
    for (size_t i = 0; i < item->keywords.count; i++) {
        buffer_string(&words, i > 0 ? ", " : "");
        buffer_add(&words, item->keywords.items[i].text);
    }
    json_text(json, "keyword", buffer_text(&words));
}

static void put_item(struct json *json, const struct source_item *item)
{
    json_open(json, NULL, '{');
    json_text(json, "id", item->id);
    json_text(json, "type", item->type);
    for (size_t i = 0; i < item->count; i++) {
        const struct source_variable *variable = &item->variables[i];
        const char *key = text_string(json->out->arena, variable->name);
        if (item_find(item, key) == variable) /* not one that a later spelling repeats */
            put_variable(json, variable);
    }
    put_keywords(json, item);
    if (item->custom != NULL)
        json_value(json, "custom", item->custom);
    json_close(json, '}');
}

void items_write(const struct source_item *const *items, size_t count, struct buffer *out)
{
    struct json json = json_new(out);
    json_open(&json, NULL, '[');
    for (size_t i = 0; i < count; i++)
        put_item(&json, items[i]);
    json_close(&json, ']');
}

/* Takes a tree, gives what is asked of it: entries by key and typed views of scalars, after the
 * YAML 1.2 core schema (chapter 10.3), which JSON's words are part of. */
#include "data/value.h"

struct value *value_read(struct job *job, struct text path, struct span at)
{
    uint32_t number = source_read(job, path, SOURCE_TEXT, at);
    if (number == 0)
        return NULL;
    if (text_ends(path, ".json"))
        return value_read_json(job, number);
    return value_read_yaml(job, number);
}

struct value *value_find(const struct value *map, const char *key)
{
    if (map == NULL || map->kind != VALUE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (text_is(map->entries[i].key, key)) {
            struct value *value = map->entries[i].value;
            return value->kind == VALUE_NULL ? NULL : value;
        }
    return NULL;
}

static bool is_plain(const struct value *value)
{
    return value != NULL && value->kind == VALUE_SCALAR && !value->quoted;
}

static size_t skip_digits(struct text text, size_t at)
{
    while (at < text.length && text_digit(text.bytes[at]))
        at++;
    return at;
}

/* [-+]? ( . digits | digits ( . digits? )? ) ( [eE] [-+]? digits )? */
static bool is_number(struct text text)
{
    size_t start = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+');
    size_t at = skip_digits(text, start);
    size_t digits = at - start;
    if (at < text.length && text.bytes[at] == '.') {
        size_t end = skip_digits(text, at + 1);
        digits += end - at - 1;
        at = end;
    }
    if (digits > 0 && at < text.length && (text.bytes[at] | 0x20) == 'e') {
        at++;
        at += at < text.length && (text.bytes[at] == '-' || text.bytes[at] == '+');
        size_t end = skip_digits(text, at);
        digits = end - at;
        at = end;
    }
    return digits > 0 && at == text.length;
}

bool value_is_string(const struct value *value)
{
    bool flag;
    if (value == NULL || value->kind != VALUE_SCALAR)
        return false;
    return value->quoted || (!is_number(value->text) && !value_bool(value, &flag));
}

bool value_integer(const struct value *value, int64_t *number)
{
    if (!is_plain(value) || value->text.length == 0)
        return false;
    char first = value->text.bytes[0];
    bool sign = first == '-' || first == '+';
    if (!text_number(text_slice(value->text, sign, value->text.length), number))
        return false;
    if (first == '-')
        *number = -*number;
    return true;
}

bool value_bool(const struct value *value, bool *flag)
{
    if (!is_plain(value))
        return false;
    static const char *const words[] = {"true", "True", "TRUE", "false", "False", "FALSE"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (text_is(value->text, words[i])) {
            *flag = i < 3;
            return true;
        }
    return false;
}

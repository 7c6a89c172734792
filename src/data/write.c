/* Takes values one by one, gives JSON text; see write.h. */
#include "data/write.h"

static void put_string(struct buffer *out, struct text text)
{
    static const char digits[] = "0123456789abcdef";
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\')
            buffer_byte(out, '\\');
        if (byte >= 0x20) {
            buffer_byte(out, (char)byte);
            continue;
        }
        buffer_string(out, "\\u00");
        buffer_byte(out, digits[byte >> 4]);
        buffer_byte(out, digits[byte & 0xF]);
    }
    buffer_byte(out, '"');
}

static void new_line(struct json *json)
{
    buffer_byte(json->out, '\n');
    buffer_repeat(json->out, ' ', json->depth);
}

/* What stands before a value: a comma, a line of its own, its key. */
static void begin(struct json *json, const char *key)
{
    if (json->depth == 0)
        return;
    bool *filled = &json->filled[json->depth - 1];
    if (*filled)
        buffer_byte(json->out, ',');
    *filled = true;
    new_line(json);
    if (key == NULL)
        return;
    put_string(json->out, text_of(key));
    buffer_string(json->out, ": ");
}

struct json json_new(struct buffer *out)
{
    return (struct json){.out = out};
}

void json_open(struct json *json, const char *key, char bracket)
{
    begin(json, key);
    buffer_byte(json->out, bracket);
    json->filled[json->depth++] = false;
}

void json_close(struct json *json, char bracket)
{
    bool filled = json->filled[--json->depth];
    if (filled)
        new_line(json);
    buffer_byte(json->out, bracket);
    if (json->depth == 0)
        buffer_byte(json->out, '\n');
}

void json_text(struct json *json, const char *key, struct text text)
{
    begin(json, key);
    put_string(json->out, text);
}

void json_number(struct json *json, const char *key, int64_t number)
{
    begin(json, key);
    buffer_number(json->out, number);
}

void json_bool(struct json *json, const char *key, bool value)
{
    begin(json, key);
    buffer_string(json->out, value ? "true" : "false");
}

/* Whether `text` from `*at` on starts with a digit; `*at` moves behind all of them. */
static bool skip_digits(struct text text, size_t *at)
{
    size_t from = *at;
    while (*at < text.length && text_digit(text.bytes[*at]))
        ++*at;
    return *at > from;
}

/* Whether `text` is a number as JSON writes them (RFC 8259, 6). */
static bool is_number(struct text text)
{
    size_t at = text_starts(text, "-") ? 1 : 0;
    size_t whole = at;
    if (!skip_digits(text, &at) || (text.bytes[whole] == '0' && at > whole + 1))
        return false;
    if (at < text.length && text.bytes[at] == '.' && (at++, !skip_digits(text, &at)))
        return false;
    if (at < text.length && (text.bytes[at] == 'e' || text.bytes[at] == 'E')) {
        at++;
        if (at < text.length && (text.bytes[at] == '+' || text.bytes[at] == '-'))
            at++;
        if (!skip_digits(text, &at))
            return false;
    }
    return at == text.length;
}

static void put_scalar(struct json *json, const char *key, const struct value *value)
{
    bool flag;
    begin(json, key);
    if (value->kind == VALUE_NULL)
        buffer_string(json->out, "null");
    else if (value_bool(value, &flag))
        buffer_string(json->out, flag ? "true" : "false");
    else if (!value->quoted && is_number(value->text))
        buffer_add(json->out, value->text);
    else
        put_string(json->out, value->text);
}

void json_value(struct json *json, const char *key, const struct value *value)
{
    bool map = value->kind == VALUE_MAP;
    if (!map && value->kind != VALUE_LIST) {
        put_scalar(json, key, value);
        return;
    }
    json_open(json, key, map ? '{' : '[');
    for (size_t i = 0; i < value->count; i++)
        json_value(json, map ? text_string(json->out->arena, value->entries[i].key) : NULL,
                   map ? value->entries[i].value : value->items[i]);
    json_close(json, map ? '}' : ']');
}

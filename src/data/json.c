/*
 * Takes the text of a JSON source, gives a tree of values with spans (RFC 8259).
 * The one idea: a recursive descent over the bytes, so that every span is exact; strings
 * without escapes are slices of the source. It stops at the first fault of syntax.
 */
#include "data/tree.h"

struct reader {
    struct tree tree;
    struct text text;
    size_t at; /* the next byte */
};

static struct value *read_value(struct reader *reader, size_t depth);

/* Reports a fault over bytes [start, end); gives false, for callers to pass on. */
static bool fault(struct reader *reader, size_t start, size_t end, const char *message,
                  const char *hint)
{
    reader->tree.failed = true;
    diag(reader->tree.job, DIAG_JSON_SYNTAX, tree_span(&reader->tree, start, end), message,
         hint, NULL);
    return false;
}

/* The next byte, or 0 at the end (a source holds no zero byte). */
static char peek(const struct reader *reader)
{
    return reader->at < reader->text.length ? reader->text.bytes[reader->at] : '\0';
}

static void skip_space(struct reader *reader)
{
    char byte = peek(reader);
    while (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
        reader->at++;
        byte = peek(reader);
    }
}

/* The end of the code point at `at`, so that a caret covers all of it. */
static size_t rune_end(const struct reader *reader, size_t at)
{
    if (at < reader->text.length)
        text_next(reader->text, &at);
    return at;
}

/* Reports what stands at the next byte instead of what was expected. */
static bool unexpected(struct reader *reader, const char *expected)
{
    size_t at = reader->at;
    if (at >= reader->text.length)
        return fault(reader, at, at, "file ends in the middle of a value", expected);
    struct job *job = reader->tree.job;
    struct buffer message = buffer_new(&job->arena);
    size_t end = rune_end(reader, at);
    const char *quote = reader->text.bytes[at] == '"' ? "'" : "\"";
    buffer_string(&message, "unexpected ");
    buffer_string(&message, quote);
    buffer_add(&message, text_slice(reader->text, at, end));
    buffer_string(&message, quote);
    return fault(reader, at, end, text_string(&job->arena, buffer_text(&message)), expected);
}

/* Four hexadecimal digits at the next byte; false if there are fewer. */
static bool read_hex(struct reader *reader, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        char byte = peek(reader);
        char lower = (char)(byte | 0x20);
        if (text_digit(byte))
            *unit = *unit << 4 | (uint32_t)(byte - '0');
        else if (lower >= 'a' && lower <= 'f')
            *unit = *unit << 4 | (uint32_t)(lower - 'a' + 10);
        else
            return false;
        reader->at++;
    }
    return true;
}

/* The rest of a \u escape, with a second one where the first is a high surrogate. */
static bool read_unicode(struct reader *reader, size_t start, struct buffer *out)
{
    uint32_t rune;
    if (!read_hex(reader, &rune))
        return fault(reader, start, reader->at, "\\u needs four hexadecimal digits", "");
    if (rune >= 0xD800 && rune < 0xDC00) {
        uint32_t low = 0;
        bool pair =
            text_starts(text_slice(reader->text, reader->at, reader->text.length), "\\u");
        reader->at += pair ? 2 : 0;
        if (!pair || !read_hex(reader, &low) || low < 0xDC00 || low > 0xDFFF)
            return fault(reader, start, reader->at, "half of a surrogate pair",
                         "write the character itself");
        rune = 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00);
    } else if (rune >= 0xDC00 && rune < 0xE000) {
        return fault(reader, start, reader->at, "half of a surrogate pair",
                     "write the character itself");
    }
    if (rune == 0)
        return fault(reader, start, reader->at, "text may not hold a zero character", "");
    buffer_rune(out, rune);
    return true;
}

/* One escape, the reader standing on its backslash. */
static bool read_escape(struct reader *reader, struct buffer *out)
{
    static const char escapes[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    size_t start = reader->at++;
    char byte = peek(reader);
    if (byte == 'u') {
        reader->at++;
        return read_unicode(reader, start, out);
    }
    for (size_t i = 0; byte != '\0' && escapes[i] != '\0'; i++)
        if (escapes[i] == byte) {
            buffer_byte(out, meanings[i]);
            reader->at++;
            return true;
        }
    return fault(reader, start, rune_end(reader, reader->at), "unknown escape in a string",
                 "a backslash itself is written \\\\");
}

/* A string, the reader standing on its opening quote. */
static bool read_string(struct reader *reader, struct text *string)
{
    size_t start = reader->at++;
    struct buffer out = buffer_new(&reader->tree.job->arena);
    bool escaped = false;
    size_t from = reader->at;
    for (char byte = peek(reader); byte != '"'; byte = peek(reader)) {
        if (reader->at >= reader->text.length || byte == '\n')
            return fault(reader, start, start + 1, "string is never closed", "");
        if ((unsigned char)byte < 0x20)
            return fault(reader, reader->at, reader->at + 1, "control character in a string",
                         "write a tab as \\t");
        if (byte != '\\') {
            reader->at++;
            continue;
        }
        escaped = true;
        buffer_add(&out, text_slice(reader->text, from, reader->at));
        if (!read_escape(reader, &out))
            return false;
        from = reader->at;
    }
    *string = text_slice(reader->text, from, reader->at);
    if (escaped) {
        buffer_add(&out, *string);
        *string = buffer_text(&out);
    }
    reader->at++;
    return true;
}

static size_t skip_digits(struct reader *reader)
{
    size_t from = reader->at;
    while (text_digit(peek(reader)))
        reader->at++;
    return reader->at - from;
}

/* A number after RFC 8259, section 6. */
static bool skip_number(struct reader *reader)
{
    reader->at += peek(reader) == '-';
    bool zero = peek(reader) == '0';
    size_t digits = skip_digits(reader);
    bool right = digits > 0 && (!zero || digits == 1);
    if (right && peek(reader) == '.') {
        reader->at++;
        right = skip_digits(reader) > 0;
    }
    if (right && (peek(reader) | 0x20) == 'e') {
        reader->at++;
        reader->at += peek(reader) == '+' || peek(reader) == '-';
        right = skip_digits(reader) > 0;
    }
    return right;
}

/* A number, true, false or null. */
static struct value *read_word(struct reader *reader, size_t depth)
{
    size_t start = reader->at;
    char first = peek(reader);
    bool right = false;
    if (first == '-' || text_digit(first)) {
        right = skip_number(reader);
    } else {
        while (text_alpha(peek(reader)))
            reader->at++;
        struct text word = text_slice(reader->text, start, reader->at);
        right = text_is(word, "true") || text_is(word, "false") || text_is(word, "null");
        if (word.length == 0) {
            unexpected(reader, "a value is a string, number, list, map, true, false or null");
            return NULL;
        }
    }
    if (!right) {
        fault(reader, start, reader->at,
              first == '-' || text_digit(first) ? "malformed number" : "unknown word",
              "text stands in double quotes");
        return NULL;
    }
    enum value_kind kind = first == 'n' ? VALUE_NULL : VALUE_SCALAR;
    struct value *value = tree_value(&reader->tree, kind, start, reader->at, depth);
    if (value != NULL && kind == VALUE_SCALAR)
        value->text = text_slice(reader->text, start, reader->at);
    return value;
}

static struct value *read_text(struct reader *reader, size_t depth)
{
    size_t start = reader->at;
    struct text text;
    if (!read_string(reader, &text))
        return NULL;
    struct value *value = tree_value(&reader->tree, VALUE_SCALAR, start, reader->at, depth);
    if (value != NULL) {
        value->quoted = true;
        value->text = text;
    }
    return value;
}

/* After an item: moves over a comma or `close`; `*more` says which. */
static bool read_separator(struct reader *reader, char close, bool *more)
{
    skip_space(reader);
    *more = peek(reader) == ',';
    if (!*more && peek(reader) != close)
        return unexpected(reader, close == ']'
                                      ? "items are separated by commas, up to a \"]\""
                                      : "entries are separated by commas, up to a \"}\"");
    reader->at++;
    skip_space(reader);
    if (*more && peek(reader) == close)
        return unexpected(reader, "no comma after the last one");
    return true;
}

static struct value *read_list(struct reader *reader, size_t depth)
{
    struct value *value =
        tree_value(&reader->tree, VALUE_LIST, reader->at, reader->at + 1, depth);
    if (value == NULL)
        return NULL;
    struct tree_items items = {{NULL, 0, 0}};
    reader->at++;
    skip_space(reader);
    bool more = peek(reader) != ']';
    reader->at += more ? 0 : 1;
    while (more) {
        struct value *item = read_value(reader, depth + 1);
        if (item == NULL || !read_separator(reader, ']', &more))
            return NULL;
        *array_push(&reader->tree.job->arena, &items.list) = item;
    }
    value->span.end = (uint32_t)reader->at;
    tree_close_list(value, &items);
    return value;
}

/* A key, its colon and its value. */
static bool read_entry(struct reader *reader, size_t depth, struct value_entry *entry)
{
    size_t start = reader->at;
    if (peek(reader) != '"')
        return unexpected(reader, "a key stands in double quotes");
    if (!read_string(reader, &entry->key))
        return false;
    entry->key_span = tree_span(&reader->tree, start, reader->at);
    skip_space(reader);
    if (peek(reader) != ':')
        return unexpected(reader, "a colon follows the key");
    reader->at++;
    entry->value = read_value(reader, depth + 1);
    return entry->value != NULL;
}

static struct value *read_map(struct reader *reader, size_t depth)
{
    struct value *value =
        tree_value(&reader->tree, VALUE_MAP, reader->at, reader->at + 1, depth);
    if (value == NULL)
        return NULL;
    struct tree_entries entries = {{NULL, 0, 0}};
    reader->at++;
    skip_space(reader);
    bool more = peek(reader) != '}';
    reader->at += more ? 0 : 1;
    while (more) {
        struct value_entry entry;
        if (!read_entry(reader, depth, &entry) || !read_separator(reader, '}', &more))
            return NULL;
        *array_push(&reader->tree.job->arena, &entries.list) = entry;
    }
    value->span.end = (uint32_t)reader->at;
    tree_close_map(&reader->tree, value, &entries);
    return value;
}

static struct value *read_value(struct reader *reader, size_t depth)
{
    skip_space(reader);
    switch (peek(reader)) {
    case '{':
        return read_map(reader, depth);
    case '[':
        return read_list(reader, depth);
    case '"':
        return read_text(reader, depth);
    default:
        return read_word(reader, depth);
    }
}

struct value *value_read_json(struct job *job, uint32_t number)
{
    struct reader reader = {{job, number, 0, false}, source_find(job, number)->text, 0};
    skip_space(&reader);
    if (reader.at == reader.text.length) {
        fault(&reader, 0, 0, "file is empty", "the least a JSON file holds is {}");
        return NULL;
    }
    struct value *value = read_value(&reader, 1);
    skip_space(&reader);
    if (value != NULL && reader.at < reader.text.length)
        unexpected(&reader, "a JSON file holds one value");
    return reader.tree.failed ? NULL : value;
}

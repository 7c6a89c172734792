/* Takes bytes, gives values; see object.h. */
#include "proof/object.h"

#include <string.h>

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' ||
           byte == '\0';
}

static bool is_delimiter(char byte)
{
    return byte == '(' || byte == ')' || byte == '<' || byte == '>' || byte == '[' ||
           byte == ']' || byte == '{' || byte == '}' || byte == '/' || byte == '%';
}

static bool at_end(const struct lexer *lexer)
{
    return lexer->at >= lexer->text.length;
}

static char peek(const struct lexer *lexer, size_t ahead)
{
    size_t at = lexer->at + ahead;
    return at < lexer->text.length ? lexer->text.bytes[at] : '\0';
}

static void skip_space(struct lexer *lexer)
{
    while (!at_end(lexer)) {
        if (peek(lexer, 0) == '%')
            while (!at_end(lexer) && peek(lexer, 0) != '\n' && peek(lexer, 0) != '\r')
                lexer->at++;
        else if (is_white(peek(lexer, 0)))
            lexer->at++;
        else
            return;
    }
}

/* ---- strings and names ------------------------------------------------------------------*/

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* Up to three octal digits after a backslash, of which the first is there. */
static char octal_escape(struct lexer *lexer)
{
    unsigned value = 0;
    for (int i = 0; i < 3 && peek(lexer, 0) >= '0' && peek(lexer, 0) <= '7'; i++)
        value = value * 8 + (unsigned)(lexer->text.bytes[lexer->at++] - '0');
    return (char)(unsigned char)(value & 0xFF);
}

/* What stands after a backslash (7.3.4.2, table 3), added to `out`. */
static void add_escape(struct lexer *lexer, struct buffer *out)
{
    static const char names[] = "nrtbf", bytes[] = "\n\r\t\b\f";
    char byte = peek(lexer, 0);
    if (byte >= '0' && byte <= '7') {
        buffer_byte(out, octal_escape(lexer));
        return;
    }
    lexer->at++;
    for (size_t i = 0; i < sizeof names - 1; i++)
        if (byte == names[i]) {
            buffer_byte(out, bytes[i]);
            return;
        }
    if (byte == '\r' && peek(lexer, 0) == '\n')
        lexer->at++;
    else if (byte != '\n' && byte != '\r')
        buffer_byte(out, byte);
}

static void read_literal(struct lexer *lexer, struct object *object)
{
    object->kind = OBJECT_STRING;
    size_t from = ++lexer->at;
    while (!at_end(lexer) && peek(lexer, 0) != '\\' && peek(lexer, 0) != '(' &&
           peek(lexer, 0) != ')')
        lexer->at++;
    object->text = text_slice(lexer->text, from, lexer->at);
    if (peek(lexer, 0) == ')') {
        lexer->at++;
        return;
    }
    struct buffer out = buffer_new(lexer->arena);
    buffer_add(&out, object->text);
    int depth = 1;
    while (!at_end(lexer)) {
        char byte = lexer->text.bytes[lexer->at++];
        if (byte == '\\') {
            if (!at_end(lexer))
                add_escape(lexer, &out);
            continue;
        }
        depth += (byte == '(') - (byte == ')');
        if (depth == 0)
            break;
        buffer_byte(&out, byte);
    }
    lexer->bad = lexer->bad || depth > 0;
    object->text = buffer_text(&out);
}

static void read_hexadecimal(struct lexer *lexer, struct object *object)
{
    struct buffer out = buffer_new(lexer->arena);
    int high = -1;
    bool closed = false;
    for (lexer->at++; !at_end(lexer) && !closed; lexer->at++) {
        char byte = peek(lexer, 0);
        int digit = hex_digit(byte);
        closed = byte == '>';
        if (digit < 0) {
            lexer->bad = lexer->bad || !(closed || is_white(byte));
        } else if (high < 0) {
            high = digit;
        } else {
            buffer_byte(&out, (char)(unsigned char)(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0)
        buffer_byte(&out, (char)(unsigned char)(high * 16));
    lexer->bad = lexer->bad || !closed;
    object->kind = OBJECT_STRING;
    object->text = buffer_text(&out);
}

/* The bytes up to the next white space or delimiter. */
static struct text regular(struct lexer *lexer)
{
    size_t from = lexer->at;
    while (!at_end(lexer) && !is_white(peek(lexer, 0)) && !is_delimiter(peek(lexer, 0)))
        lexer->at++;
    return text_slice(lexer->text, from, lexer->at);
}

static void read_name(struct lexer *lexer, struct object *object)
{
    lexer->at++;
    struct text raw = regular(lexer);
    object->kind = OBJECT_NAME;
    object->text = raw;
    if (text_find(raw, '#', 0) == raw.length)
        return;
    struct buffer out = buffer_new(lexer->arena);
    for (size_t i = 0; i < raw.length; i++) {
        bool escaped = raw.bytes[i] == '#' && i + 2 < raw.length &&
                       hex_digit(raw.bytes[i + 1]) >= 0 && hex_digit(raw.bytes[i + 2]) >= 0;
        if (!escaped) {
            buffer_byte(&out, raw.bytes[i]);
            continue;
        }
        int value = hex_digit(raw.bytes[i + 1]) * 16 + hex_digit(raw.bytes[i + 2]);
        buffer_byte(&out, (char)(unsigned char)value);
        i += 2;
    }
    object->text = buffer_text(&out);
}

/* ---- numbers and words ------------------------------------------------------------------*/

#define WHOLE_MOST 9000000000000 /* its millionths fit into 64 bits */

/* A number (7.3.3); false if `word` is none. */
static bool read_number(struct text word, struct object *object)
{
    size_t at = word.length > 0 && (word.bytes[0] == '-' || word.bytes[0] == '+') ? 1 : 0;
    int64_t whole = 0, part = 0, place = 1000000;
    bool real = false;
    size_t digits = 0;
    for (; at < word.length; at++) {
        char byte = word.bytes[at];
        if (byte == '.' && !real) {
            real = true;
            continue;
        }
        if (!text_digit(byte))
            return false;
        digits++;
        if (!real) {
            whole = whole < WHOLE_MOST / 10 ? whole * 10 + (byte - '0') : WHOLE_MOST;
        } else if (place > 1) {
            place /= 10;
            part += place * (byte - '0');
        }
    }
    int sign = word.length > 0 && word.bytes[0] == '-' ? -1 : 1;
    object->kind = real ? OBJECT_REAL : OBJECT_INTEGER;
    object->number = sign * (real ? whole * 1000000 + part : whole);
    return digits > 0;
}

/* Whether " G R" follows a whole number: then they are read over. */
static bool follows_reference(struct lexer *lexer)
{
    struct lexer ahead = *lexer;
    skip_space(&ahead);
    struct text generation = regular(&ahead);
    int64_t number = 0;
    if (!text_number(generation, &number))
        return false;
    skip_space(&ahead);
    if (!text_is(regular(&ahead), "R"))
        return false;
    lexer->at = ahead.at;
    return true;
}

static void read_word(struct lexer *lexer, struct object *object)
{
    struct text word = regular(lexer);
    if (word.length == 0) {
        word = text_slice(lexer->text, lexer->at, lexer->at + 1);
        lexer->at++;
    }
    object->text = word;
    if (read_number(word, object)) {
        if (lexer->references && object->kind == OBJECT_INTEGER && object->number >= 0 &&
            follows_reference(lexer))
            object->kind = OBJECT_REFERENCE;
    } else if (text_is(word, "true") || text_is(word, "false")) {
        object->kind = OBJECT_BOOL;
    } else {
        object->kind = text_is(word, "null") ? OBJECT_NULL : OBJECT_OPERATOR;
    }
}

/* ---- arrays and dictionaries ------------------------------------------------------------*/

static bool read_value(struct lexer *lexer, struct object *object, int depth);

/* Whether the closing mark of an array or dictionary is next; it is read over. */
static bool closes(struct lexer *lexer, bool dict)
{
    skip_space(lexer);
    if (dict ? peek(lexer, 0) != '>' || peek(lexer, 1) != '>' : peek(lexer, 0) != ']')
        return false;
    lexer->at += dict ? 2 : 1;
    return true;
}

/* Takes what was pushed to `open` from `first` on as the items of `object`. */
static void take_items(struct lexer *lexer, struct object *object, size_t first, bool dict)
{
    size_t count = lexer->open.count - first;
    const struct object *items = count > 0 ? lexer->open.items + first : NULL;
    bool pairs = !dict || count % 2 == 0;
    for (size_t i = 0; dict && i < count; i += 2)
        pairs = pairs && items[i].kind == OBJECT_NAME;
    lexer->bad = lexer->bad || !pairs;
    object->kind = dict ? OBJECT_DICT : OBJECT_ARRAY;
    /* one more: the bytes of a stream */
    object->items = arena_array(lexer->arena, count + (dict ? 1 : 0), sizeof *items);
    object->count = dict ? count / 2 : count;
    if (count > 0)
        memcpy(object->items, items, count * sizeof *items);
    lexer->open.count = first;
}

static void read_container(struct lexer *lexer, struct object *object, int depth)
{
    bool dict = peek(lexer, 0) == '<', closed = false;
    size_t first = lexer->open.count;
    lexer->at += dict ? 2 : 1;
    while (!lexer->bad && !(closed = closes(lexer, dict))) {
        struct object item = {0};
        if (!read_value(lexer, &item, depth + 1))
            break;
        *array_push(lexer->arena, &lexer->open) = item;
        bool full = lexer->most > 0 && lexer->arena->total > lexer->most;
        lexer->bad = lexer->bad || full || lexer->open.count > ITEMS_MOST;
    }
    lexer->bad = lexer->bad || !closed;
    take_items(lexer, object, first, dict);
}

static bool read_value(struct lexer *lexer, struct object *object, int depth)
{
    skip_space(lexer);
    if (depth > OBJECT_DEEP)
        lexer->bad = true;
    if (at_end(lexer) || lexer->bad)
        return false;
    char byte = peek(lexer, 0);
    if (byte == '(')
        read_literal(lexer, object);
    else if (byte == '[' || (byte == '<' && peek(lexer, 1) == '<'))
        read_container(lexer, object, depth);
    else if (byte == '<')
        read_hexadecimal(lexer, object);
    else if (byte == '/')
        read_name(lexer, object);
    else
        read_word(lexer, object);
    return !lexer->bad;
}

bool lexer_next(struct lexer *lexer, struct object *object)
{
    *object = (struct object){0};
    return read_value(lexer, object, 0);
}

static bool next_word(struct lexer *lexer, const char *word)
{
    struct object object;
    return lexer_next(lexer, &object) && object.kind == OBJECT_OPERATOR &&
           text_is(object.text, word);
}

bool lexer_indirect(struct lexer *lexer, int64_t *number, struct object *object)
{
    struct object id, generation, word;
    lexer->references = false;
    bool starts = lexer_next(lexer, &id) && id.kind == OBJECT_INTEGER &&
                  lexer_next(lexer, &generation) && object_whole(&generation, -1) == 0 &&
                  next_word(lexer, "obj");
    lexer->references = true;
    if (!starts || !lexer_next(lexer, object) || object->kind == OBJECT_OPERATOR ||
        !lexer_next(lexer, &word) || word.kind != OBJECT_OPERATOR)
        return false;
    *number = id.number;
    object->stream = object->kind == OBJECT_DICT && text_is(word.text, "stream");
    if (object->stream) {
        lexer->at += peek(lexer, 0) == '\r';
        lexer->at += peek(lexer, 0) == '\n';
    }
    return object->stream || text_is(word.text, "endobj");
}

/* ---- asking -----------------------------------------------------------------------------*/

static const struct object nothing = {.kind = OBJECT_NULL};

const struct object *object_entry(const struct object *dict, const char *key)
{
    for (size_t i = 0; dict->kind == OBJECT_DICT && i < dict->count; i++)
        if (text_is(dict->items[2 * i].text, key))
            return &dict->items[2 * i + 1];
    return &nothing;
}

struct text object_text(const struct object *object)
{
    bool bytes = object->kind == OBJECT_STRING || object->kind == OBJECT_NAME ||
                 object->kind == OBJECT_OPERATOR;
    return bytes ? object->text : TEXT("");
}

int64_t object_whole(const struct object *object, int64_t otherwise)
{
    return object->kind == OBJECT_INTEGER ? object->number : otherwise;
}

struct text object_printable(const struct object *name)
{
    bool readable = name->kind == OBJECT_NAME && text_invalid(name->text) == name->text.length;
    return readable ? name->text : TEXT("");
}

bool object_is_name(const struct object *object, const char *name)
{
    return object->kind == OBJECT_NAME && text_is(object->text, name);
}

int64_t object_millionths(const struct object *object)
{
    if (object->kind == OBJECT_REAL)
        return object->number;
    return object->kind == OBJECT_INTEGER ? object->number * 1000000 : 0;
}

static uint32_t unit_at(struct text bytes, size_t at)
{
    return (uint32_t)(unsigned char)bytes.bytes[at] << 8 | (unsigned char)bytes.bytes[at + 1];
}

/* UTF-16BE from byte `at` on; a lone surrogate becomes U+FFFD. */
static struct text from_utf16(struct arena *arena, struct text bytes, size_t at)
{
    struct buffer out = buffer_new(arena);
    for (; at + 1 < bytes.length; at += 2) {
        uint32_t unit = unit_at(bytes, at);
        bool high = unit >= 0xD800 && unit < 0xDC00 && at + 3 < bytes.length;
        uint32_t low = high ? unit_at(bytes, at + 2) : 0;
        if (high && low >= 0xDC00 && low < 0xE000) {
            buffer_rune(&out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            at += 2;
        } else {
            buffer_rune(&out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
        }
    }
    return buffer_text(&out);
}

struct text object_words(struct arena *arena, const struct object *string)
{
    if (string->kind != OBJECT_STRING)
        return TEXT("");
    if (text_starts(string->text, "\xFE\xFF"))
        return from_utf16(arena, string->text, 2);
    if (text_starts(string->text, "\xEF\xBB\xBF"))
        return text_slice(string->text, 3, string->text.length);
    return string->text;
}

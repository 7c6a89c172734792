/* Takes a file with a packed table, checks that it is bounded; see packed.h. */
#include "proof/packed.h"

#include "proof/inflate.h"
#include "proof/object.h"

#define WIDTH_MOST 8 /* bytes of a field of the table */

struct scan {
    struct arena *arena;
    struct text bytes;
    struct packed *found;
    size_t most;
};

/* A stream as it stands in the file. */
struct stream {
    struct object dict;
    struct text raw;
};

/* The table unpacked: `row` bytes for each object, in three fields. */
struct table {
    struct text rows;
    size_t widths[3];
    size_t row;
};

/* ---- streams ----------------------------------------------------------------------------*/

static bool fails(struct scan *scan, const char *damage)
{
    scan->found->damage = damage;
    return false;
}

static bool next_is(struct lexer *lexer, enum object_kind kind, struct object *object)
{
    return lexer_next(lexer, object) && object->kind == kind;
}

/* The stream object that starts at byte `at`; its number too unless that is NULL. */
static bool read_stream(struct scan *scan, size_t at, int64_t *number, struct stream *stream)
{
    struct lexer lexer = {.arena = scan->arena, .text = scan->bytes, .at = at};
    struct object id, word;
    if (!next_is(&lexer, OBJECT_INTEGER, &id) || !next_is(&lexer, OBJECT_INTEGER, &word) ||
        !next_is(&lexer, OBJECT_OPERATOR, &word) || !text_is(word.text, "obj"))
        return false;
    lexer.references = true;
    if (!next_is(&lexer, OBJECT_DICT, &stream->dict) ||
        !next_is(&lexer, OBJECT_OPERATOR, &word) || !text_is(word.text, "stream"))
        return false;
    struct text rest = text_slice(scan->bytes, lexer.at, scan->bytes.length);
    size_t from = text_starts(rest, "\r\n") ? 2 : 1;
    const struct object *length = object_entry(&stream->dict, "Length");
    if (length->kind != OBJECT_INTEGER || length->number < 0 ||
        (uint64_t)length->number + from > rest.length)
        return false;
    stream->raw = text_slice(rest, from, from + (size_t)length->number);
    *number = id.number;
    return true;
}

/* Unpacks within what is left of the bound; predictors are still on it. */
static bool unpack(struct scan *scan, const struct stream *stream, struct text *out)
{
    const struct object *filter = object_entry(&stream->dict, "Filter");
    size_t left = scan->most - scan->found->decoded;
    if (filter->kind == OBJECT_NULL)
        *out = stream->raw;
    else if (!object_is_name(filter, "FlateDecode") ||
             !inflate_bytes(scan->arena, stream->raw, left, out))
        return false;
    if (out->length > left)
        return false;
    scan->found->decoded += out->length;
    return true;
}

/* ---- the table --------------------------------------------------------------------------*/

/* A whole entry of `dict`, or `otherwise` where there is none. */
static int64_t whole(const struct object *dict, const char *key, int64_t otherwise)
{
    const struct object *value = object_entry(dict, key);
    return value->kind == OBJECT_INTEGER ? value->number : otherwise;
}

/* Undoes the predictors "none" and "up" (RFC 2083, 6), the two that tables are written with. */
static bool undo_predictor(struct scan *scan, struct table *table)
{
    size_t step = table->row + 1;
    size_t count = table->rows.length / step;
    char *rows = arena_alloc(scan->arena, count * table->row + 1);
    for (size_t i = 0; i < count; i++) {
        const char *from = table->rows.bytes + i * step;
        char *to = rows + i * table->row;
        if (from[0] != 0 && from[0] != 2)
            return false;
        for (size_t k = 0; k < table->row; k++) {
            char above =
                from[0] == 2 && i > 0 ? to[(ptrdiff_t)k - (ptrdiff_t)table->row] : '\0';
            to[k] = (char)(unsigned char)((unsigned char)from[k + 1] + (unsigned char)above);
        }
    }
    table->rows = (struct text){rows, count * table->row};
    return true;
}

/* Whether the table is one for all objects from 0 on. */
static bool is_single(const struct object *dict)
{
    const struct object *index = object_entry(dict, "Index");
    return object_entry(dict, "Prev")->kind == OBJECT_NULL &&
           (index->kind == OBJECT_NULL ||
            (index->kind == OBJECT_ARRAY && index->count == 2 && index->items[0].number == 0));
}

static bool read_widths(const struct object *dict, struct table *table)
{
    const struct object *widths = object_entry(dict, "W");
    if (widths->kind != OBJECT_ARRAY || widths->count != 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        int64_t width = widths->items[i].number;
        if (widths->items[i].kind != OBJECT_INTEGER || width < 0 || width > WIDTH_MOST)
            return false;
        table->widths[i] = (size_t)width;
        table->row += (size_t)width;
    }
    return table->row > 0;
}

static bool read_table(struct scan *scan, size_t at, struct table *table)
{
    struct stream stream;
    int64_t number = 0;
    if (!read_stream(scan, at, &number, &stream) ||
        !object_is_name(object_entry(&stream.dict, "Type"), "XRef"))
        return fails(scan, "its cross-reference table is damaged");
    if (!is_single(&stream.dict))
        return fails(scan, "it was changed after it was printed");
    const struct object *parameters = object_entry(&stream.dict, "DecodeParms");
    int64_t predictor = whole(parameters, "Predictor", 1);
    if (!read_widths(&stream.dict, table) || !unpack(scan, &stream, &table->rows) ||
        (predictor > 1 &&
         (predictor < 10 || whole(parameters, "Columns", 1) != (int64_t)table->row ||
          !undo_predictor(scan, table))))
        return fails(scan, "its cross-reference table is damaged");
    scan->found->object_count = table->rows.length / table->row;
    return true;
}

/* The field `which` of object `index`; the first one is 1 where it has no bytes (table 17). */
static uint64_t field(const struct table *table, size_t index, int which)
{
    size_t at = index * table->row;
    for (int i = 0; i < which; i++)
        at += table->widths[i];
    uint64_t value = which == 0 && table->widths[0] == 0 ? 1 : 0;
    for (size_t i = 0; i < table->widths[which]; i++)
        value = value << 8 | (unsigned char)table->rows.bytes[at + i];
    return value;
}

/* ---- object streams ---------------------------------------------------------------------*/

enum { ENTRY_PLACED = 1, ENTRY_PACKED = 2 };

/* Unpacks the object stream `holder` once and forgets it. */
static bool check_holder(struct scan *scan, const struct table *table, size_t holder)
{
    struct arena_mark mark = arena_mark(scan->arena);
    struct stream stream;
    struct text out;
    int64_t number = 0;
    uint64_t at = field(table, holder, 1);
    bool right = field(table, holder, 0) == ENTRY_PLACED && at < scan->bytes.length &&
                 read_stream(scan, (size_t)at, &number, &stream) && number == (int64_t)holder &&
                 object_entry(&stream.dict, "DecodeParms")->kind == OBJECT_NULL &&
                 unpack(scan, &stream, &out);
    arena_reset(scan->arena, mark);
    return right || fails(scan, "its objects are packed too tightly or damaged");
}

static bool check_holders(struct scan *scan, const struct table *table)
{
    size_t count = scan->found->object_count;
    bool *seen = arena_array(scan->arena, count, sizeof *seen);
    for (size_t i = 0; i < count; i++) {
        uint64_t holder = field(table, i, 1);
        if (field(table, i, 0) != ENTRY_PACKED)
            continue;
        if (holder >= count)
            return fails(scan, "its cross-reference table is damaged");
        if (!seen[holder] && !check_holder(scan, table, (size_t)holder))
            return false;
        seen[holder] = true;
    }
    return true;
}

/* ---- the door ---------------------------------------------------------------------------*/

/* Where the table starts, as the end of the file says; the file's length if it does not. */
static size_t find_table(struct scan *scan)
{
    static const struct text keyword = {"startxref", 9};
    size_t last = scan->bytes.length;
    size_t from = last > 1054 ? last - 1054 : 0; /* as far as readers look */
    for (size_t at = text_search(scan->bytes, keyword, from); at < scan->bytes.length;
         at = text_search(scan->bytes, keyword, at + 1))
        last = at + keyword.length;
    struct lexer lexer = {.arena = scan->arena, .text = scan->bytes, .at = last};
    struct object offset;
    bool placed = next_is(&lexer, OBJECT_INTEGER, &offset) && offset.number >= 0 &&
                  (uint64_t)offset.number < scan->bytes.length;
    return placed ? (size_t)offset.number : scan->bytes.length;
}

struct packed packed_check(struct arena *arena, struct text bytes, size_t most)
{
    struct packed found = {0};
    struct scan scan = {arena, bytes, &found, most};
    struct arena_mark mark = arena_mark(arena);
    struct table table = {0};
    size_t at = find_table(&scan);
    found.used = at < bytes.length && text_digit(bytes.bytes[at]);
    if (found.used && read_table(&scan, at, &table))
        check_holders(&scan, &table);
    arena_reset(arena, mark);
    return found;
}

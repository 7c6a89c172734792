/* Takes a file's bytes, gives where its objects stand; see table.h. */
#include "proof/table.h"

#include "proof/inflate.h"

static const char *const damaged = "its cross-reference table is damaged";
static const char *const changed = "it was changed after it was printed";

#define BYTES_PER_OBJECT 8 /* of a file, at the least: ours have ten times that */

struct scan {
    struct arena *arena;
    struct text bytes;
    size_t most;
    struct table *table;
};

static struct lexer lexer_at(const struct scan *scan, size_t at)
{
    return (struct lexer){.arena = scan->arena,
                          .text = scan->bytes,
                          .at = at,
                          .most = scan->arena->total + scan->most};
}

static bool next_is(struct lexer *lexer, enum object_kind kind, struct object *object)
{
    return lexer_next(lexer, object) && object->kind == kind;
}

static bool next_word(struct lexer *lexer, const char *word)
{
    struct object object;
    return next_is(lexer, OBJECT_OPERATOR, &object) && text_is(object.text, word);
}

/* Room for `count` objects; false where a file of its size cannot have so many. */
static bool open_entries(struct scan *scan, int64_t count)
{
    if (count <= 0 || (uint64_t)count > scan->bytes.length / BYTES_PER_OBJECT)
        return false;
    scan->table->count = (size_t)count;
    scan->table->entries =
        arena_array(scan->arena, scan->table->count, sizeof *scan->table->entries);
    return true;
}

/* Whether the table is the only one and tells of all objects. */
static bool is_whole(const struct object *trailer)
{
    return object_entry(trailer, "Prev")->kind == OBJECT_NULL &&
           object_entry(trailer, "XRefStm")->kind == OBJECT_NULL;
}

/* ---- the classic table ------------------------------------------------------------------*/

#define ROW 20 /* bytes: "0000000017 00000 n", a space and a line's end, or two of that */

static void read_row(const struct scan *scan, size_t at, struct entry *entry)
{
    int64_t offset = 0;
    struct text row = text_slice(scan->bytes, at, at + ROW);
    bool used = row.length == ROW && row.bytes[17] == 'n';
    if (!used || !text_number(text_slice(row, 0, 10), &offset) ||
        (uint64_t)offset >= scan->bytes.length)
        return;
    entry->kind = ENTRY_BYTE;
    entry->at = (uint32_t)offset;
}

/* "0 17" and as many rows; false where it is no such section. */
static bool read_section(struct scan *scan, struct lexer *lexer, int64_t first)
{
    struct object count;
    struct table *table = scan->table;
    if (!next_is(lexer, OBJECT_INTEGER, &count) || first < 0 || count.number < 0 ||
        (uint64_t)count.number > table->count || (uint64_t)first > table->count ||
        (uint64_t)(first + count.number) > table->count)
        return false;
    while (lexer->at < lexer->text.length && text_space(lexer->text.bytes[lexer->at]))
        lexer->at++;
    for (int64_t i = 0; i < count.number; i++, lexer->at += ROW)
        read_row(scan, lexer->at, &table->entries[first + i]);
    return lexer->at < lexer->text.length;
}

static const char *read_classic(struct scan *scan, size_t at)
{
    struct lexer lexer = lexer_at(scan, at);
    struct object first;
    size_t trailer = text_search(scan->bytes, TEXT("trailer"), at);
    if (!next_word(&lexer, "xref") || trailer == scan->bytes.length)
        return damaged;
    struct lexer after = lexer_at(scan, trailer + 7);
    after.references = true;
    if (!next_is(&after, OBJECT_DICT, &scan->table->trailer))
        return damaged;
    if (!is_whole(&scan->table->trailer))
        return changed;
    if (!open_entries(scan, object_whole(object_entry(&scan->table->trailer, "Size"), 0)))
        return damaged;
    while (next_is(&lexer, OBJECT_INTEGER, &first))
        if (!read_section(scan, &lexer, first.number))
            return damaged;
    return first.kind == OBJECT_OPERATOR && text_is(first.text, "trailer") ? NULL : damaged;
}

/* ---- the table as a stream --------------------------------------------------------------*/

#define WIDTH_MOST 8 /* bytes of a field */

/* The stream unpacked: `width` bytes for each object, in three fields. */
struct rows {
    struct text bytes;
    size_t fields[3];
    size_t width;
};

static bool read_widths(const struct object *dict, struct rows *rows)
{
    const struct object *widths = object_entry(dict, "W");
    if (widths->kind != OBJECT_ARRAY || widths->count != 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        int64_t width = object_whole(&widths->items[i], -1);
        if (width < 0 || width > WIDTH_MOST)
            return false;
        rows->fields[i] = (size_t)width;
        rows->width += (size_t)width;
    }
    return rows->width > 0;
}

/* Undoes the predictors "none" and "up" (RFC 2083, 6), the two that tables are written with. */
static bool undo_predictor(struct arena *arena, struct rows *rows)
{
    size_t step = rows->width + 1, count = rows->bytes.length / step;
    char *plain = arena_array(arena, count + 1, rows->width);
    for (size_t i = 0; i < count; i++) {
        const char *from = rows->bytes.bytes + i * step;
        char *to = plain + i * rows->width;
        if (from[0] != 0 && from[0] != 2)
            return false;
        for (size_t k = 0; k < rows->width; k++) {
            char above = from[0] == 2 && i > 0 ? *(to + k - rows->width) : '\0';
            to[k] = (char)(unsigned char)((unsigned char)from[k + 1] + (unsigned char)above);
        }
    }
    rows->bytes = (struct text){plain, count * rows->width};
    return true;
}

/* The bytes of the stream whose dictionary was read, plain. */
static bool unpack_rows(struct scan *scan, const struct lexer *lexer, const struct object *dict,
                        struct rows *rows)
{
    const struct object *filter = object_entry(dict, "Filter");
    const struct object *parameters = object_entry(dict, "DecodeParms");
    int64_t length = object_whole(object_entry(dict, "Length"), -1);
    int64_t predictor = object_whole(object_entry(parameters, "Predictor"), 1);
    if (length < 0 || (uint64_t)length > scan->bytes.length - lexer->at)
        return false;
    rows->bytes = text_slice(scan->bytes, lexer->at, lexer->at + (size_t)length);
    if (filter->kind != OBJECT_NULL &&
        (!object_is_name(filter, "FlateDecode") ||
         !inflate_bytes(scan->arena, rows->bytes, scan->most, &rows->bytes)))
        return false;
    if (predictor <= 1)
        return true;
    int64_t columns = object_whole(object_entry(parameters, "Columns"), 1);
    return predictor >= 10 && columns == (int64_t)rows->width &&
           undo_predictor(scan->arena, rows);
}

/* The field `which` of row `index`; the first one is 1 where it has no bytes (table 17). */
static uint64_t field(const struct rows *rows, size_t index, int which)
{
    size_t at = index * rows->width;
    for (int i = 0; i < which; i++)
        at += rows->fields[i];
    uint64_t value = which == 0 && rows->fields[0] == 0 ? ENTRY_BYTE : 0;
    for (size_t i = 0; i < rows->fields[which]; i++)
        value = value << 8 | (unsigned char)rows->bytes.bytes[at + i];
    return value;
}

/* Whether the rows are those of all objects from 0 on. */
static bool starts_at_zero(const struct object *dict)
{
    const struct object *index = object_entry(dict, "Index");
    return index->kind == OBJECT_NULL || (index->kind == OBJECT_ARRAY && index->count == 2 &&
                                          object_whole(&index->items[0], -1) == 0);
}

static bool take_rows(struct scan *scan, const struct rows *rows)
{
    struct table *table = scan->table;
    if (!open_entries(scan, (int64_t)(rows->bytes.length / rows->width)))
        return false;
    for (size_t i = 0; i < table->count; i++) {
        struct entry *entry = &table->entries[i];
        uint64_t kind = field(rows, i, 0), at = field(rows, i, 1), index = field(rows, i, 2);
        size_t most = kind == ENTRY_BYTE ? scan->bytes.length : table->count;
        if (kind == ENTRY_FREE)
            continue;
        if (kind > ENTRY_PACKED || at >= most || index > UINT32_MAX)
            return false;
        entry->kind = kind == ENTRY_BYTE ? ENTRY_BYTE : ENTRY_PACKED;
        entry->at = (uint32_t)at;
        entry->index = (uint32_t)index;
    }
    return true;
}

static const char *read_stream(struct scan *scan, size_t at)
{
    struct lexer lexer = lexer_at(scan, at);
    struct object *dict = &scan->table->trailer;
    struct rows rows = {0};
    int64_t number = 0;
    if (!lexer_indirect(&lexer, &number, dict) || !dict->stream ||
        !object_is_name(object_entry(dict, "Type"), "XRef"))
        return damaged;
    if (!is_whole(dict) || !starts_at_zero(dict))
        return changed;
    bool right = read_widths(dict, &rows) && unpack_rows(scan, &lexer, dict, &rows) &&
                 take_rows(scan, &rows);
    return right ? NULL : damaged;
}

/* ---- the door ---------------------------------------------------------------------------*/

#define TAIL 1054 /* bytes before the end in which readers look for "startxref" */

/* Where the table starts, as the end of the file says; the file's length if it does not. */
static size_t find_table(const struct scan *scan)
{
    static const struct text keyword = {"startxref", 9};
    size_t end = scan->bytes.length, last = end;
    for (size_t at = text_search(scan->bytes, keyword, end > TAIL ? end - TAIL : 0); at < end;
         at = text_search(scan->bytes, keyword, at + 1))
        last = at + keyword.length;
    struct lexer lexer = lexer_at(scan, last);
    struct object offset;
    bool placed = next_is(&lexer, OBJECT_INTEGER, &offset) && offset.number >= 0 &&
                  (uint64_t)offset.number < end;
    return placed ? (size_t)offset.number : end;
}

const char *table_read(struct arena *arena, struct text bytes, size_t most, struct table *table)
{
    struct scan scan = {arena, bytes, most, table};
    size_t at = find_table(&scan);
    if (at == bytes.length)
        return "its end is missing";
    return text_digit(bytes.bytes[at]) ? read_stream(&scan, at) : read_classic(&scan, at);
}

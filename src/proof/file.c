/* Takes a PDF file's bytes, gives its objects; see file.h. */
#include "proof/file.h"

#include "proof/inflate.h"
#include "proof/table.h"

static const struct object nothing = {.kind = OBJECT_NULL};
static const struct span nowhere = {0, 0, 0};

/* ---- the budget -------------------------------------------------------------------------*/

/* What files of ours took at most for each word of their documents, four times; and what any
 * file may take. Under them no file takes 300 MB or two seconds. */
#define MEMORY_BASE  ((size_t)96 * 1024 * 1024)
#define MEMORY_WORD  ((size_t)512)
#define DECODED_BASE ((size_t)48 * 1024 * 1024)
#define DECODED_WORD ((size_t)256)
#define STEPS_BASE   ((size_t)32 * 1024 * 1024)
#define STEPS_WORD   ((size_t)128)
#define LETTERS_BASE ((size_t)1024 * 1024)
#define LETTERS_WORD ((size_t)32)
#define STREAM_MOST  ((size_t)16 * 1024 * 1024) /* bytes of one stream */
#define BYTES_MOST   ((size_t)1 << 31)          /* of a file */

static struct budget budget_new(const struct job *job, size_t words)
{
    return (struct budget){.memory = job->arena.total + MEMORY_BASE + MEMORY_WORD * words,
                           .decoded = DECODED_BASE + DECODED_WORD * words,
                           .steps = STEPS_BASE + STEPS_WORD * words,
                           .letters = LETTERS_BASE + LETTERS_WORD * words};
}

bool file_spend(struct file *file, size_t steps)
{
    struct budget *budget = &file->budget;
    budget->spent =
        budget->spent || steps > budget->steps || file->job->arena.total > budget->memory;
    if (!budget->spent)
        budget->steps -= steps;
    return !budget->spent;
}

/* ---- objects ----------------------------------------------------------------------------*/

static void file_damaged(struct file *file, const char *said)
{
    if (file->damage == NULL)
        file->damage = said;
}

/* The value at `at` of `bytes` and, of a stream, its bytes, which stand behind its entries. */
static bool read_value(struct file *file, struct text bytes, size_t at, struct object *object)
{
    file->lexer.text = bytes;
    file->lexer.at = at;
    file->lexer.bad = false;
    return lexer_next(&file->lexer, object) && object->kind != OBJECT_OPERATOR;
}

/* A stream's length; where it is an object of its own that must be a number that stands alone.
 */
static int64_t stream_length(struct file *file, const struct object *length)
{
    if (length->kind != OBJECT_REFERENCE)
        return object_whole(length, -1);
    if (!file_refers(file, length) || file->entries[length->number].kind != ENTRY_BYTE)
        return -1;
    struct lexer lexer = {.arena = &file->job->arena,
                          .text = file->bytes,
                          .at = file->entries[length->number].at,
                          .most = file->budget.memory};
    struct object value;
    int64_t number = 0;
    bool right = lexer_indirect(&lexer, &number, &value) && number == length->number;
    return right ? object_whole(&value, -1) : -1;
}

/* Puts the bytes behind the entries of a stream's dictionary. */
static bool take_stream(struct file *file, size_t at, struct object *dict)
{
    int64_t length = stream_length(file, object_entry(dict, "Length"));
    if (length < 0 || at > file->bytes.length || (uint64_t)length > file->bytes.length - at)
        return false;
    struct object *raw = &dict->items[2 * dict->count];
    raw->kind = OBJECT_STRING;
    raw->text = text_slice(file->bytes, at, at + (size_t)length);
    size_t end = at + (size_t)length;
    while (end < file->bytes.length && text_space(file->bytes.bytes[end]))
        end++;
    return text_starts(text_slice(file->bytes, end, file->bytes.length), "endstream");
}

/* An object that stands in the file by itself. */
static void read_placed(struct file *file, size_t number, struct object *object)
{
    struct lexer *lexer = &file->lexer;
    int64_t said = 0;
    lexer->text = file->bytes;
    lexer->at = file->entries[number].at;
    lexer->bad = false;
    if (lexer_indirect(lexer, &said, object) && said == (int64_t)number &&
        (!object->stream || take_stream(file, lexer->at, object)))
        return;
    file_damaged(file, "an object is damaged or too large");
    *object = nothing;
}

/* ---- object streams (7.5.7) -------------------------------------------------------------*/

struct packed {
    struct text bytes;
    size_t count;
    uint32_t *numbers, *offsets; /* of its objects */
};

/* The numbers and offsets at the head of an object stream. */
static bool read_head(struct file *file, struct packed *packed, int64_t first)
{
    struct lexer lexer = {.arena = &file->job->arena, .text = packed->bytes};
    packed->numbers = arena_array(&file->job->arena, packed->count, sizeof *packed->numbers);
    packed->offsets = arena_array(&file->job->arena, packed->count, sizeof *packed->offsets);
    for (size_t i = 0; i < packed->count; i++) {
        struct object number, offset;
        if (!lexer_next(&lexer, &number) || !lexer_next(&lexer, &offset))
            return false;
        int64_t at = object_whole(&offset, -1), id = object_whole(&number, -1);
        if (at < 0 || id < 0 || first + at >= (int64_t)packed->bytes.length ||
            id >= (int64_t)file->object_count)
            return false;
        packed->numbers[i] = (uint32_t)id;
        packed->offsets[i] = (uint32_t)(first + at);
    }
    return true;
}

/* The object stream `number`, unpacked when it is first asked for; empty if it is none. */
static const struct packed *unpack(struct file *file, size_t number)
{
    if (file->packed[number] != NULL)
        return file->packed[number];
    struct packed *packed = arena_alloc(&file->job->arena, sizeof *packed);
    file->packed[number] = packed;
    bool placed = file->entries[number].kind == ENTRY_BYTE;
    const struct object *stream = placed ? file_object(file, (int64_t)number) : &nothing;
    int64_t count = object_whole(object_entry(stream, "N"), -1);
    int64_t first = object_whole(object_entry(stream, "First"), -1);
    bool right = file_stream(file, stream, &file->job->arena, &packed->bytes) && count >= 0 &&
                 first >= 0 && first <= (int64_t)packed->bytes.length &&
                 count <= (int64_t)packed->bytes.length / 4;
    packed->count = right ? (size_t)count : 0;
    if (!right || !read_head(file, packed, first)) {
        file_damaged(file, "its objects are packed too tightly or damaged");
        packed->count = 0;
    }
    return packed;
}

static void read_packed(struct file *file, size_t number, struct object *object)
{
    const struct entry *entry = &file->entries[number];
    const struct packed *packed = unpack(file, entry->at);
    bool held = entry->index < packed->count && packed->numbers[entry->index] == number;
    if (held && read_value(file, packed->bytes, packed->offsets[entry->index], object))
        return;
    file_damaged(file, "an object is damaged or too large");
    *object = nothing;
}

/* ---- asking -----------------------------------------------------------------------------*/

const struct object *file_object(struct file *file, int64_t number)
{
    if (number <= 0 || (size_t)number >= file->object_count || !file_spend(file, 16))
        return &nothing;
    if (file->objects[number] != NULL)
        return file->objects[number];
    struct object *object = arena_alloc(&file->job->arena, sizeof *object);
    file->objects[number] = object;
    if (file->entries[number].kind == ENTRY_BYTE)
        read_placed(file, (size_t)number, object);
    else if (file->entries[number].kind == ENTRY_PACKED)
        read_packed(file, (size_t)number, object);
    return object;
}

bool file_refers(const struct file *file, const struct object *object)
{
    return object->kind == OBJECT_REFERENCE && object->number > 0 &&
           (uint64_t)object->number < file->object_count;
}

#define REFERENCES_MOST 8 /* to references in a row */

const struct object *file_resolve(struct file *file, const struct object *object)
{
    for (int i = 0; i < REFERENCES_MOST && object->kind == OBJECT_REFERENCE; i++)
        object = file_object(file, object->number);
    return object->kind == OBJECT_REFERENCE ? &nothing : object;
}

const struct object *file_find(struct file *file, const struct object *dict, const char *key)
{
    if (dict->kind != OBJECT_DICT || !file_spend(file, 1 + dict->count))
        return &nothing;
    return object_entry(dict, key);
}

const struct object *file_entry(struct file *file, const struct object *dict, const char *key)
{
    return file_resolve(file, file_find(file, dict, key));
}

#define PARENTS_MOST 64

const struct object *file_inherited(struct file *file, const struct object *page,
                                    const char *key)
{
    for (int i = 0; i < PARENTS_MOST && page->kind == OBJECT_DICT; i++) {
        const struct object *value = file_entry(file, page, key);
        if (value->kind != OBJECT_NULL)
            return value;
        page = file_entry(file, page, "Parent");
    }
    return &nothing;
}

const struct object *file_catalog(struct file *file)
{
    return file_entry(file, file->trailer, "Root");
}

/* ---- streams ----------------------------------------------------------------------------*/

bool file_unpack(struct file *file, const struct object *stream, struct arena *arena,
                 size_t most, struct text *bytes)
{
    if (!stream->stream)
        return false;
    const struct object *filter = file_entry(file, stream, "Filter");
    if (filter->kind == OBJECT_ARRAY && filter->count == 1)
        filter = file_resolve(file, &filter->items[0]);
    bool packed = object_is_name(filter, "FlateDecode");
    bool plain = file_entry(file, stream, "DecodeParms")->kind == OBJECT_NULL &&
                 (packed || filter->kind == OBJECT_NULL);
    struct text raw = stream->items[2 * stream->count].text;
    if (!plain || !file_spend(file, 16 + raw.length / 16))
        return false;
    *bytes = raw;
    return packed ? inflate_bytes(arena, raw, most, bytes) : raw.length <= most;
}

bool file_stream(struct file *file, const struct object *stream, struct arena *arena,
                 struct text *bytes)
{
    if (!file_unpack(file, stream, arena, STREAM_MOST, bytes))
        return false;
    if (bytes->length > file->budget.decoded) {
        file->budget.spent = true;
        return false;
    }
    file->budget.decoded -= bytes->length;
    return true;
}

/* ---- pages ------------------------------------------------------------------------------*/

struct page_walk {
    struct file *file;
    ARRAY(uint32_t) pages;
    bool *seen; /* by object number */
};

#define PAGES_DEEP 64

/* The pages below a node of the page tree (7.7.3), in order; false where a node is none or was
 * met before. */
static bool walk_pages(struct page_walk *walk, const struct object *reference, int depth)
{
    struct file *file = walk->file;
    if (!file_refers(file, reference) || walk->seen[reference->number] || depth > PAGES_DEEP)
        return false;
    walk->seen[reference->number] = true;
    const struct object *node = file_resolve(file, reference);
    const struct object *kids = file_entry(file, node, "Kids");
    if (object_is_name(file_entry(file, node, "Type"), "Page")) {
        *array_push(&file->job->arena, &walk->pages) = (uint32_t)reference->number;
        return true;
    }
    for (size_t i = 0; kids->kind == OBJECT_ARRAY && i < kids->count; i++)
        if (!walk_pages(walk, &kids->items[i], depth + 1))
            return false;
    return kids->kind == OBJECT_ARRAY;
}

/* Finds the pages; what is wrong with their tree, or NULL. */
static const char *list_pages(struct file *file)
{
    struct page_walk walk = {.file = file};
    const struct object *root = file_find(file, file_catalog(file), "Pages");
    walk.seen = arena_array(&file->job->arena, file->object_count, sizeof *walk.seen);
    if (!walk_pages(&walk, root, 0))
        return "its page tree is damaged";
    file->page_count = walk.pages.count;
    file->pages = walk.pages.items;
    int64_t said = object_whole(file_entry(file, file_resolve(file, root), "Count"), -1);
    return said == (int64_t)file->page_count && said > 0 ? NULL : "it has no pages";
}

/* ---- opening and closing ----------------------------------------------------------------*/

static bool report_damage(struct file *file, const char *said)
{
    diag(file->job, DIAG_PROOF_UNREADABLE, nowhere, text_string(&file->job->arena, file->name),
         said, NULL);
    return false;
}

static bool report_spent(struct file *file)
{
    return report_damage(file, "it asks for more time or memory than its document can need");
}

/* Reads the table and finds the pages; false after a report. */
static bool open_table(struct file *file)
{
    struct arena *arena = &file->job->arena;
    struct table *table = arena_alloc(arena, sizeof *table);
    const char *damage = table_read(arena, file->bytes, STREAM_MOST, table);
    if (damage != NULL)
        return report_damage(file, damage);
    file->object_count = table->count;
    file->trailer = &table->trailer;
    file->entries = table->entries;
    file->objects = arena_array(arena, table->count, sizeof *file->objects);
    file->packed = arena_array(arena, table->count, sizeof *file->packed);
    if (object_entry(file->trailer, "Encrypt")->kind != OBJECT_NULL) {
        diag(file->job, DIAG_PROOF_ENCRYPTED, nowhere, text_string(arena, file->name), NULL);
        return false;
    }
    damage = list_pages(file);
    if (file->budget.spent)
        return report_spent(file);
    return damage == NULL || report_damage(file, file->damage != NULL ? file->damage : damage);
}

struct file *file_open(struct job *job, struct text bytes, struct text name, size_t words)
{
    struct file *file = arena_alloc(&job->arena, sizeof *file);
    file->job = job;
    file->bytes = bytes;
    file->name = name;
    file->budget = budget_new(job, words);
    file->lexer =
        (struct lexer){.arena = &job->arena, .most = file->budget.memory, .references = true};
    if (!text_starts(bytes, "%PDF-1.") || bytes.length > BYTES_MOST) {
        report_damage(file, "it does not start as a PDF file does");
        return NULL;
    }
    return open_table(file) ? file : NULL;
}

bool file_close(struct file *file)
{
    if (!file_spend(file, 0))
        return report_spent(file);
    return file->damage == NULL || report_damage(file, file->damage);
}

/* Takes a PDF file's bytes, gives its objects; see file.h. */
#include "proof/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <qpdf/qpdf-c.h>

#include "proof/inflate.h"
#include "proof/packed.h"

struct qpdf {
    qpdf_data data;
    struct rlimit limit; /* as it was before */
    bool limited;
    struct text warning; /* the first */
    struct packed packed;
};

static const struct object nothing = {.kind = OBJECT_NULL};
static const struct span nowhere = {0, 0, 0};

/* ---- memory -----------------------------------------------------------------------------*/

/* What may be taken, beyond what the process has, while a file is open. qpdf spends some 200
 * bytes on every value, so that a hostile file could ask for a hundred times its size; one of a
 * thousand pages of ours takes forty. qpdf turns a refused request into an error of its own. */
#define MEMORY_BASE  ((rlim_t)384 * 1024 * 1024)
#define MEMORY_TIMES 40 /* the file's size, its objects unpacked */

#define PACKED_BASE  ((size_t)1024 * 1024)
#define PACKED_TIMES 24 /* the file's size */

/* Bytes of address space the process has; 0 where that cannot be read. */
static rlim_t memory_used(void)
{
    unsigned long pages = 0;
    FILE *status = fopen("/proc/self/statm", "r");
    if (status == NULL)
        return 0;
    if (fscanf(status, "%lu", &pages) != 1)
        pages = 0;
    fclose(status);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit_memory(struct qpdf *qpdf, size_t size)
{
    rlim_t used = memory_used();
    if (used == 0 || getrlimit(RLIMIT_AS, &qpdf->limit) != 0)
        return;
    struct rlimit limit = qpdf->limit;
    rlim_t most = used + MEMORY_BASE + MEMORY_TIMES * (rlim_t)size;
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > most)
        limit.rlim_cur = most;
    qpdf->limited = setrlimit(RLIMIT_AS, &limit) == 0;
}

/* What objects may unpack to, in a file of `size` bytes: ours come to five times what they take
 * packed, and the limit above counts what they unpack to. */
static size_t packed_most(size_t size)
{
    size_t most = PACKED_BASE + PACKED_TIMES * size;
    return most < FILE_DECODED_MOST ? most : FILE_DECODED_MOST;
}

/* ---- opening and closing ----------------------------------------------------------------*/

static void release(struct file *file)
{
    struct qpdf *qpdf = file->qpdf;
    if (qpdf->data != NULL)
        qpdf_cleanup(&qpdf->data);
    if (qpdf->limited)
        setrlimit(RLIMIT_AS, &qpdf->limit);
    qpdf->limited = false;
}

/* Takes the error that a call left, if any: true, and its words in `*said`. */
static bool take_error(struct file *file, struct text *said)
{
    qpdf_data data = file->qpdf->data;
    if (!qpdf_has_error(data))
        return false;
    qpdf_error error = qpdf_get_error(data);
    *said = text_copy(&file->job->arena, text_of(qpdf_get_error_message_detail(data, error)));
    return true;
}

/* Takes the warnings so far; the first is kept. */
static void take_warnings(struct file *file)
{
    struct qpdf *qpdf = file->qpdf;
    while (qpdf_more_warnings(qpdf->data)) {
        qpdf_error warning = qpdf_next_warning(qpdf->data);
        const char *said = qpdf_get_error_message_detail(qpdf->data, warning);
        if (qpdf->warning.length == 0)
            qpdf->warning = text_copy(&file->job->arena, text_of(said));
    }
}

static void report_damage(struct file *file, struct text said)
{
    struct arena *arena = &file->job->arena;
    diag(file->job, DIAG_PROOF_UNREADABLE, nowhere, text_string(arena, file->name),
         said.length > 0 ? text_string(arena, said) : "it is damaged", NULL);
}

/* Reads header, cross-reference table and trailer; false after a report. */
static bool open_bytes(struct file *file, struct text bytes)
{
    qpdf_data data = file->qpdf->data;
    qpdf_silence_errors(data);
    qpdf_set_suppress_warnings(data, QPDF_TRUE);
    qpdf_set_attempt_recovery(data, QPDF_FALSE);
    qpdf_set_ignore_xref_streams(data, file->qpdf->packed.used ? QPDF_FALSE : QPDF_TRUE);
    qpdf_read_memory(data, "pdf", bytes.bytes, bytes.length, NULL);
    bool locked = qpdf_has_error(data) &&
                  qpdf_get_error_code(data, qpdf_get_error(data)) == qpdf_e_password;
    struct text said = TEXT("");
    if (!locked && take_error(file, &said)) {
        report_damage(file, said);
        return false;
    }
    if (locked || qpdf_is_encrypted(data)) {
        diag(file->job, DIAG_PROOF_ENCRYPTED, nowhere,
             text_string(&file->job->arena, file->name), NULL);
        return false;
    }
    return true;
}

/* The number of objects, which the trailer says, and the table or the file's size bounds. */
static void count_objects(struct file *file, size_t size)
{
    qpdf_data data = file->qpdf->data;
    qpdf_oh trailer = qpdf_get_trailer(data);
    qpdf_oh entry = qpdf_oh_get_key(data, trailer, "/Size");
    long long count = qpdf_oh_is_integer(data, entry) ? qpdf_oh_get_int_value(data, entry) : 0;
    qpdf_oh_release_all(data);
    file->object_count = count < 0 ? 0 : (size_t)count;
    size_t most = file->qpdf->packed.used ? file->qpdf->packed.object_count : size / 16;
    if (file->object_count > most)
        file->object_count = most;
    file->objects = arena_array(&file->job->arena, file->object_count, sizeof *file->objects);
}

/* The pages' object numbers; false after a report. */
static bool list_pages(struct file *file)
{
    qpdf_data data = file->qpdf->data;
    struct text said = TEXT("");
    int count = qpdf_get_num_pages(data);
    if (take_error(file, &said) || count <= 0 || (size_t)count > file->object_count) {
        report_damage(file, said.length > 0 ? said : TEXT("it has no pages"));
        return false;
    }
    file->page_count = (size_t)count;
    file->pages = arena_array(&file->job->arena, file->page_count, sizeof *file->pages);
    for (size_t i = 0; i < file->page_count; i++) {
        qpdf_oh page = qpdf_get_page_n(data, i);
        int number = qpdf_oh_get_object_id(data, page);
        file->pages[i] = number > 0 ? (uint32_t)number : 0;
        qpdf_oh_release(data, page);
    }
    return true;
}

struct file *file_open(struct job *job, struct text bytes, struct text name)
{
    struct file *file = arena_alloc(&job->arena, sizeof *file);
    file->job = job;
    file->name = name;
    file->qpdf = arena_alloc(&job->arena, sizeof *file->qpdf);
    if (!text_starts(bytes, "%PDF-1.")) {
        report_damage(file, TEXT("it does not start as a PDF file does"));
        return NULL;
    }
    const struct packed *packed = &file->qpdf->packed;
    file->qpdf->packed = packed_check(&job->arena, bytes, packed_most(bytes.length));
    if (packed->damage != NULL) {
        report_damage(file, text_of(packed->damage));
        return NULL;
    }
    file->decoded = packed->decoded;
    limit_memory(file->qpdf, bytes.length + packed->decoded);
    file->qpdf->data = qpdf_init();
    bool opened = file->qpdf->data != NULL && open_bytes(file, bytes);
    if (opened)
        count_objects(file, bytes.length);
    if (opened && list_pages(file))
        return file;
    release(file);
    return NULL;
}

bool file_close(struct file *file)
{
    struct text said = TEXT("");
    take_warnings(file);
    bool failed = take_error(file, &said);
    if (!failed)
        said = file->qpdf->warning;
    if (failed || said.length > 0)
        report_damage(file, said);
    release(file);
    return !failed && said.length == 0;
}

/* ---- objects ----------------------------------------------------------------------------*/

/* The object's text read into values. */
static void parse_object(struct file *file, qpdf_oh handle, struct object *object)
{
    qpdf_data data = file->qpdf->data;
    const char *text = qpdf_oh_unparse_resolved(data, handle);
    size_t length = text == NULL ? 0 : qpdf_get_last_string_length(data);
    struct lexer lexer = {.arena = &file->job->arena, .references = true};
    lexer.text.bytes = arena_copy(&file->job->arena, text == NULL ? "" : text, length);
    lexer.text.length = length;
    if (!lexer_next(&lexer, object))
        *object = nothing;
}

const struct object *file_object(struct file *file, int64_t number)
{
    if (number <= 0 || (size_t)number >= file->object_count)
        return &nothing;
    if (file->objects[number] != NULL)
        return file->objects[number];
    qpdf_data data = file->qpdf->data;
    struct object *object = arena_alloc(&file->job->arena, sizeof *object);
    file->objects[number] = object;
    qpdf_oh handle = qpdf_get_object_by_id(data, (int)number, 0);
    bool stream = qpdf_oh_is_stream(data, handle);
    qpdf_oh value = stream ? qpdf_oh_get_dict(data, handle) : handle;
    parse_object(file, value, object);
    if (stream) {
        qpdf_oh_release(data, value);
        object->stream = true;
        object->number = number;
    }
    qpdf_oh_release(data, handle);
    take_warnings(file);
    return object;
}

#define REFERENCES_MOST 8 /* to references in a row */

const struct object *file_resolve(struct file *file, const struct object *object)
{
    for (int i = 0; i < REFERENCES_MOST && object->kind == OBJECT_REFERENCE; i++)
        object = file_object(file, object->number);
    return object->kind == OBJECT_REFERENCE ? &nothing : object;
}

const struct object *file_entry(struct file *file, const struct object *dict, const char *key)
{
    return file_resolve(file, object_entry(dict, key));
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
    qpdf_data data = file->qpdf->data;
    qpdf_oh root = qpdf_get_root(data);
    int number = qpdf_oh_get_object_id(data, root);
    qpdf_oh_release(data, root);
    return file_object(file, number);
}

bool file_work(struct file *file, size_t steps)
{
    file->work += steps;
    return file->work <= FILE_WORK_MOST;
}

/* ---- streams ----------------------------------------------------------------------------*/

/* The bytes as they stand in the file, owned by the caller; NULL where there are none. */
static unsigned char *raw_stream(struct file *file, int64_t number, size_t *length)
{
    qpdf_data data = file->qpdf->data;
    unsigned char *raw = NULL;
    QPDF_BOOL filtered = QPDF_FALSE;
    struct text said = TEXT("");
    qpdf_oh handle = qpdf_get_object_by_id(data, (int)number, 0);
    qpdf_oh_get_stream_data(data, handle, qpdf_dl_none, &filtered, &raw, length);
    qpdf_oh_release(data, handle);
    take_warnings(file);
    if (!take_error(file, &said))
        return raw;
    free(raw);
    return NULL;
}

bool file_stream(struct file *file, const struct object *stream, struct arena *arena,
                 struct text *bytes)
{
    const struct object *filter = file_entry(file, stream, "Filter");
    if (filter->kind == OBJECT_ARRAY && filter->count == 1)
        filter = file_resolve(file, &filter->items[0]);
    bool packed = object_is_name(filter, "FlateDecode");
    bool plain = file_entry(file, stream, "DecodeParms")->kind == OBJECT_NULL &&
                 (packed || filter->kind == OBJECT_NULL);
    if (!stream->stream || !plain)
        return false;
    size_t length = 0;
    unsigned char *raw = raw_stream(file, stream->number, &length);
    if (raw == NULL)
        return false;
    struct text read = {(const char *)raw, length};
    bool right = true;
    if (packed)
        right = inflate_bytes(arena, read, FILE_STREAM_MOST, bytes);
    else
        *bytes = text_copy(arena, read);
    free(raw);
    file->decoded += right ? bytes->length : 0;
    return right && file->decoded <= FILE_DECODED_MOST;
}

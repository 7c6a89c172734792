/*
 * Takes paths, gives the bytes of input files, and places in them.
 * Files are read, not mapped: a file that shrinks under us must not crash the program.
 */
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/job.h"

const struct source *source_find(const struct job *job, uint32_t number)
{
    return job->sources.list.items[number];
}

static uint32_t add(struct job *job, struct text name, struct text path, struct text text)
{
    struct source *source = arena_alloc(&job->arena, sizeof *source);
    source->name = text_copy(&job->arena, name);
    source->path = text_copy(&job->arena, path);
    source->text = text;
    *array_push(&job->arena, &job->sources.list) = source;
    return (uint32_t)job->sources.list.count - 1;
}

uint32_t source_add(struct job *job, struct text name, struct text text)
{
    return add(job, name, TEXT(""), text_copy(&job->arena, text));
}

static uint32_t known(const struct job *job, struct text path)
{
    for (size_t i = 1; i < job->sources.list.count; i++)
        if (text_equal(job->sources.list.items[i]->path, path))
            return (uint32_t)i;
    return 0;
}

static void report_unopened(struct job *job, const char *path, int error, struct span at)
{
    if (at.source != 0 && (error == ENOENT || error == ENOTDIR))
        diag(job, DIAG_FILE_MISSING, at, path, NULL);
    else
        diag(job, DIAG_FILE_UNREADABLE, at, path, diag_error(job, error), NULL);
}

static void report_irregular(struct job *job, const char *path, struct span at)
{
    if (at.source != 0)
        diag(job, DIAG_FILE_NOT_REGULAR, at, path, NULL);
    else
        diag(job, DIAG_FILE_UNREADABLE, at, path, "not a file", NULL);
}

/* Opens `path` for reading without waiting on a pipe; -1 after a report. */
static int open_file(struct job *job, const char *path, size_t most, struct span at)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        report_unopened(job, path, errno, at);
        return -1;
    }
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        report_irregular(job, path, at);
        close(file);
        return -1;
    }
    if (status.st_size > (off_t)most) {
        struct buffer number = buffer_new(&job->arena);
        buffer_number(&number, (int64_t)most);
        diag(job, DIAG_FILE_TOO_LARGE, at, path, text_string(&job->arena, buffer_text(&number)),
             NULL);
        close(file);
        return -1;
    }
    return file;
}

/* Reads up to `most` bytes from `file` into `bytes`; gives the count, or -1. */
static ssize_t read_all(int file, char *bytes, size_t most)
{
    size_t have = 0;
    while (have < most) {
        ssize_t count = read(file, bytes + have, most - have);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        have += (size_t)count;
    }
    return (ssize_t)have;
}

static bool read_file(struct job *job, const char *path, size_t most, struct span at,
                      struct text *bytes)
{
    int file = open_file(job, path, most, at);
    if (file < 0)
        return false;
    struct stat status;
    size_t size = fstat(file, &status) == 0 ? (size_t)status.st_size : 0;
    char *room = arena_alloc(&job->arena, size + 1);
    ssize_t count = read_all(file, room, size);
    int error = errno;
    close(file);
    if (count < 0) {
        diag(job, DIAG_FILE_UNREADABLE, at, path, diag_error(job, error), NULL);
        return false;
    }
    bytes->bytes = room;
    bytes->length = (size_t)count;
    return true;
}

/* Drops a byte order mark and the CR of each CR LF, in place. */
static struct text normalized(struct text text)
{
    if (text_starts(text, "\xEF\xBB\xBF"))
        text = text_slice(text, 3, text.length);
    if (text_find(text, '\r', 0) == text.length)
        return text;
    char *bytes = (char *)(uintptr_t)text.bytes; /* our own, fresh from read_file */
    size_t to = 0;
    for (size_t from = 0; from < text.length; from++)
        if (bytes[from] != '\r' || from + 1 == text.length || bytes[from + 1] != '\n')
            bytes[to++] = bytes[from];
    bytes[to] = '\0';
    return text_slice(text, 0, to);
}

/* Reports a zero byte or ill-formed UTF-8 in source `number`. */
static bool is_text(struct job *job, uint32_t number, struct span at)
{
    struct text text = source_find(job, number)->text;
    struct text path = source_find(job, number)->path;
    if (text_find(text, '\0', 0) < text.length) {
        diag(job, DIAG_FILE_BINARY, at, text_string(&job->arena, path), NULL);
        return false;
    }
    size_t bad = text_invalid(text);
    if (bad < text.length) {
        struct span place = {number, (uint32_t)bad, (uint32_t)bad + 1};
        diag(job, DIAG_FILE_ENCODING, place, NULL);
        return false;
    }
    return true;
}

/* A byte of Windows-1252 as a code point (the WHATWG Encoding Standard's index). */
static uint32_t windows_rune(unsigned char byte)
{
    static const uint16_t upper[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

/* The text with its ill-formed bytes taken as Windows-1252; well-formed UTF-8 stays. */
static struct text recoded(struct job *job, struct text text)
{
    struct buffer out = buffer_new(&job->arena);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t rune = text_next(text, &at);
        if (rune == 0xFFFD && at == start + 1)
            buffer_rune(&out, windows_rune((unsigned char)text.bytes[start]));
        else
            buffer_add(&out, text_slice(text, start, at));
    }
    return buffer_text(&out);
}

/* Makes source `number` UTF-8, with a warning at the first byte that was not. */
static void recode(struct job *job, uint32_t number)
{
    struct source *source = job->sources.list.items[number];
    size_t bad = text_invalid(source->text);
    if (bad == source->text.length)
        return;
    source->text = recoded(job, source->text);
    struct span place = {number, (uint32_t)bad, (uint32_t)bad + 1};
    diag(job, DIAG_FILE_LATIN, place, NULL);
}

uint32_t source_read(struct job *job, struct text path, enum source_kind kind, struct span at)
{
    uint32_t number = known(job, path);
    if (number != 0)
        return number;
    struct text bytes;
    size_t most = kind == SOURCE_BINARY ? BINARY_MOST : SOURCE_MOST;
    if (!read_file(job, text_string(&job->arena, path), most, at, &bytes))
        return 0;
    if (kind != SOURCE_BINARY)
        bytes = normalized(bytes);
    number = add(job, path, path, bytes);
    if (kind == SOURCE_LEGACY)
        recode(job, number);
    if (kind == SOURCE_BINARY || is_text(job, number, at))
        return number;
    /* without its path it is not taken for read when asked for again */
    job->sources.list.items[number]->path = TEXT("");
    return 0;
}

static struct text folder_of(struct text path)
{
    size_t end = path.length;
    while (end > 0 && path.bytes[end - 1] != '/')
        end--;
    return text_slice(path, 0, end);
}

/* Takes "." and "name/.." out of a path by its words, so that messages and the depfile show the
 * shortest form. Leading ".." stay. */
static struct text simplified(struct job *job, struct text path)
{
    struct buffer out = buffer_new(&job->arena);
    struct text *parts = arena_array(&job->arena, path.length + 1, sizeof *parts);
    size_t count = 0;
    for (size_t at = 0; at <= path.length;) {
        size_t end = text_find(path, '/', at);
        struct text part = text_slice(path, at, end);
        bool up = text_is(part, "..");
        if (up && count > 0 && !text_is(parts[count - 1], ".."))
            count--;
        else if (part.length > 0 && !text_is(part, "."))
            parts[count++] = part;
        at = end + 1;
    }
    if (path.length > 0 && path.bytes[0] == '/')
        buffer_byte(&out, '/');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_byte(&out, '/');
        buffer_add(&out, parts[i]);
    }
    return out.length == 0 ? TEXT(".") : buffer_text(&out);
}

/* The real path of the nearest existing folder at or above `path`'s, or NULL; free it. */
static char *real_folder(struct job *job, struct text path)
{
    for (;;) {
        struct text folder = folder_of(path);
        const char *asked = folder.length == 0 ? "." : text_string(&job->arena, folder);
        char *real = realpath(asked, NULL);
        if (real != NULL || folder.length <= 1)
            return real;
        path = text_slice(folder, 0, folder.length - 1);
    }
}

/* Whether the real path `real` lies in the root or is the root. */
static bool within(struct text root, const char *real)
{
    struct text path = text_of(real);
    if (text_is(root, "/"))
        return true;
    return path.length >= root.length && text_equal(text_slice(path, 0, root.length), root) &&
           (path.length == root.length || path.bytes[root.length] == '/');
}

static bool stays_inside(struct job *job, struct text path)
{
    char *folder = real_folder(job, path);
    bool inside = folder != NULL && within(job->sources.root, folder);
    free(folder);
    char *real = realpath(text_string(&job->arena, path), NULL);
    if (real != NULL)
        inside = inside && within(job->sources.root, real);
    free(real);
    return inside;
}

struct text source_resolve(struct job *job, struct text written, struct span at)
{
    struct buffer joined = buffer_new(&job->arena);
    if (written.length == 0 || written.bytes[0] != '/')
        buffer_add(&joined, folder_of(source_find(job, at.source)->path));
    buffer_add(&joined, written);
    struct text path = simplified(job, buffer_text(&joined));
    bool whole = text_find(written, '\0', 0) == written.length && written.length < PATH_MAX;
    if (whole && (job->sources.root.length == 0 || stays_inside(job, path)))
        return text_copy(&job->arena, path);
    diag(job, DIAG_PATH_OUTSIDE, at, text_string(&job->arena, written),
         text_string(&job->arena, job->sources.root), NULL);
    return TEXT("");
}

/* Whether folder `path` (of `length` bytes) holds fonts/fonts.yaml. */
struct text source_relative(struct job *job, uint32_t number)
{
    const struct source *source = source_find(job, number);
    struct text root = job->sources.root;
    struct text relative = TEXT("");
    if (source->path.length == 0 || root.length == 0)
        return relative;
    char *real = realpath(text_string(&job->arena, source->path), NULL);
    if (real != NULL && within(root, real)) {
        struct text path = text_of(real);
        size_t from = text_is(root, "/") ? 1 : root.length + 1;
        relative = text_copy(&job->arena, text_slice(path, from, path.length));
    }
    free(real);
    return relative;
}

static bool is_root(struct job *job, const char *path, size_t length)
{
    struct buffer name = buffer_new(&job->arena);
    struct text folder = {path, length};
    buffer_add(&name, folder);
    buffer_string(&name, "/fonts/fonts.yaml");
    return access(text_string(&job->arena, buffer_text(&name)), F_OK) == 0;
}

bool source_find_root(struct job *job, struct text path)
{
    char *real = real_folder(job, path);
    if (real == NULL)
        return false;
    size_t length = strlen(real);
    while (length > 0 && !is_root(job, real, length)) {
        while (length > 0 && real[length - 1] != '/')
            length--;
        length -= length > 0;
    }
    struct text root = {real, length};
    bool found = length > 0;
    if (found)
        job->sources.root = text_copy(&job->arena, root);
    free(real);
    return found;
}

/* Makes the table of line starts. */
static void index_lines(struct job *job, struct source *source)
{
    size_t count = 1;
    for (size_t i = 0; i < source->text.length; i++)
        count += source->text.bytes[i] == '\n';
    source->lines = arena_array(&job->arena, count, sizeof *source->lines);
    source->line_count = 1;
    for (size_t i = 0; i < source->text.length; i++)
        if (source->text.bytes[i] == '\n')
            source->lines[source->line_count++] = (uint32_t)i + 1;
}

/* The number of the line that holds byte `at`, from 0. */
static size_t line_of(const struct source *source, size_t at)
{
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (source->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct place source_place(struct job *job, struct span span)
{
    struct source *source = job->sources.list.items[span.source];
    struct place place = {source->name, 0, 0, TEXT(""), 0};
    if (span.source == 0)
        return place;
    if (source->lines == NULL)
        index_lines(job, source);
    size_t line = line_of(source, span.start);
    size_t start = source->lines[line];
    place.line = line + 1;
    place.line_start = start;
    place.text = text_slice(source->text, start, text_find(source->text, '\n', start));
    place.column = 1;
    for (size_t at = start; at < span.start && at < source->text.length; place.column++)
        text_next(source->text, &at);
    return place;
}

struct text source_text(const struct job *job, struct span span)
{
    return text_slice(source_find(job, span.source)->text, span.start, span.end);
}

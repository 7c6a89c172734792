/*
 * Takes a finished file, gives its text with every object stream unpacked behind it, for tests
 * that look for what an object says.
 */
#ifndef TESTS_PDF_UNPACKED_H
#define TESTS_PDF_UNPACKED_H

#include <libdeflate.h>

#include "support.h"

/* The number that follows `key` in `text` from byte `at` on. */
static inline size_t unpacked_number(struct text text, const char *key, size_t at)
{
    struct text name = text_of(key);
    size_t number = 0;
    at = text_search(text, name, at) + name.length;
    for (; at < text.length && text_digit(text.bytes[at]); at++)
        number = number * 10 + (size_t)(text.bytes[at] - '0');
    return number;
}

static inline struct text unpacked(struct job *job, struct text file)
{
    static const struct text stream = {">>\nstream\n", 10};
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    struct buffer out = buffer_new(&job->arena);
    buffer_add(&out, file);
    for (size_t at = text_search(file, TEXT("<</Type/ObjStm"), 0); at < file.length;
         at = text_search(file, TEXT("<</Type/ObjStm"), at + 1)) {
        size_t length = unpacked_number(file, "/Length ", at);
        size_t from = text_search(file, stream, at) + stream.length;
        size_t room = 40 * length + 1024, size = 0;
        char *bytes = arena_alloc(&job->arena, room);
        assert_int_equal(libdeflate_zlib_decompress(decompressor, file.bytes + from, length,
                                                    bytes, room, &size),
                         LIBDEFLATE_SUCCESS);
        buffer_add(&out, (struct text){bytes, size});
    }
    libdeflate_free_decompressor(decompressor);
    return buffer_text(&out);
}

#endif

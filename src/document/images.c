/* Takes the path of an image as written, gives its file, checked to be one that can be drawn.
 */
#include <string.h>

#include "document/builder.h"

static bool starts_with(struct text bytes, const char *magic, size_t length)
{
    return bytes.length >= length && memcmp(bytes.bytes, magic, length) == 0;
}

/* PNG (ISO/IEC 15948, 5.2) or JPEG (ISO/IEC 10918-1, annex B) by their first bytes. */
static bool drawable(struct text bytes)
{
    return starts_with(bytes, "\x89PNG\r\n\x1A\n", 8) || starts_with(bytes, "\xFF\xD8\xFF", 3);
}

static bool is_remote(struct text written)
{
    return text_starts(written, "http:") || text_starts(written, "https:") ||
           text_starts(written, "//") || text_starts(written, "data:");
}

uint32_t images_read(struct reader *reader, struct text written, struct span span)
{
    struct image *image = array_push(reader->arena, &reader->images);
    uint32_t number = (uint32_t)reader->images.count - 1;
    image->span = span;
    image->path = TEXT("");
    if (is_remote(written)) {
        diag(reader->job, DIAG_IMAGE_REMOTE, span, reader_string(reader, written), NULL);
        return number;
    }
    struct text path = source_resolve(reader->job, written, span);
    if (path.length == 0)
        return number;
    image->path = path;
    image->source = source_read(reader->job, path, SOURCE_BINARY, span);
    if (image->source != 0 && !drawable(source_find(reader->job, image->source)->text)) {
        diag(reader->job, DIAG_IMAGE_TYPE, span, reader_string(reader, written), NULL);
        image->source = 0;
    }
    return number;
}

/* Takes deflated bytes, gives them inflated; see inflate.h. */
#include "proof/inflate.h"

#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#define STEP_LEAST ((size_t)16 * 1024)

/* Inflates what is left of the stream into room that doubles; false if it is damaged or grows
 * beyond `most`. */
static bool inflate_all(z_stream *stream, struct arena *arena, size_t most, struct text *out)
{
    size_t room = STEP_LEAST;
    char *bytes = arena_alloc(arena, room);
    for (;;) {
        stream->next_out = (unsigned char *)bytes + stream->total_out;
        stream->avail_out = (unsigned)(room - stream->total_out);
        int status = inflate(stream, Z_NO_FLUSH);
        *out = (struct text){bytes, stream->total_out};
        if (status == Z_STREAM_END)
            return out->length <= most;
        bool full = stream->avail_out == 0;
        if ((status != Z_OK && status != Z_BUF_ERROR) || !full || room > most)
            return false;
        bytes = arena_grow(arena, bytes, room, room * 2);
        room *= 2;
    }
}

bool inflate_bytes(struct arena *arena, struct text packed, size_t most, struct text *out)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (packed.length > UINT32_MAX)
        return false;
    int status = inflateInit(&stream);
    if (status == Z_MEM_ERROR)
        arena_exhausted(arena);
    if (status != Z_OK)
        return false;
    stream.next_in = (const unsigned char *)packed.bytes;
    stream.avail_in = (unsigned)packed.length;
    bool whole = inflate_all(&stream, arena, most, out);
    inflateEnd(&stream);
    return whole;
}

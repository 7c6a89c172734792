/* Preloaded, lets each ToUnicode map read "a" as "b" while the writer packs it: a fault
 * between layout and file, for `build --prove`. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

size_t libdeflate_zlib_compress(void *compressor, const void *in, size_t size, void *out,
                                size_t room);

size_t libdeflate_zlib_compress(void *compressor, const void *in, size_t size, void *out,
                                size_t room)
{
    size_t (*packed)(void *, const void *, size_t, void *, size_t) = NULL;
    *(void **)&packed = dlsym(RTLD_NEXT, "libdeflate_zlib_compress");
    char *copy = malloc(size);
    memcpy(copy, in, size);
    char *at = memmem(copy, size, "beginbf", 7);
    char *text = at == NULL ? NULL : memmem(at, size - (size_t)(at - copy), "<0061>\n", 7);
    if (text != NULL)
        text[4] = '2';
    size_t length = packed(compressor, copy, size, out, room);
    free(copy);
    return length;
}

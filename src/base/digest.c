/* Takes bytes, gives their digests; see digest.h. */
#include "base/digest.h"

#include <nettle/md5.h>
#include <nettle/sha2.h>

void digest_sha256(struct text bytes, uint8_t digest[SHA256_BYTES])
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, bytes.length, (const uint8_t *)bytes.bytes);
    sha256_digest(&hash, SHA256_BYTES, digest);
}

void digest_md5(struct text bytes, uint8_t digest[MD5_BYTES])
{
    struct md5_ctx hash;
    md5_init(&hash);
    md5_update(&hash, bytes.length, (const uint8_t *)bytes.bytes);
    md5_digest(&hash, MD5_BYTES, digest);
}

void digest_put(const uint8_t *digest, size_t size, struct buffer *out)
{
    for (size_t i = 0; i < size; i++) {
        buffer_byte(out, "0123456789abcdef"[digest[i] >> 4]);
        buffer_byte(out, "0123456789abcdef"[digest[i] & 0xF]);
    }
}

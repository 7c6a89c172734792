/*
 * Takes bytes, gives their digests: the wall around nettle.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdint.h>

#include "base/text.h"

#define SHA256_BYTES 32
#define MD5_BYTES    16

/* SHA-256 (FIPS 180-4): what bytes are told apart by. */
void digest_sha256(struct text bytes, uint8_t digest[SHA256_BYTES]);

/* MD5 (RFC 1321), where a format asks for it; against no one who means harm. */
void digest_md5(struct text bytes, uint8_t digest[MD5_BYTES]);

/* Appends a digest as lower-case hexadecimal digits. */
void digest_put(const uint8_t *digest, size_t size, struct buffer *out);

#endif

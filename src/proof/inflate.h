/*
 * Takes deflated bytes (RFC 1950), gives them inflated, never more than was allowed. Private to
 * proof; the only file of it that knows zlib.
 */
#ifndef PROOF_INFLATE_H
#define PROOF_INFLATE_H

#include "base/text.h"

/* Inflates `packed` into `arena`. False where it is damaged or gives more than `most` bytes. */
bool inflate_bytes(struct arena *arena, struct text packed, size_t most, struct text *out);

#endif

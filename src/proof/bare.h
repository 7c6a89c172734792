/*
 * Takes a bare CFF font program (Adobe TN 5176), gives for each glyph its advance and whether
 * it prints anything: the wall around FreeType, which draws each glyph once. Private to proof.
 */
#ifndef PROOF_BARE_H
#define PROOF_BARE_H

#include "base/text.h"

struct bare_glyph {
    int advance; /* font units */
    bool prints; /* it has an outline of some extent */
};

struct bare {
    size_t count;
    struct bare_glyph *glyphs; /* by the character identifier that content shows them by */
    int units_per_em;
};

/* Reads all glyphs of `bytes` into `*bare`, in `arena`. False where the program is damaged, has
 * more than `most` glyphs, or numbers them otherwise than they stand. */
bool bare_read(struct arena *arena, struct text bytes, size_t most, struct bare *bare);

#endif

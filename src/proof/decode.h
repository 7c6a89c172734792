/*
 * Takes a ToUnicode CMap (ISO 32000-1, 9.10.3), gives what each code of a font reads as.
 * Private to proof.
 */
#ifndef PROOF_DECODE_H
#define PROOF_DECODE_H

#include "proof/font.h"

/* Reads bfchar and bfrange of `cmap` into the font's codes, growing them. False where its
 * syntax is broken or a code is none of two bytes. */
bool decode_read(struct file *file, struct font *font, struct text cmap);

/* The room for `code`, grown to; NULL beyond CODES_MOST. */
struct code *decode_room(struct font *font, struct arena *arena, uint32_t code);

#endif

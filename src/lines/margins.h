/*
 * Takes a character, gives how far it hangs into the margin.
 * The one idea: small marks at a line's end leave a dent in the edge of the text; letting part
 * of them stand outside makes the edge look straight (Hàn Thế Thành, "Micro-typographic
 * extensions to the TeX typesetting system", 2000, chapter 4).
 */
#ifndef LINES_MARGINS_H
#define LINES_MARGINS_H

#include <stdint.h>

/* Thousandths of the character's own width that stand outside the left or right edge. */
int margins_left(uint32_t rune);
int margins_right(uint32_t rune);

#endif

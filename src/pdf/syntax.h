/*
 * Takes numbers, strings and references, gives them in the syntax of PDF files (ISO 32000-1,
 * clause 7.3). The one idea: everything that is written often is written as short as the syntax
 * allows, and never through the C locale.
 */
#ifndef PDF_SYNTAX_H
#define PDF_SYNTAX_H

#include "base/length.h"

/* `length` rounded to hundredths of a point, the unit of every coordinate written. */
int64_t hundredths(sp length);

/* Appends a blank unless what is there ends in something that no blank need follow. */
void put_gap(struct buffer *out);

/* Appends hundredths as a number, with a blank before it where two tokens would run together:
 * " 12.5", " -.07". */
void put_hundredths(struct buffer *out, int64_t number);

/* Appends thousandths in the same way. */
void put_thousandths(struct buffer *out, int64_t number);

/* Appends `above` / `below`, rounded to millionths, in the same way. */
void put_fraction(struct buffer *out, int64_t above, int64_t below);

/* Appends a length in points in the same way. */
void put_length(struct buffer *out, sp length);

/* Appends a length in points to the nearest tenth, for areas that are not seen. */
void put_tenth(struct buffer *out, sp length);

/* Appends "n 0 R" in the same way. */
void put_reference(struct buffer *out, uint32_t object);

/* Appends a text string (7.9.2.2): literal ASCII where that does, else UTF-16 with its mark. */
void put_text(struct buffer *out, struct text text);

/* Appends a byte string in parentheses, with what must be escaped. */
void put_bytes(struct buffer *out, struct text bytes);

/* Appends one byte of a string's inside, escaped where it must be. */
void put_byte(struct buffer *out, unsigned char byte);

/* Appends `rune` as UTF-16BE bytes in hexadecimal. */
void put_hex_rune(struct buffer *out, uint32_t rune);

/* Appends `digits` hexadecimal digits of `number`. */
void put_hex(struct buffer *out, uint32_t number, int digits);

#endif

/*
 * Letters of all scripts: what case they have, and how they sort. utf8proc's tables behind it.
 */
#ifndef CITATION_UNICODE_H
#define CITATION_UNICODE_H

#include <stdbool.h>

#include "base/text.h"

bool rune_upper(uint32_t rune);  /* has a lower-case form of its own */
bool rune_lower(uint32_t rune);  /* has an upper-case form of its own */
bool rune_letter(uint32_t rune); /* a letter of any script */
bool rune_mark(uint32_t rune);   /* a combining mark */
bool rune_space(uint32_t rune);  /* white space, also the no-break kinds */
/* The plain character behind a superscript one (ʳ → r), or 0. */
uint32_t rune_raised(uint32_t rune);
uint32_t rune_to_upper(uint32_t rune);
uint32_t rune_to_lower(uint32_t rune);

/* Whether a name in this text is written family name first without spaces or initials: it has a
 * letter that is neither Latin, Greek, Cyrillic nor of another alphabet with such habits. */
bool text_romanesque(struct text text);

/* The whole text in lower or upper case; in `arena`. */
struct text text_lower(struct arena *arena, struct text text);
struct text text_upper(struct arena *arena, struct text text);

/* The letters and digits of the text in lower case, without accents: "Müller-Ø 2" → "mullero2".
 */
struct text text_folded(struct arena *arena, struct text text);

/* The single character that `base` and the combining `mark` make (Unicode's form NFC), or 0. */
uint32_t rune_compose(uint32_t base, uint32_t mark);

/* Whether some letter of the text is upper, or lower, case. */
bool text_has_upper(struct text text);
bool text_has_lower(struct text text);

/* A key whose byte order is the order of the text for people: letters first, whatever their
 * accents and case; then accents; then case, lower before upper. Follows the scheme of Unicode
 * Technical Standard 10 (three levels) without its tables; `language` moves the letters that
 * stand behind z in the Nordic alphabets. */
struct text text_sort_key(struct arena *arena, struct text text, struct text language);

#endif

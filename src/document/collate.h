/*
 * Takes a term and a language, gives the key that it is sorted by in an index, and its head.
 * The one idea: the order is a rule of ours, the same on every machine: word by word ("dose
 * range" before "doses"), without regard to case, accents and punctuation, numbers by their
 * value and before letters, Greek letters by their names; only letters that a language counts
 * as letters of their own stand where it has them (Swedish å, ä, ö; Danish and Norwegian æ, ø,
 * å; Spanish ñ).
 */
#ifndef DOCUMENT_COLLATE_H
#define DOCUMENT_COLLATE_H

#include "base/text.h"

/* Keys compare by bytes (text_compare). In the arena; empty where the term has neither letters
 * nor digits. `language` is a BCP 47 tag. */
struct text collate_key(struct arena *arena, struct text term, struct text language);

/* What heads terms of that key in an index: its first letter as a capital, "0–9" for numbers;
 * empty for an empty key. */
struct text collate_head(struct arena *arena, struct text key, struct text language);

#endif

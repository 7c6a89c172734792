/*
 * Takes a piece of text without spaces, gives where a line may end between its characters in
 * scripts that are written without spaces between words: Chinese, Japanese, Korean.
 * The one idea: the Unicode line breaking algorithm (UAX 14), by libunibreak, is asked only
 * about the surroundings of such characters; everything else is for splits.h to say.
 */
#ifndef LINES_SCRIPTS_H
#define LINES_SCRIPTS_H

#include "base/text.h"

/* Whether a text has characters of such a script, and is UTF-8 to its end. */
bool scripts_dense(struct text text);

/* The end of the stretch of `text` that starts at `from` and that no line may end in, as far as
 * this is known here: the next place beside such a character where UAX 14 allows it (no closing
 * sign at a line's start, no opening one at its end, no small kana), or the text's end. */
size_t scripts_stretch(struct text text, size_t from, const char *breaks);

/* Fills breaks[i] for each byte of `text` with what scripts_stretch asks; `language` BCP 47. */
void scripts_breaks(struct arena *arena, struct text text, struct text language, char *breaks);

#endif

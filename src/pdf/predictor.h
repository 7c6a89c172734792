/*
 * Takes the pixels of an image, gives them as differences from their neighbours (PNG
 * specification, 9), which deflate to much less where colours run into each other.
 */
#ifndef PDF_PREDICTOR_H
#define PDF_PREDICTOR_H

#include "base/text.h"

/* Whether `pixels`, of `wide` bytes each, have so many colours that differences pay. */
bool predictor_pays(struct text pixels, size_t wide);

/* The rows of `row` bytes, each behind the number of its filter; in `arena`. */
struct text predictor_rows(struct arena *arena, struct text pixels, size_t row, size_t wide);

#endif

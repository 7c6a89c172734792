/*
 * Takes the `fit` map of a layout, gives how tight a design may become; and the arithmetic of
 * setting it tighter. Private to design; see design.h for what others use.
 */
#ifndef DESIGN_FIT_H
#define DESIGN_FIT_H

#include "design/rules.h"

/* Reads one layer's `fit` over what the layers below said. False after a report. */
bool fit_read(struct job *job, const struct value *map, struct fit *fit);

/* A type size that came to `tight`, and would be `said` without `fit`: not under the floor, but
 * what was under it anyhow stays as it was. */
sp fit_size(const struct rules *rules, sp tight, sp said);

/* A length times a factor in thousandths; and what em must stand for in a computation whose
 * result is multiplied by it. */
sp fit_factor(sp length, int64_t factor);
sp fit_em(sp em, int64_t factor);

/* What may be said there, for the schema. */
extern const struct field_table fit_table;

#endif

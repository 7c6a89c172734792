/*
 * Takes finished bytes, gives a file that is whole or not there.
 * The one idea: write under a temporary name in the same folder, sync, rename; whatever fails,
 * the old file stays as it was and the temporary one is gone.
 */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include <stdbool.h>

#include "base/text.h"

struct job;

/* Writes `bytes` to `path`, replacing it whole. A path that is not a regular file (a pipe,
 * /dev/stdout) is written to directly. False after a report, the old file untouched. */
bool output_write(struct job *job, struct text path, struct text bytes);

/* Whether a file at `path` could be written later: its folder exists and is writable. False
 * after a report. Asked before the work starts, so that a long build does not fail at its end.
 */
bool output_possible(struct job *job, struct text path);

/* Whether no file that was read so far would be written over at `path`, also by another name of
 * it. False after a report. */
bool output_spares_inputs(struct job *job, struct text path);

#endif

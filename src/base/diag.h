/*
 * Takes faults with their places, gives messages sorted by place.
 * The one idea: every message stands once, in diag.def, with its severity, its stable id, its
 * text and its hint; a stage reports all it can and goes on.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>

#include "base/array.h"
#include "base/source.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_FATAL };

/* SEVERITY_FATAL is a fault of the usage or environment (exit 2), not of the content (exit 1).
 */

enum diag_id {
#define DIAG(id, severity, name, message, hint) DIAG_##id,
#include "base/diag.def"
#undef DIAG
    DIAG_COUNT
};

struct diag {
    enum diag_id id;
    enum severity severity;
    struct span span;
    struct text message; /* one line, filled in */
    struct text hint;    /* one line, or empty */
};

struct diags {
    ARRAY(struct diag) list;
    size_t errors; /* errors and fatals */
    size_t warnings;
    size_t fatals;
    size_t dropped; /* errors beyond DIAG_MOST that were only counted */
};

#define DIAG_MOST 200

/* Reports `id` at `at`. The further arguments are zero-terminated strings that fill %1, %2 … in
 * the message and its hint, ended by NULL; a hint that asks for an argument which is missing or
 * empty is left out. The strings are copied. */
#if defined(__GNUC__)
__attribute__((sentinel))
#endif
void diag(struct job *job, enum diag_id id, struct span at, ...);

/* The stable name ("cite-unknown") of a message. */
const char *diag_name(enum diag_id id);

/* The system's words for an errno, in lower case as messages are; in the job's arena. */
const char *diag_error(struct job *job, int error);

/* Sorts the messages by source name, line, column, then order of report. */
void diag_sort(struct job *job);

#endif

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
    DIAG_COUNT
};

/* What a policy makes of a message. */
enum diag_level { LEVEL_OWN, LEVEL_OFF, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

/* A replacement that mends a fault: the bytes of `span` give way to `text`. */
struct fix {
    struct span span;
    struct text text;
};

/* A fault that somebody accepts, at a place, for a reason, for a time. */
struct exception {
    struct text rule;   /* the rule it lifts, as written */
    struct text reason; /* in the author's words */
    int until;          /* its last day as 20261121 */
    struct span scope;  /* faults that start in here are excepted; source 0: everywhere */
    struct span span;   /* where it is written */
    size_t used;        /* faults it covered, once diag_settle has run */
    bool shared;        /* of data that other documents use too: it may cover nothing here */
};

struct diag {
    enum diag_id id;
    enum severity severity;
    struct span span;
    struct text message; /* one line, filled in */
    struct text hint;    /* one line, or empty */
    bool fixable;
    struct fix fix;   /* where fixable */
    size_t exception; /* number + 1 of the exception that covers it, or 0 */
};

struct diags {
    ARRAY(struct diag) list;
    size_t errors; /* errors and fatals, without those an exception covers */
    size_t warnings;
    size_t fatals;
    size_t dropped; /* messages beyond DIAG_MOST that were only counted */
    size_t dropped_by[DIAG_COUNT];
    ARRAY(struct exception) exceptions;
    unsigned char levels[DIAG_COUNT]; /* enum diag_level by diag_id */
    int today;                        /* 20261121; exceptions end after their `until` */
    bool strict;                      /* an exception past its end holds no longer */
};

#define DIAG_MOST 200

/* Reports `id` at `at`. The further arguments are zero-terminated strings that fill %1, %2 … in
 * the message and its hint, ended by NULL; a hint that asks for an argument which is missing or
 * empty is left out. The strings are copied. */
#if defined(__GNUC__)
__attribute__((sentinel))
#endif
void diag(struct job *job, enum diag_id id, struct span at, ...);

/* The same with a replacement that mends the fault. */
#if defined(__GNUC__)
__attribute__((sentinel))
#endif
void diag_fix(struct job *job, enum diag_id id, struct fix fix, struct span at, ...);

/* The stable name ("proof-missing") of a message. */
const char *diag_name(enum diag_id id);

/* The rule ("read-back") that the message belongs to; its own name where it is a rule itself or
 * belongs to none. */
const char *diag_rule(enum diag_id id);

/* The severity that a message has before any policy. */
enum severity diag_severity(enum diag_id id);

/* Applies levels and exceptions to all that was reported so far, also before they were known,
 * and counts anew. Before each gate and before messages are shown. */
void diag_settle(struct job *job);

/* Takes back the messages since `before`, a copy of the job's, those of a trial, but for ones
 * that `keeps` says yes to: what is said only once may not be lost with it. */
void diag_retract(struct job *job, const struct diags *before, bool (*keeps)(enum diag_id id));

/* The system's words for an errno, in lower case as messages are; in the job's arena. */
const char *diag_error(struct job *job, int error);

/* Sorts the messages by source name, line, column, then order of report. */
void diag_sort(struct job *job);

#endif

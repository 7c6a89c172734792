/*
 * Takes a list of exceptions in a data file, or one written in the text, gives them to the job.
 * The one idea: an exception says which rule it lifts, why, and until when; without all three
 * it is a fault itself.
 */
#ifndef DATA_EXCEPTIONS_H
#define DATA_EXCEPTIONS_H

#include "data/fields.h"

/* An exception as written: absent parts have no source. */
struct exception_parts {
    struct texts rules;    /* one or several rules */
    struct located reason; /* why the fault is accepted */
    struct located until;  /* its last day, YYYY-MM-DD */
};

/* Adds an exception for faults that start in `scope` (source 0: everywhere), written at `span`,
 * one for each rule. Reports at `span` what is missing; nothing is added then. */
void exceptions_add(struct job *job, const struct exception_parts *parts, struct span scope,
                    struct span span);

/* What one exception holds, for the schema. */
extern const struct field_table exception_fields;

/* Reads the list under a key `exceptions:` ({rule, reason, until} each) for faults in `scope`.
 * NULL is an empty list. */
void exceptions_read(struct job *job, const struct value *list, struct span scope);

#endif

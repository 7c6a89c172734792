/*
 * Takes a map of values and a table of fields, gives a filled C struct.
 * The one idea: what a file may hold is a table, so that "unknown key 'titel', did you mean
 * 'title'?", types, required keys and dates are checked once, and the format can be printed.
 */
#ifndef DATA_FIELDS_H
#define DATA_FIELDS_H

#include <stddef.h>

#include "base/length.h"
#include "data/value.h"

/* A string from a file with its place; absent where span.source is 0. */
struct located {
    struct text text;
    struct span span;
};

/* A calendar date; absent where year is 0. */
struct date {
    int year;  /* 1 … 9999 */
    int month; /* 1 … 12, or 0 where not given */
    int day;   /* 1 … 31, or 0 where not given */
};

enum field_kind {
    FIELD_TEXT,    /* struct located: any scalar as a string */
    FIELD_INTEGER, /* int64_t, within [least, most] */
    FIELD_BOOL,    /* bool: true or false */
    FIELD_LENGTH,  /* sp, within [least, most] in sp; unit needed */
    FIELD_NUMBER,  /* int64_t in thousandths, within [least, most] */
    FIELD_DATE,    /* struct date: YYYY-MM-DD, a day that exists */
    FIELD_CHOICE,  /* int: index into `choices` */
    FIELD_TEXTS,   /* struct texts: a list of strings, or one string */
    FIELD_VALUE    /* const struct value *: read by the caller */
};

struct texts {
    size_t count;
    struct located *items;
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset; /* of the member in the target struct */
    bool required;
    int64_t least; /* inclusive; both 0: no bounds */
    int64_t most;
    const char *const *choices; /* NULL-terminated, for FIELD_CHOICE */
    const char *help;           /* one line for the format reference and the schema */
};

/* How the things in a field lie: one, a list of them, or some by names of the author's. */
enum field_shape { SHAPE_ONE, SHAPE_LIST, SHAPE_NAMED };

struct field_table;

/* What the values in the field `name` look like beyond its kind; their readers check it. Each
 * is a map by `table`, text by `pattern`, or, where both are given, one of them. */
struct field_nest {
    const char *name;
    enum field_shape shape;
    const struct field_table *table; /* or NULL */
    const char *pattern;             /* a regular expression (ECMA 262), or NULL */
    const char *keys;                /* the same for the names of SHAPE_NAMED, or NULL */
};

/* Patterns of what several files hold. */
#define PATTERN_ANY     "."
#define PATTERN_DECIMAL "^[-+]?[0-9]+([.][0-9]+)?$"
#define PATTERN_LENGTH  "^([-+*/().0-9 ]|pt|mm|cm|in|em|ex|lines?|%)+$"
#define PATTERN_DATE    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
#define PATTERN_FILL    "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|to-fill)$"

/* What one kind of map may hold, for the schema and for readers of lists of them. */
struct field_table {
    const char *what; /* the thing in messages: "claim" */
    const struct field *fields;
    size_t count;
    const struct field_nest *nests; /* in any order */
    size_t nest_count;
};

/* Fills `target` from `map`'s entries after `fields` (`count` of them). What is absent keeps
 * the value it had. Reports a value that is no map, unknown keys (nearest named), missing
 * required ones, wrong types, bad lengths, dates, choices and bounds at their places; `em` is
 * the size that em and ex refer to. False if anything was reported. `what` names the thing in
 * messages ("document"). */
bool fields_read(struct job *job, const struct value *map, const struct field *fields,
                 size_t count, const char *what, sp em, void *target);

/* "2026-11-21" as a date that exists in the Gregorian calendar, or false. */
bool date_parse(struct text text, struct date *date);

#endif

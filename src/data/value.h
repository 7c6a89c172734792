/*
 * Takes the text of a YAML or JSON source, gives a tree of values with spans.
 * The one idea: both formats become the same plain tree, every node knows its place, and
 * nothing is typed before somebody asks for a type.
 */
#ifndef DATA_VALUE_H
#define DATA_VALUE_H

#include "base/job.h"

enum value_kind { VALUE_NULL, VALUE_SCALAR, VALUE_LIST, VALUE_MAP };

struct value;

struct value_entry {
    struct text key;
    struct span key_span;
    struct value *value;
};

struct value {
    enum value_kind kind;
    bool quoted; /* a scalar written in quotes or as a block: always a string */
    struct span span;
    struct text text;            /* of a scalar, unescaped */
    size_t count;                /* of list items or map entries */
    struct value **items;        /* of a list */
    struct value_entry *entries; /* of a map, in the order written; keys are unique */
};

#define VALUE_DEPTH_MOST 64

/* The whole of source `number` as a tree (YAML 1.2 core: a plain ~, null or nothing is
 * VALUE_NULL, everything else plain is a scalar to be typed by whoever reads it). NULL after a
 * report: syntax, depth over VALUE_DEPTH_MOST, a key twice, an alias or anchor, a tag, several
 * documents. */
struct value *value_read_yaml(struct job *job, uint32_t number);

/* The same for JSON (RFC 8259); numbers, true and false are unquoted scalars as written. */
struct value *value_read_json(struct job *job, uint32_t number);

/* By the name's ending: .json is JSON, anything else YAML. Reads `path` first. NULL after a
 * report. */
struct value *value_read(struct job *job, struct text path, struct span at);

/* The value of `key` in a map, or NULL if it is absent, null, or `map` is no map. */
struct value *value_find(const struct value *map, const char *key);

/* Where each byte of a scalar's `text` was written, and where it ends: text.length + 1 offsets
 * into the source of `span`, which holds the scalar as YAML has it: with quotes, escapes,
 * folded lines. NULL where it does not. In the job's arena. */
const uint32_t *value_places(struct job *job, struct text text, struct span span);

/* The place of `part`, a slice of a scalar's `text`; all of `span` where it is not known. */
struct span value_within(struct job *job, struct text text, struct span span, struct text part);

/* Typed views of a scalar; false if it is anything else. A quoted scalar is never a number or a
 * bool; a plain one is a string unless the core schema makes it one of those. */
bool value_is_string(const struct value *value);
bool value_integer(const struct value *value, int64_t *number);
bool value_bool(const struct value *value, bool *flag);

#endif

/*
 * Takes values one by one, gives JSON text (RFC 8259) that a person can read: an entry a line,
 * indented by its depth.
 * The one idea: the writer keeps only its depth and whether a comma is due, so that what is
 * written need not be built as a tree first.
 */
#ifndef DATA_WRITE_H
#define DATA_WRITE_H

#include "data/value.h"

#define JSON_DEPTH_MOST (2 * VALUE_DEPTH_MOST)

struct json {
    struct buffer *out;
    size_t depth;
    bool filled[JSON_DEPTH_MOST]; /* by depth: an entry stands there already */
};

/* A writer at the start of a text in `out`, which it borrows. */
struct json json_new(struct buffer *out);

/* Opens an object ('{') or array ('['). `key` names the entry, NULL in an array or at the top;
 * so for all that follow. Not more than JSON_DEPTH_MOST may be open. */
void json_open(struct json *json, const char *key, char bracket);

/* Closes what was opened last, with '}' or ']'; the last one ends with a line end. */
void json_close(struct json *json, char bracket);

void json_text(struct json *json, const char *key, struct text text);
void json_number(struct json *json, const char *key, int64_t number);
void json_bool(struct json *json, const char *key, bool value);

/* A value as it was read: its plain scalars stay numbers, true, false and null where JSON has
 * them, and are text otherwise. */
void json_value(struct json *json, const char *key, const struct value *value);

#endif

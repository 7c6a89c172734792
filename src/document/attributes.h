/*
 * Takes an attribute block of Markdown ("{#id .class key=value}"), gives its parts with places.
 * The one idea: one grammar for headings, boxes, captions, figures and spans; what a part means
 * is for its owner to say.
 */
#ifndef DOCUMENT_ATTRIBUTES_H
#define DOCUMENT_ATTRIBUTES_H

#include "data/fields.h"

struct attribute {
    struct located name;
    struct located value; /* quotes taken off */
};

struct attributes {
    struct located id; /* without "#"; absent where span.source is 0 */
    ARRAY(struct located) classes;
    ARRAY(struct attribute) pairs;
    struct span span; /* braces included */
};

/* Reads the attribute block that starts at byte `*at` of `text` with "{" and ends on the same
 * line; moves `*at` behind it. `text` stands at `place`. False, with `*at` unmoved, if it is
 * not well formed. */
bool attributes_parse(struct arena *arena, struct text text, size_t *at, struct span place,
                      struct attributes *attributes);

/* Moves all places, which count from the start of the text, by `places`: those of its bytes. */
void attributes_place(struct attributes *attributes, const uint32_t *places);

/* Whether "{" at byte `at` is meant to start attributes: "#", ".", "-}" or "name=" follows. */
bool attributes_begin(struct text text, size_t at);

/* The class `name` is among them. */
bool attributes_class(const struct attributes *attributes, const char *name);

/* The value of the pair `name`, or NULL. */
const struct located *attributes_value(const struct attributes *attributes, const char *name);

/* Reports classes and pairs whose names are not in the NULL-terminated lists, at their places,
 * the nearest named; `what` is the thing they stand on ("heading"). Without `classes` any is
 * good. */
void attributes_check(struct job *job, const struct attributes *attributes, const char *what,
                      const char *const *classes, const char *const *names);

/* The class by which a layout may know what they stand on, or empty; more than one is reported.
 */
struct text attributes_styled(struct job *job, const struct attributes *attributes,
                              const char *what);

/* Takes the exception that is written among them (except="rule rule" reason="…" until=DATE) for
 * faults that start in `scope`; attributes_check lets the three pass on everything. Reports one
 * that is not whole. */
void attributes_except(struct job *job, const struct attributes *attributes, struct span scope);

#endif

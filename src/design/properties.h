/*
 * Takes what a layout says of one role, gives rules: one property, its value, its place.
 * The one idea: a property is one row of a table (name, kind, bounds, the member of struct
 * style, whether it is inherited), so that reading, applying, inheriting and dumping are loops.
 */
#ifndef DESIGN_PROPERTIES_H
#define DESIGN_PROPERTIES_H

#include "base/map.h"
#include "design/design.h"

enum property_kind {
    PROPERTY_LENGTH,  /* sp; computed for each role, em and ex of its own size */
    PROPERTY_INTEGER, /* int */
    PROPERTY_BOOL,
    PROPERTY_CHOICE, /* an enum */
    PROPERTY_TEXT,
    PROPERTY_COLOUR,
    PROPERTY_FAMILY, /* uint32_t */
    PROPERTY_BORDER
};

struct property {
    const char *name;
    enum property_kind kind;
    bool inherited;
    bool all_sides; /* shorthand: sets the four properties that follow it */
    size_t offset;  /* in struct style */
    int64_t least, most;
    const char *const *choices;
    const char *help;
};

/* Where the properties stand that are treated by name. */
enum {
    PROPERTY_SIZE,
    PROPERTY_POSITION,
    PROPERTY_RISE,
    PROPERTY_LEADING,
    PROPERTY_MARGIN_LEFT,
    PROPERTY_MARGIN_RIGHT,
    PROPERTY_PADDING,
    PROPERTY_PADDING_TOP,
    PROPERTY_PADDING_RIGHT,
    PROPERTY_PADDING_BOTTOM,
    PROPERTY_PADDING_LEFT,
    PROPERTY_MOST = 56
};

extern const struct property properties[];
extern const uint32_t property_count;

/* What a layout says of one property of one role. */
struct rule {
    const struct value *value; /* NULL: nothing */
    int64_t number;            /* integer, bool, choice, colour, family; a border's kind */
    colour border_colour;
    const struct value *border_width;
    int layer; /* of the layouts that extend each other, the one that says it; 0 the lowest */
};

/* What properties are read from. */
struct properties_source {
    const struct value *map;
    const char *role;           /* for messages */
    const struct map *families; /* the keys of fonts.yaml, in order */
    int layer;
};

/* Reads the properties of `from` over `rules` (PROPERTY_MOST of them). False after a report. */
bool properties_read(struct job *job, const struct properties_source *from, struct rule *rules);

/* Sets the property in `style`; lengths are computed with `units` and brought within the
 * property's bounds, so that nested em cannot run away. */
void property_apply(uint32_t property, const struct rule *rule,
                    const struct length_units *units, struct style *style);

/* A style of inherited properties only: the others have their first values. */
struct style property_inherit(const struct style *parent);

/* The property's value in `style`, as a layout would write it. */
void property_print(uint32_t property, const struct style *style, struct text *families,
                    struct buffer *out);

/* A colour as a layout writes it; false if it is none. */
bool colour_parse(struct text text, colour *paint);

/* What a style may hold, for the schema; made in the arena. */
const struct field_table *properties_table(struct arena *arena);

#endif

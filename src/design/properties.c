/* The table of properties, and its loops: read, apply, inherit, print. */
#include "design/properties.h"

#include <assert.h>
#include <string.h>

#include "design/hint.h"

static const char *const figure_names[] = {"font",    "lining",      "old",
                                           "tabular", "old-tabular", NULL};
static const char *const position_names[] = {"normal", "super", "sub", NULL};
static const char *const align_names[] = {"justify", "left", "right", "centre", NULL};
static const char *const mark_names[] = {"none", "warning", "tick", "circle",
                                         "box",  "bullet",  NULL};
static const char *const placement_names[] = {"usual", "here",   "top", "bottom",
                                              "page",  "margin", NULL};
static const char *const orientation_names[] = {"portrait", "landscape", NULL};
static const char *const extension_names[] = {"text", "full", NULL};
static const char *const span_names[] = {"column", "all", NULL};
static const char *const caption_names[] = {"usual", "above", "below", NULL};
static const char *const line_names[] = {"solid", "dashed", NULL};

#define AT(member)    offsetof(struct style, member)
#define PADDING(side) (offsetof(struct style, padding) + SIDE_##side * sizeof(sp))
#define BORDER(side)  (offsetof(struct style, border) + SIDE_##side * sizeof(struct border))
#define LENGTH        PROPERTY_LENGTH
#define ROW(...)                                                                               \
    {                                                                                          \
        __VA_ARGS__                                                                            \
    }

const struct property properties[] = {
    [PROPERTY_SIZE] = {"size", LENGTH, true, false, AT(size), PT(4), PT(200), NULL,
                       "type size; em is the size around"},
    [PROPERTY_POSITION] = {"position", PROPERTY_CHOICE, true, false, AT(position), 0, 0,
                           position_names, "raised or lowered"},
    [PROPERTY_RISE] = {"rise", LENGTH, true, false, AT(rise), PT(-100), PT(100), NULL,
                       "shift of the baseline, up positive; adds to the rise around"},
    [PROPERTY_LEADING] = {"leading", LENGTH, true, false, AT(leading), PT(2), PT(400), NULL,
                          "baseline to baseline"},
    [PROPERTY_MARGIN_LEFT] = {"margin-left", LENGTH, false, false, AT(margin_left), PT(-500),
                              PT(500), NULL, "room at the left, or out to the left"},
    [PROPERTY_MARGIN_RIGHT] = {"margin-right", LENGTH, false, false, AT(margin_right), PT(-500),
                               PT(500), NULL, "room at the right, or out into the margin"},
    [PROPERTY_PADDING] = {"padding", LENGTH, false, true, PADDING(TOP), 0, PT(200), NULL,
                          "inside the frame"},
    [PROPERTY_PADDING_TOP] = {"padding-top", LENGTH, false, false, PADDING(TOP), 0, PT(200),
                              NULL, ""},
    [PROPERTY_PADDING_RIGHT] = {"padding-right", LENGTH, false, false, PADDING(RIGHT), 0,
                                PT(200), NULL, ""},
    [PROPERTY_PADDING_BOTTOM] = {"padding-bottom", LENGTH, false, false, PADDING(BOTTOM), 0,
                                 PT(200), NULL, ""},
    [PROPERTY_PADDING_LEFT] = {"padding-left", LENGTH, false, false, PADDING(LEFT), 0, PT(200),
                               NULL, ""},
    {"family", PROPERTY_FAMILY, true, false, AT(family), 0, 0, NULL, "a key of fonts.yaml"},
    {"weight", PROPERTY_INTEGER, true, false, AT(weight), 100, 900, NULL, "400 text, 700 bold"},
    {"italic", PROPERTY_BOOL, true, false, AT(italic), 0, 0, NULL, ""},
    {"small-caps", PROPERTY_BOOL, true, false, AT(small_caps), 0, 0, NULL, "real ones only"},
    {"figures", PROPERTY_CHOICE, true, false, AT(figures), 0, 0, figure_names, "the digits"},
    {"tracking", PROPERTY_INTEGER, true, false, AT(tracking), -200, 1000, NULL,
     "space between letters in 1/1000 em"},
    {"colour", PROPERTY_COLOUR, true, false, AT(colour), 0, 0, NULL, "of letters and marks"},
    {"underline", PROPERTY_BOOL, true, false, AT(underline), 0, 0, NULL, ""},
    {"align", PROPERTY_CHOICE, true, false, AT(align), 0, 0, align_names, ""},
    {"hyphenate", PROPERTY_BOOL, true, false, AT(hyphenate), 0, 0, NULL, ""},
    {"indent", LENGTH, false, false, AT(indent), PT(-500), PT(500), NULL, "of the first line"},
    {"space-before", LENGTH, false, false, AT(space_before), 0, PT(1000), NULL, ""},
    {"space-after", LENGTH, false, false, AT(space_after), 0, PT(1000), NULL, ""},
    {"widows", PROPERTY_INTEGER, true, false, AT(widows), 1, 20, NULL,
     "least lines after a page turn"},
    {"orphans", PROPERTY_INTEGER, true, false, AT(orphans), 1, 20, NULL,
     "least lines before a page turn"},
    {"looseness", PROPERTY_INTEGER, false, false, AT(looseness), -3, 3, NULL,
     "lines more or fewer than come best"},
    {"keep-with-next", PROPERTY_BOOL, false, false, AT(keep_with_next), 0, 0, NULL, ""},
    {"keep-together", PROPERTY_BOOL, false, false, AT(keep_together), 0, 0, NULL, ""},
    {"page-before", PROPERTY_BOOL, false, false, AT(page_before), 0, 0, NULL, "starts a page"},
    {"columns", PROPERTY_INTEGER, true, false, AT(columns), 1, 3, NULL,
     "of running text side by side: of the body, a section, references, glossary"},
    {"column-gap", LENGTH, true, false, AT(column_gap), PT(4), PT(200), NULL,
     "between columns; two ems where absent"},
    {"column-rule", PROPERTY_BORDER, true, false, AT(column_rule), 0, 0, NULL,
     "a line between columns"},
    {"span", PROPERTY_CHOICE, false, false, AT(span), 0, 0, span_names,
     "whether a block among columns stands in one or across all"},
    {"float", PROPERTY_CHOICE, false, false, AT(placement), 0, 0, placement_names,
     "where on a page a table, figure or box stands; usual: here, landscape: page"},
    {"orientation", PROPERTY_CHOICE, false, false, AT(orientation), 0, 0, orientation_names,
     "landscape: turned, on pages of its own"},
    {"width", PROPERTY_CHOICE, false, false, AT(extension), 0, 0, extension_names,
     "full: a table, figure or box takes the column of margin notes too"},
    {"numbered", PROPERTY_BOOL, false, false, AT(numbered), 0, 0, NULL, "prints its number"},
    {"notes-below", PROPERTY_BOOL, false, false, AT(notes_below), 0, 0, NULL,
     "notes of a table's cells stand under it, marked a, b, c"},
    {"stack", LENGTH, false, false, AT(stack), 0, PT(2000), NULL,
     "where a table has less room for a column, each row is set as labelled lines; 0 never"},
    {"border", PROPERTY_BORDER, false, true, BORDER(TOP), 0, 0, NULL, "all four sides"},
    {"border-top", PROPERTY_BORDER, false, false, BORDER(TOP), 0, 0, NULL, ""},
    {"border-right", PROPERTY_BORDER, false, false, BORDER(RIGHT), 0, 0, NULL, ""},
    {"border-bottom", PROPERTY_BORDER, false, false, BORDER(BOTTOM), 0, 0, NULL, ""},
    {"border-left", PROPERTY_BORDER, false, false, BORDER(LEFT), 0, 0, NULL, ""},
    {"background", PROPERTY_COLOUR, false, false, AT(background), 0, 0, NULL, "or none"},
    {"mark", PROPERTY_CHOICE, false, false, AT(mark), 0, 0, mark_names,
     "drawn beside the label, or before a list's items"},
    {"caption-side", PROPERTY_CHOICE, false, false, AT(caption_side), 0, 0, caption_names,
     "where a caption stands; usual: above a table, below a figure"},
    {"label", PROPERTY_TEXT, false, false, AT(label), 0, 0, NULL,
     "the word a box or caption opens with"},
};

const uint32_t property_count = sizeof properties / sizeof properties[0];

static_assert(sizeof properties / sizeof properties[0] <= PROPERTY_MOST, "room for rules");

/* --- colours -------------------------------------------------------------------------------
 */

static int hex_digit(char byte)
{
    if (text_digit(byte))
        return byte - '0';
    int letter = (byte | 0x20) - 'a';
    return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

bool colour_parse(struct text text, colour *paint)
{
    if (text_is(text, "none") || text_is(text, "black") || text_is(text, "white")) {
        *paint = text_is(text, "none") ? COLOUR_NONE : text_is(text, "black") ? 0 : 0xFFFFFF;
        return true;
    }
    if (text.length != 7 || text.bytes[0] != '#')
        return false;
    uint32_t value = 0;
    for (size_t i = 1; i < text.length; i++) {
        int digit = hex_digit(text.bytes[i]);
        if (digit < 0)
            return false;
        value = value * 16 + (uint32_t)digit;
    }
    *paint = value;
    return true;
}

static bool read_colour(struct job *job, const struct value *value, const char *property,
                        colour *paint)
{
    if (value->kind == VALUE_SCALAR && colour_parse(value->text, paint))
        return true;
    diag(job, DIAG_COLOUR, value->span, property,
         value->kind == VALUE_SCALAR ? text_string(&job->arena, value->text) : "a list or map",
         NULL);
    return false;
}

/* --- reading -------------------------------------------------------------------------------
 */

/* Where fields_read puts a property's value, whatever its kind. */
union cell {
    sp length;
    int64_t integer;
    bool flag;
    int choice;
    struct located text;
    const struct value *value;
};

static enum field_kind field_kind(enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_INTEGER:
        return FIELD_INTEGER;
    case PROPERTY_BOOL:
        return FIELD_BOOL;
    case PROPERTY_CHOICE:
        return FIELD_CHOICE;
    case PROPERTY_TEXT:
        return FIELD_TEXT;
    case PROPERTY_LENGTH:
    case PROPERTY_COLOUR:
    case PROPERTY_FAMILY:
    case PROPERTY_BORDER:
        break;
    }
    return FIELD_VALUE;
}

static void make_fields(struct field *fields)
{
    for (uint32_t i = 0; i < property_count; i++) {
        const struct property *property = &properties[i];
        struct field field = {property->name,         field_kind(property->kind),
                              i * sizeof(union cell), false,
                              property->least,        property->most,
                              property->choices,      property->help};
        fields[i] = field;
    }
}

struct border_fields {
    const struct value *width;
    const struct value *colour;
    int line;
};

static const struct field border_fields[] = {
    {"width", FIELD_VALUE, offsetof(struct border_fields, width), true, 0, 0, NULL,
     "thickness of the line"},
    {"colour", FIELD_VALUE, offsetof(struct border_fields, colour), false, 0, 0, NULL,
     "the role's own colour where absent"},
    {"line", FIELD_CHOICE, offsetof(struct border_fields, line), false, 0, 0, line_names,
     "solid or dashed"},
};

#define PATTERN_COLOUR "^(none|black|white|#[0-9A-Fa-f]{6})$"

static const struct field_nest border_nests[] = {
    {"width", SHAPE_ONE, NULL, PATTERN_LENGTH, NULL},
    {"colour", SHAPE_ONE, NULL, PATTERN_COLOUR, NULL},
};
static const struct field_table border_table = {
    "border", border_fields, sizeof border_fields / sizeof border_fields[0], border_nests,
    sizeof border_nests / sizeof border_nests[0]};

/* What the values of a property look like. */
static struct field_nest nest_of(const struct property *property)
{
    struct field_nest nest = {property->name, SHAPE_ONE, NULL, NULL, NULL};
    if (property->kind == PROPERTY_LENGTH)
        nest.pattern = PATTERN_LENGTH;
    else if (property->kind == PROPERTY_COLOUR)
        nest.pattern = PATTERN_COLOUR;
    else if (property->kind == PROPERTY_BORDER)
        nest = (struct field_nest){property->name, SHAPE_ONE, &border_table, "^none$", NULL};
    return nest;
}

const struct field_table *properties_table(struct arena *arena)
{
    struct field_table *table = arena_alloc(arena, sizeof *table);
    struct field *fields = arena_array(arena, property_count, sizeof *fields);
    struct field_nest *nests = arena_array(arena, property_count, sizeof *nests);
    make_fields(fields);
    for (uint32_t i = 0; i < property_count; i++)
        nests[i] = nest_of(&properties[i]);
    *table = (struct field_table){"style", fields, property_count, nests, property_count};
    return table;
}

/* Lengths are computed anew for each role; here their syntax and bounds are checked, the latter
 * with surroundings as they commonly are. */
static bool check_length(struct job *job, const struct value *value,
                         const struct property *property)
{
    static const struct length_units common = {PT(10), PT(12), PT(400)};
    sp length;
    bool scalar = value->kind == VALUE_SCALAR;
    if (!scalar || !length_compute(value->text, &common, &length)) {
        diag(job, DIAG_VALUE_LENGTH, value->span, property->name,
             scalar ? text_string(&job->arena, value->text) : "a list or map",
             "write a number and a unit: pt, mm, cm, in, em, ex, lines or %; spaces around + - "
             "* /",
             NULL);
        return false;
    }
    if (length >= property->least && length <= property->most)
        return true;
    diag(job, DIAG_VALUE_RANGE, value->span, property->name,
         design_points(job, property->least), design_points(job, property->most), NULL);
    return false;
}

static bool read_border(struct job *job, const struct value *value, const char *name,
                        struct rule *rule)
{
    rule->border_colour = COLOUR_NONE;
    if (value->kind == VALUE_SCALAR && text_is(value->text, "none"))
        return true;
    struct border_fields border = {NULL, NULL, LINE_SOLID};
    if (!fields_read(job, value, border_fields, sizeof border_fields / sizeof border_fields[0],
                     name, PT(10), &border))
        return false;
    rule->border_width = border.width;
    rule->number = border.line;
    static const struct property width = {"width", LENGTH, false, false, 0,
                                          0,       PT(50), NULL,  ""};
    return check_length(job, border.width, &width) &&
           (border.colour == NULL ||
            read_colour(job, border.colour, name, &rule->border_colour));
}

static bool read_family(struct job *job, const struct value *value, const struct map *families,
                        struct rule *rule)
{
    for (size_t i = 0; value->kind == VALUE_SCALAR && i < families->count; i++)
        if (text_equal(families->entries[i].key, value->text)) {
            rule->number = (int64_t)i;
            return true;
        }
    struct text name = value->kind == VALUE_SCALAR ? value->text : TEXT("");
    diag(job, DIAG_FAMILY_UNKNOWN, value->span, text_string(&job->arena, name),
         design_nearest(job, families, name), NULL);
    return false;
}

/* The rule for one property from its cell; false after a report. */
static bool read_rule(struct job *job, const struct property *property, const union cell *cell,
                      const struct map *families, struct rule *rule)
{
    colour paint = COLOUR_NONE;
    switch (property->kind) {
    case PROPERTY_TEXT:
        return true;
    case PROPERTY_LENGTH:
        return check_length(job, cell->value, property);
    case PROPERTY_INTEGER:
        rule->number = cell->integer;
        return true;
    case PROPERTY_BOOL:
        rule->number = cell->flag;
        return true;
    case PROPERTY_CHOICE:
        rule->number = cell->choice;
        return true;
    case PROPERTY_COLOUR:
        if (!read_colour(job, cell->value, property->name, &paint))
            return false;
        rule->number = (int64_t)paint;
        return true;
    case PROPERTY_FAMILY:
        return read_family(job, cell->value, families, rule);
    case PROPERTY_BORDER:
        return read_border(job, cell->value, property->name, rule);
    }
    return false;
}

/* Takes the properties that are shorthands, or those that are not, into `rules`. */
static bool take(struct job *job, const struct properties_source *from, const union cell *cells,
                 bool shorthands, struct rule *rules)
{
    bool right = true;
    for (uint32_t i = 0; i < property_count; i++) {
        const struct property *property = &properties[i];
        const struct value *value = value_find(from->map, property->name);
        if (value == NULL || property->all_sides != shorthands)
            continue;
        struct rule rule = {value, 0, COLOUR_NONE, NULL, from->layer};
        if (!read_rule(job, property, &cells[i], from->families, &rule))
            right = false;
        for (uint32_t side = 1; shorthands && side <= 4; side++)
            rules[i + side] = rule;
        if (!shorthands)
            rules[i] = rule;
    }
    return right;
}

static bool none_empty(struct job *job, const struct value *map)
{
    bool right = true;
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->count; i++)
        if (map->entries[i].value->kind == VALUE_NULL) {
            design_report_empty(job, &map->entries[i]);
            right = false;
        }
    return right;
}

bool properties_read(struct job *job, const struct properties_source *from, struct rule *rules)
{
    struct field fields[PROPERTY_MOST];
    union cell cells[PROPERTY_MOST];
    memset(cells, 0, sizeof cells);
    make_fields(fields);
    struct buffer what = buffer_new(&job->arena);
    buffer_string(&what, "style \"");
    buffer_string(&what, from->role);
    buffer_string(&what, "\"");
    bool right = fields_read(job, from->map, fields, property_count,
                             text_string(&job->arena, buffer_text(&what)), PT(10), cells);
    right = none_empty(job, from->map) && right;
    right = take(job, from, cells, true, rules) && right;
    return take(job, from, cells, false, rules) && right;
}

/* --- applying ------------------------------------------------------------------------------
 */

static sp within(sp length, int64_t least, int64_t most)
{
    return length < least ? least : length > most ? most : length;
}

static sp length_of(const struct value *value, const struct length_units *units)
{
    sp length = 0;
    length_compute(value->text, units, &length);
    return length;
}

static struct border border_of(const struct rule *rule, const struct length_units *units)
{
    struct border border = {0, rule->border_colour, (enum line_kind)rule->number};
    if (rule->border_width != NULL)
        border.width = within(length_of(rule->border_width, units), 0, PT(50));
    return border;
}

void property_apply(uint32_t number, const struct rule *rule, const struct length_units *units,
                    struct style *style)
{
    const struct property *property = &properties[number];
    void *member = (char *)style + property->offset;
    switch (property->kind) {
    case PROPERTY_LENGTH:
        *(sp *)member = within(length_of(rule->value, units), property->least, property->most);
        break;
    case PROPERTY_INTEGER:
    case PROPERTY_CHOICE:
        *(int *)member = (int)rule->number;
        break;
    case PROPERTY_BOOL:
        *(bool *)member = rule->number != 0;
        break;
    case PROPERTY_TEXT:
        *(struct text *)member = rule->value->text;
        break;
    case PROPERTY_COLOUR:
    case PROPERTY_FAMILY:
        *(uint32_t *)member = (uint32_t)rule->number;
        break;
    case PROPERTY_BORDER:
        *(struct border *)member = border_of(rule, units);
        break;
    }
}

static size_t member_size(enum property_kind kind)
{
    static const size_t sizes[] = {
        [PROPERTY_LENGTH] = sizeof(sp),        [PROPERTY_INTEGER] = sizeof(int),
        [PROPERTY_BOOL] = sizeof(bool),        [PROPERTY_CHOICE] = sizeof(int),
        [PROPERTY_TEXT] = sizeof(struct text), [PROPERTY_COLOUR] = sizeof(colour),
        [PROPERTY_FAMILY] = sizeof(uint32_t),  [PROPERTY_BORDER] = sizeof(struct border),
    };
    return sizes[kind];
}

struct style property_inherit(const struct style *parent)
{
    struct style style = {0};
    style.background = COLOUR_NONE;
    for (uint32_t i = 0; i < property_count; i++) {
        size_t offset = properties[i].offset;
        if (properties[i].inherited)
            memcpy((char *)&style + offset, (const char *)parent + offset,
                   member_size(properties[i].kind));
    }
    return style;
}

/* --- printing ------------------------------------------------------------------------------
 */

static void print_colour(colour paint, struct buffer *out)
{
    if (paint == COLOUR_NONE) {
        buffer_string(out, "none");
        return;
    }
    buffer_byte(out, '#');
    for (int shift = 20; shift >= 0; shift -= 4)
        buffer_byte(out, "0123456789abcdef"[(paint >> shift) & 15]);
}

static void print_length(sp length, struct buffer *out)
{
    length_print(out, length, 3);
    buffer_string(out, length == 0 ? "" : "pt");
}

static void print_border(const struct border *border, struct buffer *out)
{
    if (border->width == 0) {
        buffer_string(out, "none");
        return;
    }
    print_length(border->width, out);
    buffer_string(out, border->kind == LINE_DASHED ? " dashed " : " solid ");
    print_colour(border->colour, out);
}

void property_print(uint32_t number, const struct style *style, struct text *families,
                    struct buffer *out)
{
    const struct property *property = &properties[number];
    const void *member = (const char *)style + property->offset;
    switch (property->kind) {
    case PROPERTY_LENGTH:
        print_length(*(const sp *)member, out);
        break;
    case PROPERTY_INTEGER:
        buffer_number(out, *(const int *)member);
        break;
    case PROPERTY_BOOL:
        buffer_string(out, *(const bool *)member ? "true" : "false");
        break;
    case PROPERTY_CHOICE:
        buffer_string(out, property->choices[*(const int *)member]);
        break;
    case PROPERTY_TEXT:
        buffer_add(out, *(const struct text *)member);
        break;
    case PROPERTY_COLOUR:
        print_colour(*(const colour *)member, out);
        break;
    case PROPERTY_FAMILY:
        buffer_add(out, families[*(const uint32_t *)member]);
        break;
    case PROPERTY_BORDER:
        print_border(member, out);
        break;
    }
}

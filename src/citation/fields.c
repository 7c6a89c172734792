/*
 * Takes the table of CSL's variables, gives what a file of sources may hold, for the schema.
 * The one idea: variables are fields whose kind says what they hold; the rest is listed here.
 */
#include "citation/variables.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEXT_FIELD(key, text)                                                                  \
    {                                                                                          \
        .name = key, .kind = FIELD_TEXT, .help = text                                          \
    }

static const struct field name_fields[] = {
    TEXT_FIELD("family", "family name"),
    TEXT_FIELD("given", "given names or initials"),
    TEXT_FIELD("suffix", "Jr., III"),
    TEXT_FIELD("dropping-particle", "\"de\" that is left out in sorting and short forms"),
    TEXT_FIELD("non-dropping-particle", "\"van\" that stays with the family name"),
    TEXT_FIELD("literal", "the whole name of a group or house"),
    TEXT_FIELD("comma-suffix", "a comma stands before the suffix"),
    TEXT_FIELD("static-ordering", "the family name always stands first"),
    TEXT_FIELD("isInstitution", "the family name is a house's"),
};
static const struct field_table name_table = {"name", name_fields, COUNT(name_fields), NULL, 0};

static const struct field date_fields[] = {
    {.name = "date-parts",
     .kind = FIELD_VALUE,
     .help = "a list of one or two dates, each [year, month, day]"},
    TEXT_FIELD("season", "spring, summer, autumn, winter, or 1 to 4"),
    TEXT_FIELD("circa", "true where it is about then"),
    TEXT_FIELD("literal", "the date in words"),
    TEXT_FIELD("raw", "the date as a person writes it"),
};
static const struct field_table date_table = {"date", date_fields, COUNT(date_fields), NULL, 0};

static const struct field own_fields[] = {
    {.name = "id", .kind = FIELD_TEXT, .required = true, .help = "its key: dean2021"},
    TEXT_FIELD("type", "CSL's type: article-journal, book, webpage …"),
    TEXT_FIELD("notice", "what is known of its retraction or correction"),
    TEXT_FIELD("retracted", "why it was retracted, or true"),
    TEXT_FIELD("withdrawn", "why it was withdrawn, or true"),
    TEXT_FIELD("concern", "an expression of concern, or true"),
    TEXT_FIELD("corrected", "what was corrected, or true"),
    {.name = "custom", .kind = FIELD_VALUE, .help = "what importers keep of a record"},
    {.name = "categories", .kind = FIELD_VALUE, .help = "kept by reference managers"},
    {.name = "multi", .kind = FIELD_VALUE, .help = "kept by reference managers"},
    {.name = "system_id", .kind = FIELD_VALUE, .help = "kept by reference managers"},
    {.name = "seeAlso", .kind = FIELD_VALUE, .help = "kept by reference managers"},
};

static struct field field_of(enum variable variable)
{
    enum variable_kind kind = variable_kind(variable);
    bool plain = kind == VARIABLE_TEXT || kind == VARIABLE_NUMBER;
    enum field_kind held = plain ? FIELD_TEXT : FIELD_VALUE;
    if (variable == VAR_KEYWORD)
        held = FIELD_TEXTS;
    return (struct field){
        .name = variable_name(variable), .kind = held, .help = "a variable of CSL"};
}

/* What the values of a variable look like. */
static struct field_nest nest_of(enum variable variable)
{
    struct field_nest nest = {variable_name(variable), SHAPE_ONE, NULL, NULL, NULL};
    if (variable_kind(variable) == VARIABLE_NAMES) {
        nest.shape = SHAPE_LIST;
        nest.table = &name_table;
        nest.pattern = PATTERN_ANY;
    } else if (variable_kind(variable) == VARIABLE_DATE) {
        nest.table = &date_table;
        nest.pattern = PATTERN_ANY;
    }
    return nest;
}

static const struct field_table *item_table(struct arena *arena)
{
    size_t count = VARIABLE_COUNT + COUNT(own_fields);
    struct field_table *table = arena_alloc(arena, sizeof *table);
    struct field *fields = arena_array(arena, count, sizeof *fields);
    struct field_nest *nests = arena_array(arena, VARIABLE_COUNT, sizeof *nests);
    for (size_t i = 0; i < COUNT(own_fields); i++)
        fields[i] = own_fields[i];
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        fields[COUNT(own_fields) + i] = field_of((enum variable)i);
        nests[i] = nest_of((enum variable)i);
    }
    *table = (struct field_table){"source", fields, count, nests, VARIABLE_COUNT};
    return table;
}

const struct field_table *library_fields(struct arena *arena)
{
    static const struct field fields[] = {{.name = "references",
                                           .kind = FIELD_VALUE,
                                           .required = true,
                                           .help = "the list of sources"}};
    struct field_table *table = arena_alloc(arena, sizeof *table);
    struct field_nest *nest = arena_alloc(arena, sizeof *nest);
    *nest = (struct field_nest){"references", SHAPE_LIST, item_table(arena), NULL, NULL};
    *table = (struct field_table){"sources", fields, 1, nest, 1};
    return table;
}

/*
 * The variables of CSL as numbers: a table made from variables.def, found by name.
 */
#include "citation/variables.h"

static const struct {
    const char *name;
    size_t length;
    enum variable_kind kind;
} variables[] = {
#define VARIABLE(id, name, kind) {name, sizeof(name) - 1, VARIABLE_##kind},
#include "citation/variables.def"
#undef VARIABLE
};

/* Spellings of older or neighbouring formats. */
static const struct {
    const char *name;
    enum variable variable;
} aliases[] = {
    {"journalAbbreviation", VAR_CONTAINER_TITLE_SHORT},
    {"shortTitle", VAR_TITLE_SHORT},
    {"editor-translator", VAR_EDITOR_TRANSLATOR},
    {"archive-location", VAR_ARCHIVE_LOCATION},
    {"doi", VAR_DOI},
    {"url", VAR_URL},
    {"pmid", VAR_PMID},
    {"pmcid", VAR_PMCID},
    {"issn", VAR_ISSN},
    {"isbn", VAR_ISBN},
};

enum variable variable_find(struct text name)
{
    for (size_t i = 0; i < VARIABLE_COUNT; i++)
        if (name.length == variables[i].length &&
            memcmp(name.bytes, variables[i].name, name.length) == 0)
            return (enum variable)i;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (text_is(name, aliases[i].name))
            return aliases[i].variable;
    return VARIABLE_COUNT;
}

const char *variable_name(enum variable variable)
{
    return variables[variable].name;
}

enum variable_kind variable_kind(enum variable variable)
{
    return variables[variable].kind;
}

const char *variable_nearest(struct text name)
{
    const char *nearest = NULL;
    size_t least = name.length / 3 + 1;
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        size_t distance = text_distance(name, text_of(variables[i].name));
        if (distance <= least && distance < name.length) {
            least = distance - (distance > 0);
            nearest = variables[i].name;
        }
    }
    return nearest;
}

/*
 * Reads `fit`, and sets all type, leading and space of a design tighter at once.
 * The one idea: a length is a sum of what is said in fixed units and of multiples of em; fixed
 * units alone are scaled, since em is of a size that is scaled already. Computing with em
 * divided by the factor and multiplying the result by it does just that.
 */
#include "design/fit.h"

#include "design/hint.h"

#define ONE 1000

struct fit_fields {
    int64_t pages, sheets;
    int64_t spacing, leading, size; /* thousandths */
    sp least;
};

#define FACTOR(name, member, least, help)                                                      \
    {                                                                                          \
        name, FIELD_NUMBER, offsetof(struct fit_fields, member), false, least, ONE, NULL, help \
    }

static const struct field fit_fields[] = {
    {"pages", FIELD_INTEGER, offsetof(struct fit_fields, pages), false, 1, 1000, NULL,
     "the most pages"},
    {"sheets", FIELD_INTEGER, offsetof(struct fit_fields, sheets), false, 1, 1000, NULL,
     "the most sheets, printed on both sides"},
    FACTOR("spacing", spacing, 100, "least share of the space between blocks"),
    FACTOR("leading", leading, 800, "least share of the leading"),
    FACTOR("size", size, 700, "least share of the type size"),
    {"least", FIELD_LENGTH, offsetof(struct fit_fields, least), false, PT(6), PT(40), NULL,
     "no type is set smaller than this"},
};

const struct field_table fit_table = {"fit", fit_fields,
                                      sizeof fit_fields / sizeof fit_fields[0], NULL, 0};

bool fit_read(struct job *job, const struct value *map, struct fit *fit)
{
    struct fit_fields read = {
        0, 0, fit->tightest.spacing, fit->tightest.leading, fit->tightest.size, fit->least};
    if (!fields_read(job, map, fit_fields, sizeof fit_fields / sizeof fit_fields[0], "fit",
                     PT(10), &read))
        return false;
    if ((read.pages == 0) == (read.sheets == 0)) {
        diag(job, DIAG_FIT_TARGET, map->span, NULL);
        return false;
    }
    fit->pages = (size_t)read.pages;
    fit->sheets = (size_t)read.sheets;
    fit->tightest = (struct tightness){(int)read.spacing, (int)read.leading, (int)read.size};
    fit->least = read.least;
    fit->span = map->span;
    return true;
}

sp fit_size(const struct rules *rules, sp tight, sp said)
{
    bool floored = rules->tightness.size < ONE && tight < rules->least;
    return !floored ? tight : said < rules->least ? said : rules->least;
}

sp fit_factor(sp length, int64_t factor)
{
    return length_scale(length, factor, ONE);
}

sp fit_em(sp em, int64_t factor)
{
    return length_scale(em, ONE, factor);
}

void design_tighten(struct design *design, struct tightness tightness)
{
    struct rules *rules = design->rules;
    rules->tightness = tightness;
    rules->least = design->fit.least;
    rules->styles = map_new(&rules->job->arena);
    design->grid =
        fit_factor(design->fit.grid, (int64_t)tightness.size * tightness.leading / ONE);
}

/*
 * Takes elements of XML, gives what their attributes mean; unknown values count as absent.
 */
#include "citation/attributes.h"

int attribute_choice(const struct xml_element *xml, const char *name,
                     const struct choice *choices, int none)
{
    const struct text *value = xml_find(xml, name);
    if (!value)
        return none;
    for (; choices->name; choices++)
        if (text_is(*value, choices->name))
            return choices->value;
    return none;
}

int attribute_number(const struct xml_element *xml, const char *name, int none)
{
    const struct text *value = xml_find(xml, name);
    int64_t number;
    if (!value || !text_number(text_trim(*value), &number) || number > 10000)
        return none;
    return (int)number;
}

bool attribute_flag(const struct xml_element *xml, const char *name, bool none)
{
    const struct text *value = xml_find(xml, name);
    return value ? text_is(*value, "true") : none;
}

struct setting attribute_setting(const struct xml_element *xml, const char *name)
{
    const struct text *value = xml_find(xml, name);
    return value ? (struct setting){true, *value} : (struct setting){0};
}

struct text attribute_text(const struct xml_element *xml, const char *name)
{
    const struct text *value = xml_find(xml, name);
    return value ? *value : (struct text){0};
}

size_t attribute_words(struct job *job, const struct xml_element *xml, const char *name,
                       struct text **words)
{
    struct text value = attribute_text(xml, name);
    ARRAY(struct text) list = {0};
    for (size_t at = 0; at < value.length;) {
        while (at < value.length && text_space(value.bytes[at]))
            at++;
        size_t start = at;
        while (at < value.length && !text_space(value.bytes[at]))
            at++;
        if (at > start)
            *array_push(&job->arena, &list) = text_slice(value, start, at);
    }
    *words = list.items;
    return list.count;
}

static const struct choice styles[] = {{"normal", FONT_STYLE_NORMAL},
                                       {"italic", FONT_STYLE_ITALIC},
                                       {"oblique", FONT_STYLE_OBLIQUE},
                                       {0}};
static const struct choice variants[] = {
    {"normal", FONT_VARIANT_NORMAL}, {"small-caps", FONT_VARIANT_SMALL_CAPS}, {0}};
static const struct choice weights[] = {{"normal", FONT_WEIGHT_NORMAL},
                                        {"bold", FONT_WEIGHT_BOLD},
                                        {"light", FONT_WEIGHT_LIGHT},
                                        {0}};
static const struct choice decorations[] = {
    {"none", DECORATION_NONE}, {"underline", DECORATION_UNDERLINE}, {0}};
static const struct choice verticals[] = {
    {"baseline", VERTICAL_BASELINE}, {"sup", VERTICAL_SUP}, {"sub", VERTICAL_SUB}, {0}};
static const struct choice cases[] = {{"lowercase", CASE_LOWER},
                                      {"uppercase", CASE_UPPER},
                                      {"capitalize-first", CASE_CAPITALIZE_FIRST},
                                      {"capitalize-all", CASE_CAPITALIZE_ALL},
                                      {"sentence", CASE_SENTENCE},
                                      {"title", CASE_TITLE},
                                      {0}};
static const struct choice displays[] = {{"block", DISPLAY_BLOCK},
                                         {"left-margin", DISPLAY_LEFT_MARGIN},
                                         {"right-inline", DISPLAY_RIGHT_INLINE},
                                         {"indent", DISPLAY_INDENT},
                                         {0}};

struct looks looks_read(const struct xml_element *xml)
{
    struct looks looks = {0};
    looks.format.style =
        (enum font_style)attribute_choice(xml, "font-style", styles, FONT_STYLE_UNSET);
    looks.format.variant =
        (enum font_variant)attribute_choice(xml, "font-variant", variants, FONT_VARIANT_UNSET);
    looks.format.weight =
        (enum font_weight)attribute_choice(xml, "font-weight", weights, FONT_WEIGHT_UNSET);
    looks.format.decoration = (enum decoration)attribute_choice(xml, "text-decoration",
                                                                decorations, DECORATION_UNSET);
    looks.format.vertical =
        (enum vertical)attribute_choice(xml, "vertical-align", verticals, VERTICAL_UNSET);
    looks.text_case = (enum text_case)attribute_choice(xml, "text-case", cases, CASE_NONE);
    looks.display = (enum display)attribute_choice(xml, "display", displays, DISPLAY_NONE);
    looks.quotes = attribute_flag(xml, "quotes", false);
    looks.strip_periods = attribute_flag(xml, "strip-periods", false);
    looks.prefix = attribute_text(xml, "prefix");
    looks.suffix = attribute_text(xml, "suffix");
    return looks;
}

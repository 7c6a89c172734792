/*
 * Takes elements of XML, gives what their attributes mean.
 * The one idea: the looks that nearly every element of CSL may carry are read in one place.
 */
#ifndef CITATION_ATTRIBUTES_H
#define CITATION_ATTRIBUTES_H

#include "citation/tree.h"
#include "citation/xml.h"

/* The looks of an element, and the strings around it. */
struct looks {
    struct format format;
    enum text_case text_case;
    enum display display;
    bool quotes;
    bool strip_periods;
    struct text prefix;
    struct text suffix;
};

/* A string that may be absent. */
struct setting {
    bool set;
    struct text text;
};

/* The looks of `xml`: fonts, affixes, case, display, quotes. */
struct looks looks_read(const struct xml_element *xml);

/* Helpers on attributes: a choice by name (`none` if absent or unknown), a whole number, a
 * flag, a setting. */
struct choice {
    const char *name;
    int value;
};
int attribute_choice(const struct xml_element *xml, const char *name,
                     const struct choice *choices, int none);
int attribute_number(const struct xml_element *xml, const char *name, int none);
bool attribute_flag(const struct xml_element *xml, const char *name, bool none);
struct setting attribute_setting(const struct xml_element *xml, const char *name);
struct text attribute_text(const struct xml_element *xml, const char *name);

/* Calls `word` for each word of the attribute `name`. */
size_t attribute_words(struct job *job, const struct xml_element *xml, const char *name,
                       struct text **words);

#endif

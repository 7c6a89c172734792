/*
 * The words and dates of a language: locale files with those of the style on top.
 * The one idea: all that is defined for a language is merged once, later files over earlier
 * ones (en-US, the base of the dialect, the dialect, the style's own), so a look-up never
 * walks a chain of locales (the specification, "Locale").
 */
#ifndef CITATION_LOCALE_H
#define CITATION_LOCALE_H

#include "base/map.h"
#include "citation/attributes.h"

enum term_form {
    TERM_LONG,
    TERM_SHORT,
    TERM_VERB,
    TERM_VERB_SHORT,
    TERM_SYMBOL,
    TERM_FORM_COUNT
};

enum gender { GENDER_NEUTER, GENDER_MASCULINE, GENDER_FEMININE };

struct term {
    bool set;
    struct text single;
    struct text multiple;
    enum gender gender;
};

/* All forms of one term. */
struct term_entry {
    struct text name;
    struct term forms[TERM_FORM_COUNT];
};

enum part_kind { PART_YEAR, PART_MONTH, PART_DAY };

enum part_form {
    DATE_FORM_UNSET,
    DATE_NUMERIC,
    DATE_LEADING_ZEROS,
    DATE_ORDINAL,
    DATE_LONG,
    DATE_SHORT
};

enum date_form { DATE_OWN, DATE_TEXT, DATE_NUMERIC_FORM };

enum parts_shown { PARTS_ALL, PARTS_YEAR, PARTS_YEAR_MONTH };

struct date_part {
    enum part_kind kind;
    enum part_form form;
    struct looks looks;
    struct setting range_delimiter;
};

struct date_format {
    enum date_form form;
    enum parts_shown parts_shown;
    struct date_part *parts;
    size_t count;
    struct text delimiter;
};

enum ordinal_match { ORDINAL_LAST_DIGIT, ORDINAL_LAST_TWO, ORDINAL_WHOLE };

struct ordinal {
    int number; /* 0 … 99; -1 for the default */
    enum ordinal_match match;
    enum gender gender;
    struct text suffix;
};

struct locale {
    struct text language; /* "en-US" */
    struct map terms;     /* struct term_entry by name; "long-ordinal-01/f" for genders */
    struct date_format *text_date;
    struct date_format *numeric_date;
    ARRAY(struct ordinal) ordinals;
    bool punctuation_in_quote;
    bool limit_day_ordinals;
    struct text open_quote, close_quote, open_inner, close_inner; /* kept at hand */
    struct text range_delimiter, and_text, et_al;
};

/* The locale for `language` with the cs:locale elements of `style` (may be NULL) on top. NULL
 * after a report at `at`: no locales in the folder. A language without a file of its own uses
 * its main dialect's, then en-US. */
const struct locale *locale_read(struct job *job, struct text folder, struct text language,
                                 const struct xml_element *style, struct span at);

/* The term `name` in `form`, falling back as the specification says (verb-short → verb → long;
 * symbol → short → long); NULL if there is none. */
const struct term *locale_term(const struct locale *locale, const char *name,
                               enum term_form form);
const struct term *locale_term_text(const struct locale *locale, struct text name,
                                    enum term_form form);

/* The single or the multiple form, or empty text. */
struct text locale_word(const struct locale *locale, const char *name, enum term_form form,
                        bool plural);

/* The ordinal suffix of `number` ("st") for nouns of `gender`. */
struct text locale_ordinal(const struct locale *locale, int64_t number, enum gender gender);

/* The parts of a cs:date, in a style or a locale. */
struct date_format *date_format_read(struct job *job, const struct xml_element *xml);

#endif

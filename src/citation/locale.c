/*
 * The words and dates of a language: locale files with those of the style on top.
 * The one idea: everything is merged once into one table, in the order of lesser to greater
 * authority, so that a term is one look-up.
 */
#include "citation/locale.h"

#include <sys/stat.h>

/* Languages whose bare name has a file under a region. CSL's locales.json, primary dialects. */
static const char *const dialects[][2] = {
    {"af", "af-ZA"}, {"bal", "bal-PK"}, {"bg", "bg-BG"}, {"brh", "brh-PK"}, {"ca", "ca-AD"},
    {"cs", "cs-CZ"}, {"cy", "cy-GB"},   {"da", "da-DK"}, {"de", "de-DE"},   {"el", "el-GR"},
    {"en", "en-US"}, {"es", "es-ES"},   {"et", "et-EE"}, {"fa", "fa-IR"},   {"fi", "fi-FI"},
    {"fr", "fr-FR"}, {"gl", "gl-ES"},   {"he", "he-IL"}, {"hi", "hi-IN"},   {"hr", "hr-HR"},
    {"hu", "hu-HU"}, {"hy", "hy-AM"},   {"id", "id-ID"}, {"is", "is-IS"},   {"it", "it-IT"},
    {"ja", "ja-JP"}, {"km", "km-KH"},   {"ko", "ko-KR"}, {"lij", "lij-IT"}, {"lt", "lt-LT"},
    {"lv", "lv-LV"}, {"mn", "mn-MN"},   {"ms", "ms-MY"}, {"nb", "nb-NO"},   {"nl", "nl-NL"},
    {"nn", "nn-NO"}, {"no", "nb-NO"},   {"pa", "pa-PK"}, {"pl", "pl-PL"},   {"pt", "pt-PT"},
    {"ro", "ro-RO"}, {"ru", "ru-RU"},   {"sk", "sk-SK"}, {"sl", "sl-SI"},   {"sr", "sr-RS"},
    {"sv", "sv-SE"}, {"th", "th-TH"},   {"tr", "tr-TR"}, {"uk", "uk-UA"},   {"vi", "vi-VN"},
    {"zh", "zh-CN"}};

struct locale_reader {
    struct job *job;
    struct locale *locale;
    struct text folder;
};

/* --- dates -------------------------------------------------------------------------------- */

static const struct choice part_kinds[] = {
    {"year", PART_YEAR}, {"month", PART_MONTH}, {"day", PART_DAY}, {0}};
static const struct choice part_forms[] = {
    {"numeric", DATE_NUMERIC}, {"numeric-leading-zeros", DATE_LEADING_ZEROS},
    {"ordinal", DATE_ORDINAL}, {"long", DATE_LONG},
    {"short", DATE_SHORT},     {0}};
static const struct choice date_forms[] = {
    {"text", DATE_TEXT}, {"numeric", DATE_NUMERIC_FORM}, {0}};
static const struct choice shown[] = {
    {"year-month-day", PARTS_ALL}, {"year", PARTS_YEAR}, {"year-month", PARTS_YEAR_MONTH}, {0}};

struct date_format *date_format_read(struct job *job, const struct xml_element *xml)
{
    struct date_format *format = arena_alloc(&job->arena, sizeof *format);
    format->form = (enum date_form)attribute_choice(xml, "form", date_forms, DATE_OWN);
    format->parts_shown =
        (enum parts_shown)attribute_choice(xml, "date-parts", shown, PARTS_ALL);
    format->delimiter = attribute_text(xml, "delimiter");
    size_t count = 0;
    for (const struct xml_element *part = xml->first; part; part = part->next)
        count++;
    format->parts = arena_array(&job->arena, count, sizeof *format->parts);
    for (const struct xml_element *part = xml->first; part; part = part->next) {
        int kind = attribute_choice(part, "name", part_kinds, -1);
        if (kind < 0 || !text_is(part->name, "date-part"))
            continue;
        struct date_part *to = &format->parts[format->count++];
        to->kind = (enum part_kind)kind;
        to->form = (enum part_form)attribute_choice(part, "form", part_forms, DATE_FORM_UNSET);
        to->looks = looks_read(part);
        to->range_delimiter = attribute_setting(part, "range-delimiter");
    }
    return format;
}

/* --- terms -------------------------------------------------------------------------------- */

static const struct choice term_forms[] = {
    {"long", TERM_LONG},     {"short", TERM_SHORT},
    {"verb", TERM_VERB},     {"verb-short", TERM_VERB_SHORT},
    {"symbol", TERM_SYMBOL}, {0}};
static const struct choice genders[] = {{"masculine", GENDER_MASCULINE},
                                        {"feminine", GENDER_FEMININE},
                                        {"neuter", GENDER_NEUTER},
                                        {0}};
static const struct choice matches[] = {{"last-digit", ORDINAL_LAST_DIGIT},
                                        {"last-two-digits", ORDINAL_LAST_TWO},
                                        {"whole-number", ORDINAL_WHOLE},
                                        {0}};

static struct text word_read(const struct xml_element *xml)
{
    return xml->text;
}

static void ordinal_add(struct locale_reader *reader, const struct xml_element *xml,
                        struct text name)
{
    struct ordinal *ordinal = array_push(&reader->job->arena, &reader->locale->ordinals);
    int64_t number;
    ordinal->number = -1;
    int match = ORDINAL_LAST_DIGIT;
    if (name.length > 8 && text_number(text_slice(name, 8, name.length), &number)) {
        ordinal->number = (int)number;
        match = number < 10 ? ORDINAL_LAST_DIGIT : ORDINAL_LAST_TWO;
    }
    ordinal->match = (enum ordinal_match)attribute_choice(xml, "match", matches, match);
    ordinal->gender = (enum gender)attribute_choice(xml, "gender-form", genders, GENDER_NEUTER);
    ordinal->suffix = word_read(xml);
}

static struct term_entry *entry_of(struct locale_reader *reader, struct text name)
{
    struct term_entry *entry = map_find(&reader->locale->terms, name);
    if (entry)
        return entry;
    entry = arena_alloc(&reader->job->arena, sizeof *entry);
    entry->name = name;
    map_put(&reader->locale->terms, name, entry);
    return entry;
}

static struct text gendered(struct job *job, struct text name, int gender)
{
    struct buffer key = buffer_new(&job->arena);
    buffer_add(&key, name);
    buffer_string(&key, gender == GENDER_FEMININE ? "/f" : "/m");
    return buffer_text(&key);
}

static void term_add(struct locale_reader *reader, const struct xml_element *xml)
{
    const struct text *name = xml_find(xml, "name");
    if (!name)
        return;
    if (text_is(*name, "ordinal") || text_starts(*name, "ordinal-")) {
        ordinal_add(reader, xml, *name);
        return;
    }
    int gender = attribute_choice(xml, "gender-form", genders, GENDER_NEUTER);
    struct text key = gender == GENDER_NEUTER ? *name : gendered(reader->job, *name, gender);
    struct term_entry *entry = entry_of(reader, key);
    int form = attribute_choice(xml, "form", term_forms, TERM_LONG);
    struct term *term = &entry->forms[form];
    const struct xml_element *single = xml_child(xml, "single");
    const struct xml_element *multiple = xml_child(xml, "multiple");
    enum gender own = xml_find(xml, "gender")
                          ? (enum gender)attribute_choice(xml, "gender", genders, GENDER_NEUTER)
                          : term->gender;
    term->set = true;
    term->single = single ? word_read(single) : multiple ? word_read(multiple) : word_read(xml);
    term->multiple = multiple ? word_read(multiple) : term->single;
    term->gender = own;
}

static bool has_ordinals(const struct xml_element *terms)
{
    for (const struct xml_element *term = terms->first; term; term = term->next) {
        struct text name = attribute_text(term, "name");
        if (text_is(name, "ordinal") || text_starts(name, "ordinal-"))
            return true;
    }
    return false;
}

static void options_add(struct locale *locale, const struct xml_element *xml)
{
    locale->punctuation_in_quote =
        attribute_flag(xml, "punctuation-in-quote", locale->punctuation_in_quote);
    locale->limit_day_ordinals =
        attribute_flag(xml, "limit-day-ordinals-to-day-1", locale->limit_day_ordinals);
}

static void locale_add(struct locale_reader *reader, const struct xml_element *xml)
{
    struct locale *locale = reader->locale;
    for (const struct xml_element *child = xml->first; child; child = child->next) {
        if (text_is(child->name, "style-options")) {
            options_add(locale, child);
        } else if (text_is(child->name, "date")) {
            struct date_format *date = date_format_read(reader->job, child);
            if (date->form == DATE_TEXT)
                locale->text_date = date;
            if (date->form == DATE_NUMERIC_FORM)
                locale->numeric_date = date;
        } else if (text_is(child->name, "terms")) {
            if (has_ordinals(child))
                locale->ordinals.count = 0;
            for (const struct xml_element *term = child->first; term; term = term->next)
                if (text_is(term->name, "term"))
                    term_add(reader, term);
        }
    }
}

/* --- files -------------------------------------------------------------------------------- */

static struct text locale_path(struct locale_reader *reader, struct text language)
{
    struct buffer path = buffer_new(&reader->job->arena);
    buffer_add(&path, reader->folder);
    buffer_string(&path, "/locales-");
    buffer_add(&path, language);
    buffer_string(&path, ".xml");
    return buffer_text(&path);
}

/* Only letters, digits and hyphens: a language from a style must not walk the file system. */
static bool language_sane(struct text language)
{
    if (!language.length || language.length > 16)
        return false;
    for (size_t i = 0; i < language.length; i++)
        if (!text_alpha(language.bytes[i]) && !text_digit(language.bytes[i]) &&
            language.bytes[i] != '-')
            return false;
    return true;
}

static bool locale_exists(struct locale_reader *reader, struct text language)
{
    struct stat status;
    if (!language_sane(language))
        return false;
    const char *path = text_string(&reader->job->arena, locale_path(reader, language));
    return stat(path, &status) == 0;
}

static void file_add(struct locale_reader *reader, struct text language, struct span at)
{
    uint32_t number = source_read(reader->job, locale_path(reader, language), SOURCE_TEXT, at);
    const struct xml_element *xml = number ? xml_read(reader->job, number) : NULL;
    if (!xml)
        return;
    reader->locale->punctuation_in_quote = false;
    reader->locale->limit_day_ordinals = false;
    locale_add(reader, xml);
}

static struct text bare_language(struct text language)
{
    return text_slice(language, 0, text_find(language, '-', 0));
}

static struct text main_dialect(struct text language)
{
    struct text bare = bare_language(language);
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (text_is(bare, dialects[i][0]))
            return text_of(dialects[i][1]);
    return bare;
}

static void files_add(struct locale_reader *reader, struct text language, struct span at)
{
    struct text base = main_dialect(language);
    reader->locale->language = TEXT("en-US");
    file_add(reader, TEXT("en-US"), at);
    if (!text_is(base, "en-US") && locale_exists(reader, base)) {
        reader->locale->language = base;
        file_add(reader, base, at);
    }
    if (!text_equal(language, base) && locale_exists(reader, language)) {
        reader->locale->language = language;
        file_add(reader, language, at);
    }
}

static void style_locales_add(struct locale_reader *reader, const struct xml_element *style,
                              struct text language)
{
    struct text wanted[3] = {{0}, bare_language(language), language};
    for (size_t i = 0; i < 3; i++) {
        if (i == 2 && text_equal(wanted[1], wanted[2]))
            break;
        for (const struct xml_element *xml = style->first; xml; xml = xml->next)
            if (text_is(xml->name, "locale") &&
                text_equal(attribute_text(xml, "lang"), wanted[i]))
                locale_add(reader, xml);
    }
}

static void keep_at_hand(struct locale *locale)
{
    locale->open_quote = locale_word(locale, "open-quote", TERM_LONG, false);
    locale->close_quote = locale_word(locale, "close-quote", TERM_LONG, false);
    locale->open_inner = locale_word(locale, "open-inner-quote", TERM_LONG, false);
    locale->close_inner = locale_word(locale, "close-inner-quote", TERM_LONG, false);
    locale->range_delimiter = locale_word(locale, "citation-range-delimiter", TERM_LONG, false);
    locale->and_text = locale_word(locale, "and", TERM_LONG, false);
    locale->et_al = locale_word(locale, "et-al", TERM_LONG, false);
}

const struct locale *locale_read(struct job *job, struct text folder, struct text language,
                                 const struct xml_element *style, struct span at)
{
    struct locale *locale = arena_alloc(&job->arena, sizeof *locale);
    struct locale_reader reader = {job, locale, folder};
    locale->terms = map_new(&job->arena);
    if (!language.length)
        language = TEXT("en-US");
    if (!locale_exists(&reader, TEXT("en-US"))) {
        diag(job, DIAG_LOCALE_MISSING, at, text_string(&job->arena, folder), NULL);
        return NULL;
    }
    files_add(&reader, language, at);
    if (style)
        style_locales_add(&reader, style, language);
    keep_at_hand(locale);
    return locale;
}

/* --- look-ups ----------------------------------------------------------------------------- */

const struct term *locale_term_text(const struct locale *locale, struct text name,
                                    enum term_form form)
{
    const struct term_entry *entry = map_find(&locale->terms, name);
    if (!entry)
        return NULL;
    if (entry->forms[form].set)
        return &entry->forms[form];
    if (form == TERM_VERB_SHORT && entry->forms[TERM_VERB].set)
        return &entry->forms[TERM_VERB];
    if (form == TERM_SYMBOL && entry->forms[TERM_SHORT].set)
        return &entry->forms[TERM_SHORT];
    return entry->forms[TERM_LONG].set ? &entry->forms[TERM_LONG] : NULL;
}

const struct term *locale_term(const struct locale *locale, const char *name,
                               enum term_form form)
{
    return locale_term_text(locale, text_of(name), form);
}

struct text locale_word(const struct locale *locale, const char *name, enum term_form form,
                        bool plural)
{
    const struct term *term = locale_term(locale, name, form);
    if (!term)
        return (struct text){0};
    return plural ? term->multiple : term->single;
}

static bool ordinal_matches(const struct ordinal *ordinal, int64_t number)
{
    if (ordinal->number < 0)
        return true;
    switch (ordinal->match) {
    case ORDINAL_LAST_DIGIT:
        return number % 10 == ordinal->number;
    case ORDINAL_LAST_TWO:
        return number % 100 == ordinal->number;
    case ORDINAL_WHOLE:
        return number == ordinal->number;
    }
    return false;
}

/* The more digits a rule looks at, the more it weighs; the right gender breaks ties. */
static int ordinal_weight(const struct ordinal *ordinal, enum gender gender)
{
    if (ordinal->gender != GENDER_NEUTER && ordinal->gender != gender)
        return 0;
    int weight = ordinal->number < 0 ? 1 : 2 + (int)ordinal->match;
    return 2 * weight + (ordinal->gender == gender);
}

struct text locale_ordinal(const struct locale *locale, int64_t number, enum gender gender)
{
    struct text best = {0};
    int most = 0;
    for (size_t i = 0; i < locale->ordinals.count; i++) {
        const struct ordinal *ordinal = &locale->ordinals.items[i];
        int weight = ordinal_matches(ordinal, number) ? ordinal_weight(ordinal, gender) : 0;
        if (weight <= most)
            continue;
        most = weight;
        best = ordinal->suffix;
    }
    return best;
}

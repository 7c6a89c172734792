/*
 * Takes the XML of a style's layouts and macros, gives elements with attributes resolved.
 * The one idea: one reader for each kind of element; macros are read once, when first called,
 * and meeting a macro that is still being read is the loop we refuse.
 */
#include "citation/style.h"

#define MACRO_DEPTH_MOST 100

static const struct choice term_forms[] = {
    {"long", TERM_LONG},     {"short", TERM_SHORT},
    {"verb", TERM_VERB},     {"verb-short", TERM_VERB_SHORT},
    {"symbol", TERM_SYMBOL}, {0}};
static const struct choice number_forms[] = {{"numeric", NUMBER_NUMERIC},
                                             {"ordinal", NUMBER_ORDINAL},
                                             {"long-ordinal", NUMBER_LONG_ORDINAL},
                                             {"roman", NUMBER_ROMAN},
                                             {0}};
static const struct choice label_plurals[] = {
    {"contextual", PLURAL_CONTEXTUAL}, {"always", PLURAL_ALWAYS}, {"never", PLURAL_NEVER}, {0}};
static const struct choice ands[] = {{"text", AND_TEXT}, {"symbol", AND_SYMBOL}, {0}};
static const struct choice precedes[] = {{"contextual", PRECEDES_CONTEXTUAL},
                                         {"after-inverted-name", PRECEDES_AFTER_INVERTED},
                                         {"always", PRECEDES_ALWAYS},
                                         {"never", PRECEDES_NEVER},
                                         {0}};
static const struct choice name_forms[] = {
    {"long", NAME_LONG}, {"short", NAME_SHORT}, {"count", NAME_COUNT}, {0}};
static const struct choice orders[] = {{"first", ORDER_FIRST}, {"all", ORDER_ALL}, {0}};
static const struct choice flags[] = {{"true", TRI_TRUE}, {"false", TRI_FALSE}, {0}};
static const struct choice matches[] = {
    {"all", MATCH_ALL}, {"any", MATCH_ANY}, {"none", MATCH_NONE}, {0}};
static const struct choice positions[] = {
    {"first", POSITION_FIRST},         {"subsequent", POSITION_SUBSEQUENT},
    {"ibid", POSITION_IBID},           {"ibid-with-locator", POSITION_IBID_WITH_LOCATOR},
    {"near-note", POSITION_NEAR_NOTE}, {0}};

static struct element *element_new(struct style_reader *reader, const struct xml_element *xml,
                                   enum element_kind kind)
{
    struct element *element = arena_alloc(&reader->job->arena, sizeof *element);
    element->kind = kind;
    element->span = xml->span;
    element->looks = looks_read(xml);
    element->delimiter = attribute_text(xml, "delimiter");
    return element;
}

/* The variables that attribute `name` lists; unknown ones stay, as VARIABLE_COUNT. */
static void variables_read(struct style_reader *reader, const struct xml_element *xml,
                           const char *name, struct element *element)
{
    struct text *words;
    size_t count = attribute_words(reader->job, xml, name, &words);
    element->variables =
        arena_array(&reader->job->arena, count + 1, sizeof *element->variables);
    element->variables[0] = VARIABLE_COUNT;
    for (size_t i = 0; i < count; i++)
        element->variables[i] = variable_find(words[i]);
    element->variable_count = count;
}

/* --- names -------------------------------------------------------------------------------- */

struct name_options name_options_read(const struct xml_element *xml, bool inheritable)
{
    struct name_options o = {0};
    o.and = (enum and_form)attribute_choice(xml, "and", ands, AND_UNSET);
    o.precedes_et_al = (enum precedes)attribute_choice(xml, "delimiter-precedes-et-al",
                                                       precedes, PRECEDES_UNSET);
    o.precedes_last = (enum precedes)attribute_choice(xml, "delimiter-precedes-last", precedes,
                                                      PRECEDES_UNSET);
    o.form = (enum name_form)attribute_choice(xml, inheritable ? "name-form" : "form",
                                              name_forms, NAME_FORM_UNSET);
    o.order = (enum sort_order)attribute_choice(xml, "name-as-sort-order", orders, ORDER_UNSET);
    o.initialize = (enum tri)attribute_choice(xml, "initialize", flags, TRI_UNSET);
    o.use_last = (enum tri)attribute_choice(xml, "et-al-use-last", flags, TRI_UNSET);
    o.et_al_min = attribute_number(xml, "et-al-min", 0);
    o.et_al_use_first = attribute_number(xml, "et-al-use-first", 0);
    o.et_al_subsequent_min = attribute_number(xml, "et-al-subsequent-min", 0);
    o.et_al_subsequent_use_first = attribute_number(xml, "et-al-subsequent-use-first", 0);
    o.delimiter = attribute_setting(xml, inheritable ? "name-delimiter" : "delimiter");
    o.initialize_with = attribute_setting(xml, "initialize-with");
    o.sort_separator = attribute_setting(xml, "sort-separator");
    if (inheritable)
        o.names_delimiter = attribute_setting(xml, "names-delimiter");
    return o;
}

#define INHERIT(member)                                                                        \
    if (!o.member)                                                                             \
    o.member = outer->member
#define INHERIT_SETTING(member)                                                                \
    if (!o.member.set)                                                                         \
    o.member = outer->member

struct name_options name_options_inherit(const struct name_options *own,
                                         const struct name_options *outer)
{
    struct name_options o = *own;
    INHERIT(and);
    INHERIT(precedes_et_al);
    INHERIT(precedes_last);
    INHERIT(form);
    INHERIT(order);
    INHERIT(initialize);
    INHERIT(use_last);
    INHERIT(et_al_min);
    INHERIT(et_al_use_first);
    INHERIT(et_al_subsequent_min);
    INHERIT(et_al_subsequent_use_first);
    INHERIT_SETTING(delimiter);
    INHERIT_SETTING(initialize_with);
    INHERIT_SETTING(sort_separator);
    INHERIT_SETTING(names_delimiter);
    return o;
}

static void name_read(struct names_element *names, const struct xml_element *xml)
{
    names->has_name = true;
    names->options = name_options_read(xml, false);
    names->name_looks = looks_read(xml);
    for (const struct xml_element *part = xml->first; part; part = part->next) {
        struct text name = attribute_text(part, "name");
        if (text_is(name, "family"))
            names->family = looks_read(part);
        if (text_is(name, "given"))
            names->given = looks_read(part);
    }
}

static void label_read(struct label *label, const struct xml_element *xml, bool before)
{
    label->given = true;
    label->before = before;
    label->form = (enum term_form)attribute_choice(xml, "form", term_forms, TERM_LONG);
    label->plural =
        (enum plural)attribute_choice(xml, "plural", label_plurals, PLURAL_CONTEXTUAL);
    label->looks = looks_read(xml);
}

static struct element *names_read(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *element = element_new(reader, xml, ELEMENT_NAMES);
    struct names_element *names = arena_alloc(&reader->job->arena, sizeof *names);
    element->names = names;
    variables_read(reader, xml, "variable", element);
    names->delimiter = attribute_setting(xml, "delimiter");
    for (const struct xml_element *child = xml->first; child; child = child->next) {
        if (text_is(child->name, "name"))
            name_read(names, child);
        if (text_is(child->name, "label"))
            label_read(&names->label, child, !names->has_name);
        if (text_is(child->name, "et-al")) {
            names->has_et_al = true;
            names->et_al_term = attribute_text(child, "term");
            names->et_al = looks_read(child);
        }
        if (text_is(child->name, "substitute")) {
            names->has_substitute = true;
            names->substitute = element_read_all(reader, child);
        }
    }
    if (!xml_child(xml, "name"))
        names->label.before = false;
    return element;
}

/* --- conditions --------------------------------------------------------------------------- */

static struct condition *conditions_grow(struct style_reader *reader, struct branch *branch,
                                         enum condition_kind kind)
{
    size_t size = sizeof *branch->conditions;
    branch->conditions =
        arena_grow(&reader->job->arena, branch->conditions, branch->condition_count * size,
                   (branch->condition_count + 1) * size);
    struct condition *condition = &branch->conditions[branch->condition_count++];
    condition->kind = kind;
    return condition;
}

static void condition_read(struct style_reader *reader, const struct xml_element *xml,
                           struct branch *branch, enum condition_kind kind, const char *name)
{
    struct text *words;
    size_t count = attribute_words(reader->job, xml, name, &words);
    for (size_t i = 0; i < count; i++) {
        struct condition *condition = conditions_grow(reader, branch, kind);
        condition->word = words[i];
        condition->variable = variable_find(words[i]);
        condition->truth = text_is(words[i], "true");
        if (kind != CONDITION_POSITION)
            continue;
        struct xml_attribute one = {TEXT("p"), words[i], NULL};
        struct xml_element holder = {.attributes = &one};
        condition->position =
            (enum position_test)attribute_choice(&holder, "p", positions, POSITION_FIRST);
    }
}

static struct element *choose_read(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *element = element_new(reader, xml, ELEMENT_CHOOSE);
    struct branch **end = &element->branches;
    for (const struct xml_element *child = xml->first; child; child = child->next) {
        struct branch *branch = arena_alloc(&reader->job->arena, sizeof *branch);
        branch->match = (enum match)attribute_choice(child, "match", matches, MATCH_ALL);
        condition_read(reader, child, branch, CONDITION_TYPE, "type");
        condition_read(reader, child, branch, CONDITION_VARIABLE, "variable");
        condition_read(reader, child, branch, CONDITION_NUMERIC, "is-numeric");
        condition_read(reader, child, branch, CONDITION_UNCERTAIN, "is-uncertain-date");
        condition_read(reader, child, branch, CONDITION_LOCATOR, "locator");
        condition_read(reader, child, branch, CONDITION_POSITION, "position");
        condition_read(reader, child, branch, CONDITION_DISAMBIGUATE, "disambiguate");
        branch->first = element_read_all(reader, child);
        *end = branch;
        end = &branch->next;
    }
    return element;
}

/* --- the other elements ------------------------------------------------------------------- */

static struct element *text_read(struct style_reader *reader, const struct xml_element *xml)
{
    const struct text *macro = xml_find(xml, "macro");
    const struct text *term = xml_find(xml, "term");
    const struct text *value = xml_find(xml, "value");
    struct element *element;
    if (macro) {
        element = element_new(reader, xml, ELEMENT_MACRO);
        element->macro = macro_find(reader, *macro, xml->span);
        if (!element->macro)
            return NULL;
    } else if (term) {
        element = element_new(reader, xml, ELEMENT_TERM);
        element->word = *term;
        element->plural = attribute_flag(xml, "plural", false) ? PLURAL_ALWAYS : PLURAL_NEVER;
    } else if (value) {
        element = element_new(reader, xml, ELEMENT_VALUE);
        element->word = *value;
    } else {
        element = element_new(reader, xml, ELEMENT_VARIABLE);
        variables_read(reader, xml, "variable", element);
    }
    element->form = (enum term_form)attribute_choice(xml, "form", term_forms, TERM_LONG);
    return element;
}

static struct element *number_read(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *element = element_new(reader, xml, ELEMENT_NUMBER);
    variables_read(reader, xml, "variable", element);
    element->number_form =
        (enum number_form)attribute_choice(xml, "form", number_forms, NUMBER_NUMERIC);
    return element;
}

static struct element *label_element(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *element = element_new(reader, xml, ELEMENT_LABEL);
    variables_read(reader, xml, "variable", element);
    element->form = (enum term_form)attribute_choice(xml, "form", term_forms, TERM_LONG);
    element->plural =
        (enum plural)attribute_choice(xml, "plural", label_plurals, PLURAL_CONTEXTUAL);
    return element;
}

static struct element *date_element(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *element = element_new(reader, xml, ELEMENT_DATE);
    variables_read(reader, xml, "variable", element);
    element->date = date_format_read(reader->job, xml);
    return element;
}

static struct element *group_read(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *element = element_new(reader, xml, ELEMENT_GROUP);
    element->first = element_read_all(reader, xml);
    return element;
}

/* Reads one element; macros within macros may not pile up without end. */
static struct element *read_nested(struct style_reader *reader, const struct xml_element *xml,
                                   struct element *(*read)(struct style_reader *reader,
                                                           const struct xml_element *xml))
{
    if (reader->nesting == ELEMENT_DEPTH_MOST) {
        diag(reader->job, DIAG_STYLE_SYNTAX, xml->span, "elements are nested too deeply", NULL);
        return NULL;
    }
    reader->nesting++;
    struct element *element = read(reader, xml);
    reader->nesting--;
    return element;
}

static struct element *element_read(struct style_reader *reader, const struct xml_element *xml)
{
    static const struct {
        const char *name;
        struct element *(*read)(struct style_reader *reader, const struct xml_element *xml);
    } readers[] = {{"text", text_read},    {"number", number_read}, {"label", label_element},
                   {"date", date_element}, {"names", names_read},   {"group", group_read},
                   {"choose", choose_read}};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (text_is(xml->name, readers[i].name))
            return read_nested(reader, xml, readers[i].read);
    return NULL;
}

struct element *element_read_all(struct style_reader *reader, const struct xml_element *xml)
{
    struct element *first = NULL;
    struct element **end = &first;
    for (const struct xml_element *child = xml->first; child; child = child->next) {
        *end = element_read(reader, child);
        if (*end)
            end = &(*end)->next;
    }
    return first;
}

struct macro *macro_find(struct style_reader *reader, struct text name, struct span at)
{
    struct macro *macro = map_find(&reader->style->macros, name);
    const char *string = text_string(&reader->job->arena, name);
    if (!macro) {
        diag(reader->job, DIAG_STYLE_MACRO_MISSING, at, string, NULL);
        return NULL;
    }
    if (macro->done)
        return macro;
    if (macro->open || reader->depth == MACRO_DEPTH_MOST) {
        diag(reader->job, DIAG_STYLE_MACRO_LOOP, at, string, NULL);
        return NULL;
    }
    macro->open = true;
    reader->depth++;
    macro->first = element_read_all(reader, macro->xml);
    reader->depth--;
    macro->open = false;
    macro->done = true;
    return macro;
}

/*
 * A style as it is used: elements with their attributes resolved, and the options in force.
 * The one idea: all strings of the XML that mean something become enums once, so rendering only
 * switches on them; what was not given stays "unset" so that options can be inherited.
 */
#ifndef CITATION_STYLE_H
#define CITATION_STYLE_H

#include "citation/locale.h"
#include "citation/tree.h"
#include "citation/variables.h"
#include "citation/xml.h"

enum and_form { AND_UNSET, AND_NONE, AND_TEXT, AND_SYMBOL };

enum precedes {
    PRECEDES_UNSET,
    PRECEDES_CONTEXTUAL,
    PRECEDES_AFTER_INVERTED,
    PRECEDES_ALWAYS,
    PRECEDES_NEVER
};

enum name_form { NAME_FORM_UNSET, NAME_LONG, NAME_SHORT, NAME_COUNT };

enum sort_order { ORDER_UNSET, ORDER_NONE, ORDER_FIRST, ORDER_ALL };

enum tri { TRI_UNSET, TRI_FALSE, TRI_TRUE };

/* The options on cs:name and the inheritable ones of cs:style, cs:citation … */
struct name_options {
    enum and_form and;
    enum precedes precedes_et_al;
    enum precedes precedes_last;
    enum name_form form;
    enum sort_order order;
    enum tri initialize;
    enum tri use_last;
    int et_al_min; /* 0: unset */
    int et_al_use_first;
    int et_al_subsequent_min;
    int et_al_subsequent_use_first;
    struct setting delimiter; /* between names */
    struct setting initialize_with;
    struct setting sort_separator;
    struct setting names_delimiter; /* between the lists of several variables */
};

enum plural { PLURAL_CONTEXTUAL, PLURAL_ALWAYS, PLURAL_NEVER };

struct label {
    bool given;
    bool before; /* the names */
    enum term_form form;
    enum plural plural;
    struct looks looks;
};

enum element_kind {
    ELEMENT_VARIABLE,
    ELEMENT_MACRO,
    ELEMENT_TERM,
    ELEMENT_VALUE,
    ELEMENT_NUMBER,
    ELEMENT_LABEL,
    ELEMENT_DATE,
    ELEMENT_NAMES,
    ELEMENT_GROUP,
    ELEMENT_CHOOSE,
    ELEMENT_SUBSTITUTE /* the children of a substitute, in a names element */
};

enum number_form { NUMBER_NUMERIC, NUMBER_ORDINAL, NUMBER_LONG_ORDINAL, NUMBER_ROMAN };

enum match { MATCH_ALL, MATCH_ANY, MATCH_NONE };

enum condition_kind {
    CONDITION_TYPE,
    CONDITION_VARIABLE,
    CONDITION_NUMERIC,
    CONDITION_UNCERTAIN,
    CONDITION_LOCATOR,
    CONDITION_POSITION,
    CONDITION_DISAMBIGUATE
};

enum position_test {
    POSITION_FIRST,
    POSITION_SUBSEQUENT,
    POSITION_IBID,
    POSITION_IBID_WITH_LOCATOR,
    POSITION_NEAR_NOTE
};

struct condition {
    enum condition_kind kind;
    struct text word;       /* the type or locator */
    enum variable variable; /* for the tests of variables */
    enum position_test position;
    bool truth; /* for disambiguate="…" */
};

struct element;

/* An if, else-if or else; an else has no conditions and matches all. */
struct branch {
    enum match match;
    struct condition *conditions;
    size_t condition_count;
    struct element *first;
    struct branch *next;
};

struct names_element {
    struct name_options options; /* of its cs:name */
    bool has_name;
    struct looks name_looks;
    struct looks family;
    struct looks given;
    bool has_et_al;
    struct text et_al_term;
    struct looks et_al;
    struct label label;
    struct setting delimiter;
    struct element *substitute; /* the first of its children, or NULL */
    bool has_substitute;
};

struct element {
    enum element_kind kind;
    struct looks looks;
    struct element *next;
    struct element *first;    /* of a group */
    struct branch *branches;  /* of a choose */
    enum variable *variables; /* of names; [0] of the others */
    size_t variable_count;
    enum term_form form; /* of a variable, term or label */
    struct text word;    /* the term, value or macro name */
    enum plural plural;
    struct macro *macro;
    enum number_form number_form;
    struct text delimiter;
    struct names_element *names;
    struct date_format *date; /* its own parts, over those of the locale */
    struct span span;
};

struct macro {
    struct text name;
    struct element *first;
    const struct xml_element *xml;
    bool done;
    bool open; /* its body is being read or checked: meeting it again is a loop */
};

struct sort_key {
    enum variable variable; /* VARIABLE_COUNT for a macro */
    struct macro *macro;
    bool descending;
    struct name_options options; /* names-min and so on */
};

enum collapse {
    COLLAPSE_NONE,
    COLLAPSE_NUMBER,
    COLLAPSE_YEAR,
    COLLAPSE_SUFFIX,
    COLLAPSE_SUFFIX_RANGED
};

enum given_rule {
    GIVEN_ALL,
    GIVEN_ALL_INITIALS,
    GIVEN_PRIMARY,
    GIVEN_PRIMARY_INITIALS,
    GIVEN_BY_CITE
};

enum substitute_rule {
    SUBSTITUTE_COMPLETE_ALL,
    SUBSTITUTE_COMPLETE_EACH,
    SUBSTITUTE_PARTIAL_EACH,
    SUBSTITUTE_PARTIAL_FIRST
};

/* cs:citation or cs:bibliography. */
struct area {
    bool given;
    struct name_options options; /* with those of cs:style below them */
    struct sort_key *keys;
    size_t key_count;
    bool sorted;
    struct element *layout; /* the first child */
    struct looks looks;
    struct text delimiter;
};

enum page_format {
    PAGES_UNSET,
    PAGES_CHICAGO15,
    PAGES_CHICAGO16,
    PAGES_EXPANDED,
    PAGES_MINIMAL,
    PAGES_MINIMAL_TWO
};

enum demote { DEMOTE_DISPLAY_AND_SORT, DEMOTE_SORT_ONLY, DEMOTE_NEVER };

struct citation_style {
    struct text title;
    struct text default_locale;
    const struct locale *locale;
    enum citation_place place;
    enum page_format pages;
    enum demote demote;
    bool initialize_with_hyphen;
    struct map macros; /* of struct macro by name */
    struct area citation;
    struct area bibliography;
    bool uses_number;       /* the citation layout prints citation-number */
    bool uses_suffix;       /* year-suffix is printed by name */
    bool uses_disambiguate; /* a condition tests it */
    bool add_names;
    bool add_givens;
    bool add_suffix;
    enum given_rule given_rule;
    enum collapse collapse;
    struct setting cite_group_delimiter;
    struct setting suffix_delimiter;
    struct setting after_collapse_delimiter;
    int near_note_distance;
    bool hanging;
    enum second_field_align align;
    int entry_spacing;
    int line_spacing;
    struct setting author_substitute;
    enum substitute_rule substitute_rule;
};

/* Those options of `own` that are set, the rest from `outer`. */
struct name_options name_options_inherit(const struct name_options *own,
                                         const struct name_options *outer);

/* The style in an XML tree that was read before; NULL after a report. */
const struct citation_style *style_of_xml(struct job *job,
                                          const struct citation_folders *folders,
                                          const struct xml_element *xml, struct text language,
                                          struct span at);

#define ELEMENT_DEPTH_MOST 1000

/* What a style reader needs at hand. */
struct style_reader {
    struct job *job;
    struct citation_style *style;
    int depth;   /* of macros within macros */
    int nesting; /* of elements within elements, through macros */
};

/* The children of `xml` as elements, in a list; NULL if there are none. Reports faults. */
struct element *element_read_all(struct style_reader *reader, const struct xml_element *xml);

/* The name options on `xml`; `inheritable` for the spellings on style, citation and
 * bibliography ("name-form", "name-delimiter"), else those on cs:name. */
struct name_options name_options_read(const struct xml_element *xml, bool inheritable);

/* The macro called `name`, its body read; NULL after a report at `at`. */
struct macro *macro_find(struct style_reader *reader, struct text name, struct span at);

#endif

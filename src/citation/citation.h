/*
 * Takes files of sources, a CSL style and the cites of a text in order, gives the text of each
 * cite cluster and the bibliography, as runs of rich text.
 * The one idea: this is a whole CSL 1.0.2 processor that knows nothing of documents or pages;
 * whoever calls it says which items are cited where, and prints the runs it is given.
 * "The specification" below is CSL 1.0.2
 * (docs.citationstyles.org/en/v1.0.2/specification.html).
 */
#ifndef CITATION_CITATION_H
#define CITATION_CITATION_H

#include "data/fields.h"

/* --- the sources ----------------------------------------------------------------------------
 */

struct library;

/* A name of an author, editor …; parts that were not given are empty. */
struct source_name {
    struct text family;
    struct text given;
    struct text dropping_particle;
    struct text non_dropping_particle;
    struct text suffix;
    struct text literal;  /* a group's name, in place of the other parts */
    bool comma_suffix;    /* the suffix stands behind a comma even in given-name-first order */
    bool static_ordering; /* the family name always comes first (as in Chinese or Korean) */
    bool others; /* not a name but "et al": stands for further people who are not named */
};

struct source_names {
    size_t count;
    struct source_name *items;
};

/* A date, or a range of two. */
struct source_date {
    int year[2];  /* negative for BC; [1] is used where `range` */
    int month[2]; /* 1 … 12; 13 … 16 are spring, summer, autumn, winter; 0 if not given */
    int day[2];   /* 1 … 31, 0 if not given */
    bool range;   /* from [0] to [1] */
    bool open;    /* a range without an end */
    bool circa;
    struct text season;  /* a season's name where it is no number; or empty */
    struct text literal; /* printed as it is, in place of the parts; or empty */
};

enum variable_kind {
    VARIABLE_TEXT,   /* `text`, which may hold the markup <i> <b> <sup> <sub> <sc> … */
    VARIABLE_NUMBER, /* the same, where labels and numeric tests look for numbers */
    VARIABLE_NAMES,  /* `names` */
    VARIABLE_DATE    /* `date` */
};

struct source_variable {
    struct text name; /* as CSL spells it: "container-title" */
    enum variable_kind kind;
    struct span span; /* of the value */
    struct text text;
    struct source_names names;
    struct source_date date;
};

/* What became of a source after it was published, from harmless to grave. */
enum source_standing { SOURCE_SOUND, SOURCE_CORRECTED, SOURCE_CONCERN, SOURCE_RETRACTED };

struct source_item {
    struct text id;
    struct text type; /* a CSL type: "article-journal"; "document" if the file gives none */
    struct span span; /* of the id */
    size_t order;     /* 0, 1 … as read */
    size_t count;
    struct source_variable *variables;          /* in the order of the file */
    const struct source_variable **by_variable; /* private: by number of the variable */
    struct texts keywords;                      /* of "keyword", split at commas */
    struct located annote;                      /* a note for readers, or absent */
    const struct value *custom; /* the value of "custom", or NULL. From PubMed it is a map with
                                   lists of texts under "publication-type", "retraction-in",
                                   "erratum-in" … and, on a notice, "retraction-of" … */
    enum source_standing standing; /* as the record itself says */
    struct located notice;         /* where that was published, or absent */
};

/* Reads `count` files of sources: CSL-YAML (a list, or a map with the list under `references`),
 * CSL-JSON, BibTeX and BibLaTeX, PubMed (.nbib), RIS, EndNote XML; by what they show and by
 * their endings. The texts of `files` are paths ready to open, the spans say where they are
 * named. Lines "PMID: 123" of a `note` (Zotero) become variables of their own. Reports unknown
 * keys (warnings), ids that occur twice (at both places), and values of a wrong shape at their
 * places, and gives what could be read. */
const struct library *library_read(struct job *job, const struct located *files, size_t count);

/* What a file of sources (CSL-YAML) may hold, for the schema; made in the arena. */
const struct field_table *library_fields(struct arena *arena);

/* The same from a tree of values that was read before. */
const struct library *library_read_value(struct job *job, const struct value *value);

/* Appends the library as CSL-YAML that reads back as the same items. */
void library_write(struct job *job, const struct library *library, struct buffer *out);

/* The item with that id, or NULL. */
const struct source_item *library_find(const struct library *library, struct text id);

/* The id nearest to `id`, for "did you mean", or empty text. */
struct text library_nearest(const struct library *library, struct text id);

/* The number of items, and item `order` (0 …) as read. */
size_t library_count(const struct library *library);
const struct source_item *library_item(const struct library *library, size_t order);

/* The variable `name` ("DOI") of an item, or NULL if it has none. */
const struct source_variable *item_find(const struct source_item *item, const char *name);

/* The text of a text or number variable, or empty text. */
struct text item_text(const struct source_item *item, const char *name);

/* The best link of an item as a URL: DOI, else PMCID, else PMID, else URL (CSL 1.0.2, appendix
 * VI), or empty text. Owned by the job. */
struct text item_link(struct job *job, const struct source_item *item);

/* The standing that a word of a list means ("retracted", "erratum"), SOURCE_SOUND if none. */
enum source_standing source_standing_find(struct text word);

/* The name of the preprint server an item lies on, or empty text; whether it is a preprint. */
struct text preprint_server(struct job *job, const struct source_item *item);
bool preprint_is(struct job *job, const struct source_item *item);

/* Abbreviated titles of journals. */
struct journals;

/* Reads maps of title or ISSN to abbreviation (YAML or JSON; also the lists of the CSL project,
 * with the map under "default", "container-title"). Reports other shapes. The first file that
 * knows a journal counts. */
const struct journals *journals_read(struct job *job, const struct located *files,
                                     size_t count);

/* Appends `count` items as CSL-JSON, in the order given; who reads it has the same items. */
void items_write(const struct source_item *const *items, size_t count, struct buffer *out);

/* --- the style ------------------------------------------------------------------------------
 */

struct citation_style;

/* Where styles ("name.csl", also in "dependent/") and locales ("locales-en-US.xml") lie. */
struct citation_folders {
    struct text styles;
    struct text locales;
};

/* The folders of Debian's citation-style-language-styles and -locales. */
struct citation_folders citation_folders_debian(void);

enum citation_place { CITATION_IN_TEXT, CITATION_IN_NOTES };

struct citation_facts {
    enum citation_place place; /* the style's class */
    bool numeric;              /* cites are numbers */
    bool superscript;          /* the whole cite is raised (vertical-align="sup") */
    bool bibliography;         /* the style has one */
    struct text language;      /* of the locale in force: "en-US" */
    struct text title;         /* the style's own title */
};

/* Reads a style. `name` is a path if it holds a "/" or ends in ".csl", otherwise an installed
 * style: its id ("american-medical-association"), dependent and renamed ones included, its name
 * in words ("The Lancet"), or its address. The parent of a dependent style is looked for beside
 * it first. `language` (BCP 47) chooses the locale; where it is empty the style's
 * default-locale does, or en-US. NULL after a report at `at` or in the style's file: style,
 * parent or locale absent (the Debian package is named), XML that is malformed, a macro that is
 * missing or calls itself. */
const struct citation_style *citation_style_read(struct job *job,
                                                 const struct citation_folders *folders,
                                                 struct text name, struct text language,
                                                 struct span at);

struct citation_facts citation_style_facts(const struct citation_style *style);

/* Splits what stands behind a citation key (", p. 3-5, and passim") into a locator, its label,
 * and the rest, after pandoc's rules: the terms of the style's locale, long and short, singular
 * and plural, with `table`, `figure`, `supplement` and `appendix` besides; a bare number is a
 * page; braces force. */
struct citation_locator {
    struct text locator; /* "3-5"; empty if there is none */
    struct text label;   /* the CSL name of its kind: "page" */
    size_t rest;         /* bytes of the input used up; what follows is the suffix */
};

struct citation_locator
citation_parse_locator(struct job *job, const struct citation_style *style, struct text text);

/* A locator that was meant and is not understood: "pg. 3", "page3", "fig 2". */
struct citation_slip {
    struct text written; /* slice of the input in front of the number: "pg. "; empty if none */
    struct text right;   /* what to write there: "p. " */
};

/* Looks for one in what stands behind a citation key and holds nothing else: a word that is a
 * term of the style's locale but for a space or a point, or an abbreviation (letters of the
 * term in their order, the first one first) of a common one. */
struct citation_slip citation_locator_slip(struct job *job, const struct citation_style *style,
                                           struct text text);

/* --- rich text ------------------------------------------------------------------------------
 */

enum rich_flag {
    RICH_ITALIC = 1 << 0,
    RICH_BOLD = 1 << 1,
    RICH_SMALL_CAPS = 1 << 2,
    RICH_SUPERSCRIPT = 1 << 3,
    RICH_SUBSCRIPT = 1 << 4,
    RICH_UNDERLINE = 1 << 5,
    RICH_LIGHT = 1 << 6,
    RICH_BLOCK = 1 << 7, /* starts a block of its own in the entry (display="block") */
    RICH_INDENT = 1 << 8 /* with RICH_BLOCK: the block is indented */
};

struct rich_run {
    struct text text;
    unsigned flags;
    const struct source_item *item; /* the item a cite's run stands for, or NULL */
    struct text link;               /* a URL, or empty */
};

struct rich {
    size_t count;
    struct rich_run *runs;
};

/* Text with CSL's markup (<i> <b> <sup> <sub> <sc>) as runs. Owned by the job. */
struct rich rich_parse(struct job *job, struct text text);

/* The text of `rich` without its looks. Owned by the job. */
struct text rich_text(struct job *job, const struct rich *rich);

/* --- cites ----------------------------------------------------------------------------------
 */

enum cite_form {
    CITE_NORMAL,
    CITE_SUPPRESS_AUTHOR, /* [-@key]: without the names, where the style prints them */
    CITE_AUTHOR_IN_TEXT,  /* @key says: the names in the text, the rest as a cite; first of a
                             cluster only */
    CITE_AUTHOR_ONLY      /* the names alone */
};

enum cite_position {
    CITE_TRACKED, /* found from the cites before */
    CITE_FIRST,
    CITE_SUBSEQUENT,
    CITE_IBID,
    CITE_IBID_WITH_LOCATOR
};

struct citation_cite {
    const struct source_item *item;
    struct rich prefix; /* "see"; a space is added between it and the cite where it needs one */
    struct rich suffix; /* ", and passim"; likewise */
    struct text locator;
    struct text label; /* of the locator; empty is "page" */
    enum cite_form form;
    enum cite_position position;
    bool near_note; /* where position is not tracked */
    bool spare;     /* nobody need be told that the style does not print the locator */
    struct span span;
};

struct citation_cluster {
    size_t count;
    struct citation_cite *cites;
    size_t note; /* the number of the note it stands in, or 0 */
};

/* What CSL lacks, and which items are listed. A zeroed struct gives CSL's behaviour. */
struct citation_options {
    struct text range_delimiter;             /* in "1–3"; empty: the locale's or style's term
                                                citation-range-delimiter, else an en dash */
    const struct source_item *const *listed; /* in the bibliography though not cited */
    size_t listed_count;
    bool listed_first; /* listed items are numbered before the cited ones */
    bool print_pubmed; /* append PMID and PMCID to entries whose style does not print them */
    bool print_server; /* append "Preprint" and its server where the style leaves them out */
    bool link_titles;  /* link the title of an entry in which nothing else is linked */
    const struct journals *journals; /* or NULL */
    bool quiet; /* do not warn of locators that the style drops or sources cited twice */
};

struct cited_cluster {
    struct rich author; /* of CITE_AUTHOR_IN_TEXT: the names, which come before `text` and a
                           space (none if superscript); else empty */
    struct rich text;   /* with runs that name their items */
    bool superscript;   /* `text` is raised as a whole; its runs then lack RICH_SUPERSCRIPT */
};

enum second_field_align { ALIGN_NONE, ALIGN_FLUSH, ALIGN_MARGIN };

struct bibliography_entry {
    const struct source_item *item;
    size_t number;     /* its citation number, 1 … */
    struct rich label; /* what goes into the margin column; empty if there is none */
    struct rich body;
};

struct bibliography {
    size_t count;
    struct bibliography_entry *entries; /* in order */
    bool hanging;                       /* lines after the first are indented */
    enum second_field_align align;      /* of the label's column */
    int entry_spacing;                  /* in lines, the style's attribute */
    int line_spacing;
};

struct citations {
    size_t count;
    struct cited_cluster *clusters; /* for each cluster asked for */
    struct bibliography bibliography;
};

/* Renders the clusters, given in document order, and the bibliography. Warns of a locator that
 * the style drops and of an item cited twice in a cluster. Deterministic; never fails; an item
 * that prints nothing gives empty runs. */
const struct citations *citation_render(struct job *job, const struct citation_style *style,
                                        const struct citation_cluster *clusters, size_t count,
                                        const struct citation_options *options);

#endif

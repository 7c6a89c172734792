/*
 * Takes a style's name or path, gives the style ready to render: parent resolved, locale
 * merged, layouts and macros read.
 * The one idea: names are looked up in installed folders only; what a dependent style points
 * to is another name, never an address to fetch.
 */
#include "citation/style.h"

#include "citation/find.h"

struct citation_folders citation_folders_debian(void)
{
    return (struct citation_folders){TEXT("/usr/share/citation-style-language/styles"),
                                     TEXT("/usr/share/citation-style-language/locales")};
}

/* --- finding the file --------------------------------------------------------------------- */

/* The folder of the file `path`, for what lies beside it; empty if it is not a path. */
static struct text folder_of(struct text path)
{
    size_t end = path.length;
    while (end && path.bytes[end - 1] != '/')
        end--;
    return text_slice(path, 0, end ? end - 1 : 0);
}

/* The path of the style called `name`: in `beside`, else installed; or empty text. */
static struct text style_path(struct job *job, const struct citation_folders *folders,
                              struct text beside, struct text name)
{
    bool address = text_starts(name, "http://") || text_starts(name, "https://");
    if ((text_find(name, '/', 0) < name.length && !address) || text_ends(name, ".csl"))
        return name;
    struct text path = style_installed(job, beside, name);
    return path.length ? path : style_find(job, folders->styles, name);
}

static void report_missing(struct job *job, const struct citation_folders *folders,
                           struct text name, struct span at)
{
    const char *folder = text_string(&job->arena, folders->styles);
    struct text nearest = style_nearest(job, folders->styles, name);
    if (style_folder_exists(job, folders->styles))
        diag(job, DIAG_STYLE_UNKNOWN, at, text_string(&job->arena, name), folder,
             text_string(&job->arena, nearest), NULL);
    else
        diag(job, DIAG_STYLE_MISSING, at, text_string(&job->arena, name), folder, NULL);
}

/* The style id at the end of "http://www.zotero.org/styles/apa". */
static struct text parent_of(const struct xml_element *style)
{
    const struct xml_element *info = xml_child(style, "info");
    for (const struct xml_element *link = info ? info->first : NULL; link; link = link->next) {
        if (!text_is(attribute_text(link, "rel"), "independent-parent"))
            continue;
        struct text href = attribute_text(link, "href");
        size_t start = href.length;
        while (start && href.bytes[start - 1] != '/')
            start--;
        return text_slice(href, start, href.length);
    }
    return (struct text){0};
}

static const struct xml_element *xml_open(struct job *job, struct text path, struct span at)
{
    uint32_t number = source_read(job, path, SOURCE_TEXT, at);
    const struct xml_element *xml = number ? xml_read(job, number) : NULL;
    if (xml && !text_is(xml->name, "style")) {
        diag(job, DIAG_STYLE_SYNTAX, xml->span, "the root element is not \"style\"", NULL);
        return NULL;
    }
    return xml;
}

/* The independent style behind `name`; a dependent one's own locale goes into `*language`. */
static const struct xml_element *xml_resolve(struct job *job,
                                             const struct citation_folders *folders,
                                             struct text name, struct text *language,
                                             struct span at)
{
    struct text path = style_path(job, folders, (struct text){0}, name);
    if (!path.length) {
        report_missing(job, folders, name, at);
        return NULL;
    }
    const struct xml_element *xml = xml_open(job, path, at);
    struct text parent = xml ? parent_of(xml) : (struct text){0};
    if (!parent.length)
        return xml;
    *language = attribute_text(xml, "default-locale");
    path = style_path(job, folders, folder_of(path), parent);
    if (path.length)
        xml = xml_open(job, path, at);
    if (!path.length || (xml && parent_of(xml).length)) {
        diag(job, DIAG_STYLE_PARENT, at, text_string(&job->arena, name),
             text_string(&job->arena, parent), NULL);
        return NULL;
    }
    return xml;
}

/* --- options ------------------------------------------------------------------------------ */

static const struct choice page_formats[] = {{"chicago", PAGES_CHICAGO15},
                                             {"chicago-15", PAGES_CHICAGO15},
                                             {"chicago-16", PAGES_CHICAGO16},
                                             {"expanded", PAGES_EXPANDED},
                                             {"minimal", PAGES_MINIMAL},
                                             {"minimal-two", PAGES_MINIMAL_TWO},
                                             {0}};
static const struct choice demotes[] = {{"never", DEMOTE_NEVER},
                                        {"sort-only", DEMOTE_SORT_ONLY},
                                        {"display-and-sort", DEMOTE_DISPLAY_AND_SORT},
                                        {0}};
static const struct choice collapses[] = {{"citation-number", COLLAPSE_NUMBER},
                                          {"year", COLLAPSE_YEAR},
                                          {"year-suffix", COLLAPSE_SUFFIX},
                                          {"year-suffix-ranged", COLLAPSE_SUFFIX_RANGED},
                                          {0}};
static const struct choice given_rules[] = {
    {"all-names", GIVEN_ALL},        {"all-names-with-initials", GIVEN_ALL_INITIALS},
    {"primary-name", GIVEN_PRIMARY}, {"primary-name-with-initials", GIVEN_PRIMARY_INITIALS},
    {"by-cite", GIVEN_BY_CITE},      {0}};
static const struct choice substitutes[] = {{"complete-all", SUBSTITUTE_COMPLETE_ALL},
                                            {"complete-each", SUBSTITUTE_COMPLETE_EACH},
                                            {"partial-each", SUBSTITUTE_PARTIAL_EACH},
                                            {"partial-first", SUBSTITUTE_PARTIAL_FIRST},
                                            {0}};
static const struct choice aligns[] = {{"flush", ALIGN_FLUSH}, {"margin", ALIGN_MARGIN}, {0}};

static void style_options(struct citation_style *style, const struct xml_element *xml)
{
    style->place =
        text_is(attribute_text(xml, "class"), "note") ? CITATION_IN_NOTES : CITATION_IN_TEXT;
    style->default_locale = attribute_text(xml, "default-locale");
    style->pages =
        (enum page_format)attribute_choice(xml, "page-range-format", page_formats, PAGES_UNSET);
    style->demote = (enum demote)attribute_choice(xml, "demote-non-dropping-particle", demotes,
                                                  DEMOTE_DISPLAY_AND_SORT);
    style->initialize_with_hyphen = attribute_flag(xml, "initialize-with-hyphen", true);
    const struct xml_element *info = xml_child(xml, "info");
    const struct xml_element *title = info ? xml_child(info, "title") : NULL;
    if (title)
        style->title = text_trim(title->text);
}

static void citation_options_read(struct citation_style *style, const struct xml_element *xml)
{
    style->add_names = attribute_flag(xml, "disambiguate-add-names", false);
    style->add_givens = attribute_flag(xml, "disambiguate-add-givenname", false);
    style->add_suffix = attribute_flag(xml, "disambiguate-add-year-suffix", false);
    style->given_rule = (enum given_rule)attribute_choice(xml, "givenname-disambiguation-rule",
                                                          given_rules, GIVEN_BY_CITE);
    style->collapse =
        (enum collapse)attribute_choice(xml, "collapse", collapses, COLLAPSE_NONE);
    style->cite_group_delimiter = attribute_setting(xml, "cite-group-delimiter");
    style->suffix_delimiter = attribute_setting(xml, "year-suffix-delimiter");
    style->after_collapse_delimiter = attribute_setting(xml, "after-collapse-delimiter");
    style->near_note_distance = attribute_number(xml, "near-note-distance", 5);
}

static void bibliography_options(struct citation_style *style, const struct xml_element *xml)
{
    style->hanging = attribute_flag(xml, "hanging-indent", false);
    style->align = (enum second_field_align)attribute_choice(xml, "second-field-align", aligns,
                                                             ALIGN_NONE);
    style->entry_spacing = attribute_number(xml, "entry-spacing", 1);
    style->line_spacing = attribute_number(xml, "line-spacing", 1);
    style->author_substitute = attribute_setting(xml, "subsequent-author-substitute");
    style->substitute_rule = (enum substitute_rule)attribute_choice(
        xml, "subsequent-author-substitute-rule", substitutes, SUBSTITUTE_COMPLETE_ALL);
}

/* --- areas -------------------------------------------------------------------------------- */

static void sort_key_read(struct style_reader *reader, const struct xml_element *xml,
                          struct sort_key *key)
{
    const struct text *macro = xml_find(xml, "macro");
    key->variable = variable_find(attribute_text(xml, "variable"));
    if (macro)
        key->macro = macro_find(reader, *macro, xml->span);
    key->descending = text_is(attribute_text(xml, "sort"), "descending");
    key->options.et_al_min = attribute_number(xml, "names-min", 0);
    key->options.et_al_use_first = attribute_number(xml, "names-use-first", 0);
    if (xml_find(xml, "names-use-last"))
        key->options.use_last =
            attribute_flag(xml, "names-use-last", false) ? TRI_TRUE : TRI_FALSE;
}

static void sort_read(struct style_reader *reader, const struct xml_element *xml,
                      struct area *area)
{
    size_t count = 0;
    for (const struct xml_element *key = xml->first; key; key = key->next)
        count++;
    area->keys = arena_array(&reader->job->arena, count, sizeof *area->keys);
    for (const struct xml_element *key = xml->first; key; key = key->next)
        if (text_is(key->name, "key"))
            sort_key_read(reader, key, &area->keys[area->key_count++]);
    area->sorted = area->key_count > 0;
}

static void area_read(struct style_reader *reader, const struct xml_element *style,
                      const char *name, struct area *area)
{
    const struct xml_element *xml = xml_child(style, name);
    struct name_options outer = name_options_read(style, true);
    area->options = outer;
    if (!xml)
        return;
    struct name_options own = name_options_read(xml, true);
    area->given = true;
    area->options = name_options_inherit(&own, &outer);
    const struct xml_element *sort = xml_child(xml, "sort");
    const struct xml_element *layout = xml_child(xml, "layout");
    if (sort)
        sort_read(reader, sort, area);
    if (!layout)
        return;
    area->looks = looks_read(layout);
    area->delimiter = attribute_text(layout, "delimiter");
    area->layout = element_read_all(reader, layout);
}

static void macros_list(struct style_reader *reader, const struct xml_element *style)
{
    for (const struct xml_element *xml = style->first; xml; xml = xml->next) {
        if (!text_is(xml->name, "macro"))
            continue;
        struct macro *macro = arena_alloc(&reader->job->arena, sizeof *macro);
        macro->name = attribute_text(xml, "name");
        macro->xml = xml;
        map_put(&reader->style->macros, macro->name, macro);
    }
}

/* --- what a style makes use of ------------------------------------------------------------ */

/* A walk over all elements, each macro once. */
struct uses {
    struct citation_style *style;
    struct map seen;
    int depth;
};

static void uses_list(struct uses *uses, const struct element *element);

static void uses_branch(struct uses *uses, const struct branch *branch)
{
    for (size_t i = 0; i < branch->condition_count; i++)
        if (branch->conditions[i].kind == CONDITION_DISAMBIGUATE)
            uses->style->uses_disambiguate = true;
    uses_list(uses, branch->first);
}

static void uses_one(struct uses *uses, const struct element *element)
{
    bool variable = element->kind == ELEMENT_VARIABLE || element->kind == ELEMENT_NUMBER;
    if (variable && element->variables[0] == VAR_CITATION_NUMBER)
        uses->style->uses_number = true;
    if (variable && element->variables[0] == VAR_YEAR_SUFFIX)
        uses->style->uses_suffix = true;
    if (element->macro && !map_has(&uses->seen, element->macro->name)) {
        map_put(&uses->seen, element->macro->name, NULL);
        uses_list(uses, element->macro->first);
    }
    uses_list(uses, element->first);
    if (element->names)
        uses_list(uses, element->names->substitute);
    for (const struct branch *b = element->branches; b; b = b->next)
        uses_branch(uses, b);
}

static void uses_list(struct uses *uses, const struct element *element)
{
    if (uses->depth == ELEMENT_DEPTH_MOST)
        return;
    uses->depth++;
    for (; element; element = element->next)
        uses_one(uses, element);
    uses->depth--;
}

static void uses_find(struct job *job, struct citation_style *style)
{
    struct uses uses = {style, map_new(&job->arena), 0};
    uses_list(&uses, style->bibliography.layout);
    style->uses_number = false;
    uses.seen = map_new(&job->arena);
    uses_list(&uses, style->citation.layout);
}

const struct citation_style *style_of_xml(struct job *job,
                                          const struct citation_folders *folders,
                                          const struct xml_element *xml, struct text language,
                                          struct span at)
{
    size_t errors = job->diags.errors;
    struct citation_style *style = arena_alloc(&job->arena, sizeof *style);
    struct style_reader reader = {.job = job, .style = style};
    style->macros = map_new(&job->arena);
    style_options(style, xml);
    if (!language.length)
        language = style->default_locale;
    style->locale = locale_read(job, folders->locales, language, xml, at);
    macros_list(&reader, xml);
    if (!xml_child(xml, "citation"))
        diag(job, DIAG_STYLE_SYNTAX, xml->span, "it has no \"citation\" element", NULL);
    else
        citation_options_read(style, xml_child(xml, "citation"));
    if (xml_child(xml, "bibliography"))
        bibliography_options(style, xml_child(xml, "bibliography"));
    area_read(&reader, xml, "citation", &style->citation);
    area_read(&reader, xml, "bibliography", &style->bibliography);
    uses_find(job, style);
    return style->locale && job->diags.errors == errors ? style : NULL;
}

const struct citation_style *citation_style_read(struct job *job,
                                                 const struct citation_folders *folders,
                                                 struct text name, struct text language,
                                                 struct span at)
{
    struct text own = {0};
    const struct xml_element *xml = xml_resolve(job, folders, name, &own, at);
    if (!xml)
        return NULL;
    return style_of_xml(job, folders, xml, language.length ? language : own, at);
}

struct citation_facts citation_style_facts(const struct citation_style *style)
{
    return (struct citation_facts){
        .place = style->place,
        .numeric = style->uses_number,
        .superscript = style->citation.looks.format.vertical == VERTICAL_SUP,
        .bibliography = style->bibliography.given,
        .language = style->locale->language,
        .title = style->title,
    };
}

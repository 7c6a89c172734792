/*
 * Takes an element of a style and an item, gives a tree of text.
 * The one idea: an element that prints nothing gives NULL, and two counters (variables asked
 * for, variables found) carry the rule that a group vanishes when all its variables are empty.
 */
#include "citation/render.h"

#include "citation/conditions.h"
#include "citation/label.h"
#include "citation/numbers.h"
#include "citation/textcase.h"
#include "citation/unicode.h"

#define RENDER_BUDGET ((size_t)200000)
#define RENDER_DEPTH  400

struct context context_new(struct job *job, const struct citation_style *style,
                           const struct entry *entry, enum purpose purpose)
{
    struct context context = {
        .job = job,
        .style = style,
        .locale = style->locale,
        .entry = entry,
        .item = entry->item,
        .purpose = purpose,
        .options = purpose == FOR_BIBLIOGRAPHY ? &style->bibliography.options
                                               : &style->citation.options,
        .position = CITE_FIRST,
        .suffix = -1,
        .budget = RENDER_BUDGET,
    };
    return context;
}

bool context_english(const struct context *context)
{
    const struct source_variable *own = context->item->by_variable[VAR_LANGUAGE];
    struct text language = own ? own->text : context->locale->language;
    return text_is(language, "en") || text_starts(language, "en-") ||
           text_starts(language, "en_");
}

/* --- variables ---------------------------------------------------------------------------- */

const struct source_variable *variable_of(const struct context *context, enum variable variable)
{
    if (variable == VAR_CONTAINER_TITLE_SHORT && context->entry->journal)
        return context->entry->journal;
    return variable < VARIABLE_COUNT ? context->item->by_variable[variable] : NULL;
}

bool variable_call(struct context *context, enum variable variable, bool found)
{
    context->called++;
    if (!found)
        return false;
    if (variable < VARIABLE_COUNT) {
        if (context->suppressed[variable])
            return false;
        if (context->substituting)
            context->substituted[variable] = true;
    }
    context->filled++;
    return true;
}

struct text suffix_letters(struct job *job, int suffix)
{
    char letters[8];
    size_t at = sizeof letters;
    for (int rest = suffix + 1; rest > 0 && at; rest = (rest - 1) / 26)
        letters[--at] = (char)('a' + (rest - 1) % 26);
    return text_copy(&job->arena, (struct text){letters + at, sizeof letters - at});
}

struct node *suffix_render(struct context *context)
{
    if (context->suffix < 0 || context->suffix_done)
        return NULL;
    context->suffix_done = true;
    struct node *node = node_text(context->job, suffix_letters(context->job, context->suffix));
    node->tag = TAG_YEAR_SUFFIX;
    return node;
}

static struct node *number_node(struct context *context, int64_t number, enum node_tag tag)
{
    struct buffer buffer = buffer_new(&context->job->arena);
    buffer_number(&buffer, number);
    struct node *node = node_text(context->job, buffer_text(&buffer));
    node->tag = tag;
    return node;
}

/* Pages take the style's page ranges, other locators only an en dash. */
static struct text locator_text(const struct context *context)
{
    if (!context->label.length || text_is(context->label, "page"))
        return pages_print(context->job, context->style, context->locator);
    return number_print(context->job, context->locale, context->locator, NUMBER_NUMERIC, "");
}

/* The item's label, its own or made up, with its year suffix. */
static struct node *label_node(struct context *context)
{
    struct node *node = node_group(context->job);
    const struct source_variable *own = variable_of(context, VAR_CITATION_LABEL);
    struct text label = own ? own->text : citation_label(context->job, context->item);
    if (!label.length)
        return NULL;
    node_add(node, node_text(context->job, label));
    if (!context->style->uses_suffix)
        node_add(node, suffix_render(context));
    return node;
}

/* The variables that the processor knows and the item does not hold. Gives whether `variable`
 * is one of them, its node in `*node`. */
static bool special_variable(struct context *context, enum variable variable,
                             struct node **node)
{
    *node = NULL;
    switch ((int)variable) {
    case VAR_CITATION_NUMBER:
        *node = number_node(context, (int64_t)context->entry->number, TAG_NUMBER);
        return true;
    case VAR_YEAR_SUFFIX:
        *node = suffix_render(context);
        return true;
    case VAR_CITATION_LABEL:
        *node = label_node(context);
        return true;
    case VAR_FIRST_REFERENCE_NOTE_NUMBER:
        if (context->entry->first_note && context->purpose == FOR_CITATION &&
            context->position >= CITE_SUBSEQUENT)
            *node = number_node(context, (int64_t)context->entry->first_note, TAG_NONE);
        return true;
    case VAR_LOCATOR:
        if (!context->locator.length || !context->cite)
            return true;
        context->locator_done = true;
        *node = markup_read(context->job, locator_text(context));
        (*node)->tag = TAG_LOCATOR;
        return true;
    default:
        return false;
    }
}

static const struct source_variable *short_form(const struct context *context,
                                                enum variable variable)
{
    switch ((int)variable) {
    case VAR_TITLE:
        return variable_of(context, VAR_TITLE_SHORT);
    case VAR_CONTAINER_TITLE:
        return variable_of(context, VAR_CONTAINER_TITLE_SHORT);
    case VAR_COLLECTION_TITLE:
        return variable_of(context, VAR_COLLECTION_TITLE_SHORT);
    default:
        return NULL;
    }
}

static struct text first_page(struct text page)
{
    size_t end = 0;
    while (end < page.length) {
        size_t at = end;
        uint32_t rune = text_next(page, &at);
        if (rune == '-' || rune == 0x2013 || rune == ',' || rune == '&')
            break;
        end = at;
    }
    return text_trim(text_slice(page, 0, end));
}

/* The text of an item's variable, as it is printed; empty if it has none. */
static struct text variable_text(struct context *context, enum variable variable,
                                 enum term_form form)
{
    const struct source_variable *found = NULL;
    if (form == TERM_SHORT)
        found = short_form(context, variable);
    if (!found)
        found = variable_of(context, variable);
    if (!found && variable == VAR_PAGE_FIRST) {
        found = variable_of(context, VAR_PAGE);
        return found ? first_page(found->text) : (struct text){0};
    }
    if (!found && variable == VAR_EVENT)
        found = variable_of(context, VAR_EVENT_TITLE);
    if (!found && variable == VAR_EVENT_TITLE)
        found = variable_of(context, VAR_EVENT);
    if (!found || found->kind == VARIABLE_NAMES || found->kind == VARIABLE_DATE)
        return (struct text){0};
    if (variable == VAR_PAGE)
        return pages_print(context->job, context->style, found->text);
    if (found->kind == VARIABLE_NUMBER && number_numeric(found->text))
        return number_print(context->job, context->locale, found->text, NUMBER_NUMERIC, "");
    return found->text;
}

static struct text prefixed(struct job *job, const char *prefix, struct text text)
{
    struct buffer buffer = buffer_new(&job->arena);
    buffer_string(&buffer, prefix);
    buffer_add(&buffer, text);
    return buffer_text(&buffer);
}

static struct text link_of(struct context *context, enum variable variable, struct text text)
{
    bool web = text_starts(text, "http://") || text_starts(text, "https://");
    switch ((int)variable) {
    case VAR_URL:
        return web ? text : (struct text){0};
    case VAR_DOI:
        return web ? text : prefixed(context->job, "https://doi.org/", text);
    case VAR_PMID:
        return prefixed(context->job, "https://www.ncbi.nlm.nih.gov/pubmed/", text);
    case VAR_PMCID:
        return prefixed(context->job, "https://www.ncbi.nlm.nih.gov/pmc/articles/", text);
    default:
        return (struct text){0};
    }
}

static struct node *variable_node(struct context *context, enum variable variable,
                                  enum term_form form)
{
    struct node *node;
    if (special_variable(context, variable, &node)) {
        /* a suffix that is not due leaves "n.d." standing in its group */
        if (!node && variable == VAR_YEAR_SUFFIX)
            return NULL;
        return variable_call(context, variable, node != NULL) ? node : NULL;
    }
    struct text text = variable_text(context, variable, form);
    if (!variable_call(context, variable, text.length > 0))
        return NULL;
    struct text link = link_of(context, variable, text);
    node = link.length ? node_text(context->job, text) : markup_read(context->job, text);
    node->link = link;
    if (variable == VAR_TITLE)
        node->tag = TAG_TITLE;
    return node;
}

/* --- looks -------------------------------------------------------------------------------- */

struct node *render_looks(struct context *context, struct node *node, const struct looks *looks)
{
    if (!node || (!node->first && !node->text.length))
        return NULL;
    struct node *dressed = node_group(context->job);
    node_add(dressed, node);
    if (looks->strip_periods)
        node_strip_periods(context->job, dressed);
    if (looks->text_case)
        text_case_apply(context->job, dressed, looks->text_case, context_english(context));
    dressed->format = looks->format;
    dressed->quotes = looks->quotes;
    dressed->display = looks->display;
    dressed->prefix = looks->prefix;
    dressed->suffix = looks->suffix;
    return dressed;
}

/* --- elements ----------------------------------------------------------------------------- */

/* A group, or a macro, which vanishes like one. */
static struct node *render_group(struct context *context, const struct element *first,
                                 struct text delimiter)
{
    size_t called = context->called;
    size_t filled = context->filled;
    bool begun = context->begun;
    struct node *node = render_list(context, first, delimiter);
    bool empty = context->called > called && context->filled == filled;
    if (!node || empty) {
        context->begun = begun;
        return NULL;
    }
    context->called++;
    context->filled++;
    return node;
}

static struct node *render_term(struct context *context, const struct element *element)
{
    const struct term *term = locale_term_text(context->locale, element->word, element->form);
    if (!term)
        return NULL;
    struct text word = element->plural == PLURAL_ALWAYS ? term->multiple : term->single;
    /* the first word of a note or an entry is a sentence's first word */
    bool sentence =
        context->purpose == FOR_BIBLIOGRAPHY ||
        (context->purpose == FOR_CITATION && context->style->place == CITATION_IN_NOTES);
    if (sentence && !context->begun)
        word = text_capitalized(context->job, word);
    if (!word.length)
        return NULL;
    /* what stands in for a year takes its suffix */
    bool dateless = text_is(element->word, "no date") && !context->style->uses_suffix;
    struct node *suffix = dateless ? suffix_render(context) : NULL;
    struct node *node = markup_read(context->job, word);
    if (!suffix)
        return node;
    struct node *both = node_group(context->job);
    node_add(both, node);
    node_add(both, suffix);
    return both;
}

static struct node *render_number(struct context *context, const struct element *element)
{
    enum variable variable = element->variables[0];
    struct node *node;
    struct text text = {0};
    if (special_variable(context, variable, &node)) {
        bool found = variable_call(context, variable, node != NULL);
        if (!found || variable != VAR_LOCATOR) {
            if (found && variable == VAR_CITATION_NUMBER)
                text = node->text;
            else
                return found ? node : NULL;
        } else {
            text = context->locator;
        }
    } else {
        text = variable_text(context, variable, TERM_LONG);
        if (!variable_call(context, variable, text.length > 0))
            return NULL;
    }
    const char *noun = variable < VARIABLE_COUNT ? variable_name(variable) : "";
    struct text printed = text;
    if (variable != VAR_PAGE || element->number_form != NUMBER_NUMERIC)
        printed = number_print(context->job, context->locale, text, element->number_form, noun);
    struct node *printed_node = markup_read(context->job, printed);
    if (variable == VAR_CITATION_NUMBER)
        printed_node->tag = TAG_NUMBER;
    return printed_node;
}

/* The term that labels `variable`: locators by their kind, the rest by name. */
static struct text label_term(const struct context *context, enum variable variable)
{
    if (variable == VAR_LOCATOR)
        return context->label.length ? context->label : TEXT("page");
    return variable < VARIABLE_COUNT ? text_of(variable_name(variable)) : (struct text){0};
}

static struct node *render_label(struct context *context, const struct element *element)
{
    enum variable variable = element->variables[0];
    const struct source_variable *found = variable_of(context, variable);
    struct text number = found ? found->text : (struct text){0};
    if (variable == VAR_LOCATOR)
        number = context->locator;
    if (variable == VAR_CITATION_NUMBER)
        number = TEXT("1");
    if (!number.length)
        return NULL;
    const struct term *term =
        locale_term_text(context->locale, label_term(context, variable), element->form);
    if (!term)
        return NULL;
    bool counts = variable == VAR_NUMBER_OF_PAGES || variable == VAR_NUMBER_OF_VOLUMES;
    bool plural = element->plural == PLURAL_ALWAYS ||
                  (element->plural == PLURAL_CONTEXTUAL && number_plural(number, counts));
    struct text word = plural ? term->multiple : term->single;
    return word.length ? markup_read(context->job, word) : NULL;
}

static struct node *render_choose(struct context *context, const struct element *element)
{
    for (const struct branch *branch = element->branches; branch; branch = branch->next)
        if (branch_matches(context, branch))
            return render_list(context, branch->first, context->delimiter);
    return NULL;
}

static struct node *render_bare(struct context *context, const struct element *element)
{
    switch (element->kind) {
    case ELEMENT_VARIABLE:
        return variable_node(context, element->variables[0], element->form);
    case ELEMENT_MACRO:
        return render_group(context, element->macro->first, (struct text){0});
    case ELEMENT_TERM:
        return render_term(context, element);
    case ELEMENT_VALUE:
        return markup_read(context->job, element->word);
    case ELEMENT_NUMBER:
        return render_number(context, element);
    case ELEMENT_LABEL:
        return render_label(context, element);
    case ELEMENT_DATE:
        return date_render(context, element);
    case ELEMENT_NAMES:
        return names_render(context, element);
    case ELEMENT_GROUP:
        return render_group(context, element->first, element->delimiter);
    case ELEMENT_CHOOSE:
        return render_choose(context, element);
    case ELEMENT_SUBSTITUTE:
        return NULL;
    }
    return NULL;
}

/* "https://doi.org/" before a DOI belongs to the link (the specification, appendix VI). */
static struct node *link_prefix(struct context *context, struct node *node, struct looks *looks)
{
    if (!node || !node->link.length || !text_starts(looks->prefix, "http"))
        return node;
    struct buffer whole = buffer_new(&context->job->arena);
    buffer_add(&whole, looks->prefix);
    buffer_add(&whole, node->text);
    node->text = buffer_text(&whole);
    looks->prefix = (struct text){0};
    return node;
}

static struct node *render_element(struct context *context, const struct element *element)
{
    struct looks looks = element->looks;
    if (!context->budget || context->depth > RENDER_DEPTH)
        return NULL;
    context->budget--;
    context->depth++;
    struct node *node = render_bare(context, element);
    context->depth--;
    node = link_prefix(context, node, &looks);
    node = render_looks(context, node, &looks);
    if (node)
        context->begun = true;
    return node;
}

struct node *render_list(struct context *context, const struct element *first,
                         struct text delimiter)
{
    struct node *list = NULL;
    struct text outer = context->delimiter;
    for (const struct element *element = first; element; element = element->next) {
        context->delimiter = delimiter;
        struct node *node = render_element(context, element);
        if (node && !list) {
            list = node_group(context->job);
            list->delimiter = delimiter;
        }
        if (node)
            node_add(list, node);
    }
    context->delimiter = outer;
    return list;
}

/* The first field and the rest become the two columns of second-field-align. */
static struct node *aligned(struct context *context, const struct element *first)
{
    struct node *entry = node_group(context->job);
    struct element alone = *first;
    alone.next = NULL;
    struct node *label = render_list(context, &alone, (struct text){0});
    struct node *body = render_list(context, first->next, (struct text){0});
    if (!label)
        return body;
    label->display = DISPLAY_LEFT_MARGIN;
    node_add(entry, label);
    if (!body)
        return entry;
    body->display = DISPLAY_RIGHT_INLINE;
    node_add(entry, body);
    return entry;
}

struct node *render_layout(struct context *context)
{
    const struct citation_style *style = context->style;
    bool citation = context->purpose == FOR_CITATION;
    const struct area *area = citation ? &style->citation : &style->bibliography;
    if (!citation && style->align && area->layout)
        return aligned(context, area->layout);
    return render_list(context, area->layout, (struct text){0});
}

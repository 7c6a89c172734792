/*
 * Takes a names element, gives the lists of names of its variables: how many of each are shown,
 * what stands between them, their labels, and what stands in where there are none.
 * The one idea: a list is planned first (who is shown, et al or not), then written.
 */
#include "citation/names.h"

#include "citation/numbers.h"
#include "citation/textcase.h"
#include "citation/unicode.h"

struct list {
    const struct source_names *names;
    enum variable variable;
    size_t count; /* names that are people: without a closing "et al" */
    size_t shown;
    bool et_al;    /* more than is shown */
    bool use_last; /* "… " and the last name in place of et al */
};

/* What holds for all lists of an element. */
struct plan {
    const struct names_element *element;
    struct name_options options;
};

/* --- which names are shown ---------------------------------------------------------------- */

static size_t shown_by_style(const struct context *context, const struct name_options *options,
                             size_t count)
{
    int least = options->et_al_min;
    int first = options->et_al_use_first;
    if (context->purpose == FOR_CITATION && context->position >= CITE_SUBSEQUENT) {
        if (options->et_al_subsequent_min)
            least = options->et_al_subsequent_min;
        if (options->et_al_subsequent_use_first)
            first = options->et_al_subsequent_use_first;
    }
    if (least <= 0 || first <= 0 || count < (size_t)least)
        return count;
    return (size_t)first < count ? (size_t)first : count;
}

static struct list list_plan(struct context *context, const struct plan *plan,
                             const struct source_names *names, enum variable variable)
{
    struct list list = {.names = names, .variable = variable, .count = names->count};
    if (list.count > 1 && names->items[list.count - 1].others)
        list.count--;
    bool others = list.count < names->count;
    list.shown = shown_by_style(context, &plan->options, list.count);
    size_t k = context->list_count;
    if (k < LISTS_MOST && context->ambiguity && context->purpose == FOR_CITATION) {
        size_t more = (size_t)context->ambiguity->names[k];
        if (more > list.shown)
            list.shown = more < list.count ? more : list.count;
    }
    list.et_al = list.shown < list.count || others;
    list.use_last = plan->options.use_last == TRI_TRUE && list.shown + 1 < list.count;
    if (k < LISTS_MOST)
        context->lists[k] = (struct list_facts){names, list.count, list.shown};
    return list;
}

/* --- one list ----------------------------------------------------------------------------- */

static struct text delimiter_of(const struct plan *plan)
{
    return plan->options.delimiter.set ? plan->options.delimiter.text : TEXT(", ");
}

static bool is_inverted(const struct context *context, const struct plan *plan, size_t index)
{
    if (context->purpose == FOR_SORT)
        return true;
    return plan->options.order == ORDER_ALL ||
           (plan->options.order == ORDER_FIRST && index == 0);
}

/* Whether the name before a joint was printed family name first. */
static bool after_inverted(const struct context *context, const struct plan *plan,
                           const struct list *list, size_t index)
{
    const struct source_name *name = &list->names->items[index];
    return is_inverted(context, plan, index) && !name->literal.length;
}

static bool delimiter_precedes(const struct context *context, const struct plan *plan,
                               const struct list *list, enum precedes rule)
{
    switch (rule) {
    case PRECEDES_ALWAYS:
        return true;
    case PRECEDES_NEVER:
        return false;
    case PRECEDES_AFTER_INVERTED: {
        size_t before = list->et_al ? list->shown - 1 : list->shown - 2;
        return after_inverted(context, plan, list, before);
    }
    case PRECEDES_UNSET:
    case PRECEDES_CONTEXTUAL:
        break;
    }
    if (!list->et_al)
        return list->shown > 2;
    /* where names end in an "et al" of the source, the style's own habit decides */
    size_t usual = (size_t)plan->options.et_al_use_first;
    bool others = list->shown == list->count;
    return list->shown > 1 || (others && usual > 1);
}

static struct text concat(struct job *job, struct text a, const char *b, struct text c,
                          const char *d)
{
    struct buffer buffer = buffer_new(&job->arena);
    buffer_add(&buffer, a);
    buffer_string(&buffer, b);
    buffer_add(&buffer, c);
    buffer_string(&buffer, d);
    return buffer_text(&buffer);
}

static struct text without_space(struct text text)
{
    while (text.length && text.bytes[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* What stands before the last name of a list that is shown whole. */
static struct text last_joint(struct context *context, const struct plan *plan,
                              const struct list *list)
{
    struct text delimiter = delimiter_of(plan);
    if (plan->options.and != AND_TEXT && plan->options.and != AND_SYMBOL)
        return delimiter;
    struct text word = context->locale->and_text;
    if (plan->options.and == AND_SYMBOL) {
        const struct term *symbol = locale_term(context->locale, "and", TERM_SYMBOL);
        bool own = symbol && !text_equal(symbol->single, word);
        word = own ? symbol->single : TEXT("&");
    }
    bool precedes = delimiter_precedes(context, plan, list, plan->options.precedes_last);
    struct text before = precedes ? without_space(delimiter) : (struct text){0};
    return concat(context->job, before, " ", word, " ");
}

static int given_level(struct context *context, const struct source_name *name, size_t index)
{
    int level = 0;
    size_t k = context->list_count;
    bool local = context->ambiguity && k < LISTS_MOST && index < GIVENS_MOST;
    if (local && context->purpose == FOR_CITATION)
        level = context->ambiguity->givens[k][index];
    if (context->global && context->purpose == FOR_CITATION && !name->literal.length) {
        const int *global = map_find(context->global, name_key(context->job, name));
        bool primary = context->style->given_rule == GIVEN_PRIMARY ||
                       context->style->given_rule == GIVEN_PRIMARY_INITIALS;
        if (global && (!primary || index == 0) && *global > level)
            level = *global;
    }
    return level;
}

static void add_name(struct context *context, const struct plan *plan, const struct list *list,
                     struct node *into, size_t index)
{
    struct name_plan one = {plan->element, &plan->options, is_inverted(context, plan, index),
                            given_level(context, &list->names->items[index], index)};
    struct node *name = name_render(context, &list->names->items[index], &one);
    name->format = plan->element->name_looks.format;
    node_add(into, name);
}

static void add_joint(struct context *context, struct node *into, struct text text)
{
    struct node *joint = node_text(context->job, text);
    joint->affix = true;
    node_add(into, joint);
}

static void add_et_al(struct context *context, const struct plan *plan, const struct list *list,
                      struct node *into)
{
    const struct names_element *element = plan->element;
    struct text delimiter = delimiter_of(plan);
    if (list->use_last) {
        add_joint(context, into,
                  concat(context->job, delimiter, "\u2026 ", (struct text){0}, ""));
        add_name(context, plan, list, into, list->count - 1);
        return;
    }
    struct text word = context->locale->et_al;
    if (element->et_al_term.length) {
        const struct term *term =
            locale_term_text(context->locale, element->et_al_term, TERM_LONG);
        if (term)
            word = term->single;
    }
    if (!word.length || context->purpose == FOR_SORT)
        return;
    bool precedes = delimiter_precedes(context, plan, list, plan->options.precedes_et_al);
    struct text space = text_romanesque(word) ? TEXT(" ") : (struct text){0};
    add_joint(context, into, precedes ? delimiter : space);
    node_add(into, render_looks(context, markup_read(context->job, word), &element->et_al));
}

static struct node *list_render(struct context *context, const struct plan *plan,
                                const struct list *list)
{
    struct node *node = node_group(context->job);
    node->tag = TAG_NAME_LIST;
    for (size_t i = 0; i < list->shown; i++) {
        bool last = i + 1 == list->shown && !list->et_al;
        if (i)
            add_joint(context, node,
                      last ? last_joint(context, plan, list) : delimiter_of(plan));
        add_name(context, plan, list, node, i);
    }
    if (list->et_al && list->shown)
        add_et_al(context, plan, list, node);
    node->prefix = plan->element->name_looks.prefix;
    node->suffix = plan->element->name_looks.suffix;
    return node;
}

/* --- labels ------------------------------------------------------------------------------- */

static struct node *label_render(struct context *context, const struct label *label,
                                 const struct list *list)
{
    const char *name = variable_name(list->variable);
    const struct term *term = locale_term(context->locale, name, label->form);
    if (!term)
        return NULL;
    bool several = list->names->count > 1;
    bool plural =
        label->plural == PLURAL_ALWAYS || (label->plural == PLURAL_CONTEXTUAL && several);
    struct text word = plural ? term->multiple : term->single;
    if (!word.length)
        return NULL;
    return render_looks(context, markup_read(context->job, word), &label->looks);
}

static struct node *labelled(struct context *context, const struct plan *plan,
                             const struct list *list)
{
    struct node *node = node_group(context->job);
    struct node *names = list_render(context, plan, list);
    const struct label *label = &plan->element->label;
    bool wanted = label->given && context->purpose != FOR_SORT;
    struct node *word = wanted ? label_render(context, label, list) : NULL;
    if (label->before)
        node_add(node, word);
    node_add(node, names);
    if (!label->before)
        node_add(node, word);
    return node;
}

/* --- the element -------------------------------------------------------------------------- */

static bool same_names(const struct source_names *a, const struct source_names *b,
                       struct job *job)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!text_equal(name_key(job, &a->items[i]), name_key(job, &b->items[i])))
            return false;
    return true;
}

/* Editors who are the translators too are printed once, under a term for both. */
static bool combined(struct context *context, const struct element *element)
{
    bool editor = false;
    bool translator = false;
    for (size_t i = 0; i < element->variable_count; i++) {
        editor = editor || element->variables[i] == VAR_EDITOR;
        translator = translator || element->variables[i] == VAR_TRANSLATOR;
    }
    if (!editor || !translator)
        return false;
    const struct source_variable *a = variable_of(context, VAR_EDITOR);
    const struct source_variable *b = variable_of(context, VAR_TRANSLATOR);
    const struct term *term = locale_term(context->locale, "editortranslator", TERM_LONG);
    return a && b && term && term->single.length &&
           same_names(&a->names, &b->names, context->job);
}

static const struct source_names *names_of(struct context *context, enum variable variable)
{
    const struct source_variable *found = variable_of(context, variable);
    bool there = found && found->kind == VARIABLE_NAMES && found->names.count > 0;
    return variable_call(context, variable, there) ? &found->names : NULL;
}

static struct node *lists_render(struct context *context, const struct element *element,
                                 const struct plan *plan)
{
    struct node *node = node_group(context->job);
    bool both = combined(context, element);
    bool done = false;
    for (size_t i = 0; i < element->variable_count; i++) {
        enum variable variable = element->variables[i];
        const struct source_names *names = names_of(context, variable);
        if (!names)
            continue;
        if (both && (variable == VAR_EDITOR || variable == VAR_TRANSLATOR)) {
            if (done)
                continue;
            done = true;
            variable = VAR_EDITOR_TRANSLATOR;
        }
        struct list list = list_plan(context, plan, names, variable);
        node_add(node, labelled(context, plan, &list));
        context->list_count++;
    }
    return node->first ? node : NULL;
}

/* form="count": how many names are printed. */
static struct node *count_render(struct context *context, const struct element *element,
                                 const struct plan *plan)
{
    int64_t count = 0;
    for (size_t i = 0; i < element->variable_count; i++) {
        const struct source_names *names = names_of(context, element->variables[i]);
        if (names)
            count += (int64_t)list_plan(context, plan, names, element->variables[i]).shown;
    }
    if (!count)
        return NULL;
    struct buffer buffer = buffer_new(&context->job->arena);
    buffer_number(&buffer, count);
    return node_text(context->job, buffer_text(&buffer));
}

static bool shorthand(const struct context *context, const struct element *element)
{
    const struct names_element *names = element->names;
    return context->outer_names && !names->has_name && !names->label.given &&
           !names->has_et_al && !names->has_substitute;
}

static struct node *substitute(struct context *context, const struct names_element *names)
{
    bool outer = context->substituting;
    bool kept[VARIABLE_COUNT];
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        kept[i] = context->substituted[i];
        context->substituted[i] = false;
    }
    const struct names_element *outer_names = context->outer_names;
    context->outer_names = names;
    context->substituting = true;
    struct node *node = NULL;
    for (const struct element *e = names->substitute; e && !node; e = e->next) {
        struct element alone = *e;
        alone.next = NULL;
        node = render_list(context, &alone, (struct text){0});
        /* a term that is defined as nothing is an answer too */
        if (e->kind == ELEMENT_TERM && locale_term_text(context->locale, e->word, e->form))
            break;
    }
    context->substituting = outer;
    context->outer_names = outer_names;
    for (size_t i = 0; i < VARIABLE_COUNT; i++) {
        if (node && context->substituted[i])
            context->suppressed[i] = true;
        context->substituted[i] = kept[i] || (outer && context->substituted[i]);
    }
    return node;
}

struct node *names_render(struct context *context, const struct element *element)
{
    struct plan plan = {.element = element->names};
    if (shorthand(context, element))
        plan.element = context->outer_names;
    plan.options = name_options_inherit(&plan.element->options, context->options);
    if (plan.options.form == NAME_COUNT)
        return count_render(context, element, &plan);
    bool first = !context->names_done;
    struct node *node = lists_render(context, element, &plan);
    if (node) {
        struct setting delimiter = element->names->delimiter;
        if (!delimiter.set)
            delimiter = plan.element->delimiter;
        if (!delimiter.set)
            delimiter = plan.options.names_delimiter;
        node->delimiter = delimiter.text;
        node->tag = TAG_NAMES;
    } else if (element->names->has_substitute) {
        node = substitute(context, element->names);
    }
    if (!node)
        return NULL;
    context->names_done = true;
    bool hide = first && context->suppress_author && !context->substituting &&
                node_find(node, TAG_NAMES);
    return hide ? NULL : node;
}

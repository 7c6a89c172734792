/*
 * Sorts the bibliography and the cites of a cluster.
 * The one idea: each key of the style becomes a string whose byte order is the order wanted,
 * computed once for each entry; an empty key goes last in either direction.
 */
#include <stdlib.h>
#include <string.h>

#include "citation/flatten.h"
#include "citation/label.h"
#include "citation/session.h"
#include "citation/unicode.h"

struct sortable {
    struct session *session;
    const struct area *area;
    const struct entry *entry;
    struct place_cite *place; /* of a cite in a cluster, else NULL */
    struct text *keys;        /* made when first compared: most sorts need the first only */
    bool *made;
    size_t order; /* keeps the sort stable */
};

/* --- keys --------------------------------------------------------------------------------- */

/* Numbers within text are set to a fixed width, so that 2 comes before 10. */
static struct text number_key(struct job *job, struct text text)
{
    struct buffer buffer = buffer_new(&job->arena);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        while (at < text.length && !text_digit(text.bytes[at]))
            at++;
        buffer_add(&buffer, text_slice(text, start, at));
        start = at;
        while (at < text.length && text_digit(text.bytes[at]))
            at++;
        if (at > start) {
            if (at - start < 12)
                buffer_repeat(&buffer, '0', 12 - (at - start));
            buffer_add(&buffer, text_slice(text, start, at));
        }
    }
    return buffer_text(&buffer);
}

/* Markup and the marks around words do not sort. */
static struct text collated(struct context *context, struct text text)
{
    struct buffer buffer = buffer_new(&context->job->arena);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t rune = text_next(text, &at);
        bool opens = start == 0 || text_space(text.bytes[start - 1]);
        bool apostrophe = rune == '\'' || rune == 0x2018 || rune == 0x2019;
        bool dropped = rune == '"' || rune == 0x201C || rune == 0x201D || rune == ',' ||
                       rune == '(' || rune == ')' || rune == '[' || rune == ']' ||
                       (apostrophe && opens);
        if (!dropped)
            buffer_add(&buffer, text_slice(text, start, at));
    }
    return text_sort_key(&context->job->arena, text_trim(buffer_text(&buffer)),
                         context->locale->language);
}

static struct text names_key(struct context *context, enum variable variable)
{
    enum variable variables[1] = {variable};
    struct names_element names = {0};
    struct element element = {
        .kind = ELEMENT_NAMES, .variables = variables, .variable_count = 1, .names = &names};
    struct node *node = names_render(context, &element);
    if (!node)
        return (struct text){0};
    struct stream *stream = stream_of(context->job, context->locale, node);
    return collated(context, stream_text(stream));
}

static struct text variable_key(struct context *context, enum variable variable)
{
    const struct source_variable *found = variable_of(context, variable);
    if (variable == VAR_CITATION_NUMBER) {
        struct buffer buffer = buffer_new(&context->job->arena);
        buffer_number(&buffer, (int64_t)context->entry->number);
        return number_key(context->job, buffer_text(&buffer));
    }
    if (variable == VAR_CITATION_LABEL && !found)
        return collated(context, citation_label(context->job, context->item));
    if (!found)
        return (struct text){0};
    switch (found->kind) {
    case VARIABLE_TEXT: {
        struct node *node = markup_read(context->job, found->text);
        return collated(context, stream_text(stream_of(context->job, context->locale, node)));
    }
    case VARIABLE_NUMBER:
        return number_key(context->job, found->text);
    case VARIABLE_NAMES:
        return names_key(context, variable);
    case VARIABLE_DATE:
        return date_sort_key(context->job, &found->date);
    }
    return (struct text){0};
}

static struct text macro_key(struct context *context, const struct macro *macro)
{
    struct node *node = render_list(context, macro->first, (struct text){0});
    if (!node)
        return (struct text){0};
    struct text text = stream_text(stream_of(context->job, context->locale, node));
    return collated(context, number_key(context->job, text));
}

static struct text key_make(const struct sortable *one, const struct sort_key *key)
{
    struct session *session = one->session;
    struct arena_mark mark = arena_mark(&session->trees->arena);
    struct name_options options = name_options_inherit(&key->options, &one->area->options);
    struct context context = context_new(session->trees, session->style, one->entry, FOR_SORT);
    context.options = &options;
    context.suffix = one->entry->suffix;
    if (one->place) {
        context.cite = one->place->cite;
        context.locator = one->place->cite->locator;
        context.label = one->place->cite->label;
    }
    struct text text =
        key->macro ? macro_key(&context, key->macro) : variable_key(&context, key->variable);
    text = text_copy(&session->job->arena, text);
    arena_reset(&session->trees->arena, mark);
    return text;
}

static struct text key_at(const struct sortable *one, size_t index)
{
    if (!one->made[index])
        one->keys[index] = key_make(one, &one->area->keys[index]);
    one->made[index] = true;
    return one->keys[index];
}

static struct sortable sortable_of(struct session *session, const struct area *area,
                                   const struct entry *entry, size_t order)
{
    struct arena *arena = &session->job->arena;
    return (struct sortable){.session = session,
                             .area = area,
                             .entry = entry,
                             .keys = arena_array(arena, area->key_count, sizeof(struct text)),
                             .made = arena_array(arena, area->key_count, sizeof(bool)),
                             .order = order};
}

/* --- comparing ---------------------------------------------------------------------------- */

static int compare(const void *left, const void *right)
{
    const struct sortable *a = left;
    const struct sortable *b = right;
    for (size_t i = 0; i < a->area->key_count; i++) {
        struct text x = key_at(a, i);
        struct text y = key_at(b, i);
        if (!x.length && !y.length)
            continue;
        if (!x.length)
            return 1;
        if (!y.length)
            return -1;
        int order = text_compare(x, y);
        if (order)
            return a->area->keys[i].descending ? -order : order;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static void number_all(struct session *session)
{
    for (size_t i = 0; i < session->entries.count; i++)
        session->sorted[i]->number = i + 1;
}

void session_sort(struct session *session)
{
    const struct area *area = &session->style->bibliography;
    size_t count = session->entries.count;
    session->sorted = arena_array(&session->job->arena, count, sizeof *session->sorted);
    for (size_t i = 0; i < count; i++)
        session->sorted[i] = session->entries.items[i];
    number_all(session);
    if (!area->sorted)
        return;
    struct sortable *list = arena_array(&session->job->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = sortable_of(session, area, session->entries.items[i], i);
    qsort(list, count, sizeof *list, compare);
    for (size_t i = 0; i < count; i++)
        session->sorted[i] = session->entries.items[list[i].order];
    number_all(session);
}

struct place_cite **session_sort_cites(struct session *session,
                                       const struct place_cluster *cluster)
{
    const struct area *area = &session->style->citation;
    size_t count = cluster->count;
    struct place_cite **sorted = arena_array(&session->job->arena, count, sizeof *sorted);
    struct sortable *list = arena_array(&session->job->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        list[i] = sortable_of(session, area, cluster->cites[i].entry, i);
        list[i].place = &cluster->cites[i];
    }
    if (area->sorted && count > 1)
        qsort(list, count, sizeof *list, compare);
    for (size_t i = 0; i < count; i++)
        sorted[i] = list[i].place;
    return sorted;
}

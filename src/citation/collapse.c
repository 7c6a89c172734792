/*
 * Collapses the cites of a cluster: numbers to ranges, repeated names, repeated years.
 * The one idea: cites with the same names are moved together first; then each cite looks at
 * the one before it and drops what that one has said already (the specification, "Cite
 * collapsing" and "Cite grouping").
 */
#include <string.h>

#include "citation/cluster.h"
#include "citation/flatten.h"

static struct text tree_text(struct session *session, const struct node *node)
{
    struct buffer buffer = buffer_new(&session->trees->arena);
    if (node)
        node_text_all(&buffer, node);
    return buffer_text(&buffer);
}

/* --- numbers ------------------------------------------------------------------------------ */

static bool numeric(const struct printed *p)
{
    return p->body && node_find(p->body, TAG_NUMBER) && !p->located;
}

static bool follows(const struct printed *a, const struct printed *b)
{
    return numeric(a) && numeric(b) && a->place->entry->number + 1 == b->place->entry->number &&
           !b->place->cite->prefix.count && !a->place->cite->suffix.count;
}

static void collapse_numbers(struct session *session, struct printed *list, size_t count)
{
    struct text range = session->options->range_delimiter;
    struct setting after = session->style->after_collapse_delimiter;
    if (!range.length)
        range = session->style->locale->range_delimiter;
    if (!range.length)
        range = TEXT("\u2013");
    for (size_t start = 0; start < count;) {
        size_t end = start;
        while (end + 1 < count && follows(&list[end], &list[end + 1]))
            end++;
        if (end - start >= 2) {
            for (size_t i = start + 1; i < end; i++)
                list[i].dropped = true;
            list[end].joint = range;
            if (after.set && end + 1 < count)
                list[end + 1].joint = after.text;
        }
        start = end + 1;
    }
}

static struct node *suffix_of(const struct printed *p)
{
    return p->body ? node_find(p->body, TAG_YEAR_SUFFIX) : NULL;
}

/* --- grouping by names -------------------------------------------------------------------- */

struct grouping {
    struct session *session;
    struct printed *list;
    size_t count;
    struct text *names; /* of each cite, as printed; empty if none */
};

static bool same_names(const struct grouping *g, size_t a, size_t b)
{
    /* cites without names go together where only their suffixes are left to print */
    bool named = g->names[a].length > 0;
    bool suffixed = g->session->style->collapse >= COLLAPSE_SUFFIX && suffix_of(&g->list[a]) &&
                    suffix_of(&g->list[b]);
    return (named || suffixed) && text_equal(g->names[a], g->names[b]);
}

static void move_up(struct grouping *g, size_t from, size_t to)
{
    struct printed one = g->list[from];
    struct text name = g->names[from];
    memmove(g->list + to + 1, g->list + to, (from - to) * sizeof *g->list);
    memmove(g->names + to + 1, g->names + to, (from - to) * sizeof *g->names);
    g->list[to] = one;
    g->names[to] = name;
}

static void bring_together(struct grouping *g)
{
    for (size_t i = 0; i < g->count; i++) {
        size_t end = i + 1;
        for (size_t k = i + 1; k < g->count; k++)
            if (same_names(g, i, k))
                move_up(g, k, end++);
        i = end - 1;
    }
}

/* --- years -------------------------------------------------------------------------------- */

static void drop_names(struct printed *p)
{
    if (p->names)
        p->names->first = p->names->last = NULL;
}

/* The year as printed without its suffix; empty if there is none. */
static struct text year_text(struct session *session, const struct printed *p)
{
    struct node *year = node_find(p->body, TAG_YEAR);
    struct buffer buffer = buffer_new(&session->trees->arena);
    if (!year)
        return (struct text){0};
    for (const struct node *child = year->first; child; child = child->next)
        if (child->tag != TAG_YEAR_SUFFIX)
            node_text_all(&buffer, child);
    return buffer_text(&buffer);
}

/* Whether `b` can shrink to its suffix letter behind `a`. */
static bool same_year(struct session *session, const struct printed *a, const struct printed *b)
{
    if (!suffix_of(a) || !suffix_of(b) || a->located || b->located)
        return false;
    if (a->place->cite->suffix.count || b->place->cite->prefix.count)
        return false;
    struct text year = year_text(session, a);
    return year.length && text_equal(year, year_text(session, b));
}

static void collapse_suffixes(struct session *session, struct printed *list, size_t from,
                              size_t to)
{
    const struct citation_style *style = session->style;
    bool ranged = style->collapse == COLLAPSE_SUFFIX_RANGED;
    struct text delimiter =
        style->suffix_delimiter.set ? style->suffix_delimiter.text : style->citation.delimiter;
    for (size_t i = from; i < to;) {
        size_t end = i;
        while (end + 1 < to && same_year(session, &list[end], &list[end + 1]))
            end++;
        size_t run = i;
        for (size_t k = i + 1; k <= end; k++) {
            int step = list[k].place->entry->suffix - list[k - 1].place->entry->suffix;
            list[k].joint = delimiter;
            if (step != 1)
                run = k;
            bool last = k == end ||
                        list[k + 1].place->entry->suffix != list[k].place->entry->suffix + 1;
            if (ranged && k - run >= 2 && last) {
                for (size_t m = run + 1; m < k; m++)
                    list[m].dropped = true;
                list[k].joint = TEXT("\u2013");
            }
        }
        for (size_t k = i + 1; k <= end; k++)
            list[k].body = suffix_of(&list[k]);
        i = end + 1;
    }
}

static void collapse_group(struct grouping *g, size_t from, size_t to)
{
    const struct citation_style *style = g->session->style;
    struct text within = style->cite_group_delimiter.set ? style->cite_group_delimiter.text
                         : style->collapse               ? TEXT(", ")
                                                         : style->citation.delimiter;
    struct setting after = style->after_collapse_delimiter;
    for (size_t i = from + 1; i < to; i++) {
        g->list[i].joint = g->list[i - 1].located && after.set ? after.text : within;
        if (style->collapse && !g->list[i].place->cite->prefix.count)
            drop_names(&g->list[i]);
    }
    if (style->collapse >= COLLAPSE_SUFFIX)
        collapse_suffixes(g->session, g->list, from, to);
    if (to < g->count && style->collapse && after.set)
        g->list[to].joint = after.text;
}

static void collapse_names(struct session *session, struct printed *list, size_t count)
{
    struct grouping g = {session, list, count,
                         arena_array(&session->trees->arena, count + 1, sizeof(struct text))};
    for (size_t i = 0; i < count; i++)
        g.names[i] = tree_text(session, list[i].names);
    bring_together(&g);
    for (size_t from = 0; from < count;) {
        size_t to = from + 1;
        while (to < count && same_names(&g, from, to))
            to++;
        collapse_group(&g, from, to);
        from = to;
    }
}

size_t cluster_collapse(struct session *session, struct printed *list, size_t count)
{
    const struct citation_style *style = session->style;
    if (count < 2)
        return count;
    if (style->collapse == COLLAPSE_NUMBER)
        collapse_numbers(session, list, count);
    else if (style->collapse || style->cite_group_delimiter.set)
        collapse_names(session, list, count);
    return count;
}
